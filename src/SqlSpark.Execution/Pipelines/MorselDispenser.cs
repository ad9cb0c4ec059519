using SqlSpark.Core.Errors;

namespace SqlSpark.Execution.Pipelines;

/// <summary>A run of rows of a source that one worker reads in order.</summary>
/// <param name="Ordinal">The position in the order of the source.</param>
/// <param name="FirstRow">The first row.</param>
/// <param name="RowCount">How many rows; at least one.</param>
internal readonly record struct Morsel(int Ordinal, ulong FirstRow, ulong RowCount);

/// <summary>
/// Hands out the rows of a source whose row count is known, in order. Morsels get smaller towards the end, so that workers end
/// together. Thread-safe.
/// </summary>
internal sealed class MorselDispenser
{
    // Between these bounds throughput does not depend on the size; smaller morsels are for the end of the work only.
    private const ulong SmallestRowCount = 16 * 1024;
    private const ulong LargestRowCount = 128 * 1024;
    private const ulong MorselsPerWorker = 4;

    // Ordinals are 32 bits, and unions add them up: larger sources have larger morsels.
    private const ulong MaxMorselCount = 1 << 20;

    private readonly Lock _gate = new();
    private readonly ulong _rowCount;
    private readonly ulong _smallest;
    private readonly ulong _largest;
    private readonly ulong _workerCount;
    private readonly ulong _batchCapacity = 1;
    private readonly int? _partitionCount;
    private ulong _nextRow;
    private int _nextOrdinal;

    /// <summary>Morsels of a size that suits the run.</summary>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="run">Workers, and the size that morsels start with.</param>
    public MorselDispenser(ulong rowCount, RunContext run)
    {
        _rowCount = rowCount;
        var bound = (rowCount / MaxMorselCount) + 1;
        _largest = Math.Max(bound, Math.Min((ulong)run.MorselRows, LargestRowCount));
        _smallest = Math.Max(bound, Math.Min((ulong)run.MorselRows, SmallestRowCount));
        _workerCount = (ulong)run.MaxTaskCount;
        _batchCapacity = (ulong)run.BatchCapacity;
        if (_smallest > _batchCapacity)
            _smallest -= _smallest % _batchCapacity;
    }

    /// <summary>A given number of partitions, cut as Spark cuts ranges and collections.</summary>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="partitionCount">How many partitions; some may be empty.</param>
    public MorselDispenser(ulong rowCount, int partitionCount)
    {
        InternalErrors.Assert(partitionCount > 0);
        _rowCount = rowCount;
        _partitionCount = partitionCount;
        _smallest = _largest = 1;
    }

    /// <summary>A bound of the ordinals: they are below it.</summary>
    public int MorselCount => _partitionCount ?? (int)Math.Max(1, (_rowCount / _smallest) + (_rowCount % _smallest == 0 ? 0UL : 1UL));

    /// <summary>Takes the next morsel; false when there are no more rows.</summary>
    public bool TryTake(out Morsel morsel)
    {
        lock (_gate)
        {
            morsel = default;
            if (_nextRow == _rowCount)
                return false;
            ulong end;
            do
            {
                end = _partitionCount is { } count
                    ? (ulong)((UInt128)_rowCount * (uint)(_nextOrdinal + 1) / (uint)count)
                    : _nextRow + Math.Min(NextRowCount(), _rowCount - _nextRow);
                _nextOrdinal++;
            }
            while (end == _nextRow);    // an empty partition

            morsel = new Morsel(_nextOrdinal - 1, _nextRow, end - _nextRow);
            _nextRow = end;
            return true;
        }
    }

    private ulong NextRowCount()
    {
        var rowCount = Math.Clamp((_rowCount - _nextRow) / (MorselsPerWorker * _workerCount), _smallest, _largest);
        return rowCount < _batchCapacity ? rowCount : rowCount - (rowCount % _batchCapacity);    // full batches
    }
}
