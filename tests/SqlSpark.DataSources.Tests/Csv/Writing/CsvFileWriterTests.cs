using System.IO.Compression;
using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files.Writing;
using Xunit;

namespace SqlSpark.DataSources.Csv.Writing;

public sealed class CsvFileWriterTests : IDisposable
{
    private readonly FileWriting _writing = new();

    public void Dispose() => _writing.Dispose();

    [Fact]
    public void Every_type_is_written_as_spark_does()
    {
        _writing.Settings["spark.sql.session.timeZone"] = "America/Los_Angeles";
        var schema = StructType.Empty
            .Add("bool", BooleanType.Instance).Add("tiny", ByteType.Instance).Add("small", ShortType.Instance).Add("int", IntegerType.Instance)
            .Add("big", LongType.Instance).Add("float", FloatType.Instance).Add("double", DoubleType.Instance).Add("dec", new DecimalType(9, 8))
            .Add("wide", new DecimalType(38, 2)).Add("date", DateType.Instance).Add("ts", TimestampType.Instance)
            .Add("ntz", TimestampNtzType.Instance).Add("bin", BinaryType.Instance);
        object?[] row =
        [
            true, (sbyte)-1, (short)2, -3, long.MinValue, 1.5f, double.NegativeInfinity, 1L, Int128.Parse("-12345678901234567890123", System.Globalization.CultureInfo.InvariantCulture),
            18262, 1577836800123456L, 1577836800123456L, EquatableArray.Create<byte>([0x48, 0xFF]),
        ];
        object?[] nulls = new object?[row.Length];
        Assert.Equal(
            "true,-1,2,-3,-9223372036854775808,1.5,-Infinity,1E-8,-123456789012345678901.23,2020-01-01,2019-12-31T16:00:00.123-08:00,"
            + "2020-01-01T00:00:00.123,[48 FF]\n,,,,,,,,,,,,\n",
            _writing.Text(schema, [row, nulls]));
    }

    [Fact]
    public void Dates_and_timestamps_are_written_and_read_by_patterns()
    {
        _writing.Settings["spark.sql.session.timeZone"] = "America/Los_Angeles";
        var schema = StructType.Empty.Add("date", DateType.Instance).Add("ts", TimestampType.Instance).Add("ntz", TimestampNtzType.Instance);
        (string, string)[] patterns = [("dateFormat", "dd/MM/yyyy"), ("timestampFormat", "d MMM yyyy, HH:mm:ss.SSSSSS XXX"), ("timestampNTZFormat", "yyyyMMddHHmmss")];
        object?[][] rows = [[18262, 1577836800123456L, 1577836800000000L], [null, null, null]];
        Assert.Equal("01/01/2020,\"31 Dec 2019, 16:00:00.123456 -08:00\",20200101000000\n,,\n", _writing.Text(schema, rows, patterns));
        Assert.Equal(["18262|1577836800123456|1577836800000000", "NULL|NULL|NULL"], _writing.Read(schema, patterns));

        // What follows no pattern is NULL, also where a cast would read it.
        Assert.Equal(["NULL|NULL|NULL", "NULL|NULL|NULL"], _writing.Read(schema, ("dateFormat", "MM-dd-yyyy"), ("timestampFormat", "yyyy"), ("timestampNTZFormat", "yyyy-MM-dd")));
        Assert.Equal("struct<_c0:date,_c1:timestamp,_c2:bigint>", _writing.Open([("inferSchema", "true"), .. patterns]).Schema.CatalogString);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData(null, "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \\\"hi\\\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("back\\slash", "back\\slash")]
    [InlineData("back\\slash,", "\"back\\\\slash,\"")]
    [InlineData("  trimmed\t", "trimmed")]
    [InlineData("#no comment", "\"#no comment\"")]
    [InlineData("é€", "é€")]
    public void Strings_are_quoted_where_they_must_be(string? value, string expected) =>
        Assert.Equal(expected + ",1\n", _writing.Text(Strings("s").Add("i", IntegerType.Instance), [[value, 1]]));

    [Theory]
    [InlineData("sep", "|", "a|\"b|\"|\n")]
    [InlineData("sep", "||", "a||\"b|\"||\n")]
    [InlineData("quoteAll", "true", "\"a\",\"b|\",\"\"\n")]
    [InlineData("nullValue", "NULL", "a,b|,NULL\n")]
    [InlineData("header", "true", "x,y,z\na,b|,\n")]
    [InlineData("lineSep", "|", "a,\"b|\",|")]
    public void Options_change_the_form(string option, string value, string expected) =>
        Assert.Equal(expected, _writing.Text(Strings("x", "y", "z"), [["a", "b|", null]], (option, value)));

    [Theory]
    [InlineData("escape", "\"", "\"a\"\"b,\"\n")]
    [InlineData("quote", "'", "'a\"b,'\n")]
    [InlineData("escapeQuotes", "false", "\"a\\\"b,\"\n")]
    public void Quotes_are_escaped_as_options_say(string option, string value, string expected) =>
        Assert.Equal(expected, _writing.Text(Strings("s"), [["a\"b,"]], (option, value)));

    [Fact]
    public void A_quote_alone_needs_none_where_quotes_are_not_escaped() =>
        Assert.Equal("a\"b\n", _writing.Text(Strings("s"), [["a\"b"]], ("escapeQuotes", "false")));

    [Fact]
    public void Numbers_are_quoted_where_the_delimiter_is_in_them() =>
        Assert.Equal("\"1.5\".2\n", _writing.Text(StructType.Empty.Add("d", DoubleType.Instance).Add("i", IntegerType.Instance), [[1.5, 2]], ("sep", ".")));

    [Fact]
    public void Blanks_stay_where_that_is_asked_for() => Assert.Equal(
        " a \n", _writing.Text(Strings("s"), [[" a "]], ("ignoreLeadingWhiteSpace", "false"), ("ignoreTrailingWhiteSpace", "false")));

    [Fact]
    public void A_lone_null_has_no_line() => Assert.Equal("a\nb\n", _writing.Text(Strings("s"), [["a"], [null], ["b"]]));

    [Fact]
    public void A_table_without_rows_is_one_file() => Assert.Equal("a,b\n", _writing.Text(Strings("a", "b"), [], ("header", "true")));

    [Theory]
    [InlineData("gzip", ".csv.gz")]
    [InlineData("deflate", ".csv.deflate")]
    [InlineData("none", ".csv")]
    public void Files_are_compressed(string codec, string extension)
    {
        var rows = Enumerable.Range(0, 50_000).Select(i => new object?[] { $"value {i}" }).ToList();
        _writing.Write(Strings("s"), rows, [], ("compression", codec));
        var file = Assert.Single(_writing.Files());
        Assert.EndsWith(extension, file, StringComparison.Ordinal);
        using var stream = File.OpenRead(file);
        using Stream plain = codec switch
        {
            "gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            _ => stream,
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        Assert.Equal(string.Concat(rows.Select(row => row[0] + "\n")), reader.ReadToEnd());
        Assert.Equal(rows.Count, _writing.Read().Length);
    }

    [Theory]
    [InlineData("compression", "lzo", "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION")]
    [InlineData("encoding", "ISO-8859-1", "UNSUPPORTED_FEATURE.OPTION")]
    [InlineData("dateFormat", "dd.MM.yyyyb", "INVALID_DATETIME_PATTERN.WITH_SUGGESTION")]
    [InlineData("quoteAll", "yes", "_LEGACY_ERROR_TEMP_2147")]
    [InlineData("maxRecordsPerFile", "many", "_LEGACY_ERROR_TEMP_2146")]
    public void Options_are_checked_before_anything_is_written(string option, string value, string condition)
    {
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => _writing.Write(Strings("s"), [["a"]], [], (option, value))).Condition);
        Assert.False(Directory.Exists(_writing.Table));
    }

    [Fact]
    public void Types_that_have_no_text_are_refused()
    {
        foreach (var type in (DataType[])[new ArrayType(IntegerType.Instance, true), VoidType.Instance, TimeType.Default, VariantType.Instance])
        {
            var error = Assert.Throws<SqlSparkException>(() => _writing.Write(StructType.Empty.Add("a", type), [], []));
            Assert.Equal("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", error.Condition);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4096)]
    public void What_is_written_reads_back(int batchCapacity)
    {
        using var writing = new FileWriting { BatchCapacity = batchCapacity, TaskCount = 2 };
        var random = new Random(7);
        var schema = StructType.Empty.Add("i", LongType.Instance).Add("s", StringType.Instance).Add("d", DoubleType.Instance).Add("t", DateType.Instance);
        var rows = Enumerable.Range(0, 300).Select(i => new object?[]
        {
            (long)i,
            random.Next(4) == 0 ? null : string.Concat(Enumerable.Range(0, 1 + random.Next(40)).Select(_ => "ab,\"\\'#é|x"[random.Next(10)])).Trim(),
            random.Next(4) == 0 ? null : random.NextDouble() * 1e10,
            random.Next(4) == 0 ? null : random.Next(-10000, 40000),
        }).ToList();
        writing.Write(schema, rows, []);
        Assert.Equal(rows.Select(CsvReading.Describe).Order(StringComparer.Ordinal), writing.Read(schema));
    }

    private static StructType Strings(params string[] names) => names.Aggregate(StructType.Empty, (schema, name) => schema.Add(name, StringType.Instance));
}
