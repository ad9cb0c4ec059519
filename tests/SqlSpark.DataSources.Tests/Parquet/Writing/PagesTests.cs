using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>Where pages and row groups end, what they look like, and when a dictionary is given up.</summary>
public sealed class PagesTests : IDisposable
{
    private readonly ParquetReading _reading = new();
    private readonly ParquetWriting _writing = new() { IsEncoded = false };

    public void Dispose()
    {
        _reading.Dispose();
        _writing.Dispose();
    }

    [Theory]
    [InlineData(100, new[] { 100, 100, 50 })]
    [InlineData(250, new[] { 250 })]
    [InlineData(1000, new[] { 250 })]
    public void Pages_have_at_most_as_many_rows_as_asked_for(int limit, int[] expected)
    {
        var file = Write(Longs(250), ("parquet.page.row.count.limit", Text(limit)));
        Assert.Equal(expected, DataPages(file).Select(page => page.Header.ValueCount));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Pages_of_numbers_have_at_most_as_many_bytes_as_asked_for(string dictionary)
    {
        // Unencoded, whatever the encoding: 100 numbers of 8 bytes, the first piece aside, which finds out.
        var file = Write(Longs(1000), ("parquet.page.size", "800"), ("parquet.enable.dictionary", dictionary));
        Assert.All(DataPages(file), page => Assert.InRange(page.Header.ValueCount, 1, 101));
        Assert.InRange(DataPages(file).Count, 10, 12);
    }

    [Fact]
    public void Pages_of_strings_end_before_they_are_too_large_unless_one_string_is()
    {
        var rows = WriterTable.Of(40, i => [new string((char)('a' + (i % 20)), i == 20 ? 5000 : 96)]);
        var file = Write(StringType.Instance, rows, ("parquet.page.size", "1000"), ("parquet.enable.dictionary", "false"), ("compression", "none"));
        Assert.All(DataPages(file), page => Assert.True(page.Header.UncompressedSize < 1050 || page.Header.UncompressedSize > 5000));
        Assert.Single(DataPages(file), page => page.Header.UncompressedSize > 5000);
    }

    [Fact]
    public void Row_groups_have_exactly_as_many_rows_as_asked_for()
    {
        _writing.BatchLength = 64;
        var file = Write(Longs(1000), ("parquet.block.row.count.limit", "300"));
        Assert.Equal([300, 300, 300, 100], file.Footer.Metadata.RowGroups.Select(group => group.RowCount));
        Assert.Equal(1000, file.Footer.Metadata.RowCount);
    }

    [Fact]
    public void Row_groups_end_when_they_have_as_many_bytes_as_asked_for()
    {
        _writing.BatchLength = 100;
        var random = new Random(1);
        var rows = WriterTable.Of(10_000, _ => [random.NextInt64()]);
        var file = Write(LongType.Instance, rows, ("parquet.block.size", "10000"), ("parquet.enable.dictionary", "false"), ("parquet.page.size", "800"));
        Assert.All(file.Footer.Metadata.RowGroups.SkipLast(1), group => Assert.InRange(group.Columns[0].CompressedSize, 9_000, 14_000));
    }

    [Fact]
    public void A_file_without_rows_has_a_schema_and_no_row_group()
    {
        var file = Write(LongType.Instance, []);
        Assert.Empty(file.Footer.Metadata.RowGroups);
        Assert.Equal(0, file.Footer.Metadata.RowCount);
        Assert.Equal("c", file.Footer.Schema.Fields[0].Name);
    }

    [Fact]
    public void Strings_of_megabytes_are_written_and_read()
    {
        var rows = WriterTable.Of(6, i => [i == 3 ? null : new string((char)('a' + i), 3 << 20), EquatableArray.Create<object?>([new string('x', 2 << 20), null])]);
        var schema = StructType.Empty.Add("c", StringType.Instance).Add("list", new ArrayType(StringType.Instance));
        var path = _writing.Write(schema, rows);
        Assert.Equal(rows.Select(ValueText.Of), _reading.Read(path).Select(ValueText.Of));
        var statistics = new WrittenFile(path).Chunk().Statistics!;
        Assert.Equal((64, false), (statistics.Min!.Length, statistics.IsMinExact));
    }

    [Fact]
    public void Values_that_repeat_have_a_dictionary()
    {
        var file = Write(LongType.Instance, WriterTable.Of(5000, i => [i % 100 * 1_000_003L]));
        Assert.NotNull(file.Chunk().DictionaryPageOffset);
        Assert.True(file.Chunk().IsDictionaryOnly);
        Assert.Equal(100, file.Chunk().Statistics!.DistinctCount);
        Assert.Equal((PageType.DictionaryPage, 100), (file.Pages(file.Chunk())[0].Header.Type, file.Pages(file.Chunk())[0].Header.ValueCount));
        Assert.All(DataPages(file), page => Assert.Equal(ParquetEncoding.RleDictionary, page.Header.Encoding));
    }

    [Theory]
    [InlineData("parquet.enable.dictionary")]
    [InlineData("parquet.enable.dictionary#c")]
    public void Nothing_has_a_dictionary_where_it_is_switched_off(string option)
    {
        var file = Write(LongType.Instance, WriterTable.Of(5000, i => [i % 100L]), (option, "false"));
        Assert.Null(file.Chunk().DictionaryPageOffset);
        Assert.All(DataPages(file), page => Assert.Equal(ParquetEncoding.Plain, page.Header.Encoding));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_dictionary_that_becomes_too_large_is_given_up_for_the_whole_chunk(int batchLength)
    {
        // 130 different values of 8 bytes, where 1000 bytes are allowed: found out in the middle of a page.
        _writing.BatchLength = batchLength;
        var rows = WriterTable.Of(2000, i => [i % (i < 1500 ? 10 : 130) * 1_000_003L]);
        var file = Write(LongType.Instance, rows, ("parquet.dictionary.page.size", "1000"), ("parquet.page.row.count.limit", "400"));
        Assert.Null(file.Chunk().DictionaryPageOffset);
        Assert.Equal([400, 400, 400, 400, 400], DataPages(file).Select(page => page.Header.ValueCount));
        Assert.All(DataPages(file), page => Assert.Equal(ParquetEncoding.Plain, page.Header.Encoding));
    }

    [Fact]
    public void A_dictionary_that_saves_nothing_is_given_up()
    {
        var random = new Random(1);
        var distinct = Write(LongType.Instance, WriterTable.Of(20_000, _ => [random.NextInt64()]));
        Assert.Null(distinct.Chunk().DictionaryPageOffset);

        // Every value twice: codes and entries together take more than the values.
        var pairs = Write(IntegerType.Instance, WriterTable.Of(3000, i => [i / 2 * 3]));
        Assert.Null(pairs.Chunk().DictionaryPageOffset);
    }

    [Fact]
    public void Each_row_group_decides_anew_whether_it_has_a_dictionary()
    {
        var random = new Random(1);
        var rows = WriterTable.Of(20_000, i => [i < 10_000 ? random.NextInt64() : i % 10 * 1_000_003L]);
        var file = Write(LongType.Instance, rows, ("parquet.block.row.count.limit", "10000"));
        Assert.Null(file.Chunk(0, 0).DictionaryPageOffset);
        Assert.NotNull(file.Chunk(0, 1).DictionaryPageOffset);
    }

    [Fact]
    public void Pages_of_version_2_keep_levels_apart_and_leave_alone_what_does_not_shrink()
    {
        var random = new Random(1);
        var rows = WriterTable.Of(1000, i => [i % 3 == 0 ? null : random.NextInt64()]);
        var file = Write(LongType.Instance, rows, ("parquet.writer.version", "v2"), ("parquet.enable.dictionary", "false"), ("parquet.encoding", "PLAIN"));
        var header = Assert.Single(DataPages(file)).Header;
        Assert.Equal((PageType.DataPageV2, 1000, 334, 1000), (header.Type, header.ValueCount, header.NullCount, header.RowCount));
        Assert.True(header.DefinitionLevelBytes > 0 && header.RepetitionLevelBytes == 0);
        Assert.False(header.IsCompressed);
        Assert.Equal(rows.Select(ValueText.Of), _reading.Read(file.Footer.Entry.Path).Select(ValueText.Of));
    }

    [Fact]
    public void Encodings_are_those_of_the_version_or_those_asked_for_where_they_suit_the_type()
    {
        var schema = StructType.Empty.Add("i", IntegerType.Instance).Add("l", LongType.Instance).Add("d", DoubleType.Instance).Add("s", StringType.Instance)
            .Add("b", BooleanType.Instance).Add("n", new DecimalType(38, 0));
        var rows = WriterTable.Of(10, i => [i, (long)i, (double)i, $"{i}", i % 2 == 0, (Int128)i]);
        Assert.Equal("Plain Plain Plain Plain Plain Plain", Encodings("v1"));
        Assert.Equal("DeltaBinaryPacked DeltaBinaryPacked Plain DeltaByteArray Rle Plain", Encodings("v2"));
        Assert.Equal("ByteStreamSplit ByteStreamSplit ByteStreamSplit Plain Plain ByteStreamSplit", Encodings("v1", ("parquet.encoding", "BYTE_STREAM_SPLIT")));
        Assert.Equal("Plain Plain Plain DeltaLengthByteArray Plain Plain", Encodings("v1", ("parquet.encoding#s", "delta_length_byte_array")));

        string Encodings(string version, params (string, string)[] options)
        {
            var file = new WrittenFile(_writing.Write(schema, rows, [("parquet.writer.version", version), ("parquet.enable.dictionary", "false"), .. options]));
            return string.Join(' ', file.RowGroup().Columns.Select(chunk => file.Pages(chunk)[0].Header.Encoding));
        }
    }

    [Fact]
    public void Checksums_are_written_when_asked_for()
    {
        foreach (var version in (string[])["v1", "v2"])
        {
            var file = Write(Longs(100), ("parquet.page.write-checksum.enabled", "true"), ("parquet.writer.version", version));
            Assert.All(file.Pages(file.Chunk()), page => Assert.Equal(page.Header.Checksum, Crc32.Compute(file.Body(page))));
        }

        Assert.All(Write(Longs(100)).Pages(Write(Longs(100)).Chunk()), page => Assert.Null(page.Header.Checksum));
    }

    [Fact]
    public void Sizes_of_chunks_and_row_groups_are_those_of_their_pages()
    {
        var file = Write(Longs(5000), ("parquet.page.row.count.limit", "700"));
        var chunk = file.Chunk();
        var pages = file.Pages(chunk);
        Assert.Equal(chunk.CompressedSize, pages.Sum(page => (long)page.HeaderLength + page.Header.CompressedSize));
        Assert.Equal(chunk.UncompressedSize, pages.Sum(page => (long)page.HeaderLength + page.Header.UncompressedSize));
        Assert.Equal(file.RowGroup().UncompressedSize, chunk.UncompressedSize);
        var strings = Write(StringType.Instance, WriterTable.Of(100, i => [i % 10 == 0 ? null : new string('x', i)]));
        Assert.Equal(Enumerable.Range(0, 100).Where(i => i % 10 != 0).Sum(i => (long)i), strings.Chunk().ByteArrayBytes);
    }

    private static List<object?[]> Longs(int count) => WriterTable.Of(count, i => [i * 1_000_003L]);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static List<(long Offset, int HeaderLength, PageHeader Header)> DataPages(WrittenFile file) =>
        [.. file.Pages(file.Chunk()).Where(page => page.Header.Type != PageType.DictionaryPage)];

    private WrittenFile Write(List<object?[]> rows, params (string, string)[] options) => Write(LongType.Instance, rows, options);

    private WrittenFile Write(DataType type, List<object?[]> rows, params (string, string)[] options) =>
        new(_writing.Write(StructType.Empty.Add("c", type), rows, options));
}
