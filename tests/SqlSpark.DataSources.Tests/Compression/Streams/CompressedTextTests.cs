using System.Globalization;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files.Writing;
using SqlSpark.DataSources.Tests.Compression;
using SqlSpark.DataSources.Text;
using Xunit;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>Compressed files of text: what our writers and others write is read.</summary>
public sealed class CompressedTextTests : IDisposable
{
    /// <summary><c>zstd -19 --zstd=wlog=10</c> of 2500 lines <c>line {i % 7}</c>: a window of 1 KiB, so that what is decoded moves many times, and a checksum.</summary>
    private const string SmallWindow =
        "KLUv/UQAXEMkAQCYbGluZSAwCmxpbmUgMTIzNDU2CgYAzKmqCAYDQ8A4MFgN5QtEAAAAAQD9r1cCCDwAAAABAP0rAAQ8AAAAAQD9KwAEPAAAAAEA/SsABDwAAAABAP0rAAQ8AAAAAQD9KwAEPAAAAA"
        + "EA/SsABDwAAAABAP0rAAQ8AAAAAQD9KwAEPAAAAAEA/SsABDwAAAABAP0rAAQ8AAAAAQD9KwAEPAAAAAEA/SsABDwAAAABAP0rAAQ8AAAAAQD9KwAEPAAAAAEA/SsABDUAAAABADkBIPmkGis=";

    /// <summary><c>bzip2</c> of the same.</summary>
    private const string Bzip2 =
        "QlpoOTFBWSZTWaz/uDoAGRzZAAAQQAB/AAIlIABoJqqDRkAUqg0NGmUouIouUosJRdJRdpKeSKZIVGSFRohUaIVHxCo0QqPxdyRThQkKz/uDoA==";

    /// <summary><c>bzip2 -1</c> of 2500 lines with <c>i % 300</c> times the letter z: several blocks, and runs of all lengths.</summary>
    private const string Bzip2Runs =
        "QlpoMTFBWSZTWQJkOtgAAGZ////////////////////////////////////////////4UAQ+AAAAAEAAAAAAAAAAaAAAAAAAAAA0AAAAAAAAAAAAAAAAAAAAAAgAAAAAAAAADQAAAAAAAAAGgAAAAA"
        + "AAAAAAAAAAAAAAAAEAAAAAAAAAAaAAAAAAAAAA0AAAAAAAAAAAAAAAAAAAAAAgAAAAAAAAADQAAAAAAAAAGgAAAAAAAAAAAAAAAAAAAAAAqSlUAaaAADQNDaQaBoAAA0AAAPUADQAD1AaAAAAADQAA"
        + "AGg0AAAAAAAAAf+qpfIiLwXt0F/hUiYzDGoY3DHIY7DHoY/C/QyCF/hfoZDDIoZHDJIZLDJoZPDKIZTDKoZXDLIZbDLoZfDMIYCGYwzKGZwzSGawwMM2hm8M4hgoXkMHDBwzmGdQzuGeQwkM9hn0M/"
        + "hoENBhhYaFDQ4aJDRYaNDR4aRDSYaVDS4aZDTYadDT4ahDUYalDU4apDVYYaGrQ1eGsQ1mGtQ1uGuQ12GvQ1+GwQ2GGxQ2OGyQ2WGzQ2eG0Q2mG1QvYXo2sbYNtG3DbxuA3EbkNzG6DdRhxuw3cbwN"
        + "5G9Dexvg30b8N/HADgRwQvhfDgxwg4UcMOHHEDEDiRxQ4scYONHHDjxyA5EckOTHKDlRyw5ccwOZHNDmxzg50c8OfHQDoR0Q6MdIOlHTDpx1A6kdUMSOrHWDrR1w68dgOxHZDsx2g7UdsO3HcDuR3Q"
        + "7sd4O9HfDvx4A8EeEMUPDHiDxR4wxY8ceQPJHlDyx5g80ecPPHoD0R6Q9MeoPVHrD1x7A9ke0PbHuD3R7w98fAPhHxD4x8g+UfMPnH0D6R9Q+sfYPtH3D7x+A/EfkPzH6D9R+w/cfwP5H9D+x/g/0f"
        + "8LDECWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWGCEkiMBCkS8FCCRdCoLhQCRdChcKiSRC6FwqFCoUKhQqFCoUKhQqFCoUKhQqFC4XQuFQoVChUKFQoVChUKFQoVChUKFQ"
        + "oVChUKFQoVChUKFQoVChUKFQoVChUKFQoVChUKFQoVChUKFQoKEkBcCJEf+LuSKcKEgBMh1sA=";

    private static readonly StructType Schema = StructType.Empty.Add("value", StringType.Instance);

    private readonly FileWriting _writing = new() { Format = "text", BatchCapacity = 1000 };
    private readonly TextReading _reading = new() { BlockBytes = 1000 };

    private static IEnumerable<string> Lines(int count, int period) =>
        Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i % period}"));

    public void Dispose()
    {
        _writing.Dispose();
        _reading.Dispose();
    }

    [Theory]
    [InlineData("gzip", ".gz")]
    [InlineData("deflate", ".deflate")]
    [InlineData("lz4", ".lz4")]
    [InlineData("snappy", ".snappy")]
    [InlineData("zstd", ".zst")]
    public void Text_of_any_length_comes_back(string codec, string extension)
    {
        foreach (var count in (ReadOnlySpan<int>)[0, 1, 12_000, 100_000])
        {
            string[] lines = [.. Lines(count, 70_001)];
            _writing.Write(Schema, [.. lines.Select(line => new object?[] { line })], [], ("compression", codec));
            Assert.All(_writing.Files(), file => Assert.EndsWith(".txt" + extension, file, StringComparison.Ordinal));
            Assert.Equal(lines.Order(StringComparer.Ordinal), _writing.Read());
        }
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("snappy")]
    public void Blocks_are_written_as_Hadoop_reads_them(string codec)
    {
        _writing.Write(Schema, [["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]], [], ("compression", codec));
        var bytes = File.ReadAllBytes(Assert.Single(_writing.Files()));
        Assert.Equal([0, 0, 0, 61, 0, 0, 0, (byte)(bytes.Length - 8)], bytes[..8]);
    }

    [Fact]
    public void Chunks_of_Hadoop_hold_several_blocks_or_none()
    {
        // Two blocks of literals in a chunk, an empty chunk, and another one; for Snappy a block begins with its length.
        byte[] lz4 = [0, 0, 0, 4, 0, 0, 0, 3, 0x20, (byte)'a', (byte)'b', 0, 0, 0, 3, 0x20, (byte)'c', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0x10, (byte)'d'];
        byte[] snappy = [0, 0, 0, 4, 0, 0, 0, 4, 2, 4, (byte)'a', (byte)'b', 0, 0, 0, 4, 2, 4, (byte)'c', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, 1, 0, (byte)'d'];
        Assert.Equal(["abc", "d"], _reading.Read(TextReading.Open(_reading.Write(lz4, "a.lz4"))));
        Assert.Equal(["abc", "d"], _reading.Read(TextReading.Open(_reading.Write(snappy, "a.snappy"))));
    }

    [Fact]
    public void Zstd_frames_longer_than_their_window_are_read()
    {
        var frame = Convert.FromBase64String(SmallWindow);
        Assert.Equal(Lines(2500, 7), _reading.Read(TextReading.Open(_reading.Write(frame, "one.zst"))));

        // Another frame behind one to pass over.
        byte[] skippable = [0x52, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        Assert.Equal(5000, _reading.Read(TextReading.Open(_reading.Write([.. frame, .. skippable, .. frame], "two.zst"))).Count);
    }

    [Fact]
    public void Bzip2_streams_are_read_and_their_damage_is_found()
    {
        var stream = Convert.FromBase64String(Bzip2);
        var runs = Convert.FromBase64String(Bzip2Runs);
        IEnumerable<string> expected = [.. Lines(2500, 7), .. Enumerable.Range(0, 2500).Select(i => new string('z', i % 300)), .. Lines(2500, 7)];
        Assert.Equal(expected, _reading.Read(TextReading.Open(_reading.Write([.. stream, .. runs, .. stream], "three.bz2"))));
        for (var position = 0; position < stream.Length; position++)
        {
            byte[] damaged = [.. stream];
            damaged[position] ^= (byte)(1 << (position % 8));
            try
            {
                Assert.Equal(Lines(2500, 7), _reading.Read(TextReading.Open(_reading.Write(damaged, "damaged.bz2"))));
            }
            catch (SqlSparkException exception)
            {
                Assert.Equal("FILE_CORRUPT", exception.Condition);
            }
        }

        Assert.Equal("FILE_CORRUPT", Assert.Throws<SqlSparkException>(() => _reading.Read(TextReading.Open(_reading.Write(runs[..^2], "cut.bz2")))).Condition);
    }

    [SkippableTheory]
    [InlineData(4, true, true)]
    [InlineData(4, false, false)]
    [InlineData(5, true, false)]
    [InlineData(7, false, true)]
    public void Lz4_frames_are_read_as_such(int blockSizeCode, bool isLinked, bool hasChecksums)
    {
        string[] lines = [.. Lines(60_000, 997)];
        var bytes = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines));
        var frame = SystemLibrary.Lz4().CompressLz4Frame(bytes, blockSizeCode, isLinked, hasChecksums);
        Assert.Equal(lines, _reading.Read(TextReading.Open(_reading.Write(frame, "frame.lz4"))));
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("snappy")]
    [InlineData("zst")]
    public void Damage_is_an_error_that_names_file_and_byte(string extension)
    {
        _writing.Write(Schema, [.. Lines(1000, 501).Select(line => new object?[] { line })], [], ("compression", extension == "zst" ? "zstd" : extension));
        var bytes = File.ReadAllBytes(Assert.Single(_writing.Files()));
        var cutOff = Assert.Throws<SqlSparkException>(() => _reading.Read(TextReading.Open(_reading.Write(bytes[..^1], "cut." + extension))));
        Assert.Equal("FILE_CORRUPT", cutOff.Condition);
        Assert.Contains("cut." + extension, cutOff.Message, StringComparison.Ordinal);
        Assert.Contains("at byte ", cutOff.Message, StringComparison.Ordinal);

        // Whatever byte is damaged: an error of this class, or other text.
        for (var position = 0; position < bytes.Length; position += 7)
        {
            byte[] damaged = [.. bytes];
            damaged[position] ^= 0x55;
            try
            {
                _reading.Read(TextReading.Open(_reading.Write(damaged, "damaged." + extension)));
            }
            catch (SqlSparkException exception)
            {
                Assert.Equal("FILE_CORRUPT", exception.Condition);
            }
        }
    }
}
