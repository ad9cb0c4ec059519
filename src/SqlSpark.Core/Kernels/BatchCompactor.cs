using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// Makes batches dense: gathers the live rows of every column, keeping encodings. What it returns is borrowed from it until the next call.
/// </summary>
public sealed class BatchCompactor : IDisposable
{
    private readonly GatherRegister[] _registers;
    private readonly Vector[] _columns;
    private readonly RecordBatch _batch = new();

    /// <summary>A compactor for batches with columns of <paramref name="types"/>.</summary>
    public BatchCompactor(ReadOnlySpan<DataType> types, MemoryAccount account)
    {
        _registers = new GatherRegister[types.Length];
        for (var i = 0; i < types.Length; i++)
            _registers[i] = new GatherRegister(types[i], account);
        _columns = new Vector[types.Length];
    }

    /// <summary>True when fewer than one in eight rows are live, so that later kernels would mostly work for nothing.</summary>
    public static bool IsWorthwhile(RecordBatch batch) => batch.LiveCount < batch.RowCount / 8;

    /// <summary>The batch itself when every row is live; else a dense one of its live rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public RecordBatch Compact(RecordBatch batch)
    {
        if (batch.Selection is not { } selection)
            return batch;
        for (var i = 0; i < _registers.Length; i++)
        {
            if (batch[i] is LazyVector lazy)
                lazy.Load(selection.Rows);
            _columns[i] = _registers[i].Gather(batch[i], selection.Indices);
        }

        _batch.Set(selection.Count, _columns);
        _batch.PartitionOrdinal = batch.PartitionOrdinal;
        _batch.Sequence = batch.Sequence;
        return _batch;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var register in _registers)
            register.Dispose();
    }
}
