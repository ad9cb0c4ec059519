using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>The rows that one worker brings to a sort; those whose first key is NULL apart.</summary>
internal sealed unsafe class SortLocal : LocalSink
{
    private readonly SortRowWriter _writer;
    private bool _isHandedOver;

    /// <summary>No rows.</summary>
    public SortLocal(SortPlan plan, MemoryAccount account)
    {
        _writer = new SortRowWriter(plan, account);
        Values = new SortRows(plan, account);
        Nulls = new SortRows(plan, account);
    }

    /// <summary>Rows with a first key.</summary>
    public SortRows Values { get; }

    /// <summary>Rows whose first key is NULL.</summary>
    public SortRows Nulls { get; }

    /// <summary>For each column of the rows, whether one may have NULL there.</summary>
    public ReadOnlySpan<bool> HasNulls => _writer.HasNulls;

    /// <summary>Bytes held, as of the last batch.</summary>
    public long UsedBytes { get; private set; }

    /// <inheritdoc />
    public override SinkStatus Consume(RecordBatch batch, TaskContext context)
    {
        context.ThrowIfCanceled();
        if (batch.LiveCount == 0)
            return SinkStatus.More;
        _writer.Load(batch);
        _writer.ReadKeys(batch, batch.Rows);
        if (_writer.ValidCount > 0)
        {
            _writer.Write(batch, Values.Store, _writer.ValidCount, _writer.Valid);
            var words = _writer.Words == null ? default : new ReadOnlySpan<ulong>(_writer.Words, _writer.ValidCount);
            Values.Note(batch, words, _writer.ValidCount, _writer.IsExact);
        }

        if (_writer.NullCount > 0)
        {
            _writer.Write(batch, Nulls.Store, _writer.NullCount, _writer.Null);
            Nulls.Note(batch, [], _writer.NullCount, isExact: true);
        }

        UsedBytes = Values.UsedBytes + Nulls.UsedBytes;
        return SinkStatus.More;
    }

    /// <summary>Leaves disposal to the sink, by <see cref="Free"/>.</summary>
    public void HandOver()
    {
        _isHandedOver = true;
        _writer.Dispose();
    }

    /// <summary>Frees everything.</summary>
    public void Free()
    {
        _writer.Dispose();
        Values.Dispose();
        Nulls.Dispose();
        UsedBytes = 0;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        if (!_isHandedOver)
            Free();
    }
}
