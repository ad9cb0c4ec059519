using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Text;

public sealed class ValueFormatterTests : IDisposable
{
    private static readonly ArrayType Strings = new(StringType.Instance);
    private static readonly MapType StringToInt = new(StringType.Instance, IntegerType.Instance);
    private static readonly StructType Record = new([new StructField("a", IntegerType.Instance), new StructField("b", Strings)]);

    private readonly MemoryPool _pool = new(64 << 20, new MemoryPoolOptions { IsChecked = true });
    private readonly MemoryAccount _account;

    public ValueFormatterTests() => _account = _pool.CreateAccount("test");

    public static TheoryData<object?, DataType, string, string, string, string> Values => new()
    {
        // value, type, cast, hive, show, literal
        { null, IntegerType.Instance, "NULL", "NULL", "NULL", "CAST(NULL AS INT)" },
        { null, Strings, "NULL", "NULL", "NULL", "NULL" },
        { true, BooleanType.Instance, "true", "true", "true", "true" },
        { (sbyte)-1, ByteType.Instance, "-1", "-1", "-1", "-1Y" },
        { (short)2, ShortType.Instance, "2", "2", "2", "2S" },
        { 3, IntegerType.Instance, "3", "3", "3", "3" },
        { 4L, LongType.Instance, "4", "4", "4", "4L" },
        { 1.5f, FloatType.Instance, "1.5", "1.5", "1.5", "CAST('1.5' AS FLOAT)" },
        { 1e10, DoubleType.Instance, "1.0E10", "1.0E10", "1.0E10", "1.0E10D" },
        { double.NaN, DoubleType.Instance, "NaN", "NaN", "NaN", "CAST('NaN' AS DOUBLE)" },
        { (Int128)150, new DecimalType(10, 2), "1.50", "1.50", "1.50", "1.50BD" },
        { "it's \\", StringType.Instance, "it's \\", "it's \\", "it's \\", "'it\\'s \\\\'" },
        { "a\tb\n", StringType.Instance, "a\tb\n", "a\tb\n", "a\\tb\\n", "'a\tb\n'" },
        { EquatableArray.Create("hi"u8), BinaryType.Instance, "hi", "hi", "[68 69]", "X'6869'" },
        { 18262, DateType.Instance, "2020-01-01", "2020-01-01", "2020-01-01", "DATE '2020-01-01'" },
        { 1_577_836_800_500_000, TimestampType.Instance, "2020-01-01 01:00:00.5", "2020-01-01 01:00:00.5", "2020-01-01 01:00:00.5", "TIMESTAMP '2020-01-01 01:00:00.5'" },
        { 0L, TimestampNtzType.Instance, "1970-01-01 00:00:00", "1970-01-01 00:00:00", "1970-01-01 00:00:00", "TIMESTAMP_NTZ '1970-01-01 00:00:00'" },
        { 1_000_000_001L, new TimeType(), "00:00:01.000000001", "00:00:01.000000001", "00:00:01.000000001", "TIME '00:00:01.000000001'" },
        { 14, YearMonthIntervalType.Default, "INTERVAL '1-2' YEAR TO MONTH", "1-2", "INTERVAL '1-2' YEAR TO MONTH", "INTERVAL '1-2' YEAR TO MONTH" },
        { 1_000_000L, DayTimeIntervalType.Default, "INTERVAL '0 00:00:01' DAY TO SECOND", "0 00:00:01.000000000", "INTERVAL '0 00:00:01' DAY TO SECOND", "INTERVAL '0 00:00:01' DAY TO SECOND" },
        { new CalendarInterval(1, 2, 0), CalendarIntervalType.Instance, "1 months 2 days", "1 months 2 days", "1 months 2 days", "INTERVAL '1 months 2 days'" },
        { Items("a", null), Strings, "[a, null]", "[\"a\",null]", "[a, NULL]", "ARRAY('a', CAST(NULL AS STRING))" },
        { Items(), Strings, "[]", "[]", "[]", "ARRAY()" },
        { new MapValue(Items("k", "j"), Items(1, null)), StringToInt, "{k -> 1, j -> null}", "{\"j\":null,\"k\":1}", "{k -> 1, j -> NULL}", "MAP('k', 1, 'j', CAST(NULL AS INT))" },
        { Items(null, Items("x")), Record, "{null, [x]}", "{\"a\":null,\"b\":[\"x\"]}", "{NULL, [x]}", "NAMED_STRUCT('a', CAST(NULL AS INT), 'b', ARRAY('x'))" },
        { Items(7, null), Record, "{7, null}", "{\"a\":7,\"b\":null}", "{7, NULL}", "NAMED_STRUCT('a', 7, 'b', NULL)" },
    };

    public void Dispose()
    {
        _account.Dispose();
        _pool.Dispose();
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_type_has_a_text_in_every_style(object? value, DataType type, string cast, string hive, string show, string literal)
    {
        using var writer = new VectorWriter(type, _account);
        writer.Begin(2);
        BoxedValues.Set(writer, 1, value);
        var flat = writer.Publish();
        string[] expected = [cast, hive, show, literal];
        foreach (var style in Enum.GetValues<ValueStyle>())
            Assert.Equal(expected[(int)style], Text(Formatter(type, style), flat, 1));
    }

    [Fact]
    public void Constants_and_dictionaries_read_like_flat_columns()
    {
        using var writer = new VectorWriter(Strings, _account);
        writer.Begin(2);
        BoxedValues.Set(writer, 0, Items("a"));
        BoxedValues.Set(writer, 1, null);
        var codes = _account.Allocate(3);
        new byte[] { 0, 1, 0 }.CopyTo(codes.AsSpan<byte>());
        var dictionary = DictionaryVector.Own(new VectorDictionary(writer.Publish().Retain(), isUnique: true), 1, 3, codes, null);
        var formatter = Formatter(Strings, ValueStyle.HiveResult);
        Assert.Equal(["[\"a\"]", "NULL", "[\"a\"]"], Enumerable.Range(0, 3).Select(row => Text(formatter, dictionary, row)));
        dictionary.Release();

        using var number = new VectorWriter(LongType.Instance, _account);
        number.Begin(1, PhysicalType.Int8);
        number.Values<sbyte>()[0] = -5;
        Assert.Equal("-5", Text(Formatter(LongType.Instance, ValueStyle.Cast), new ConstantVector(number.Publish(), 9), 8));
    }

    [Theory]
    [InlineData(BinaryOutputStyle.Utf8, "Ab")]
    [InlineData(BinaryOutputStyle.Basic, "[65, 98]")]
    [InlineData(BinaryOutputStyle.Base64, "QWI")]
    [InlineData(BinaryOutputStyle.Hex, "4162")]
    [InlineData(BinaryOutputStyle.HexDiscrete, "[41 62]")]
    public void Binaries_are_shown_as_configured_but_cast_as_text(BinaryOutputStyle style, string text)
    {
        using var writer = new VectorWriter(BinaryType.Instance, _account);
        writer.Begin(1);
        writer.SetBytes(0, "Ab"u8);
        var vector = writer.Publish();
        var options = new ValueFormatOptions(ZoneRules.Utc) { Binary = style };
        Assert.Equal(text, Text(new ValueFormatter(BinaryType.Instance, ValueStyle.HiveResult, options), vector, 0));
        Assert.Equal(text, Text(new ValueFormatter(BinaryType.Instance, ValueStyle.Show, options), vector, 0));
        Assert.Equal("Ab", Text(new ValueFormatter(BinaryType.Instance, ValueStyle.Cast, options), vector, 0));
    }

    [Fact]
    public void Legacy_casts_use_brackets_exponents_and_leave_nulls_out()
    {
        var type = new StructType([new StructField("a", Strings), new StructField("b", new DecimalType(20, 10))]);
        using var writer = new VectorWriter(type, _account);
        writer.Begin(1);
        BoxedValues.Set(writer, 0, Items(Items(null, "x"), (Int128)1));
        var options = new ValueFormatOptions(ZoneRules.Utc) { LegacyComplexTypes = true, PlainDecimals = false };
        Assert.Equal("[[, x], 1E-10]", Text(new ValueFormatter(type, ValueStyle.Cast, options), writer.Publish(), 0));
    }

    [Fact]
    public void Texts_go_to_writers_too()
    {
        using var writer = new VectorWriter(StringType.Instance, _account);
        writer.Begin(1);
        writer.SetBytes(0, "a string of more than twelve bytes"u8);
        var vector = writer.Publish();
        var formatter = Formatter(StringType.Instance, ValueStyle.Show);
        var buffer = new Utf8Buffer();
        formatter.Write(vector, 0, buffer);
        using var heap = new StringHeap(_account);
        var utf8 = new Utf8Writer(heap);
        formatter.Write(vector, 0, ref utf8);
        Assert.Equal(buffer.ToString(), utf8.Finish().ToString());
        Assert.Equal("a string of more than twelve bytes", buffer.ToString());
    }

    [Theory]
    [InlineData("0C05", "010000", "5")]
    [InlineData("10FFFF", "010000", "-1")]
    [InlineData("00", "010000", "null")]
    [InlineData("04", "010000", "true")]
    [InlineData("08", "010000", "false")]
    [InlineData("0D61225C", "010000", "\"a\\\"\\\\\"")]
    [InlineData("050A", "010000", "\"\\n\"")]
    [InlineData("1C000000000000F83F", "010000", "1.5")]
    [InlineData("2002E7030000", "010000", "9.99")]
    [InlineData("2C00000000", "010000", "\"1970-01-01\"")]
    [InlineData("300000000000000000", "010000", "\"1970-01-01 01:00:00+01:00\"")]
    [InlineData("340000000000000000", "010000", "\"1970-01-01 00:00:00\"")]
    [InlineData("3C020000004142", "010000", "\"QUI=\"")]
    [InlineData("40020000004142", "010000", "\"AB\"")]
    [InlineData("03020002030C0100", "010000", "[1,null]")]
    [InlineData("0202000100020 30C0700", "0102000102 6162", "{\"a\":7,\"b\":null}")]
    public void Variants_are_shown_as_json(string value, string metadata, string json)
    {
        using var writer = new VectorWriter(VariantType.Instance, _account);
        writer.Begin(1);
        writer.Field(0).SetBytes(0, Hex(value));
        writer.Field(1).SetBytes(0, Hex(metadata));
        Assert.Equal(json, Text(Formatter(VariantType.Instance, ValueStyle.HiveResult), writer.Publish(), 0));
    }

    [Theory]
    [InlineData("", "010000")]
    [InlineData("0C", "010000")]
    [InlineData("40FFFFFF7F41", "010000")]
    [InlineData("0302000203", "010000")]
    [InlineData("02010500020C07", "0101000161")]
    [InlineData("02FFFFFFFF", "010000")]
    public void Malformed_variants_are_an_error(string value, string metadata)
    {
        using var writer = new VectorWriter(VariantType.Instance, _account);
        writer.Begin(1);
        writer.Field(0).SetBytes(0, Hex(value));
        writer.Field(1).SetBytes(0, Hex(metadata));
        var vector = writer.Publish();
        var formatter = Formatter(VariantType.Instance, ValueStyle.Show);
        Assert.Equal("MALFORMED_VARIANT", Assert.Throws<SqlSparkException>(() => Text(formatter, vector, 0)).Condition);
    }

    private static ValueFormatter Formatter(DataType type, ValueStyle style) =>
        new(type, style, new ValueFormatOptions(ZoneRules.Of("+01:00")));

    private static string Text(ValueFormatter formatter, Vector vector, int row) => Encoding.UTF8.GetString(formatter.Format(vector, row));

    private static EquatableArray<object?> Items(params object?[] items) => EquatableArray.Create<object?>(items);

    private static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));
}
