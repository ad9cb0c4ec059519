using System.Collections.Immutable;
using System.Globalization;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Errors;

/// <summary>The errors that many kernels share.</summary>
public readonly partial struct RowError
{
    private static readonly ImmutableArray<(string Name, string Value)> AnsiConfig = [("config", ErrorFormat.SqlConf(SqlConf.AnsiEnabled.Key))];
    private static readonly ImmutableArray<(string Name, string Value)> AnsiConfigOfDatetime = [("ansiConfig", ErrorFormat.SqlConf(SqlConf.AnsiEnabled.Key))];

    private static readonly RowErrorKind DivideByZeroKind = new("DIVIDE_BY_ZERO") { FixedParameters = AnsiConfig };
    private static readonly RowErrorKind RemainderByZeroKind = new("REMAINDER_BY_ZERO") { FixedParameters = AnsiConfig };
    private static readonly RowErrorKind IntervalDividedByZeroKind = new("INTERVAL_DIVIDED_BY_ZERO");
    private static readonly RowErrorKind ArithmeticOverflowKind = new("ARITHMETIC_OVERFLOW", "message", "alternative") { FixedParameters = AnsiConfig };
    private static readonly RowErrorKind BinaryOverflowKind = new("BINARY_ARITHMETIC_OVERFLOW", "value1", "symbol", "value2", "functionName");
    private static readonly RowErrorKind IntervalOverflowKind = new("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION");
    private static readonly RowErrorKind IntervalOverflowHintKind = new("INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION", "functionName");
    private static readonly RowErrorKind DatetimeOverflowKind = new("DATETIME_OVERFLOW", "operation");
    private static readonly RowErrorKind CastOverflowKind = new("CAST_OVERFLOW", "value", "sourceType", "targetType");
    private static readonly RowErrorKind CastOverflowInInsertKind = new("CAST_OVERFLOW_IN_TABLE_INSERT", "sourceType", "targetType", "columnName");
    private static readonly RowErrorKind CastInvalidInputKind = new("CAST_INVALID_INPUT", "expression", "sourceType", "targetType");
    private static readonly RowErrorKind NumericOutOfRangeKind = new("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", "value", "precision", "scale")
    {
        FixedParameters = AnsiConfig,
    };

    private static readonly RowErrorKind NumericOutOfRangeNoHintKind = new("NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION", "roundedValue", "originalValue", "precision", "scale");
    private static readonly RowErrorKind InvalidArrayIndexKind = new("INVALID_ARRAY_INDEX", "indexValue", "arraySize");
    private static readonly RowErrorKind InvalidElementAtIndexKind = new("INVALID_ARRAY_INDEX_IN_ELEMENT_AT", "indexValue", "arraySize");
    private static readonly RowErrorKind InvalidIndexOfZeroKind = new("INVALID_INDEX_OF_ZERO");
    private static readonly RowErrorKind DatetimeFieldKind = new("DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION", "rangeMessage") { FixedParameters = AnsiConfigOfDatetime };
    private static readonly RowErrorKind CannotParseTimestampKind = new("CANNOT_PARSE_TIMESTAMP", "message", "func");
    private static readonly RowErrorKind DuplicatedMapKeyKind = new("DUPLICATED_MAP_KEY", "key")
    {
        FixedParameters = [("mapKeyDedupPolicy", ErrorFormat.SqlConf(SqlConf.MapKeyDedupPolicy.Key))],
    };

    private static readonly RowErrorKind NullMapKeyKind = new("NULL_MAP_KEY");
    private static readonly RowErrorKind NotNullViolationKind = new("NOT_NULL_ASSERT_VIOLATION", "walkedTypePath");
    private static readonly RowErrorKind ScalarSubqueryRowsKind = new("SCALAR_SUBQUERY_TOO_MANY_ROWS");
    private static readonly RowErrorKind UserRaisedKind = new("USER_RAISED_EXCEPTION", "errorMessage");

    /// <summary><c>DIVIDE_BY_ZERO</c>, 22012.</summary>
    public static RowError DivideByZero => new(DivideByZeroKind);

    /// <summary><c>REMAINDER_BY_ZERO</c>, 22012.</summary>
    public static RowError RemainderByZero => new(RemainderByZeroKind);

    /// <summary><c>INTERVAL_DIVIDED_BY_ZERO</c>, 22012.</summary>
    public static RowError IntervalDividedByZero => new(IntervalDividedByZeroKind);

    /// <summary><c>ARITHMETIC_OVERFLOW</c>, 22003, where no <c>try_</c> function can be suggested.</summary>
    public static RowError ArithmeticOverflow => new(ArithmeticOverflowKind, "overflow", "");

    /// <summary><c>INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION</c>, 22015.</summary>
    public static RowError IntervalOverflow => new(IntervalOverflowKind);

    /// <summary><c>SCALAR_SUBQUERY_TOO_MANY_ROWS</c>, 21000.</summary>
    public static RowError ScalarSubqueryRows => new(ScalarSubqueryRowsKind);

    /// <summary><c>INVALID_INDEX_OF_ZERO</c>, 22003: positions of arrays begin at 1.</summary>
    public static RowError InvalidIndexOfZero => new(InvalidIndexOfZeroKind);

    /// <summary><c>NULL_MAP_KEY</c>, 2200E.</summary>
    public static RowError NullMapKey => new(NullMapKeyKind);

    /// <summary><c>ARITHMETIC_OVERFLOW</c>, 22003.</summary>
    /// <param name="what">What overflowed: <c>integer overflow</c>, <c>long overflow</c>.</param>
    /// <param name="tryFunction">The function that gives NULL instead, such as <c>try_add</c>, or null.</param>
    public static RowError Overflow(string what, string? tryFunction = null) =>
        new(ArithmeticOverflowKind, what, tryFunction is null ? "" : " Use '" + tryFunction + "' to tolerate overflow and return NULL instead.");

    /// <summary><c>BINARY_ARITHMETIC_OVERFLOW</c>, 22003: for TINYINT and SMALLINT, which name their operands.</summary>
    /// <param name="left">The left operand as <see cref="ErrorFormat"/> writes values.</param>
    /// <param name="symbol">The operator.</param>
    /// <param name="right">The right operand as <see cref="ErrorFormat"/> writes values.</param>
    /// <param name="tryFunction">The function that gives NULL instead.</param>
    public static RowError BinaryOverflow(string left, string symbol, string right, string tryFunction) =>
        new(BinaryOverflowKind, left, symbol, right, ErrorFormat.SqlId(tryFunction));

    /// <summary><c>INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION</c>, 22015.</summary>
    /// <param name="tryFunction">The function that gives NULL instead.</param>
    public static RowError IntervalOverflowUse(string tryFunction) => new(IntervalOverflowHintKind, ErrorFormat.SqlId(tryFunction));

    /// <summary><c>DATETIME_OVERFLOW</c>, 22008.</summary>
    /// <param name="operation">What was computed, such as <c>add 1 DAY to ...</c>.</param>
    public static RowError DatetimeOverflow(string operation) => new(DatetimeOverflowKind, operation);

    /// <summary><c>CAST_OVERFLOW</c>, 22003.</summary>
    /// <param name="value">The value as <see cref="ErrorFormat"/> writes it.</param>
    /// <param name="sourceType">The SQL text of its type.</param>
    /// <param name="targetType">The SQL text of the type it does not fit.</param>
    public static RowError CastOverflow(string value, string sourceType, string targetType) =>
        new(CastOverflowKind, value, ErrorFormat.SqlType(sourceType), ErrorFormat.SqlType(targetType));

    /// <inheritdoc cref="CastOverflow(string, string, string)"/>
    public static RowError CastOverflow(string value, DataType sourceType, DataType targetType) =>
        new(CastOverflowKind, value, ErrorFormat.SqlType(sourceType), ErrorFormat.SqlType(targetType));

    /// <summary><c>CAST_OVERFLOW_IN_TABLE_INSERT</c>, 22003.</summary>
    /// <param name="sourceType">The SQL text of the value's type.</param>
    /// <param name="targetType">The SQL text of the column's type.</param>
    /// <param name="column">The column.</param>
    public static RowError CastOverflowInInsert(string sourceType, string targetType, string column) =>
        new(CastOverflowInInsertKind, ErrorFormat.SqlType(sourceType), ErrorFormat.SqlType(targetType), ErrorFormat.SqlId(column));

    /// <summary><c>CAST_INVALID_INPUT</c>, 22018.</summary>
    /// <param name="value">The value as <see cref="ErrorFormat"/> writes it.</param>
    /// <param name="sourceType">The SQL text of its type.</param>
    /// <param name="targetType">The SQL text of the type it is no value of.</param>
    public static RowError CastInvalidInput(string value, string sourceType, string targetType) =>
        new(CastInvalidInputKind, value, ErrorFormat.SqlType(sourceType), ErrorFormat.SqlType(targetType));

    /// <inheritdoc cref="CastInvalidInput(string, string, string)"/>
    public static RowError CastInvalidInput(string value, DataType sourceType, DataType targetType) =>
        new(CastInvalidInputKind, value, ErrorFormat.SqlType(sourceType), ErrorFormat.SqlType(targetType));

    /// <summary><c>NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION</c>, 22003: a decimal does not fit its type in ANSI mode.</summary>
    public static RowError NumericValueOutOfRange(string value, int precision, int scale) =>
        new(NumericOutOfRangeKind, value, Digits(precision), Digits(scale));

    /// <summary><c>NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION</c>, 22003: a decimal does not fit a fixed type.</summary>
    public static RowError NumericValueOutOfRangeRounded(string roundedValue, string originalValue, int precision, int scale) =>
        new(NumericOutOfRangeNoHintKind, roundedValue, originalValue, Digits(precision), Digits(scale));

    /// <summary><c>INVALID_ARRAY_INDEX</c>, 22003: for <c>array[index]</c>.</summary>
    public static RowError InvalidArrayIndex(long index, long arraySize) => new(InvalidArrayIndexKind, Digits(index), Digits(arraySize));

    /// <summary><c>INVALID_ARRAY_INDEX_IN_ELEMENT_AT</c>, 22003.</summary>
    public static RowError InvalidElementAtIndex(long index, long arraySize) => new(InvalidElementAtIndexKind, Digits(index), Digits(arraySize));

    /// <summary><c>DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION</c>, 22023.</summary>
    /// <param name="rangeMessage">Which field, its value and its range.</param>
    public static RowError DatetimeFieldOutOfBounds(string rangeMessage) => new(DatetimeFieldKind, rangeMessage);

    /// <summary><c>CANNOT_PARSE_TIMESTAMP</c>, 22007.</summary>
    /// <param name="message">Why the text is no timestamp.</param>
    /// <param name="tryFunction">The function that gives NULL instead, such as <c>try_to_timestamp</c>.</param>
    public static RowError CannotParseTimestamp(string message, string tryFunction) =>
        new(CannotParseTimestampKind, message, ErrorFormat.SqlId(tryFunction));

    /// <summary><c>DUPLICATED_MAP_KEY</c>, 23505.</summary>
    /// <param name="key">The key as text.</param>
    public static RowError DuplicatedMapKey(string key) => new(DuplicatedMapKeyKind, key);

    /// <summary><c>NOT_NULL_ASSERT_VIOLATION</c>, 42000.</summary>
    /// <param name="path">Where the NULL stands.</param>
    public static RowError NotNullViolation(string path) => new(NotNullViolationKind, path);

    /// <summary><c>USER_RAISED_EXCEPTION</c>, P0001: <c>raise_error</c> and <c>assert_true</c>.</summary>
    /// <param name="message">The user's message.</param>
    public static RowError UserRaised(string message) => new(UserRaisedKind, message);

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);
}
