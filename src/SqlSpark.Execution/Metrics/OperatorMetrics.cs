using System.Diagnostics;

namespace SqlSpark.Execution.Metrics;

/// <summary>What one plan node did in one run, summed over its workers. Thread-safe.</summary>
internal sealed class OperatorMetrics
{
    private long _rowCount;
    private long _batchCount;
    private long _elapsedTicks;
    private long _peakBytes;
    private long _removedRows;

    /// <summary>Live rows that the node gave.</summary>
    public long RowCount => Volatile.Read(ref _rowCount);

    /// <summary>Batches that the node gave.</summary>
    public long BatchCount => Volatile.Read(ref _batchCount);

    /// <summary>Worker time spent in the node itself, without its inputs.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(0, Volatile.Read(ref _elapsedTicks));

    /// <summary>The most bytes that the node held between batches; 0 for nodes that hold nothing.</summary>
    public long PeakBytes => Volatile.Read(ref _peakBytes);

    /// <summary>Rows that the node left out because of run-time filters.</summary>
    public long RemovedRows => Volatile.Read(ref _removedRows);

    /// <summary>Says how many rows run-time filters have left out in all.</summary>
    public void NoteRemovedRows(long rows) => Volatile.Write(ref _removedRows, rows);

    /// <summary>Adds what one worker counted.</summary>
    public void Add(long rowCount, long batchCount, long elapsedTicks)
    {
        Interlocked.Add(ref _rowCount, rowCount);
        Interlocked.Add(ref _batchCount, batchCount);
        Interlocked.Add(ref _elapsedTicks, elapsedTicks);
    }

    /// <summary>Says how much the node holds now.</summary>
    public void NoteBytes(long bytes)
    {
        var peak = Volatile.Read(ref _peakBytes);
        while (bytes > peak)
        {
            var seen = Interlocked.CompareExchange(ref _peakBytes, bytes, peak);
            if (seen == peak)
                return;
            peak = seen;
        }
    }
}
