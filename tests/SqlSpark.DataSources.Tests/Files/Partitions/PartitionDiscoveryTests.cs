using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.DataSources.Files.Partitions;

public sealed class PartitionDiscoveryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-partitions").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1 2", "INT")]
    [InlineData("1 -3000000000", "BIGINT")]
    [InlineData("+7 1", "INT")]
    [InlineData("1 12345678901234567890", "DECIMAL(20,0)")]
    [InlineData("1 1e5", "DECIMAL(10,0)")]
    [InlineData("1 1.5", "DOUBLE")]
    [InlineData("NaN -Infinity", "DOUBLE")]
    [InlineData("nan", "STRING")]
    [InlineData("1.5 3000000000", "STRING")]
    [InlineData("1.5 12345678901234567890", "STRING")]
    [InlineData("123456789012345678901234567890123456789", "DOUBLE")]
    [InlineData("2020-02-29", "DATE")]
    [InlineData("2021-02-29", "STRING")]
    [InlineData("2020-1-1", "STRING")]
    [InlineData("2020-01-01T00%3A00%3A00", "STRING")]
    [InlineData("2020-01-01%2000%3A00%3A00", "TIMESTAMP")]
    [InlineData("2020-01-01 2020-01-01%2000%3A00%3A00.5", "TIMESTAMP")]
    [InlineData("2020-01-01 1", "STRING")]
    [InlineData("1 x", "STRING")]
    [InlineData("true", "STRING")]
    [InlineData("1 __HIVE_DEFAULT_PARTITION__", "INT")]
    [InlineData("__HIVE_DEFAULT_PARTITION__", "VOID")]
    public void Types_follow_from_the_values(string values, string type)
    {
        foreach (var value in values.Split(' '))
            Add($"p={value}/f.csv");
        Assert.Equal(type, Open().Schema.Fields[^1].DataType.Sql);
    }

    [Fact]
    public void All_values_are_strings_where_types_are_not_to_be_found()
    {
        Add("p=1/f.csv");
        Assert.Equal(StringType.Instance, Open(settings: ("spark.sql.sources.partitionColumnTypeInference.enabled", "false")).Schema.Fields[^1].DataType);
    }

    [Fact]
    public void Values_are_read_with_their_escapes()
    {
        Add("p%2Fq=a%2Fb/r=2020-01-01 00%3A00%3A00/f.csv");
        Add("p%2Fq=__HIVE_DEFAULT_PARTITION__/r=1970-01-01/f.csv");
        var table = Open(settings: ("spark.sql.session.timeZone", "UTC"));
        Assert.Equal("_c0 p/q r", string.Join(' ', table.Schema.Fields.Select(field => field.Name)));
        Assert.Equal(["x|NULL|0", "x|a/b|1577836800000000"], Rows(table));
    }

    [Fact]
    public void A_declared_schema_gives_types_and_leaves_partition_columns_last()
    {
        Add("P=01/f.csv", "7\n");
        var declared = StructType.Empty.Add("p", StringType.Instance).Add("v", IntegerType.Instance);
        var table = Open(declared);
        Assert.Equal("v INT p STRING", string.Join(' ', table.Schema.Fields.Select(field => $"{field.Name} {field.DataType.Sql}")));
        Assert.Equal(["7|01"], Rows(table));
        var error = Assert.Throws<SqlSparkException>(() => Open(StructType.Empty.Add("p", DateType.Instance).Add("v", StringType.Instance)));
        Assert.Equal("INVALID_PARTITION_VALUE", error.Condition);
        var lenient = Open(StructType.Empty.Add("p", DateType.Instance).Add("v", StringType.Instance), ("spark.sql.sources.validatePartitionColumns", "false"));
        Assert.Equal(["7|NULL"], Rows(lenient));
    }

    [Fact]
    public void A_column_that_files_have_too_keeps_its_place_and_takes_the_folder_s_value()
    {
        Add("b=9/f.csv", "a,b,c\n1,2,3\n");
        var table = Open(null, [], ("header", "true"));
        Assert.Equal("a b c", string.Join(' ', table.Schema.Fields.Select(field => field.Name)));
        Assert.Equal(["1|9|3"], Rows(table));
    }

    [Theory]
    [InlineData("a=1/f b=1/f", "CONFLICTING_PARTITION_COLUMN_NAMES")]
    [InlineData("a=1/f a=1/b=2/f", "CONFLICTING_PARTITION_COLUMN_NAMES")]
    [InlineData("a=1/f plain/f", "CONFLICTING_DIRECTORY_STRUCTURES")]
    [InlineData("a=1/f plain/a=2/f", "CONFLICTING_DIRECTORY_STRUCTURES")]
    [InlineData("=1/f", "EMPTY_PARTITION_COLUMN_NAME")]
    [InlineData("a=/f", "EMPTY_PARTITION_COLUMN_VALUE")]
    public void Folders_that_contradict_each_other_are_errors(string files, string condition)
    {
        foreach (var file in files.Split(' '))
            Add(file);
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => Open()).Condition);
    }

    [Fact]
    public void Files_beside_partitions_and_plain_subfolders_do_not_count()
    {
        Add("a=1/f.csv");
        Add("beside.csv", "no\n");
        Add("a=1/_temporary/a=2/f.csv", "no\n");
        Assert.Equal(["x|1"], Rows(Open()));
        Assert.Equal(["x"], Rows(OpenPath(Path.Combine(_folder, "a=1"))));
        Assert.Equal(["x|1"], Rows(OpenPath(Path.Combine(_folder, "a=1"), null, [], ("basePath", _folder))));
        Assert.Equal(["x|1"], Rows(OpenPath(Path.Combine(_folder, "a=*", "f*"), null, [], ("basePath", _folder))));
        Assert.Equal(["no", "x"], Rows(OpenPath(_folder, null, [], ("recursiveFileLookup", "true"))));
        var error = Assert.Throws<SqlSparkException>(() => OpenPath(_folder, null, [], ("basePath", Path.Combine(_folder, "a=1"))));
        Assert.Equal("UNSUPPORTED_FEATURE.OPTION", error.Condition);
    }

    [Fact]
    public void Text_files_have_partitions_too()
    {
        Add("a=1/f.txt", "one\ntwo\n");
        var table = DataSourceRegistry.Get("text").Open(new TableRequest([_folder], new Dictionary<string, string>(), null, ConfSnapshot.Default));
        Assert.Equal(["one|1", "two|1"], Rows(table));
    }

    [Fact]
    public void Conditions_over_partition_columns_choose_files_and_leave_the_plan()
    {
        for (var i = 0; i < 10; i++)
            Add($"a={i}/b={i % 2}/f.csv", $"{i}\n");
        Add("a=__HIVE_DEFAULT_PARTITION__/b=1/f.csv", "-1\n");
        var table = Open(StructType.Empty.Add("v", IntegerType.Instance));
        var (v, a, b) = (new BoundReference(0, IntegerType.Instance, true), new BoundReference(1, IntegerType.Instance, true), new BoundReference(2, IntegerType.Instance, true));
        var builder = table.NewScanBuilder();
        var answers = builder.PushFilters(
        [
            new Comparison(ComparisonOperator.GreaterThan, a, Literal.Int(3)), new Comparison(ComparisonOperator.Equal, b, Literal.Int(1)), new Comparison(ComparisonOperator.GreaterThan, v, Literal.Int(0)), new Comparison(ComparisonOperator.GreaterThan, v, a),
        ]);
        Assert.Equal([FilterPush.Exact, FilterPush.Exact, FilterPush.Refused, FilterPush.Refused], answers);
        builder.Prune([1, 0]);
        var scan = builder.Build();
        Assert.Equal(3, scan.Splits.Count);
        Assert.EndsWith("3 of 11 partitions, PartitionFilters: [(a > 3), (b = 1)]", scan.Describe(), StringComparison.Ordinal);
        Assert.Equal(["5|5", "7|7", "9|9"], ScanReading.Rows(scan).Select(Csv.CsvReading.Describe));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(4096)]
    public void Partition_columns_alone_are_read_as_often_as_there_are_rows(int batchCapacity)
    {
        Add("a=1/f.csv", string.Concat(Enumerable.Repeat("x\n", 130)));
        Add("a=2/f.csv");
        var builder = Open().NewScanBuilder();
        builder.Prune([1]);
        var rows = ScanReading.Rows(builder.Build(), batchCapacity);
        Assert.Equal(132, rows.Sum(row => (int)row[0]!));
    }

    private void Add(string path, string text = "x\n")
    {
        path = Path.Combine(_folder, path.Replace("%20", " ", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private ITable Open(StructType? schema = null, params (string Key, string Value)[] settings) => OpenPath(_folder, schema, settings);

    private ITable Open(StructType? schema, (string Key, string Value)[] settings, params (string Name, string Value)[] options) =>
        OpenPath(_folder, schema, settings, options);

    private static ITable OpenPath(
        string path, StructType? schema = null, (string Key, string Value)[]? settings = null, params (string Name, string Value)[] options)
    {
        var conf = new SessionConf((settings ?? []).ToDictionary(setting => setting.Key, setting => setting.Value)).Snapshot;
        return DataSourceRegistry.Get("csv").Open(new TableRequest([path], options.ToDictionary(o => o.Name, o => o.Value), schema, conf));
    }

    private static string[] Rows(ITable table)
    {
        var builder = table.NewScanBuilder();
        return [.. ScanReading.Rows(builder.Build()).Select(Csv.CsvReading.Describe).Order(StringComparer.Ordinal)];
    }
}
