using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Tpch.Generation;

namespace SqlSpark.Tpch.Output;

/// <summary>A worker that generates a table chunk by chunk. What becomes of the batches is up to its derivatives.</summary>
internal abstract class TableWorker : ChunkWorker
{
    private const int BatchesPerChunk = 8;

    private readonly TableGenerator _generator;
    private long _sourceRowsDone;
    private long _rowCount;

    protected TableWorker(TpchData data, TpchTable table)
    {
        Account = data.Account.CreateChild(TpchSchema.NameOf(table));
        _generator = data.CreateGenerator(table, Account);
    }

    protected MemoryAccount Account { get; }

    /// <summary>The chunks of a table: of about 32,768 rows.</summary>
    public static long CountChunks(TpchData data, TpchTable table)
    {
        using var generator = data.CreateGenerator(table, data.Account);
        var perChunk = (long)generator.BatchSize * BatchesPerChunk;
        return (generator.SourceRowCount + perChunk - 1) / perChunk;
    }

    /// <inheritdoc />
    public sealed override void Produce(long chunk)
    {
        var first = chunk * _generator.BatchSize * BatchesPerChunk;
        var end = Math.Min(first + ((long)_generator.BatchSize * BatchesPerChunk), _generator.SourceRowCount);
        _rowCount = 0;
        for (; first < end; first += _generator.BatchSize)
        {
            var batch = _generator.Generate(first, (int)Math.Min(_generator.BatchSize, end - first));
            _rowCount += batch.RowCount;
            Add(batch);
        }

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

    /// <summary>The progress after this chunk; called in the order of the chunks.</summary>
    protected TpchProgress Advance(ref long rowsDone)
    {
        rowsDone += _rowCount;
        return new TpchProgress(_generator.Table, _sourceRowsDone, _generator.SourceRowCount, rowsDone);
    }
}
