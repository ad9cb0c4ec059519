using System.Buffers;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;
using SqlSpark.DataSources.Tests.Parquet.Building;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet;

/// <summary>Files that are damaged: the error says which file, where and why.</summary>
public sealed class BadDataTests : IDisposable
{
    private readonly ParquetReading _parquet = new();

    public void Dispose() => _parquet.Dispose();

    [SkippableTheory]
    [InlineData("PARQUET-1481", "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", "physical type")]
    [InlineData("ARROW-RS-GH-6229-DICTHEADER", "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", "column region_key in row group 0 at byte 466, 125 bytes long, in a file of 533")]
    [InlineData("ARROW-RS-GH-6229-LEVELS", "FILE_CORRUPT", "a page of 21 values where the column has 1 left")]
    [InlineData("ARROW-GH-41317", "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", "the Thrift type I16")]
    [InlineData("ARROW-GH-45185", "FILE_CORRUPT", "in the middle of a row")]
    [InlineData("ARROW-GH-47662", "FILE_CORRUPT", "end before")]
    public void A_damaged_file_fails_with_its_name_the_place_and_the_reason(string name, string condition, string reason)
    {
        var path = RepositoryRoot.Shared("parquet-testing", "bad_data", name + ".parquet");
        Skip.If(path is null, "apache/parquet-testing is not here");
        var error = _parquet.TryRead(path);
        Assert.True(condition == error?.Condition, error?.Message ?? "no error");
        foreach (var part in (string[])[name, "at byte", reason])
            Assert.True(error!.Message.Contains(part, StringComparison.Ordinal), error.Message);
    }

    /// <summary>Codes of no bits all mean the first entry, which is right whatever the dictionary's size. DuckDB reads the same.</summary>
    [SkippableFact]
    public void Codes_of_no_bits_are_no_damage()
    {
        var path = RepositoryRoot.Shared("parquet-testing", "bad_data", "ARROW-GH-43605.parquet");
        Skip.If(path is null, "apache/parquet-testing is not here");
        var rows = _parquet.Read(path);
        Assert.Equal(21186, rows.Count);
        Assert.All(rows, row => Assert.Equal(0, row[0]));
    }

    /// <summary>One of its columns has a type that Spark refuses, so the others are asked for one by one.</summary>
    [SkippableFact]
    public void Columns_with_fewer_levels_than_their_pages_say_are_damage()
    {
        var path = RepositoryRoot.Shared("parquet-testing", "bad_data", "ARROW-GH-41321.parquet");
        Skip.If(path is null, "apache/parquet-testing is not here");
        var file = FooterReader.Read(LocalFileSystem.Instance, new FileEntry(path, false, 0, default));
        var conditions = new List<string?>();
        foreach (var field in file.Schema.Fields)
        {
            try
            {
                var column = new ParquetColumns(new ParquetTypes(ConfSnapshot.Default)).ConvertField(field);
                var schema = new StructType([new StructField(field.Name, column.Type)]);
                _parquet.Read(ParquetReading.Open(path, schema: schema).NewScanBuilder().Build());
            }
            catch (SqlSparkException error)
            {
                conditions.Add(error.Condition);
            }
        }

        Assert.Contains("FILE_CORRUPT", conditions);
        Assert.All(conditions, condition => Assert.True(condition is "FILE_CORRUPT" or "PARQUET_TYPE_ILLEGAL", condition));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_has_no_footer()
    {
        var bytes = Sample(ParquetCodec.Snappy);
        for (var i = 0; i < 50; i++)
        {
            var error = _parquet.TryRead(_parquet.Write(bytes.AsSpan(0, bytes.Length * i / 50)));
            Assert.Equal("FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", error?.Condition);
            Assert.Contains("at byte", error!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_without_the_mark_at_its_end_is_no_parquet_file()
    {
        var bytes = Sample(ParquetCodec.Snappy);
        "PAR2"u8.CopyTo(bytes.AsSpan(bytes.Length - 4));
        Assert.Contains($"does not end with PAR1, at byte {bytes.Length - 4}", _parquet.TryRead(_parquet.Write(bytes))!.Message, StringComparison.Ordinal);
        "PARE"u8.CopyTo(bytes.AsSpan(bytes.Length - 4));
        Assert.Equal("UNSUPPORTED_FEATURE.FILE_FORMAT", _parquet.TryRead(_parquet.Write(bytes))!.Condition);
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(100_000u)]
    [InlineData(0u)]
    [InlineData(1u)]
    public void A_footer_of_another_length_than_it_has_is_damage(uint length)
    {
        var bytes = Sample(ParquetCodec.Snappy);
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 8), length);
        Assert.Equal("FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", _parquet.TryRead(_parquet.Write(bytes))?.Condition);
    }

    [Fact]
    public void A_page_that_grows_beyond_the_limit_is_not_decompressed()
    {
        var path = _parquet.Write(Sample(ParquetCodec.Zstd));
        Assert.Null(_parquet.TryRead(path));
        var error = _parquet.TryRead(path, ParquetReading.Conf((SqlConf.ParquetMaxPageBytes.Key, "16")));
        Assert.Equal("FILE_CORRUPT", error?.Condition);
        Assert.Contains(SqlConf.ParquetMaxPageBytes.Key, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_of_more_entries_than_bytes_is_damage_before_memory_is_asked_for() => ExpectDamage(
        "a dictionary of 2147483647 entries",
        new PageHeader { Type = PageType.DictionaryPage, ValueCount = int.MaxValue, Encoding = ParquetEncoding.Plain }, new byte[8]);

    [Fact]
    public void Codes_beyond_the_dictionary_are_damage() => ExpectDamage(
        "", new PageHeader { Type = PageType.DataPage, ValueCount = 3, Encoding = ParquetEncoding.RleDictionary }, [2, 6, 3], dictionaryEntries: 3);

    [Fact]
    public void Codes_without_a_dictionary_are_damage() => ExpectDamage(
        "without a dictionary", new PageHeader { Type = PageType.DataPage, ValueCount = 3, Encoding = ParquetEncoding.RleDictionary }, [2, 6, 0]);

    [Theory]
    [InlineData(ParquetEncoding.DeltaByteArray)]
    [InlineData((ParquetEncoding)77)]
    public void An_encoding_that_numbers_do_not_have_is_damage(object encoding) => ExpectDamage(
        "in the encoding", new PageHeader { Type = PageType.DataPage, ValueCount = 3, Encoding = (ParquetEncoding)encoding }, new byte[12]);

    [Fact]
    public void A_page_of_more_values_than_the_column_is_damage() => ExpectDamage(
        "a page of 4 values where the column has 3 left", new PageHeader { Type = PageType.DataPage, ValueCount = 4 }, new byte[16]);

    [Fact]
    public void A_page_that_is_longer_than_the_column_is_damage() => ExpectDamage(
        "a page of 1000000 bytes", new PageHeader { Type = PageType.DataPage, ValueCount = 3, CompressedSize = 1_000_000, UncompressedSize = 1_000_000 }, new byte[12]);

    [Fact]
    public void A_page_of_fewer_values_than_its_header_says_is_damage() => ExpectDamage(
        "end before", new PageHeader { Type = PageType.DataPage, ValueCount = 3 }, new byte[8]);

    [Fact]
    public void A_file_that_changed_its_length_after_planning_is_not_read()
    {
        var bytes = Sample(ParquetCodec.Snappy);
        var path = _parquet.Write(bytes);
        var scan = ParquetReading.Open(path).NewScanBuilder().Build();
        File.WriteAllBytes(path, [.. bytes, 0]);
        var error = Assert.Throws<SqlSparkException>(() => _parquet.Read(scan));
        Assert.Equal("FILE_CORRUPT", error.Condition);
        Assert.Contains("when the query was planned", error.Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Equal("FAILED_READ_FILE.FILE_NOT_EXIST", Assert.Throws<SqlSparkException>(() => _parquet.Read(scan)).Condition);
    }

    [Fact]
    public void A_codec_that_is_missing_is_said_to_be()
    {
        var file = Rewrite(new PageHeader { Type = PageType.DataPage, ValueCount = 3 }, new byte[12], chunk => chunk with { Codec = ParquetCodec.Lzo });
        var error = _parquet.TryRead(_parquet.Write(file));
        Assert.Equal("UNSUPPORTED_FEATURE.FILE_FORMAT", error?.Condition);
        Assert.Contains("LZO", error!.Message, StringComparison.Ordinal);
    }

    private void ExpectDamage(string reason, PageHeader header, byte[] body, int dictionaryEntries = 0)
    {
        var error = _parquet.TryRead(_parquet.Write(Rewrite(header, body, static chunk => chunk, dictionaryEntries)));
        Assert.Equal("FILE_CORRUPT", error?.Condition);
        Assert.Contains("column a, at byte", error!.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    /// <summary>A file of a required column of three INT32 that has one page.</summary>
    private static byte[] Rewrite(PageHeader header, byte[] body, Func<ColumnChunkMetadata, ColumnChunkMetadata> change, int dictionaryEntries = 0)
    {
        var file = new ArrayBufferWriter<byte>();
        file.Write("PAR1"u8);
        if (dictionaryEntries > 0)
        {
            var byteLength = dictionaryEntries * sizeof(int);
            new PageHeader { Type = PageType.DictionaryPage, ValueCount = dictionaryEntries, UncompressedSize = byteLength, CompressedSize = byteLength }.Write(new ThriftWriter(file));
            file.Write(new byte[byteLength]);
        }

        var dataStart = file.WrittenCount;
        if (header.CompressedSize == 0)
            header.CompressedSize = header.UncompressedSize = body.Length;
        header.Write(new ThriftWriter(file));
        file.Write(body);
        var chunk = new ColumnChunkMetadata
        {
            Type = ParquetType.Int32,
            Path = ["a"],
            ValueCount = 3,
            CompressedSize = file.WrittenCount - 4,
            UncompressedSize = file.WrittenCount - 4,
            DataPageOffset = dataStart,
            DictionaryPageOffset = dictionaryEntries > 0 ? 4 : null,
        };
        var footerStart = file.WrittenCount;
        new FileMetadata
        {
            Schema = [new SchemaElement { Name = "root", ChildCount = 1 }, new SchemaElement { Name = "a", Type = ParquetType.Int32, Repetition = Repetition.Required }],
            RowCount = 3,
            RowGroups = [new RowGroupMetadata { RowCount = 3, Columns = [change(chunk)] }],
        }.Write(new ThriftWriter(file));
        file.Write(BitConverter.GetBytes(file.WrittenCount - footerStart));
        file.Write("PAR1"u8);
        return file.WrittenSpan.ToArray();
    }

    private static byte[] Sample(ParquetCodec codec)
    {
        using var pool = new MemoryPool(1L << 30);
        using var account = pool.CreateAccount("builder");
        var random = new Random(1);
        var columns = new[] { TestColumn.Leaf(random, "a", 1, 0.2), TestColumn.Leaf(random, "b", 5, 0.2) };
        var rows = Enumerable.Range(0, 500).Select(_ => Array.ConvertAll(columns, column => column.Next().Stored)).ToList();
        return new ParquetFileBuilder(random, account) { Codec = codec }.Build([.. columns.Select(c => c.Node)], [rows]);
    }
}
