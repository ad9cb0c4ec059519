using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation.Casts;

/// <summary>Values from Spark's cast.sql, try_cast.sql and CastSuiteBase.</summary>
public sealed class CastKernelsTests : IDisposable
{
    private static readonly DataType Void = VoidType.Instance;
    private static readonly DataType Boolean = BooleanType.Instance;
    private static readonly DataType Byte = ByteType.Instance;
    private static readonly DataType Short = ShortType.Instance;
    private static readonly DataType Int = IntegerType.Instance;
    private static readonly DataType Long = LongType.Instance;
    private static readonly DataType Float = FloatType.Instance;
    private static readonly DataType Double = DoubleType.Instance;
    private static readonly DataType String = StringType.Instance;
    private static readonly DataType Binary = BinaryType.Instance;
    private static readonly DataType Date = DateType.Instance;
    private static readonly DataType Timestamp = TimestampType.Instance;
    private static readonly DataType Local = TimestampNtzType.Instance;
    private static readonly DataType Time = new TimeType();
    private static readonly DataType Interval = CalendarIntervalType.Instance;
    private static readonly DataType Year = new YearMonthIntervalType(YearMonthField.Year, YearMonthField.Year);
    private static readonly DataType YearMonth = YearMonthIntervalType.Default;
    private static readonly DataType Day = new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Day);
    private static readonly DataType DayTime = DayTimeIntervalType.Default;

    private readonly CastHarness _harness = new() { TimeZone = "+01:00" };

    public static TheoryData<object?, DataType, DataType, object?> StrictValues => new()
    {
        { null, Void, Int, null },
        { null, Void, new ArrayType(Int), null },
        { 127, Int, Byte, (sbyte)127 },
        { -32768L, Long, Short, (short)-32768 },
        { (sbyte)-1, Byte, Long, -1L },
        { 16_777_217, Int, Float, 16_777_216f },
        { long.MaxValue, Long, Double, 9.223372036854775807E18 },
        { 127.9, Double, Byte, (sbyte)127 },
        { -128.9f, Float, Byte, (sbyte)-128 },
        { 2147483647.9, Double, Int, int.MaxValue },
        { 9.223372036854775807E18, Double, Long, long.MaxValue },
        { 0.1f, Float, Double, 0.10000000149011612 },
        { 1e300, Double, Float, float.PositiveInfinity },
        { 2, Int, Boolean, true },
        { double.NaN, Double, Boolean, true },
        { -0.0, Double, Boolean, false },
        { (Int128)0, new DecimalType(38, 2), Boolean, false },
        { true, Boolean, Int, 1 },
        { true, Boolean, new DecimalType(5, 2), (Int128)100 },
        { false, Boolean, new DecimalType(2, 2), (Int128)0 },
        { false, Boolean, Double, 0.0 },
        { 123, Int, new DecimalType(5, 2), (Int128)12300 },
        { long.MinValue, Long, new DecimalType(19, 0), (Int128)long.MinValue },
        { (Int128)12345, new DecimalType(5, 2), new DecimalType(5, 1), (Int128)1235 },
        { (Int128)(-12345), new DecimalType(5, 2), new DecimalType(5, 1), (Int128)(-1235) },
        { (Int128)12345, new DecimalType(5, 2), new DecimalType(38, 10), (Int128)1_234_500_000_000 },
        { (Int128)199, new DecimalType(5, 2), Int, 1 },
        { (Int128)(-12899), new DecimalType(20, 2), Byte, (sbyte)-128 },
        { (Int128)105, new DecimalType(5, 2), Double, 1.05 },
        { (Int128)105, new DecimalType(38, 2), Float, 1.05f },
        { 1.005, Double, new DecimalType(5, 2), (Int128)101 },
        { 0.1f, Float, new DecimalType(38, 20), (Int128)10_000_000_149_011_612 * 1000 },
        { double.NaN, Double, new DecimalType(5, 2), null },
        { double.PositiveInfinity, Double, new DecimalType(38, 2), null },
        { 1.5, Double, Timestamp, 1_500_000L },
        { -1L, Long, Timestamp, -1_000_000L },
        { long.MaxValue, Long, Timestamp, long.MaxValue },
        { (Int128)1_234_567_891, new DecimalType(18, 9), Timestamp, 1_234_567L },
        { (Int128)12, new DecimalType(38, 1), Timestamp, 1_200_000L },
        { -1L, Timestamp, Long, -1L },
        { -1_500_000L, Timestamp, Int, -2 },
        { 1_500_000L, Timestamp, Double, 1.5 },
        { 1_500_000L, Timestamp, new DecimalType(10, 3), (Int128)1500 },
        { " 12 ", String, Int, 12 },
        { "-128", String, Byte, (sbyte)-128 },
        { "1.5f", String, Double, 1.5 },
        { " nan ", String, Float, float.NaN },
        { "1.235", String, new DecimalType(5, 2), (Int128)124 },
        { "1e-3", String, new DecimalType(38, 5), (Int128)100 },
        { "Yes", String, Boolean, true },
        { "2020-02-30x", String, Binary, EquatableArray.Create("2020-02-30x"u8) },
        { "2020-02-29", String, Date, 18_321 },
        { "1970-01-01 01:00:00", String, Timestamp, 0L },
        { "1970-01-01 01:00:00Z", String, Timestamp, 3_600_000_000L },
        { "1970-01-01 01:00:00Z", String, Local, 3_600_000_000L },
        { "00:00:01.5", String, Time, 1_500_000_000L },
        { "00:00:01.55", String, new TimeType(1), 1_500_000_000L },
        { "interval 3 month 1 hour", String, Interval, new CalendarInterval(3, 0, 3_600_000_000) },
        { "abc", String, Interval, null },
        { "interval '3-1' year to month", String, YearMonth, 37 },
        { "3 00:00:01", String, DayTime, 259_201_000_000L },
        { 1, Date, Timestamp, 82_800_000_000L },
        { 1, Date, Local, 86_400_000_000L },
        { -1L, Timestamp, Date, 0 },
        { -1L, Local, Date, -1 },
        { 0L, Timestamp, Local, 3_600_000_000L },
        { 0L, Local, Timestamp, -3_600_000_000L },
        { -1L, Timestamp, Time, 3_599_999_999_000L },
        { -1L, Local, new TimeType(3), 86_399_999_000_000L },
        { 1_999_999_999L, Time, new TimeType(0), 1_000_000_000L },
        { 112_000_000_000L, Time, Byte, (sbyte)112 },
        { 17_900_000_000L, Time, Long, 17L },
        { 86_399_999_000_000L, Time, new DecimalType(8, 2), (Int128)8_640_000 },
        { 1, Byte, Year, 12 },
        { -122, Short, YearMonth, -122 },
        { 10, Int, Day, 864_000_000_000L },
        { -10L, Long, DayTime, -10_000_000L },
        { (Int128)10_123_456, new DecimalType(8, 6), DayTime, 10_123_456L },
        { (Int128)80_654_321, new DecimalType(8, 6), new DayTimeIntervalType(DayTimeField.Hour, DayTimeField.Minute), 4_839_259_260L },
        { (Int128)10_654_321, new DecimalType(8, 6), YearMonth, 11 },
        { -122, YearMonth, Short, (short)-122 },
        { 25, Year, Byte, (sbyte)2 },
        { -93_784_123_000L, DayTime, Int, -93_784 },
        { 10_005_000L, DayTime, new DecimalType(4, 2), (Int128)1001 },
        { -12, Year, new DecimalType(10, 0), (Int128)(-1) },
        { 25, YearMonth, Year, 24 },
        { -90_000_000_001L, DayTime, Day, -86_400_000_000L },
        { EquatableArray.Create("ü"u8), Binary, String, "ü" },
    };

    public static TheoryData<object?, DataType, string> Texts => new()
    {
        { true, Boolean, "true" },
        { (sbyte)-7, Byte, "-7" },
        { long.MinValue, Long, "-9223372036854775808" },
        { 1e7, Double, "1.0E7" },
        { 0.1f, Float, "0.1" },
        { (Int128)1, new DecimalType(10, 8), "0.00000001" },
        { (Int128)(-150), new DecimalType(38, 2), "-1.50" },
        { 18_321, Date, "2020-02-29" },
        { 0L, Timestamp, "1970-01-01 01:00:00" },
        { 1L, Local, "1970-01-01 00:00:00.000001" },
        { 1L, new TimeType(9), "00:00:00.000000001" },
        { 13, YearMonth, "INTERVAL '1-1' YEAR TO MONTH" },
        { 1_000_000L, DayTime, "INTERVAL '0 00:00:01' DAY TO SECOND" },
        { new CalendarInterval(1, 0, 0), Interval, "1 months" },
        { EquatableArray.Create<object?>([1, null]), new ArrayType(Int), "[1, null]" },
    };

    public static TheoryData<object?, DataType, DataType, string> Failures => new()
    {
        { 128, Int, Byte, "CAST_OVERFLOW" },
        { 2147483648L, Long, Int, "CAST_OVERFLOW" },
        { 128.0, Double, Byte, "CAST_OVERFLOW" },
        { double.NaN, Double, Long, "CAST_OVERFLOW" },
        { float.PositiveInfinity, Float, Int, "CAST_OVERFLOW" },
        { 2147483648f, Float, Int, "CAST_OVERFLOW" },
        { (Int128)12800, new DecimalType(5, 2), Byte, "CAST_OVERFLOW" },
        { (Int128)long.MaxValue + 1, new DecimalType(38, 0), Long, "CAST_OVERFLOW" },
        { 1000, Int, new DecimalType(3, 0), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
        { 1000L, Long, new DecimalType(5, 2), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
        { (Int128)9995, new DecimalType(5, 1), new DecimalType(3, 0), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
        { (Int128)99999, new DecimalType(38, 0), new DecimalType(38, 35), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
        { true, Boolean, new DecimalType(2, 2), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
        { 1e10, Double, new DecimalType(10, 0), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
        { "1234", String, new DecimalType(3, 0), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
        { "1e50", String, new DecimalType(3, 0), "NUMERIC_OUT_OF_SUPPORTED_RANGE" },
        { "1a", String, new DecimalType(3, 0), "CAST_INVALID_INPUT" },
        { "1.5", String, Int, "CAST_INVALID_INPUT" },
        { "128", String, Byte, "CAST_INVALID_INPUT" },
        { "x", String, Double, "CAST_INVALID_INPUT" },
        { "maybe", String, Boolean, "CAST_INVALID_INPUT" },
        { "2020-13-01", String, Date, "CAST_INVALID_INPUT" },
        { "now", String, Timestamp, "CAST_INVALID_INPUT" },
        { "noon", String, Local, "CAST_INVALID_INPUT" },
        { "25:00", String, Time, "CAST_INVALID_INPUT" },
        { double.NaN, Double, Timestamp, "CAST_INVALID_INPUT" },
        { 300_000_000L, Timestamp, Byte, "CAST_OVERFLOW" },
        { 86_399_000_000_000L, Time, Short, "CAST_OVERFLOW" },
        { 2_000_000_000L, Timestamp, new DecimalType(3, 0), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
    };

    public static TheoryData<object?, DataType, DataType, string> FailuresInEveryMode => new()
    {
        { int.MaxValue, Date, Timestamp, "DATETIME_OVERFLOW" },
        { int.MinValue, Date, Local, "DATETIME_OVERFLOW" },
        { long.MaxValue, Timestamp, Local, "DATETIME_OVERFLOW" },
        { long.MinValue, Local, Timestamp, "DATETIME_OVERFLOW" },
        { int.MaxValue, Int, Year, "CAST_OVERFLOW" },
        { long.MinValue, Long, Day, "CAST_OVERFLOW" },
        { long.MaxValue, Long, YearMonth, "CAST_OVERFLOW" },
        { (Int128)long.MaxValue, new DecimalType(38, 0), DayTime, "CAST_OVERFLOW" },
        { -1000, YearMonth, Byte, "CAST_OVERFLOW" },
        { 1_000_000_000_000L, DayTime, Short, "CAST_OVERFLOW" },
        { 10_123_000L, DayTime, new DecimalType(1, 0), "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
        { "1", String, YearMonth, "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING" },
        { "1-99", String, YearMonth, "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING" },
        { "1 2:3", String, DayTime, "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE" },
        { "too long", String, StringType.Varchar(3), "EXCEED_LIMIT_LENGTH" },
        { 1234, Int, StringType.Char(3), "EXCEED_LIMIT_LENGTH" },
    };

    public static TheoryData<object?, DataType, DataType, object?> LegacyValues => new()
    {
        { 128, Int, Byte, (sbyte)-128 },
        { long.MaxValue, Long, Int, -1 },
        { 1e20, Double, Long, long.MaxValue },
        { -1e20, Double, Int, int.MinValue },
        { 300.7, Double, Byte, (sbyte)44 },
        { 1e20, Double, Byte, (sbyte)-1 },
        { double.NaN, Double, Int, 0 },
        { (Int128)12800, new DecimalType(5, 2), Byte, (sbyte)-128 },
        { (Int128)long.MaxValue + 1, new DecimalType(38, 0), Long, long.MinValue },
        { "1.9", String, Int, 1 },
        { ".", String, Long, 0L },
        { "x", String, Int, null },
        { "maybe", String, Boolean, null },
        { "1e50", String, new DecimalType(3, 0), null },
        { 1000, Int, new DecimalType(3, 0), null },
        { 1, Date, Boolean, null },
        { 1, Date, Int, null },
        { 1, Date, new DecimalType(5, 0), null },
        { 0L, Timestamp, Boolean, false },
        { 1L, Timestamp, Boolean, true },
        { true, Boolean, Timestamp, 1L },
        { 300_000_000L, Timestamp, Byte, null },
        { double.PositiveInfinity, Double, Timestamp, null },
        { (short)258, Short, Binary, EquatableArray.Create<byte>([1, 2]) },
        { -1L, Long, Binary, EquatableArray.Create<byte>([255, 255, 255, 255, 255, 255, 255, 255]) },
        { (Int128)1, new DecimalType(10, 8), String, "1E-8" },
    };

    public void Dispose() => _harness.Dispose();

    [Theory]
    [MemberData(nameof(StrictValues))]
    public void Values_that_fit_are_converted(object? value, DataType from, DataType to, object? expected)
    {
        value = Fitted(value, from);
        Assert.Equal(expected, _harness.Cast(value, from, to));
        Assert.Equal(expected, _harness.Cast(value, from, to, EvalMode.Try));
        Assert.Equal(expected, _harness.Cast(value, from, to, EvalMode.Legacy));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Values_turn_into_text(object? value, DataType from, string text)
    {
        Assert.Equal(text, _harness.Cast(value, from, String));
        Assert.Equal(text, _harness.Cast(value, from, StringType.Varchar(100)));
        Assert.Equal(text.PadRight(100), _harness.Cast(value, from, StringType.Char(100)));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Values_that_do_not_fit_fail_or_are_null_when_tried(object? value, DataType from, DataType to, string condition)
    {
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => _harness.Cast(value, from, to)).Condition);
        Assert.Null(_harness.Cast(value, from, to, EvalMode.Try));
        Assert.True(CastRules.CanFail(from, to, EvalMode.Ansi));
        Assert.False(CastRules.CanFail(from, to, EvalMode.Try));
        Assert.False(CastRules.CanFail(from, to, EvalMode.Legacy));
    }

    [Theory]
    [MemberData(nameof(FailuresInEveryMode))]
    public void Some_casts_fail_outside_of_ansi_mode_too(object? value, DataType from, DataType to, string condition)
    {
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => _harness.Cast(value, from, to)).Condition);
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => _harness.Cast(value, from, to, EvalMode.Legacy)).Condition);
        Assert.Null(_harness.Cast(value, from, to, EvalMode.Try));
        Assert.True(CastRules.CanFail(from, to, EvalMode.Legacy));
    }

    [Theory]
    [MemberData(nameof(LegacyValues))]
    public void Legacy_casts_wrap_or_give_null(object? value, DataType from, DataType to, object? expected) =>
        Assert.Equal(expected, _harness.Cast(value, from, to, EvalMode.Legacy));

    [Theory]
    [InlineData("ab  ", 2, "ab")]
    [InlineData("ab c", 4, "ab c")]
    [InlineData("äöü", 3, "äöü")]
    [InlineData("a", 3, "a")]
    public void Varchar_drops_blanks_over_the_limit(string text, int limit, string expected) =>
        Assert.Equal(expected, _harness.Cast(text, String, StringType.Varchar(limit)));

    [Theory]
    [InlineData("ab   ", 3, "ab ")]
    [InlineData("äö", 4, "äö  ")]
    public void Char_is_padded(string text, int length, string expected) =>
        Assert.Equal(expected, _harness.Cast(text, String, StringType.Char(length)));

    [SkippableFact]
    public void Instants_follow_the_zone()
    {
        Skip.IfNot(ZoneRules.TryGet("America/Los_Angeles", out _), "the system has no time zone data");
        _harness.TimeZone = "America/Los_Angeles";
        Assert.Equal("1800-01-01 00:00:00", _harness.Cast(_harness.Cast("1800-01-01", String, Timestamp), Timestamp, String));
        Assert.Equal(-62_135_568_422_000_000L, _harness.Cast("0001-01-01", String, Timestamp));
        var skipped = _harness.Cast("2020-03-08 02:30:00", String, Timestamp);
        Assert.Equal("2020-03-08 03:30:00", _harness.Cast(skipped, Timestamp, String));
        Assert.Equal(skipped, _harness.Cast(_harness.Cast("2020-03-08 02:30:00", String, Local), Local, Timestamp));
        var twice = _harness.Cast("2020-11-01 01:30:00", String, Timestamp);
        Assert.Equal(1_604_219_400_000_000L, twice);
        Assert.Equal("+20000-07-01 00:00:00", _harness.Cast(_harness.Cast("20000-07-01", String, Timestamp), Timestamp, String));
    }

    [Fact]
    public void Errors_name_value_and_types()
    {
        var error = Assert.Throws<SqlSparkException>(() => _harness.Cast(128L, Long, Byte));
        Assert.Equal(("128L", "\"BIGINT\"", "\"TINYINT\""), (error.Parameters["value"], error.Parameters["sourceType"], error.Parameters["targetType"]));
        error = Assert.Throws<SqlSparkException>(() => _harness.Cast("a'b", String, new DecimalType(5, 2)));
        Assert.Equal(("'a\\'b'", "\"STRING\"", "\"DECIMAL(5,2)\""), (error.Parameters["expression"], error.Parameters["sourceType"], error.Parameters["targetType"]));
        error = Assert.Throws<SqlSparkException>(() => _harness.Cast((Int128)123456, new DecimalType(6, 1), new DecimalType(3, 1)));
        Assert.Equal("12345.6", error.Parameters["value"]);
    }

    [Fact]
    public void Variants_are_not_cast_yet() => Assert.Equal(
        "UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", Assert.Throws<SqlSparkException>(() => _harness.Cast(1, Int, VariantType.Instance)).Condition);

    [Fact]
    public void Nulls_and_numbers_without_decimals_stay_decimals()
    {
        Assert.Equal("1.50", DecimalText.Format((Int128)_harness.Cast("1.5", String, new DecimalType(20, 2))!, 2));
    }

    private static object? Fitted(object? value, DataType type) => (value, type) switch
    {
        (int number, ByteType) => (sbyte)number,
        (int number, ShortType) => (short)number,
        _ => value,
    };
}
