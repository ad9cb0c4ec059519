using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.DataSources.Text;

public sealed partial class TextSourceTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("\n", "")]
    [InlineData("\n\n", "|")]
    [InlineData("a\n\nb", "a||b")]
    [InlineData("a\r\nb\rc\nd", "a|b|c|d")]
    [InlineData("\r\r\n\n\r", "|||")]
    [InlineData("\uFEFFa\nb", "a|b")]
    [InlineData("a\0b\n", "a\0b")]
    public void Lines_end_at_LF_CR_and_CRLF(string text, string expected)
    {
        foreach (var splitBytes in (int[])[1, 2, 3, 64, 4096])
        {
            using var files = new TextReading { SplitBytes = splitBytes, BlockBytes = splitBytes };
            var lines = files.Read(text);
            Assert.Equal(expected, string.Join("|", lines));
            Assert.Equal(text.Length == 0, lines.Count == 0);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Every_line_is_read_once_wherever_files_are_split(int splitBytes)
    {
        const int seed = 9;
        var random = new Random(seed);
        foreach (var capacity in (int[])[1, 63, 64, 65, 4096])
        {
            var text = RandomText(random);
            using var files = new TextReading { SplitBytes = splitBytes, BlockBytes = 50, BatchCapacity = capacity, IsChecked = splitBytes > 2 };
            var expected = LineEnd().Split(text).ToList();
            if (expected[^1].Length == 0)
                expected.RemoveAt(expected.Count - 1);
            Assert.Equal(expected, files.Read(text));
            using var counting = new TextReading { SplitBytes = splitBytes, BlockBytes = 50, BatchCapacity = capacity, ReadsValues = false, IsChecked = splitBytes > 2 };
            Assert.Equal(expected.Count, counting.Read(text).Count);
        }
    }

    [Theory]
    [InlineData(";", "a\n;b;;c", "a\n|b||c")]
    [InlineData("\n", "a\r\nb\n", "a\r|b")]
    [InlineData("||", "a|b||c||", "a|b,c")]
    [InlineData("é", "aébé", "a|b")]
    public void The_option_lineSep_ends_lines(string separator, string text, string expected)
    {
        foreach (var splitBytes in (int[])[1, 3, 4096])
        {
            using var files = new TextReading { SplitBytes = splitBytes, BlockBytes = splitBytes };
            Assert.Equal(expected, string.Join(separator == "||" ? "," : "|", files.Read(text, ("lineSep", separator))));
        }
    }

    [Fact]
    public void The_option_wholetext_makes_a_row_of_each_file()
    {
        using var files = new TextReading { BlockBytes = 64, SplitBytes = 10 };
        var text = "\uFEFF" + new string('x', 1000) + "\r\n";
        files.Write(text, "b.txt");
        files.Write("second\n", "c.txt");
        files.Write("", "a.txt");
        Assert.Equal([text, "second\n"], files.Read(TextReading.Open(files.Folder, null, ("wholetext", "true"))));
    }

    [Fact]
    public void A_line_may_be_longer_than_many_blocks()
    {
        using var files = new TextReading { BlockBytes = 64, SplitBytes = 100 };
        var line = new string('x', 300_000);
        Assert.Equal(["1", line, "2"], files.Read($"1\n{line}\n2\n"));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_stay_as_they_are()
    {
        using var files = new TextReading();
        byte[] bytes = [0x80, 0xFF, (byte)'\n', 0xC3];
        Assert.Equal([[0x80, 0xFF], [0xC3]], files.ReadBytes(TextReading.Open(files.Write(bytes))));
    }

    [Fact]
    public void Compressed_files_are_read_by_their_names()
    {
        using var files = new TextReading { SplitBytes = 3, BlockBytes = 64 };
        var text = string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i}\n"));
        var whole = Compressed(text);
        Assert.Equal(text.Split('\n')[..^1], files.Read(TextReading.Open(files.Write(whole, "a.txt.gz"))));
        Assert.Equal([text], files.Read(TextReading.Open(files.Write(whole, "b.txt.gz"), null, ("wholeText", "true"))));
    }

    [Fact]
    public void Cut_off_files_are_corrupt_unless_that_is_ignored()
    {
        using var files = new TextReading();
        var bytes = Compressed(string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i}\n")));
        var path = files.Write(bytes[..(bytes.Length / 2)], "a.txt.gz");
        Assert.Equal("FILE_CORRUPT", Assert.Throws<SqlSparkException>(() => files.Read(TextReading.Open(path))).Condition);
        Assert.Empty(files.Read(TextReading.Open(path, null, ("ignoreCorruptFiles", "true"))));
    }

    [Fact]
    public void Folders_and_patterns_are_read_in_the_order_of_names()
    {
        using var files = new TextReading();
        files.Write("2", "in/b.txt");
        files.Write("1", "in/a.txt");
        files.Write("3", "in/c.log");
        files.Write("hidden", "in/_SUCCESS");
        Assert.Equal(["1", "2", "3"], files.Read(TextReading.Open(Path.Combine(files.Folder, "in"))));
        Assert.Equal(["1", "2"], files.Read(TextReading.Open(Path.Combine(files.Folder, "in", "*.txt"))));
        Assert.Equal("PATH_NOT_FOUND", Assert.Throws<SqlSparkException>(() => TextReading.Open(Path.Combine(files.Folder, "none"))).Condition);
    }

    [Fact]
    public void A_file_that_vanished_is_an_error_unless_that_is_ignored()
    {
        using var files = new TextReading();
        var path = files.Write("a");
        var (strict, lenient) = (TextReading.Open(path), TextReading.Open(path, null, ("ignoreMissingFiles", "true")));
        File.Delete(path);
        Assert.Equal("FAILED_READ_FILE.FILE_NOT_EXIST", Assert.Throws<SqlSparkException>(() => files.Read(strict)).Condition);
        Assert.Empty(files.Read(lenient));
    }

    [Fact]
    public void The_schema_is_one_string_of_any_name()
    {
        using var files = new TextReading();
        var path = files.Write("a");
        Assert.Equal(StructType.Empty.Add("value", StringType.Instance), TextReading.Open(path).Schema);
        Assert.Equal(StructType.Empty.Add("line", StringType.Instance), TextReading.Open(path, StructType.Empty.Add("line", StringType.Instance)).Schema);
        Assert.Equal("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", Fails(StructType.Empty.Add("a", IntegerType.Instance)));
        Assert.Equal("UNSUPPORTED_FEATURE.FILE_FORMAT", Fails(StructType.Empty.Add("a", StringType.Instance).Add("b", StringType.Instance)));
        Assert.Equal("UNSUPPORTED_FEATURE.FILE_FORMAT", Fails(StructType.Empty));

        string Fails(StructType schema) => Assert.Throws<SqlSparkException>(() => TextReading.Open(path, schema)).Condition;
    }

    [Theory]
    [InlineData("lineSep", "", "UNSUPPORTED_FEATURE.OPTION")]
    [InlineData("encoding", "UTF-16", "UNSUPPORTED_FEATURE.OPTION")]
    [InlineData("wholetext", "maybe", "_LEGACY_ERROR_TEMP_2147")]
    public void Options_that_make_no_sense_are_refused(string name, string value, string condition)
    {
        using var files = new TextReading();
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => TextReading.Open(files.Write("a"), null, (name, value))).Condition);
    }

    [Fact]
    public void A_limit_stops_each_split()
    {
        using var files = new TextReading { Limit = 3, BatchCapacity = 2 };
        Assert.Equal(["1", "2", "3"], files.Read("1\n2\n3\n4\n5\n"));
        using var none = new TextReading { Limit = 0 };
        Assert.Empty(none.Read("1\n2\n"));
    }

    [Fact]
    public void A_cancelled_query_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var files = new TextReading { Cancellation = source.Token };
        Assert.Equal(CoreErrors.QueryCanceled().Condition, Assert.Throws<SqlSparkException>(() => files.Read("a\n")).Condition);
    }

    private static byte[] Compressed(string text)
    {
        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 60; i++)
        {
            text.Append('x', random.Next(3) == 0 ? random.Next(80) : random.Next(4));
            text.Append(random.Next(5) switch { 0 => "\r", 1 => "\r\n", 2 => "é", _ => "\n" });
        }

        return text.ToString();
    }

    [GeneratedRegex("\r\n|\r|\n")]
    private static partial Regex LineEnd();
}
