using System.Globalization;
using System.Text;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.DataSources.Json;

public sealed class JsonSourceTests : IDisposable
{
    private static readonly StructType Columns = StructType.Empty.Add("a", IntegerType.Instance).Add("b", StringType.Instance);
    private static readonly StructType WithCorrupt = Columns.Add("_corrupt_record", StringType.Instance);

    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-json").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", "1,x,NULL")]
    [InlineData("""{"b":"x","c":[{"a":2}],"a":1}""", "1,x,NULL")]
    [InlineData("""{"a":1,"a":2,"b":null}""", "2,NULL,NULL")]
    [InlineData("""{"b":{"x": 1.50 }}""", """NULL,{"x":1.5},NULL""")]
    [InlineData("""{"a":"1","b":"x"}""", """NULL,x,{"a":"1","b":"x"}""")]
    [InlineData("""{"a":1,"b":""", """NULL,NULL,{"a":1,"b":""")]
    [InlineData("1", "NULL,NULL,1")]
    [InlineData("null", "NULL,NULL,null")]
    [InlineData(" ", "")]
    [InlineData("[]", "")]
    [InlineData("""[{"a":1},{"a":2}]""", "1,NULL,NULL|2,NULL,NULL")]
    [InlineData("""[{"a":1},{"a":"x"}]""", """1,NULL,[{"a":1},{"a":"x"}]|NULL,NULL,[{"a":1},{"a":"x"}]""")]
    [InlineData("""[{"a":1},2]""", """NULL,NULL,[{"a":1},2]""")]
    [InlineData("""{"a":1} {"a":2}""", "1,NULL,NULL")]
    public void A_record_is_an_object_or_an_array_of_objects_and_else_corrupt(string line, string expected) =>
        Assert.Equal(expected, Text(Read(Open(line, WithCorrupt))));

    [Fact]
    public void The_mode_drops_malformed_records_or_fails_with_their_line()
    {
        const string text = "{\"a\":1}\n{\"a\":2,\"b\":}\n\n[{\"a\":3},{\"a\":\"x\"}]\n{\"a\":4}\n";
        Assert.Equal("1,NULL|4,NULL", Text(Read(Open(text, Columns, ("mode", "DROPMALFORMED")))));
        var error = Assert.Throws<SqlSparkException>(() => Read(Open(text, Columns, ("mode", "FAILFAST"))));
        Assert.Equal("FAILED_READ_FILE.NO_HINT", error.Condition);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Equal("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", Assert.IsType<SqlSparkException>(error.InnerException).Condition);
    }

    [Fact]
    public void A_dropped_record_leaves_no_NULL_behind() =>
        Assert.Equal("1,x", Text(Read(Open("{\"a\":null,\"b\":[}\n{\"a\":\"x\"}\n{\"a\":1,\"b\":\"x\"}", Columns, ("mode", "DROPMALFORMED")))));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(4096)]
    public void Every_record_is_read_once_wherever_files_are_split(int splitBytes)
    {
        var text = new StringBuilder();
        var expected = new StringBuilder();
        for (var i = 0; i < 300; i++)
        {
            var b = new string('é', i % 30);
            text.Append(CultureInfo.InvariantCulture, $$"""{"a":{{i}},"b":"{{b}}","rest":[1,{"x":"}"}]}""").Append(i % 7 == 0 ? "\r\n" : "\n");
            if (i % 50 == 49)
                text.Append("[{\"a\":-1},{\"a\":-2},{\"a\":-3}]\n");
            expected.Append(CultureInfo.InvariantCulture, $"{i},{b}|").Append(i % 50 == 49 ? "-1,NULL|-2,NULL|-3,NULL|" : "");
        }

        expected.Length--;
        foreach (var capacity in (int[])[1, 2, 63, 64, 65, 4096])
            Assert.Equal(expected.ToString(), Text(Read(Open(text.ToString(), Columns), capacity, splitBytes, 128)));
    }

    [Fact]
    public void The_option_multiLine_makes_one_record_of_a_file()
    {
        var file = "\uFEFF[" + string.Join(",\n", Enumerable.Range(0, 5000).Select(i => $"{{\n\"a\": {i}}}")) + "]\n";
        Assert.Equal(Enumerable.Range(0, 5000).Sum(), Read(Open(file, Columns, ("multiLine", "true")), 64).Sum(row => (int)row[0]!));
        Assert.Equal("NULL,NULL", Text(Read(Open("{\n\"a\": 1", Columns, ("multiLine", "true")))));
    }

    [Theory]
    [InlineData("allowComments", "{\"a\":/* one */1}", "NULL,NULL", "1,NULL")]
    [InlineData("allowUnquotedFieldNames", "{a:1}", "NULL,NULL", "1,NULL")]
    [InlineData("allowNumericLeadingZeros", "{\"a\":01}", "NULL,NULL", "1,NULL")]
    [InlineData("allowBackslashEscapingAnyCharacter", "{\"b\":\"\\$\"}", "NULL,NULL", "NULL,$")]
    [InlineData("allowUnquotedControlChars", "{\"b\":\"\t\"}", "NULL,NULL", "NULL,\t")]
    public void Options_allow_more_than_JSON(string option, string line, string without, string with)
    {
        Assert.Equal(without, Text(Read(Open(line, Columns))));
        Assert.Equal(with, Text(Read(Open(line, Columns, (option, "true")))));
    }

    [Theory]
    [InlineData("{\"b\":1}\n{\"a\":\"x\"}\n\nnull", "a STRING, b BIGINT")]
    [InlineData("{\"a\":1}\n{\"a\":1.5}", "a DOUBLE")]
    [InlineData("{\"a\":1}\n{\"a\":{\"x\":1}}", "a STRING")]
    [InlineData("{\"a\":[1,null]}\n{\"a\":[]}\n{\"a\":[2.5]}", "a ARRAY<DOUBLE>")]
    [InlineData("{\"a\":{\"x\":null}}\n{\"a\":{\"y\":[{\"z\":true}]}}", "a STRUCT<x: STRING, y: ARRAY<STRUCT<z: BOOLEAN>>>")]
    [InlineData("{\"a\":{}}\n{\"b\":null,\"c\":[]}", "b STRING, c ARRAY<STRING>")]
    [InlineData("{\"a\":1}\n{\"a\":", "_corrupt_record STRING, a BIGINT")]
    [InlineData("[{\"a\":1},{\"b\":true}]\n5", "_corrupt_record STRING, a BIGINT, b BOOLEAN")]
    [InlineData("{\"a\":92233720368547758070}", "a DECIMAL(20,0)")]
    [InlineData("{\"a\":\"2020-01-01T00:00:00\"}", "a STRING")]
    [InlineData("", "")]
    public void The_schema_holds_all_values(string text, string expected) => Assert.Equal(expected, Sql(Open(text, null)));

    [Fact]
    public void Options_of_inference()
    {
        Assert.Equal("a STRING, b STRING", Sql(Open("{\"a\":1,\"b\":true}", null, ("primitivesAsString", "true"))));
        Assert.Equal("a DECIMAL(3,2)", Sql(Open("{\"a\":1.25}", null, ("prefersDecimal", "true"))));
        Assert.Equal("a TIMESTAMP", Sql(Open("{\"a\":\"2020-01-01T00:00:00\"}", null, ("inferTimestamp", "true"))));
        Assert.Equal("b BIGINT", Sql(Open("{\"a\":null,\"b\":1,\"c\":[]}", null, ("dropFieldIfAllNull", "true"))));
        Assert.Equal("a BIGINT", Sql(Open("{\"a\":1}\n{", null, ("mode", "DROPMALFORMED"))));
        Assert.Equal("COLUMN_ALREADY_EXISTS", Assert.Throws<SqlSparkException>(() => Open("{\"a\":1,\"A\":1}", null)).Condition);
        Assert.Equal("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", Assert.Throws<SqlSparkException>(() => Open("{", null, ("mode", "FAILFAST"))).Condition);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        const int seed = 5;
        var random = new Random(seed);
        var sound = Encoding.UTF8.GetBytes("{\"a\":12,\"b\":\"x\\u00e9\\n\"}\n[{\"a\":1},{\"b\":{\"c\":[1.5e3,null]}}]\n{\"b\":\"é\",\"a\":null}\n");
        for (var round = 0; round < 1000; round++)
        {
            var bytes = sound.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:\\ \n"[random.Next(10)];
            var path = Path.Combine(_folder, "mutated.json");
            File.WriteAllBytes(path, bytes);
            Assert.InRange(Read(Open(path, WithCorrupt, isPath: true), 2, 20, 128).Count, 0, 20);
        }
    }

    [Fact]
    public void Values_are_the_same_in_any_order_and_layout()
    {
        // What is read fast and what is not: names as in the object before or not, numbers and strings of all lengths, with blanks or without.
        const int seed = 11;
        var random = new Random(seed);
        var schema = StructType.Empty.Add("number", LongType.Instance).Add("text", StringType.Instance).Add("amount", new DecimalType(20, 4)).Add("share", DoubleType.Instance)
            .Add("small", new DecimalType(5, 2)).Add("day", DateType.Instance);
        var text = new StringBuilder();
        var expected = new List<object?[]>();
        for (var i = 0; i < 2000; i++)
        {
            var row = new object?[6];
            var fields = new List<string>();
            var isShuffled = random.Next(10) == 0;
            var blanks = random.Next(10) == 0;
            for (var column = 0; column < row.Length; column++)
            {
                if (random.Next(12) == 0)
                    continue;
                var (value, json) = NewValue(random, column);
                row[column] = value;
                fields.Insert(isShuffled ? random.Next(fields.Count + 1) : fields.Count, $"\"{schema.Fields[column].Name}\"{(blanks ? " : " : ":")}{json}");
                if (random.Next(20) == 0)
                    fields.Add($"\"other\":{NewValue(random, random.Next(row.Length)).Json}");
            }

            text.Append('{').AppendJoin(blanks ? " , " : random.Next(2) == 0 ? "," : ", ", fields).Append(blanks ? " }\n" : "}\n");
            expected.Add(row);
        }

        Assert.Equal(Text(expected), Text(Read(Open(text.ToString(), schema), 100)));
    }

    private static (object? Value, string Json) NewValue(Random random, int column)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 19)).Select(i => (char)('0' + random.Next(i == 0 ? 1 : 0, 10))));
        var sign = random.Next(3) == 0 ? "-" : "";
        var fraction = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => (char)('0' + random.Next(10))));
        switch (column)
        {
            case 0:
                return (long.Parse(sign + digits, CultureInfo.InvariantCulture), sign + digits);
            case 1:
                var plain = string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => "abc é{}[]:,"[random.Next(11)]));
                return random.Next(10) == 0 ? (plain + "\"\\", $"\"{plain}\\\"\\\\\"") : (plain, $"\"{plain}\"");
            case 2:
                var amount = Math.Round(decimal.Parse($"{sign}{digits[..Math.Min(digits.Length, 15)]}.{fraction}", CultureInfo.InvariantCulture), 4, MidpointRounding.AwayFromZero);
                return ((Int128)(amount * 10000), $"{sign}{digits[..Math.Min(digits.Length, 15)]}.{fraction}");
            case 3:
                var share = random.Next(3) switch { 0 => sign + digits, 1 => $"{sign}{digits}.{fraction}", _ => $"{sign}{digits}.{fraction}e{random.Next(-30, 30)}" };
                return (double.Parse(share, CultureInfo.InvariantCulture), share);
            case 4:
                var cents = random.Next(-200_000, 200_000);
                return (Math.Abs(cents) < 100_000 ? (long)cents : null, (cents / 100m).ToString(CultureInfo.InvariantCulture));
            default:
                var day = random.Next(-100_000, 100_000);
                return (day, $"\"{new DateOnly(1970, 1, 1).AddDays(day):yyyy-MM-dd}\"");
        }
    }

    [Theory]
    [InlineData("UTF-16", true)]
    [InlineData("UTF-16LE", false)]
    [InlineData("UTF-16BE", true)]
    [InlineData("UTF-32", false)]
    [InlineData("ISO-8859-1", false)]
    public void Other_encodings_are_read(string name, bool isMultiLine)
    {
        var encoding = name switch
        {
            "UTF-16" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            "UTF-16LE" => Encoding.Unicode,
            "UTF-16BE" => Encoding.BigEndianUnicode,
            "UTF-32" => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
            _ => Encoding.Latin1,
        };
        var b = new string('é', 5000) + (name == "ISO-8859-1" ? "ÿ" : "\U0001F600€");
        var path = Path.Combine(_folder, "encoded.json");
        byte[] mark = name == "UTF-16" ? encoding.GetPreamble() : [];
        File.WriteAllBytes(path, [.. mark, .. encoding.GetBytes($$"""{"a":1,"b":"{{b}}"}{{(isMultiLine ? "" : "\n{\"a\":2}")}}""")]);
        var table = Open(path, Columns, isPath: true, ("encoding", name), ("multiLine", isMultiLine ? "true" : "false"));
        Assert.Equal($"1,{b}{(isMultiLine ? "" : "|2,NULL")}", Text(Read(table, blockBytes: 128)));
    }

    [Fact]
    public void A_cancelled_query_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var account = MemoryPool.Shared.CreateAccount("test");
        var scan = Scan(Open("{\"a\":1}", Columns));
        using var reader = scan.Open(scan.Splits[0], new ScanContext(account, 64, source.Token));
        Assert.Equal(CoreErrors.QueryCanceled().Condition, Assert.Throws<SqlSparkException>(() => reader.TryRead(out _)).Condition);
    }

    private ITable Open(string text, StructType? schema, params (string Name, string Value)[] options)
    {
        var path = Path.Combine(_folder, "file.json");
        File.WriteAllText(path, text);
        return Open(path, schema, isPath: true, options);
    }

    private static ITable Open(string path, StructType? schema, bool isPath, params (string Name, string Value)[] options)
    {
        Assert.True(isPath);
        return DataSourceRegistry.Get("json").Open(new TableRequest([path], options.ToDictionary(o => o.Name, o => o.Value), schema, ConfSnapshot.Default));
    }

    private static JsonScan Scan(ITable table, long splitBytes = 4096, int blockBytes = 4096) =>
        new((JsonTable)table, [.. Enumerable.Range(0, table.Schema.Fields.Count)], long.MaxValue, splitBytes) { BlockBytes = blockBytes };

    private static List<object?[]> Read(ITable table, int capacity = 4096, long splitBytes = 4096, int blockBytes = 4096) =>
        Files.ScanReading.Rows(Scan(table, splitBytes, blockBytes), capacity);

    private static string Text(List<object?[]> rows) => string.Join("|", rows.Select(row => string.Join(",", row.Select(value => value ?? "NULL"))));

    private static string Sql(ITable table) => string.Join(", ", table.Schema.Fields.Select(f => $"{f.Name} {f.DataType.Sql}"));
}
