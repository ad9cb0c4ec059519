using System.Globalization;
using System.IO.Compression;
using System.Text;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.DataSources.Csv;

public sealed class CsvRobustnessTests
{
    private const string Two = "a string, b string";

    [Theory]
    [InlineData("1,2", "1|2")]
    [InlineData("1,2\r\n3,4\r\n", "1|2;3|4")]
    [InlineData("1,2\r3,4\r", "1|2;3|4")]
    [InlineData("\n\n1,2\n\n \t \n3,4\n\n", "1|2;3|4")]
    [InlineData("\uFEFF1,2\n", "1|2")]
    [InlineData("", "")]
    [InlineData("\n", "")]
    [InlineData("a\0b,\0\n", "a\0b|\0")]
    [InlineData(",\n", "NULL|NULL")]
    [InlineData("\"\n", "\"|NULL")]
    [InlineData("\"a,b\n\"c,d\n", "a,b|NULL;c,d|NULL")]
    public void Line_ends_blank_lines_marks_and_stray_quotes(string text, string expected)
    {
        foreach (var blockBytes in (int[])[1, 2, 3, 64, 4096])
        {
            using var csv = new CsvReading { BlockBytes = blockBytes, SplitBytes = blockBytes, IsChecked = blockBytes > 3 };
            Assert.Equal(expected, string.Join(";", csv.ReadText(text, Two)));
        }
    }

    [Fact]
    public void Values_may_be_longer_than_many_blocks()
    {
        using var csv = new CsvReading { BlockBytes = 64 };
        var value = new string('x', 1_000_000);
        Assert.Equal([value + "|1", "2|" + value], csv.ReadText($"{value},1\n2,\"{value}\"\n", Two));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Every_row_is_read_once_wherever_files_are_split(int splitBytes)
    {
        var text = new StringBuilder();
        var expected = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i},\"v{new string('x', i % 20)}\"").Append(i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r");
            expected.Add(string.Create(CultureInfo.InvariantCulture, $"{i}|v{new string('x', i % 20)}"));
        }

        foreach (var capacity in (int[])[1, 63, 64, 65, 4096])
        {
            using var csv = new CsvReading { SplitBytes = splitBytes, BatchCapacity = capacity, BlockBytes = 50, IsChecked = false };
            Assert.Equal(expected, csv.ReadText(text.ToString(), "a int, b string"));
        }
    }

    [Fact]
    public void A_limit_stops_each_split()
    {
        using var csv = new CsvReading { Limit = 3, BatchCapacity = 2 };
        Assert.Equal(["1", "2", "3"], csv.ReadText("1\n2\n3\n4\n5\n", "a int"));
        using var none = new CsvReading { Limit = 0 };
        Assert.Empty(none.ReadText("1\n2\n", "a int"));
    }

    [Fact]
    public void Rows_are_counted_without_columns()
    {
        using var csv = new CsvReading { BlockBytes = 5 };
        var table = csv.Open(csv.Write("1,2\n\n3\n\"4,5\n"), Two);
        using var pool = new MemoryPool(1L << 26, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        var builder = table.NewScanBuilder();
        builder.Prune([]);
        var scan = builder.Build();
        var rows = 0;
        using var reader = scan.Open(scan.Splits[0], new ScanContext(account, 2, CancellationToken.None));
        while (reader.TryRead(out var batch))
        {
            Assert.Equal(0, batch.ColumnCount);
            rows += batch.RowCount;
        }

        Assert.Equal(3, rows);
    }

    [Fact]
    public void Columns_come_in_the_order_they_are_asked_for()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("1,2,3\n4,5\n"), "a int, b int, c int");
        Assert.Equal(["3|1", "NULL|4"], csv.Read(table, 2, 0).Select(CsvReading.Describe));
    }

    [Fact]
    public void Retained_batches_outlive_the_reader()
    {
        using var csv = new CsvReading();
        var path = csv.Write(string.Concat(Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},\"a long value \\\" {i}\",another long value {i}\n"))));
        var table = csv.Open(path, "a int, b string, c string");
        using var pool = new MemoryPool(1L << 26, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        var scan = new CsvScan((CsvTable)table, [0, 1, 2], long.MaxValue) { BlockBytes = 256 };
        var retained = new List<RecordBatch>();
        using (var reader = scan.Open(scan.Splits[0], new ScanContext(account, 7, CancellationToken.None)))
        {
            while (reader.TryRead(out var batch))
                retained.Add(batch.Retain());
        }

        var row = 0;
        foreach (var batch in retained)
        {
            for (var i = 0; i < batch.RowCount; i++, row++)
            {
                Assert.Equal(row, BoxedValues.Get(batch[0], i));
                Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"a long value \" {row}"), BoxedValues.Get(batch[1], i));
                Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"another long value {row}"), BoxedValues.Get(batch[2], i));
            }

            batch.Release();
        }

        Assert.Equal(500, row);
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("deflate")]
    [InlineData("br")]
    public void Compressed_files_are_read_by_their_names(string extension)
    {
        using var csv = new CsvReading { BlockBytes = 10, SplitBytes = 4 };
        var path = csv.Write(Compress("1,2\n3,4\n5,6"u8.ToArray(), extension), "data.csv." + extension);
        Assert.Equal(["1|2", "3|4", "5|6"], csv.Read(csv.Open(path, Two)).Select(CsvReading.Describe));
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("deflate")]
    [InlineData("br")]
    public void Truncated_compressed_files_are_an_error_that_names_the_file(string extension)
    {
        using var csv = new CsvReading();
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i * 7919}\n"))));
        var compressed = Compress(text, extension);
        var path = csv.Write(compressed[..(compressed.Length / 2)], "data.csv." + extension);
        var error = Assert.Throws<SqlSparkException>(() => csv.Read(csv.Open(path, Two)));
        Assert.Equal("FILE_CORRUPT", error.Condition);
        Assert.EndsWith(Path.GetFileName(path), error.Parameters["path"], StringComparison.Ordinal);
        Assert.NotNull(csv.Read(csv.Open(path, Two, ("ignoreCorruptFiles", "true"))));
    }

    [Fact]
    public void Codecs_that_are_not_there_yet_are_refused()
    {
        using var csv = new CsvReading();
        var path = csv.Write("1,2\n", "data.csv.xz");
        Assert.Equal("CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION", Assert.Throws<SqlSparkException>(() => csv.Read(csv.Open(path, Two))).Condition);
    }

    [Fact]
    public void Files_that_vanish_are_an_error_unless_they_may()
    {
        using var csv = new CsvReading();
        var path = csv.Write("1,2\n");
        var table = csv.Open(path, Two);
        var tolerant = csv.Open(path, Two, ("ignoreMissingFiles", "true"));
        File.Delete(path);
        Assert.Equal("FAILED_READ_FILE.FILE_NOT_EXIST", Assert.Throws<SqlSparkException>(() => csv.Read(table)).Condition);
        Assert.Empty(csv.Read(tolerant));
    }

    [Fact]
    public void A_canceled_query_stops()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("1,2\n"), Two);
        using var pool = new MemoryPool(1L << 26);
        using var account = pool.CreateAccount("test");
        var scan = new CsvScan((CsvTable)table, [0], long.MaxValue);
        using var reader = scan.Open(scan.Splits[0], new ScanContext(account, 10, new CancellationToken(canceled: true)));
        Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => reader.TryRead(out _)).Condition);
    }

    [Fact]
    public void Batches_cost_no_managed_memory_once_a_reader_is_warm()
    {
        using var csv = new CsvReading();
        var path = csv.Write(string.Concat(Enumerable.Range(0, 100_000).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i},value number {i},\"quoted, {i}\",{i}.25,2020-01-01,,\"es\\\"c {i}\"\n"))));
        var table = csv.Open(path, "a int, b string, c string, d decimal(12,2), e date, f double, g string");
        using var pool = new MemoryPool(1L << 28);
        using var account = pool.CreateAccount("test");
        var scan = new CsvScan((CsvTable)table, [0, 1, 2, 3, 4, 5, 6], long.MaxValue, splitBytes: long.MaxValue);
        using var reader = scan.Open(scan.Splits[0], new ScanContext(account, 1024, CancellationToken.None));
        for (var i = 0; i < 40; i++)
            Assert.True(reader.TryRead(out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 40; i++)
            Assert.True(reader.TryRead(out _));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Mutated_files_end_in_rows_or_classed_errors()
    {
        var seeds = new[]
        {
            "id,name,price,day,at,flag\n1,\"a \\\"b\\\"\",1.50,2020-01-01,2020-01-01 00:00:00,true\n2,,NaN,,,\n3,\"line\nbreak\",1e400,9999-12-31,x,no\n",
            "a|b|c|d|e|f|\r\n'x'|''|\r\n\r\n|||||\r\n\"é€😀\"|1|2|3|4|5|6|7\r\n",
        };
        (string, string)[][] optionSets =
        [
            [], [("multiLine", "true")], [("sep", "|"), ("quote", "'"), ("mode", "DROPMALFORMED")], [("sep", "||"), ("ignoreLeadingWhiteSpace", "true")],
            [("escape", "\""), ("header", "true"), ("inferSchema", "true")], [("lineSep", ";"), ("comment", "#")], [("encoding", "ISO-8859-1"), ("mode", "FAILFAST")],
        ];
        const string Schema = "a int, b string, c double, d date, e timestamp, f boolean, _corrupt_record string";
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var bytes = Mutate(Encoding.UTF8.GetBytes(seeds[seed % seeds.Length]), random);
            var options = optionSets[random.Next(optionSets.Length)];
            var infers = options.Any(o => o.Item1 == "inferSchema");
            using var csv = new CsvReading { BlockBytes = random.Next(1, 120), SplitBytes = random.Next(20, 200), BatchCapacity = random.Next(1, 70) };
            try
            {
                csv.Read(csv.Open(csv.Write(bytes), infers ? null : Schema, options));
            }
            catch (SqlSparkException exception)
            {
                Assert.Contains(exception.Condition, (string[])["FAILED_READ_FILE.NO_HINT", "MALFORMED_CSV_RECORD"]);
            }
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var list = bytes.ToList();
        for (var i = random.Next(1, 12); i > 0 && list.Count > 1; i--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(4))
            {
                case 0:
                    list[at] = (byte)random.Next(256);
                    break;
                case 1:
                    list.RemoveRange(at, random.Next(Math.Min(10, list.Count - at)));
                    break;
                case 2:
                    list.InsertRange(at, list.GetRange(0, random.Next(Math.Min(40, list.Count))));
                    break;
                default:
                    list.Insert(at, ",|\"'\\\n\r \0#;"u8[random.Next(11)]);
                    break;
            }
        }

        return [.. list];
    }

    private static byte[] Compress(byte[] bytes, string extension)
    {
        using var target = new MemoryStream();
        using (Stream stream = extension switch
        {
            "gz" => new GZipStream(target, CompressionMode.Compress),
            "deflate" => new ZLibStream(target, CompressionMode.Compress),
            _ => new BrotliStream(target, CompressionMode.Compress),
        })
            stream.Write(bytes);
        return target.ToArray();
    }
}
