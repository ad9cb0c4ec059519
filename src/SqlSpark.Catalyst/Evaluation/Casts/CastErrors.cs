using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Builds the row errors of one cast. Asked only when somebody will see the error.</summary>
internal sealed class CastErrors(DataType from, DataType to, ZoneRules zone)
{
    private static readonly RowErrorKind TooManyDigitsKind = new("NUMERIC_OUT_OF_SUPPORTED_RANGE", "value");
    private static readonly RowErrorKind TooLongKind = new("EXCEED_LIMIT_LENGTH", "limit");

    /// <summary><c>CAST_OVERFLOW</c>.</summary>
    /// <param name="value">The value, boxed as <see cref="BoxedValues"/> describes.</param>
    public RowError Overflow(object value) => RowError.CastOverflow(SqlLiteralText.Of(value, from, zone), from.Sql, to.Sql);

    /// <summary><c>CAST_INVALID_INPUT</c> of a text.</summary>
    public RowError InvalidInput(ReadOnlySpan<byte> text) =>
        RowError.CastInvalidInput(ErrorFormat.SqlValue(Encoding.UTF8.GetString(text)), from.Sql, to.Sql);

    /// <summary><c>CAST_INVALID_INPUT</c> of NaN or an infinity.</summary>
    public RowError InvalidInput(double value) => RowError.CastInvalidInput(ErrorFormat.SqlValue(value), from.Sql, to.Sql);

    /// <summary><c>NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION</c>.</summary>
    /// <param name="value">The number as text, without exponent.</param>
    public RowError OutOfRange(string value) =>
        to is DecimalType target ? RowError.NumericValueOutOfRange(value, target.Precision, target.Scale) : throw InternalErrors.Unreachable(to);

    /// <summary><c>NUMERIC_OUT_OF_SUPPORTED_RANGE</c>: a text has more than 38 digits before its point.</summary>
    public static RowError TooManyDigits(ReadOnlySpan<byte> text) => new(TooManyDigitsKind, Encoding.UTF8.GetString(text));

    /// <summary><c>EXCEED_LIMIT_LENGTH</c>: a text does not fit its CHAR or VARCHAR.</summary>
    public static RowError TooLong(int limit) => new(TooLongKind, ErrorFormat.SqlValue(limit));

    /// <summary><c>DATETIME_OVERFLOW</c>: a date or local time is outside of the range of the target.</summary>
    /// <param name="value">The value, boxed.</param>
    public RowError DatetimeOverflow(object value) =>
        RowError.DatetimeOverflow($"cast {SqlLiteralText.Of(value, from, zone)} to {to.Sql}");

    /// <summary>A sub-condition of <c>INVALID_INTERVAL_FORMAT</c>.</summary>
    public RowError NoInterval(IntervalFault fault, ReadOnlySpan<byte> text) => IntervalErrors.Malformed(fault, text, to);
}
