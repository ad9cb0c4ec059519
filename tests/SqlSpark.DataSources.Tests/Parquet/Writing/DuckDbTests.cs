using SqlSpark.Core.Types;
using SqlSpark.Testing.DuckDb;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>DuckDB reads what is written, value by value, and finds rows by the statistics and filters of the files.</summary>
public sealed class DuckDbTests : IDisposable
{
    private readonly ParquetWriting _writing = new();

    public void Dispose() => _writing.Dispose();

    public static TheoryData<int> Seeds(int first, int count) => [.. Enumerable.Range(first, count)];

    [SkippableTheory]
    [MemberData(nameof(Seeds), 0, 30)]
    public void Random_tables_are_read_by_DuckDB(int seed) => Compare(seed);

    [SkippableTheory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Seeds), 10_000, 1000)]
    public void Many_random_tables_are_read_by_DuckDB(int seed) => Compare(seed);

    [SkippableTheory]
    [InlineData("none", "v1")]
    [InlineData("snappy", "v1")]
    [InlineData("snappy", "v2")]
    [InlineData("gzip", "v1")]
    [InlineData("gzip", "v2")]
    [InlineData("zstd", "v1")]
    [InlineData("zstd", "v2")]
    [InlineData("brotli", "v1")]
    [InlineData("brotli", "v2")]
    [InlineData("lz4_raw", "v1")]
    [InlineData("lz4_raw", "v2")]
    public void Every_codec_is_read_by_DuckDB(string codec, string version)
    {
        using var duck = Connect();
        var schema = StructType.Empty.Add("a", LongType.Instance).Add("b", StringType.Instance, nullable: false).Add("c", new ArrayType(IntegerType.Instance));
        var rows = WriterTable.Of(3000, i => [i % 7 == 0 ? null : i * 17L, $"text {i % 50} {i}", Core.Collections.EquatableArray.Create<object?>([i, null, -i])]);
        var path = _writing.Write(schema, rows, ("compression", codec), ("parquet.writer.version", version), ("parquet.page.row.count.limit", "500"));
        AssertRows(rows, duck.Query($"SELECT * FROM '{path}'", [.. schema.Fields.Select(f => f.DataType)]), codec);
    }

    private void Compare(int seed)
    {
        using var duck = Connect();
        var random = new Random(seed);
        var schema = RandomType.Schema(random, isCommon: true);
        var rows = WriterPropertyTests.Rows(schema, random);
        var options = WriterPropertyTests.Options(random);

        // DuckDB knows neither Hadoop's framing of LZ4 nor split bytes of integers and decimals.
        options.RemoveAll(option => option.Value == "lz4");
        if (options.RemoveAll(option => option.Value == "BYTE_STREAM_SPLIT") > 0)
            options.AddRange(schema.Fields.Where(f => f.DataType is FloatType or DoubleType).Select(f => ($"parquet.encoding#{f.Name}", "BYTE_STREAM_SPLIT")));
        _writing.Random = random;
        var context = $"seed {seed}, {schema.CatalogString}, {string.Join(' ', options)}";
        var path = _writing.Write(schema, rows, options);
        Assert.Equal(
            [.. schema.Fields.Select(field => $"{field.Name} {DuckDbType(field.DataType)}")],
            duck.Query($"SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '{path}')", StringType.Instance).Select(row => (string)row[0]!));
        AssertRows(rows, duck.Query($"SELECT * FROM '{path}'", [.. schema.Fields.Select(f => f.DataType)]), context);
        for (var column = 0; column < schema.Fields.Count && rows.Count > 0; column++)
        {
            if (schema.Fields[column].DataType is IntegerType or LongType or ShortType or ByteType or StringType
                && rows[random.Next(rows.Count)][column] is { } wanted)
            {
                var literal = wanted is string text ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : wanted.ToString();
                var found = duck.Query($"SELECT count(*) FROM '{path}' WHERE c{column} = {literal}", LongType.Instance);
                Assert.Equal((context, rows.LongCount(row => Equals(row[column], wanted))), (context, (long)found[0][0]!));
            }
        }
    }

    private static DuckDbConnection Connect()
    {
        Skip.If(DuckDbLibrary.Instance is null, "DuckDB is not at hand");
        return new DuckDbConnection(DuckDbLibrary.Instance);
    }

    private static string DuckDbType(DataType type) => type switch
    {
        BooleanType => "BOOLEAN",
        ByteType => "TINYINT",
        ShortType => "SMALLINT",
        IntegerType => "INTEGER",
        LongType => "BIGINT",
        FloatType => "FLOAT",
        DoubleType => "DOUBLE",
        StringType => "VARCHAR",
        BinaryType => "BLOB",
        DateType => "DATE",
        TimestampType => "TIMESTAMP WITH TIME ZONE",
        TimestampNtzType => "TIMESTAMP",
        DecimalType decimals => $"DECIMAL({decimals.Precision},{decimals.Scale})",
        ArrayType array => DuckDbType(array.ElementType) + "[]",
        MapType map => $"MAP({DuckDbType(map.KeyType)}, {DuckDbType(map.ValueType)})",
        StructType record => $"STRUCT({string.Join(", ", record.Fields.Select(f => $"{f.Name} {DuckDbType(f.DataType)}"))})",
        _ => throw new NotSupportedException(type.ToString()),
    };

    private static void AssertRows(IReadOnlyList<object?[]> expected, List<object?[]> actual, string context)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            var (wanted, found) = (ValueText.Of(expected[i]), ValueText.Of(actual[i]));
            Assert.True(wanted == found, $"{context}, row {i}:\n{wanted} written\n{found} read");
        }

        Assert.True(expected.Count == actual.Count, $"{context}: {expected.Count} rows written, {actual.Count} read");
    }
}
