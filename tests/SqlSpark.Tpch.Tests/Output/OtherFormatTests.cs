using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Tpch.Output;

/// <summary>Formats of somebody else: chunks of any size come complete and in order, and a file that is not finished is not there.</summary>
public sealed class OtherFormatTests(TestData shared) : IClassFixture<TestData>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlspark-tpch-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4096)]
    [InlineData(2, 10_000)]
    [InlineData(3, 1_000_000)]
    public void Chunks_hold_the_table_in_order(int threads, int chunkRows)
    {
        var format = new KeysFormat(chunkRows);
        var file = Assert.Single(TpchExport.Run(shared.Data, Options(format, threads)));
        Assert.Equal((60_175L, 60_175L), (file.RowCount, file.ByteLength));
        Assert.Equal("lineitem.keys", Path.GetFileName(file.Path));
        Assert.Equal([file.Path], _folder.GetFiles().Select(f => f.FullName));
        Assert.Equal(60_175, format.Keys.Count);
        Assert.Equal(format.Keys.Order(), format.Keys);
        Assert.True(format.LargestChunk <= Math.Max(chunkRows, 4096) * 5 / 4, $"a chunk of {format.LargestChunk} rows");
    }

    [Fact]
    public void A_file_whose_end_fails_does_not_appear_and_no_memory_is_lost()
    {
        var before = shared.Data.Account.UsedBytes;
        var format = new KeysFormat(4096) { FailsAtEnd = true };
        Assert.Throws<IOException>(() => TpchExport.Run(shared.Data, Options(format, 2)));
        Assert.Empty(_folder.GetFiles());
        Assert.Equal(before, shared.Data.Account.UsedBytes);
    }

    private TpchExportOptions Options(KeysFormat format, int threads) =>
        new() { Directory = _folder.FullName, Tables = [TpchTable.LineItem], Threads = threads, OtherFormat = format };

    /// <summary>Keeps orders and line numbers; the file has a byte a row.</summary>
    private sealed class KeysFormat(int chunkRows) : ITableFileFormat
    {
        public List<(long Order, int Line)> Keys { get; } = [];

        public int LargestChunk { get; private set; }

        public bool FailsAtEnd { get; init; }

        public string Extension => "keys";

        public int ChunkRows => chunkRows;

        public ITableFile Create(string path, StructType schema) => new KeysFile(this, path);

        private sealed class KeysFile(KeysFormat format, string path) : ITableFile
        {
            private readonly FileStream _stream = new(path, FileMode.CreateNew);

            public long ByteLength { get; private set; }

            public ITableChunkEncoder CreateEncoder(MemoryAccount account, CancellationToken cancellation) => new Encoder(format, this, account.Allocate(1));

            public void Append(int rowCount)
            {
                _stream.Write(new byte[rowCount]);
                ByteLength += rowCount;
            }

            public void Finish()
            {
                if (format.FailsAtEnd)
                    throw new IOException("the disk is full");
            }

            public void Dispose() => _stream.Dispose();
        }

        private sealed class Encoder(KeysFormat format, KeysFile file, NativeBuffer buffer) : ITableChunkEncoder
        {
            private readonly List<(long, int)> _keys = [];
            private bool _hasEnded;

            public void Add(RecordBatch batch)
            {
                for (var row = 0; row < batch.RowCount; row++)
                    _keys.Add(((long)BoxedValues.Get(batch[0], row)!, (int)BoxedValues.Get(batch[3], row)!));
            }

            public void EndChunk() => _hasEnded = true;

            public void Append()
            {
                Assert.True(_hasEnded);
                format.LargestChunk = Math.Max(format.LargestChunk, _keys.Count);
                format.Keys.AddRange(_keys);
                file.Append(_keys.Count);
                _keys.Clear();
                _hasEnded = false;
            }

            public void Dispose() => buffer.Release();
        }
    }
}
