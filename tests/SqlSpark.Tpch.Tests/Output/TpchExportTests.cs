using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Tpch.Generation;
using Xunit;

namespace SqlSpark.Tpch.Output;

public sealed class TpchExportTests(TestData shared) : IClassFixture<TestData>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlspark-tpch-test-");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Files_of_any_number_of_threads_hold_the_tables(int threads)
    {
        var files = TpchExport.Run(shared.Data, new TpchExportOptions { Directory = _folder.FullName, Threads = threads });
        Assert.Equal(TpchSchema.Tables, files.Select(f => f.Table));
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file.Path);
            Assert.True(TestData.Encode(shared.Data, file.Table).AsSpan().SequenceEqual(bytes), file.Path);
            Assert.Equal((bytes.Count(b => b == '\n'), bytes.LongLength), (file.RowCount, file.ByteLength));
        }

        Assert.Equal(files.Count, _folder.GetFiles().Length);
    }

    [SkippableFact]
    [Trait("Category", "Slow")]
    public void Files_equal_dbgens_at_scale_factor_1()
    {
        var checksums = TestData.Checksums("1");
        Skip.If(checksums is null, "no reference data");
        using var data = new TpchData(TpchScale.One, MemoryPool.Shared);
        foreach (var file in TpchExport.Run(data, new TpchExportOptions { Directory = _folder.FullName }))
        {
            using (var stream = File.OpenRead(file.Path))
                Assert.Equal(checksums[TpchSchema.NameOf(file.Table)], (file.RowCount, file.ByteLength, TestData.Md5Of(stream)));
            File.Delete(file.Path);
        }
    }

    [Fact]
    public void Csv_files_quote_commas_and_begin_with_a_header()
    {
        var files = TpchExport.Run(shared.Data, new TpchExportOptions { Directory = _folder.FullName, Tables = [TpchTable.Supplier], Format = TpchFileFormat.Csv });
        var csv = File.ReadAllLines(files[0].Path);
        var tbl = Encoding.ASCII.GetString(TestData.Encode(shared.Data, TpchTable.Supplier)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("s_suppkey,s_name,s_address,s_nationkey,s_phone,s_acctbal,s_comment", csv[0]);
        Assert.Equal(tbl.Select(Quote), csv.Skip(1));
        Assert.Contains(csv.Skip(1), line => line.Contains('"', StringComparison.Ordinal));

        static string Quote(string line) =>
            string.Join(',', line[..^1].Split('|').Select(cell => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell));
    }

    [Fact]
    public void Csv_files_may_come_without_a_header()
    {
        var options = new TpchExportOptions { Directory = _folder.FullName, Tables = [TpchTable.Region], Format = TpchFileFormat.Csv, HasHeader = false };
        Assert.StartsWith("0,AFRICA,", File.ReadAllText(TpchExport.Run(shared.Data, options)[0].Path));
    }

    [Fact]
    public void An_older_file_is_replaced()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "region.tbl"), new string('x', 10_000));
        TpchExport.Run(shared.Data, new TpchExportOptions { Directory = _folder.FullName, Tables = [TpchTable.Region] });
        Assert.Equal(389, new FileInfo(Path.Combine(_folder.FullName, "region.tbl")).Length);
    }

    [Fact]
    public void Progress_is_told_in_order_and_ends_complete()
    {
        var told = new List<TpchProgress>();
        TpchExport.Run(shared.Data, new TpchExportOptions { Directory = _folder.FullName, Tables = [TpchTable.LineItem], Threads = 3 }, told.Add);
        Assert.Equal(told.OrderBy(p => p.SourceRowsDone), told);
        Assert.True(told.Count > 1);
        Assert.Equal(new TpchProgress(TpchTable.LineItem, 15_000, 15_000, 60_175), told[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failure_ends_all_threads_and_leaves_no_file(int threads)
    {
        var options = new TpchExportOptions { Directory = _folder.FullName, Tables = [TpchTable.Orders], Threads = threads };
        var error = Assert.Throws<InvalidOperationException>(() =>
            TpchExport.Run(shared.Data, options, _ => throw new InvalidOperationException("progress")));
        Assert.Equal("progress", error.Message);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Cancelling_leaves_no_file()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => TpchExport.Run(
            shared.Data,
            new TpchExportOptions { Directory = _folder.FullName, Tables = [TpchTable.LineItem], Threads = 1 },
            _ => cancellation.Cancel(),
            cancellation.Token));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Memory_returns_to_what_the_data_set_itself_takes()
    {
        using var data = new TpchData(TestData.ScaleOf("0.001"), MemoryPool.Shared);
        var before = data.Account.UsedBytes;
        TpchExport.Run(data, new TpchExportOptions { Directory = _folder.FullName, Threads = 2 });
        Assert.Equal(before, data.Account.UsedBytes);
    }

    [Fact]
    public void Batches_reach_a_consumer_in_order()
    {
        var lines = new List<(long Order, int Number)>();
        var rowsDone = 0L;
        TableReader.ReadAll(shared.Data, TpchTable.LineItem, threads: 3, Add, done => rowsDone = done.RowsDone);
        Assert.Equal(60_175, lines.Count);
        Assert.Equal(60_175, rowsDone);
        Assert.Equal(lines.Order(), lines);

        void Add(RecordBatch batch)
        {
            for (var row = 0; row < batch.RowCount; row++)
                lines.Add(((long)BoxedValues.Get(batch[0], row)!, (int)BoxedValues.Get(batch[3], row)!));
        }
    }

    [Fact]
    public void A_consumer_that_fails_gets_its_exception_back_and_no_memory_is_lost()
    {
        var before = shared.Data.Account.UsedBytes;
        Assert.Throws<NotSupportedException>(() =>
            TableReader.ReadAll(shared.Data, TpchTable.LineItem, threads: 2, _ => throw new NotSupportedException()));
        Assert.Equal(before, shared.Data.Account.UsedBytes);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
