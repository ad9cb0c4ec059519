using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>Random tables of all types and nestings are read as they were written, whatever the codec, version and sizes of the file.</summary>
public sealed class WriterPropertyTests : IDisposable
{
    private static readonly string[] CodecNames = ["none", "snappy", "gzip", "zstd", "brotli", "lz4", "lz4_raw"];
    private static readonly string[] EncodingNames = ["PLAIN", "DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "BYTE_STREAM_SPLIT"];

    private readonly ParquetReading _reading = new();
    private readonly ParquetWriting _writing = new();

    public void Dispose()
    {
        _reading.Dispose();
        _writing.Dispose();
    }

    public static TheoryData<int> Seeds(int first, int count) => [.. Enumerable.Range(first, count)];

    [Theory]
    [MemberData(nameof(Seeds), 0, 150)]
    public void Random_tables_are_read_as_they_were_written(int seed) => RoundTrip(seed);

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Seeds), 1000, 2000)]
    public void Many_random_tables_are_read_as_they_were_written(int seed) => RoundTrip(seed);

    private void RoundTrip(int seed)
    {
        var random = new Random(seed);
        var schema = RandomType.Schema(random);
        var rows = Rows(schema, random);
        var options = Options(random);
        _writing.Random = random;
        int[] batchLengths = [1, 63, 64, 65, 1000, 4096, 10_000];
        _writing.BatchLength = batchLengths[random.Next(rows.Count > 500 ? 4 : 0, batchLengths.Length)];
        if (random.Next(3) == 0)
            _writing.Conf = ParquetReading.Conf();
        var context = $"seed {seed}, {schema.CatalogString}, batches of {_writing.BatchLength}, {string.Join(' ', options)}";
        string path;
        try
        {
            path = _writing.Write(schema, rows, options);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(context, exception);
        }

        Assert.Equal(schema.AsNullable().ToString(), ParquetReading.Open(path).Schema.ToString());
        _reading.BatchCapacity = random.Next(2) == 0 ? 65 : 4096;
        var actual = _reading.Read(path);
        for (var i = 0; i < Math.Min(rows.Count, actual.Count); i++)
        {
            var (wanted, found) = (ValueText.Of(rows[i]), ValueText.Of(actual[i]));
            Assert.True(wanted == found, $"{context}, row {i}:\n{wanted} written\n{found} read");
        }

        Assert.True(rows.Count == actual.Count, $"{context}: {rows.Count} rows written, {actual.Count} read");
        FindRows(path, schema, rows, random, context);
    }

    /// <summary>What row groups, pages, filters and dictionaries rule out has none of the rows that are looked for.</summary>
    private void FindRows(string path, StructType schema, List<object?[]> rows, Random random, string context)
    {
        for (var column = 0; column < schema.Fields.Count && rows.Count > 0; column++)
        {
            var type = schema.Fields[column].DataType;
            if (type is not (IntegerType or LongType or StringType or DecimalType or DoubleType or DateType) || rows[random.Next(rows.Count)][column] is not { } wanted)
                continue;
            var literal = new Literal(wanted, type);
            var reference = new BoundReference(column, type, true);
            Comparison[] conditions = type is DoubleType ? [Comparison.LessThan(reference, literal)] : [Comparison.EqualTo(reference, literal)];
            bool Keeps(object? value) => value is not null && (type is DoubleType ? SparkOrder.Compare((double)value, (double)wanted) < 0 : value.Equals(wanted));
            var found = _reading.ReadWhere(ParquetReading.Open(path), conditions, row => Keeps(row[column]), column);
            var expected = rows.Where(row => Keeps(row[column])).Select(ValueText.Of);
            Assert.True(expected.SequenceEqual(found.Select(ValueText.Of)), $"{context}, rows with c{column} {conditions[0]}: {found.Count} found");
        }
    }

    internal static List<object?[]> Rows(StructType schema, Random random)
    {
        int[] counts = [0, 1, 63, 64, 65, 500, 4096, 5000];
        var next = schema.Fields.Select(field => RandomType.Values(field.DataType, field.Nullable, random)).ToArray();
        var rows = new List<object?[]>();
        for (var left = counts[random.Next(random.Next(5) == 0 ? counts.Length : 6)]; left > 0; left--)
            rows.Add(Array.ConvertAll(next, n => n()));
        return rows;
    }

    internal static List<(string Name, string Value)> Options(Random random)
    {
        List<(string, string)> options = [("compression", CodecNames[random.Next(CodecNames.Length)])];
        Maybe("parquet.writer.version", "v2");
        Maybe("parquet.page.size", Choose(1, 100, 3000));
        Maybe("parquet.page.row.count.limit", Choose(1, 7, 64, 1000));
        Maybe("parquet.block.row.count.limit", Choose(1, 100, 1000));
        Maybe("parquet.block.size", Choose(1000, 100_000));
        Maybe("parquet.dictionary.page.size", Choose(10, 1000));
        Maybe("parquet.enable.dictionary", "false");
        Maybe("parquet.enable.dictionary#c0", "false");
        Maybe("parquet.page.write-checksum.enabled", "true");
        Maybe("parquet.bloom.filter.enabled", "true");
        Maybe("parquet.bloom.filter.max.bytes", Choose(32, 5000));
        Maybe("parquet.statistics.truncate.length", Choose(1, 5));
        Maybe("parquet.columnindex.truncate.length", Choose(1, 5));
        Maybe("parquet.encoding", EncodingNames[random.Next(EncodingNames.Length)]);
        return options;

        string Choose(params int[] numbers) => numbers[random.Next(numbers.Length)].ToString(System.Globalization.CultureInfo.InvariantCulture);

        void Maybe(string name, string value)
        {
            if (random.Next(3) == 0)
                options.Add((name, value));
        }
    }
}
