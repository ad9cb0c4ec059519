using SqlSpark.Core.Columnar;
using SqlSpark.Tpch.Generation;

namespace SqlSpark.Tpch.Output;

/// <summary>One file of a table in a format of somebody else. Threads generate and encode chunks, which are appended in order.</summary>
internal static class ChunkedTableFile
{
    /// <summary>Writes a table; an older file of that name is replaced when the new one is complete.</summary>
    /// <returns>The bytes of the file.</returns>
    public static long Write(
        TpchData data, TpchTable table, ITableFileFormat format, int threads, string path, Action<TpchProgress>? progress, CancellationToken cancellationToken)
    {
        var temporaryPath = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            long byteLength;
            using (var file = format.Create(temporaryPath, TpchSchema.Of(table)))
            {
                var rowsDone = new RowsDone(progress);
                OrderedChunks.Run(
                    TableWorker.CountChunks(data, table, format.ChunkRows), threads, () => new Worker(data, table, format, file, rowsDone, cancellationToken),
                    cancellationToken);
                file.Finish();
                byteLength = file.ByteLength;
            }

            File.Move(temporaryPath, path, overwrite: true);
            return byteLength;
        }
        finally
        {
            File.Delete(temporaryPath);
        }
    }

    private sealed class RowsDone(Action<TpchProgress>? progress)
    {
        public long Count;

        public void Report(TpchProgress done) => progress?.Invoke(done);
    }

    private sealed class Worker : TableWorker
    {
        private readonly RowsDone _rowsDone;
        private readonly ITableChunkEncoder _encoder;

        public Worker(TpchData data, TpchTable table, ITableFileFormat format, ITableFile file, RowsDone rowsDone, CancellationToken cancellation)
            : base(data, table, format.ChunkRows)
        {
            _rowsDone = rowsDone;
            _encoder = file.CreateEncoder(Account, cancellation);
        }

        public override void Commit()
        {
            _encoder.Append();
            _rowsDone.Report(Advance(ref _rowsDone.Count));
        }

        public override void Dispose()
        {
            _encoder.Dispose();
            base.Dispose();
        }

        protected override void Add(RecordBatch batch) => _encoder.Add(batch);

        protected override void EndChunk() => _encoder.EndChunk();
    }
}
