using System.Security.Cryptography;
using System.Text;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet;

/// <summary>
/// The files of apache/parquet-testing. What they hold stands in <c>Expected</c>, as DuckDB 1.4 reads them: the number of rows, a hash of all rows and
/// the first rows, in the form of <see cref="ValueText"/>. The last timestamp of int96_from_spark, which DuckDB overflows, is that of the file's own notes.
/// </summary>
public sealed class ParquetTestingFilesTests : IDisposable
{
    private readonly ParquetReading _parquet = new();

    public static TheoryData<string> FilesWithExpectedValues => [.. Directory
        .GetFiles(RepositoryRoot.File("tests", "SqlSpark.DataSources.Tests", "Parquet", "Expected"), "*.txt")
        .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => _parquet.Dispose();

    [SkippableTheory]
    [MemberData(nameof(FilesWithExpectedValues))]
    public void Values_are_those_that_another_reader_sees(string name)
    {
        var expected = File.ReadAllLines(
            RepositoryRoot.File("tests", "SqlSpark.DataSources.Tests", "Parquet", "Expected", name + ".txt"));
        var conf = name.Contains("corrupt-checksum", StringComparison.Ordinal)
            ? ParquetReading.Conf((SqlConf.ParquetVerifyChecksums.Key, "false"))
            : ConfSnapshot.Default;
        foreach (var capacity in (int[])[4096, 65])
        {
            _parquet.BatchCapacity = capacity;
            var rows = _parquet.Read(Find(name), conf).Select(ValueText.Of).ToList();
            for (var i = 2; i < expected.Length && i - 2 < rows.Count; i++)
                Assert.Equal(expected[i], rows[i - 2]);
            Assert.Equal(expected[0], $"rows {rows.Count}");
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => row + "\n"))));
            Assert.Equal(expected[1], $"sha256 {Convert.ToHexStringLower(hash)}");
        }
    }

    [SkippableTheory]
    [InlineData("datapage_v1-corrupt-checksum")]
    [InlineData("rle-dict-uncompressed-corrupt-checksum")]
    public void A_page_whose_checksum_is_wrong_is_damage(string name)
    {
        var path = Find(name);
        var error = Assert.Throws<SqlSparkException>(() => _parquet.Read(path));
        Assert.Equal("FILE_CORRUPT", error.Condition);
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("hadoop_lz4_compressed", "lz4_raw_compressed")]
    [InlineData("non_hadoop_lz4_compressed", "lz4_raw_compressed")]
    [InlineData("hadoop_lz4_compressed_larger", "lz4_raw_compressed_larger")]
    public void Files_that_differ_in_their_framing_of_lz4_hold_the_same(string name, string twin) =>
        Assert.Equal(_parquet.Read(Find(twin)).Select(ValueText.Of), _parquet.Read(Find(name)).Select(ValueText.Of));

    [SkippableFact]
    public void Columns_in_streams_of_bytes_equal_their_plain_twins()
    {
        var path = Find("byte_stream_split_extended.gzip");
        var fields = ParquetReading.Open(path).Schema.Fields.ToList();
        var rows = _parquet.Read(path);
        Assert.Equal(200, rows.Count);
        var pairs = fields.Where(f => f.Name.EndsWith("_plain", StringComparison.Ordinal)).Select(f => (
            Plain: fields.IndexOf(f), Split: fields.FindIndex(g => g.Name == f.Name.Replace("_plain", "_byte_stream_split", StringComparison.Ordinal)))).ToList();
        Assert.Equal(7, pairs.Count);
        foreach (var (plain, split) in pairs)
            Assert.Equal(rows.Select(row => ValueText.Of(row[plain])), rows.Select(row => ValueText.Of(row[split])));
        Assert.All(rows, row => Assert.DoesNotContain(null, row));
    }

    [SkippableFact]
    public void A_map_without_values_is_refused_as_Spark_refuses_it()
    {
        var path = Find("map_no_value");
        Assert.Equal("PARQUET_TYPE_ILLEGAL", Assert.Throws<SqlSparkException>(() => ParquetReading.Open(path)).Condition);
    }

    [SkippableFact]
    public void A_list_of_what_is_always_null_is_an_array_of_void() =>
        Assert.Equal("struct<emptylist:array<void>>", ParquetReading.Open(Find("null_list")).Schema.CatalogString);

    [SkippableTheory]
    [InlineData("delta_binary_packed")]
    [InlineData("delta_byte_array")]
    [InlineData("delta_encoding_optional_column")]
    [InlineData("delta_encoding_required_column")]
    public void Delta_encoded_values_are_those_in_the_table_beside_the_file(string name)
    {
        var rows = _parquet.Read(Find(name));
        var lines = File.ReadAllLines(Find(name + "_expect", ".csv"));
        Assert.Equal(lines.Length - 1, rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.Equal(Cells(lines[i + 1]), rows[i].Select(value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [SkippableFact]
    public void Conditions_of_a_file_with_nan_in_its_statistics_prune_nothing()
    {
        var builder = ParquetReading.Open(Find("nan_in_stats")).NewScanBuilder();
        var column = new Catalyst.Expressions.BoundReference(0, Core.Types.DoubleType.Instance, true);
        Assert.Equal([FilterPush.Pruning], builder.PushFilters([Catalyst.Expressions.Comparison.EqualTo(column, new Catalyst.Expressions.Literal(double.NaN, Core.Types.DoubleType.Instance))]));
        Assert.Single(builder.Build().Splits);
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var isQuoted = false;
        foreach (var character in line)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            else if (character == ',' && !isQuoted)
                cells.Add("");
            else
                cells[^1] += character;
        }

        return cells;
    }

    private static string Find(string name, string extension = ".parquet")
    {
        var path = RepositoryRoot.Shared("parquet-testing", "data", name + extension);
        Skip.If(path is null, "apache/parquet-testing is not here");
        return path!;
    }
}
