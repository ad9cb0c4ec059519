using System.Runtime.ExceptionServices;

namespace SqlSpark.Tpch.Output;

/// <summary>Works on numbered chunks by several threads: they are produced in parallel and committed in order.</summary>
internal sealed class OrderedChunks
{
    private readonly long _chunkCount;
    private readonly Func<ChunkWorker> _createWorker;
    private readonly CancellationToken _cancellation;
    private readonly object _turn = new();
    private long _lastTaken = -1;
    private long _nextToCommit;
    private ExceptionDispatchInfo? _failure;

    private OrderedChunks(long chunkCount, Func<ChunkWorker> createWorker, CancellationToken cancellation)
    {
        _chunkCount = chunkCount;
        _createWorker = createWorker;
        _cancellation = cancellation;
    }

    /// <summary>Works on all chunks; returns when all threads are done. The first exception of a worker ends the others and is thrown.</summary>
    /// <param name="chunkCount">How many chunks there are.</param>
    /// <param name="threads">How many threads work, the caller's among them.</param>
    /// <param name="createWorker">Called once in each thread.</param>
    /// <param name="cancellation">Checked before every chunk.</param>
    public static void Run(long chunkCount, int threads, Func<ChunkWorker> createWorker, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var chunks = new OrderedChunks(chunkCount, createWorker, cancellation);
        var others = new Thread[(int)Math.Min(threads, Math.Max(chunkCount, 1)) - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(chunks.Work) { IsBackground = true, Name = "SqlSpark TPC-H" };
            others[i].Start();
        }

        chunks.Work();
        foreach (var thread in others)
            thread.Join();
        chunks._failure?.Throw();
    }

    private void Work()
    {
        try
        {
            using var worker = _createWorker();
            while (Volatile.Read(ref _failure) is null)
            {
                var chunk = Interlocked.Increment(ref _lastTaken);
                if (chunk >= _chunkCount)
                    return;
                _cancellation.ThrowIfCancellationRequested();
                worker.Produce(chunk);
                if (!TryCommit(worker, chunk))
                    return;
                worker.Complete();
            }
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    private bool TryCommit(ChunkWorker worker, long chunk)
    {
        lock (_turn)
        {
            while (_nextToCommit != chunk)
            {
                if (_failure is not null)
                    return false;
                Monitor.Wait(_turn);
            }

            worker.Commit();
            _nextToCommit++;
            Monitor.PulseAll(_turn);
            return true;
        }
    }

    private void Fail(Exception error)
    {
        lock (_turn)
        {
            _failure ??= ExceptionDispatchInfo.Capture(error);
            Monitor.PulseAll(_turn);
        }
    }
}

/// <summary>What one thread does with its chunks, one after the other.</summary>
internal abstract class ChunkWorker : IDisposable
{
    /// <summary>Makes a chunk, while others make others.</summary>
    public abstract void Produce(long chunk);

    /// <summary>Does what must be done in the order of the chunks; nobody else commits meanwhile.</summary>
    public abstract void Commit();

    /// <summary>Does what is left, in any order.</summary>
    public virtual void Complete()
    {
    }

    /// <inheritdoc />
    public abstract void Dispose();
}
