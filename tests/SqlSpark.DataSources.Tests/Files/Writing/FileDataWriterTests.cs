using System.Globalization;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.DataSources.Files.Writing;

public sealed class FileDataWriterTests
{
    private static readonly StructType Schema = StructType.Empty.Add("k", IntegerType.Instance).Add("s", StringType.Instance).Add("v", IntegerType.Instance);

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void Names_are_those_that_spark_gives(string format)
    {
        using var writing = new FileWriting { Format = format, TaskCount = 2, BatchCapacity = 2 };
        writing.Write(Schema, Rows(6), [], ("maxRecordsPerFile", "3"));
        var extension = format == "csv" ? ".csv" : ".snappy.parquet";
        Assert.Matches("^part-00000-[0-9a-f-]{36}-c000$", Name(writing.Files()[0], extension));
        Assert.Matches("^part-00000-[0-9a-f-]{36}-c001$", Name(writing.Files()[1], extension));
        Assert.Matches("^part-00001-[0-9a-f-]{36}-c000$", Name(writing.Files()[2], extension));
        Assert.Equal(3, writing.Files().Length);
        Assert.True(File.Exists(Path.Combine(writing.Table, "_SUCCESS")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4096)]
    public void Rows_go_to_the_folders_of_their_partitions(int batchCapacity)
    {
        foreach (var format in (string[])["csv", "parquet"])
        {
            using var writing = new FileWriting { Format = format, TaskCount = 2, BatchCapacity = batchCapacity };
            var rows = Rows(500);
            writing.Write(Schema, rows, [0, 1]);
            var schema = StructType.Empty.Add("v", IntegerType.Instance).Add("k", IntegerType.Instance).Add("s", StringType.Instance);
            var expected = rows.Select(row => Csv.CsvReading.Describe([row[2], row[0], row[1] as string == "" ? null : row[1]]));
            Assert.Equal(expected.Order(StringComparer.Ordinal), writing.Read(schema));
            Assert.Contains(Path.Combine("k=__HIVE_DEFAULT_PARTITION__", "s=a%2Fb"), string.Join('\n', writing.Files()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Few_files_are_open_at_a_time_and_partitions_go_on_in_others()
    {
        using var writing = new FileWriting { BatchCapacity = 8 };
        writing.Settings["spark.sql.maxConcurrentOutputFileWriters"] = "2";
        var rows = Enumerable.Range(0, 40).Select(i => new object?[] { i % 4, null, i }).ToList();
        writing.Write(Schema, rows, [0]);
        Assert.Equal(5 * 4, writing.Files().Length);    // each of five batches has rows of all partitions
        Assert.EndsWith(".c004.csv", writing.Files()[4], StringComparison.Ordinal);
        Assert.Equal(40, writing.Read().Length);
    }

    [Fact]
    public void Every_atomic_type_can_be_a_partition()
    {
        (DataType Type, object?[] Values, string[] Folders)[] cases =
        [
            (BooleanType.Instance, [true, false, null], ["p=false", "p=true", "p=__HIVE_DEFAULT_PARTITION__"]),
            (ByteType.Instance, [(sbyte)-1], ["p=-1"]),
            (LongType.Instance, [long.MaxValue], ["p=9223372036854775807"]),
            (DoubleType.Instance, [double.NaN, 1.5], ["p=1.5", "p=NaN"]),
            (new DecimalType(38, 2), [(Int128)150], ["p=1.50"]),
            (DateType.Instance, [18262], ["p=2020-01-01"]),
            (TimestampType.Instance, [1577836800000000L], ["p=2020-01-01 00%3A00%3A00"]),
            (StringType.Instance, ["a long value of many letters", "x"], ["p=a long value of many letters", "p=x"]),
        ];
        foreach (var (type, values, folders) in cases)
        {
            using var writing = new FileWriting();
            writing.Settings["spark.sql.session.timeZone"] = "UTC";
            var schema = StructType.Empty.Add("p", type).Add("v", IntegerType.Instance);
            writing.Write(schema, [.. values.Select(value => new object?[] { value, 1 }), [values[0], 2]], [0]);
            var found = Directory.EnumerateDirectories(writing.Table).Select(Path.GetFileName).Where(name => name!.Contains('='));
            Assert.Equal(folders.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            Assert.Equal(values.Length + 1, writing.Read(StructType.Empty.Add("v", IntegerType.Instance).Add("p", type)).Length);
        }
    }

    [Fact]
    public void Partitions_need_an_atomic_type_and_files_a_column()
    {
        using var writing = new FileWriting();
        var nested = StructType.Empty.Add("a", new ArrayType(IntegerType.Instance, true)).Add("v", IntegerType.Instance);
        Assert.Equal("INVALID_PARTITION_COLUMN_DATA_TYPE", Assert.Throws<SqlSparkException>(() => writing.Write(nested, [], [0])).Condition);
        Assert.Equal("ALL_PARTITION_COLUMNS_NOT_ALLOWED", Assert.Throws<SqlSparkException>(() => writing.Write(Schema, [], [0, 1, 2])).Condition);
    }

    [Fact]
    public void Two_columns_of_one_name_are_refused()
    {
        using var writing = new FileWriting();
        var schema = StructType.Empty.Add("a", IntegerType.Instance).Add("A", IntegerType.Instance);
        Assert.Equal("COLUMN_ALREADY_EXISTS", Assert.Throws<SqlSparkException>(() => writing.Write(schema, [], [])).Condition);
    }

    [Fact]
    public void Appends_add_up()
    {
        using var writing = new FileWriting { Mode = WriteMode.Append };
        writing.Write(Schema, Rows(10), [0]);
        writing.Write(Schema, Rows(10), [0]);
        Assert.Equal(20, writing.Read().Length);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_a_classed_error()
    {
        using var writing = new FileWriting();
        File.WriteAllText(writing.Table, "a file where the folder would be");
        Assert.Equal("TASK_WRITE_FAILED", Assert.Throws<SqlSparkException>(() => writing.Write(Schema, Rows(3), [])).Condition);
        Assert.Equal("a file where the folder would be", File.ReadAllText(writing.Table));
    }

    private static List<object?[]> Rows(int count) => [.. Enumerable.Range(0, count).Select(i => new object?[]
    {
        i % 7 == 0 ? null : i % 7,
        (i % 5) switch { 0 => null, 1 => "", 2 => "a/b", _ => (i % 5).ToString(CultureInfo.InvariantCulture) + " and some more letters" },
        i,
    })];

    private static string Name(string path, string extension)
    {
        Assert.EndsWith(extension, path, StringComparison.Ordinal);
        return Path.GetFileName(path)[..^extension.Length];
    }
}
