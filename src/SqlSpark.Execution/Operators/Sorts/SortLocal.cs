using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>The rows that one worker brings to a sort; those whose first key is NULL apart.</summary>
internal sealed unsafe class SortLocal : LocalSink
{
    private readonly SortPlan _plan;
    private readonly SortKeyReader _keys;
    private readonly ColumnReader[] _columns;
    private bool _isHandedOver;

    /// <summary>No rows.</summary>
    public SortLocal(SortPlan plan, MemoryAccount account)
    {
        _plan = plan;
        _keys = new SortKeyReader(plan, account);
        _columns = new ColumnReader[plan.Columns.Length];
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = new ColumnReader(account);
        Values = new SortRows(plan, account);
        Nulls = new SortRows(plan, account);
    }

    /// <summary>Rows with a first key.</summary>
    public SortRows Values { get; }

    /// <summary>Rows whose first key is NULL.</summary>
    public SortRows Nulls { get; }

    /// <summary>Bytes held, as of the last batch.</summary>
    public long UsedBytes { get; private set; }

    /// <inheritdoc />
    public override SinkStatus Consume(RecordBatch batch, TaskContext context)
    {
        context.ThrowIfCanceled();
        if (batch.LiveCount == 0)
            return SinkStatus.More;
        _keys.Load(batch);
        _keys.ReadKeys(batch, batch.Rows);
        if (_keys.ValidCount > 0)
        {
            Read(batch, _keys.ValidCount, _keys.Valid);
            var words = _keys.Words == null ? default : new ReadOnlySpan<ulong>(_keys.Words, _keys.ValidCount);
            Values.Add(batch, _columns, words, _keys.ValidCount, _keys.IsExact);
        }

        if (_keys.NullCount > 0)
        {
            Read(batch, _keys.NullCount, _keys.Null);
            Nulls.Add(batch, _columns, [], _keys.NullCount, isExact: true);
        }

        UsedBytes = Values.UsedBytes + Nulls.UsedBytes;
        return SinkStatus.More;
    }

    /// <summary>Leaves disposal to the sink, by <see cref="Free"/>.</summary>
    public void HandOver()
    {
        _isHandedOver = true;
        FinishInput();
    }

    /// <summary>Frees everything.</summary>
    public void Free()
    {
        FinishInput();
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

    private void Read(RecordBatch batch, int count, int* live)
    {
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Read(batch[_plan.Columns[i]], count, live);
    }

    private void FinishInput()
    {
        _keys.Dispose();
        foreach (var column in _columns)
            column.Dispose();
    }
}
