using System.Globalization;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>Who reads a text of SQL.</summary>
internal enum Dialect
{
    Spark,
    DuckDb,
}

/// <summary>The types of random queries: names in both dialects, and Spark's rules of ANSI mode for mixing them.</summary>
internal static class SqlTypes
{
    /// <summary>DuckDB rounds twice where decimals of more digits than this become doubles, so that the last bit may be another.</summary>
    private const int MaxDigits = 24;

    public static readonly IReadOnlyList<DataType> Integers = [ByteType.Instance, ShortType.Instance, IntegerType.Instance, LongType.Instance];

    public static readonly IReadOnlyList<DecimalType> Decimals = [new(3, 1), new(5, 2), new(9, 0), new(12, 4), new(18, 2), new(20, 3), new(24, 6), new(30, 4), new(38, 10)];

    public static readonly IReadOnlyList<DataType> Intervals = [DayTimeIntervalType.Default, YearMonthIntervalType.Default];

    /// <summary>The types of columns; what is written twice is twice as likely.</summary>
    public static readonly IReadOnlyList<DataType> OfColumns =
    [
        .. Integers, IntegerType.Instance, IntegerType.Instance, LongType.Instance, .. Decimals, FloatType.Instance, DoubleType.Instance, DoubleType.Instance,
        StringType.Instance, StringType.Instance, StringType.Instance, DateType.Instance, DateType.Instance, TimestampType.Instance, BooleanType.Instance, BooleanType.Instance,
        BinaryType.Instance, .. Intervals,
    ];

    /// <summary>The name of a type. Intervals are numbers of microseconds or months in DuckDB, whose own interval is of another kind.</summary>
    public static string Name(DataType type, Dialect dialect) => type switch
    {
        ByteType => "TINYINT",
        ShortType => "SMALLINT",
        IntegerType => dialect == Dialect.Spark ? "INT" : "INTEGER",
        LongType => "BIGINT",
        FloatType => "FLOAT",
        DoubleType => "DOUBLE",
        DecimalType d => $"DECIMAL({d.Precision},{d.Scale})",
        StringType => dialect == Dialect.Spark ? "STRING" : "VARCHAR",
        DateType => "DATE",
        TimestampType => "TIMESTAMP",
        BooleanType => "BOOLEAN",
        BinaryType => dialect == Dialect.Spark ? "BINARY" : "BLOB",
        DayTimeIntervalType => dialect == Dialect.Spark ? "INTERVAL DAY TO SECOND" : "BIGINT",
        YearMonthIntervalType => dialect == Dialect.Spark ? "INTERVAL YEAR TO MONTH" : "INTEGER",
        _ => throw new ArgumentException($"no random values of {type}", nameof(type)),
    };

    /// <summary>How a dialect makes a value of the type from its text, which stands in an expression.</summary>
    public static string FromText(string expression, DataType type, Dialect dialect) =>
        type is BinaryType ? $"unhex({expression})" : $"CAST({expression} AS {Name(type, dialect)})";

    /// <summary>The text that <see cref="FromText"/> reads of a value of <see cref="RandomTables.Value"/>.</summary>
    public static string TextOf(string value, DataType type, Dialect dialect)
    {
        if (dialect == Dialect.DuckDb || type is not (DayTimeIntervalType or YearMonthIntervalType))
            return value;
        var number = long.Parse(value, CultureInfo.InvariantCulture);
        var (sign, size) = (number < 0 ? "-" : "", Math.Abs(number));
        return type is YearMonthIntervalType
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{size / 12}-{size % 12}")
            : sign + TimeSpan.FromMicroseconds(size).ToString(@"d\ hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
    }

    public static bool IsInteger(DataType type) => type is ByteType or ShortType or IntegerType or LongType;

    public static bool IsNumeric(DataType type) => IsInteger(type) || type is FloatType or DoubleType or DecimalType;

    /// <summary>Types that become <paramref name="type"/> beside it, in CASE, COALESCE, IN, comparisons and set operations.</summary>
    public static IReadOnlyList<DataType> NarrowerThan(DataType type) => type switch
    {
        ShortType => [ByteType.Instance],
        IntegerType => [ByteType.Instance, ShortType.Instance],
        LongType => [ByteType.Instance, ShortType.Instance, IntegerType.Instance],
        DoubleType => [.. Integers, FloatType.Instance, new DecimalType(5, 2), new DecimalType(12, 4)],
        TimestampType => [DateType.Instance],
        DecimalType d => [.. Integers.Where(i => d.IsWiderThan(i)), .. Decimals.Where(o => o != d && d.IsWiderThan(o))],
        _ => [],
    };

    /// <summary>The type that two types are compared in, or null where random queries do not compare them.</summary>
    public static DataType? Common(DataType left, DataType right)
    {
        if (left == right)
            return left;
        if (NarrowerThan(left).Contains(right))
            return left;
        if (NarrowerThan(right).Contains(left))
            return right;
        if ((left is FloatType && IsNumeric(right)) || (right is FloatType && IsNumeric(left)))
            return left is DecimalType { Precision: > MaxDigits } || right is DecimalType { Precision: > MaxDigits } ? null : DoubleType.Instance;
        if (left is DoubleType || right is DoubleType || DecimalType.ForType(left) is not { } l || DecimalType.ForType(right) is not { } r)
            return null;
        var scale = Math.Max(l.Scale, r.Scale);
        var precision = Math.Max(l.Precision - l.Scale, r.Precision - r.Scale) + scale;
        return precision <= DecimalType.MaxPrecision ? new DecimalType(precision, scale) : null;
    }

    /// <summary>The type of a sum.</summary>
    public static DecimalType SumOf(DecimalType type) => new(Math.Min(type.Precision + 10, DecimalType.MaxPrecision), type.Scale);

    /// <summary>A text of DuckDB that gives <paramref name="text"/> the type that Spark gives it.</summary>
    public static string DuckDbCast(string text, DataType type) => $"CAST({text} AS {Name(type, Dialect.DuckDb)})";
}
