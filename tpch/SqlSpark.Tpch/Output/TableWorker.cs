using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Tpch.Generation;

namespace SqlSpark.Tpch.Output;

/// <summary>A worker that generates a table chunk by chunk. What becomes of the batches is up to its derivatives.</summary>
internal abstract class TableWorker : ChunkWorker
{
    private const int BatchRows = 4096;

    /// <summary>The usual rows of a chunk.</summary>
    public const int UsualChunkRows = 8 * BatchRows;

    private readonly TableGenerator _generator;
    private readonly int _batchesPerChunk;
    private long _sourceRowsDone;
    private long _rowCount;

    protected TableWorker(TpchData data, TpchTable table, int chunkRows = UsualChunkRows)
    {
        _batchesPerChunk = BatchesPerChunk(chunkRows);
        Account = data.Account.CreateChild(TpchSchema.NameOf(table));
        _generator = data.CreateGenerator(table, Account);
    }

    protected MemoryAccount Account { get; }

    /// <summary>The chunks of a table, of about so many rows.</summary>
    public static long CountChunks(TpchData data, TpchTable table, int chunkRows = UsualChunkRows)
    {
        using var generator = data.CreateGenerator(table, data.Account);
        var perChunk = (long)generator.BatchSize * BatchesPerChunk(chunkRows);
        return (generator.SourceRowCount + perChunk - 1) / perChunk;
    }

    /// <inheritdoc />
    public sealed override void Produce(long chunk)
    {
        var first = chunk * _generator.BatchSize * _batchesPerChunk;
        var end = Math.Min(first + ((long)_generator.BatchSize * _batchesPerChunk), _generator.SourceRowCount);
        _rowCount = 0;
        for (; first < end; first += _generator.BatchSize)
        {
            var batch = _generator.Generate(first, (int)Math.Min(_generator.BatchSize, end - first));
            _rowCount += batch.RowCount;
            Add(batch);
        }

        EndChunk();
        _sourceRowsDone = end;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _generator.Dispose();
        Account.Dispose();
    }

    /// <summary>Takes the next batch of the chunk, borrowed for this call.</summary>
    protected abstract void Add(RecordBatch batch);

    /// <summary>Called after the last batch of a chunk, while others make others.</summary>
    protected virtual void EndChunk()
    {
    }

    /// <summary>The progress after this chunk; called in the order of the chunks.</summary>
    protected TpchProgress Advance(ref long rowsDone)
    {
        rowsDone += _rowCount;
        return new TpchProgress(_generator.Table, _sourceRowsDone, _generator.SourceRowCount, rowsDone);
    }

    private static int BatchesPerChunk(int chunkRows) => Math.Max(1, chunkRows / BatchRows);
}
