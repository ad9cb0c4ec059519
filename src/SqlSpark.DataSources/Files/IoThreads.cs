using System.Globalization;

namespace SqlSpark.DataSources.Files;

/// <summary>The threads that read ahead for scans, so that neither workers nor the pool of .NET wait for disks. They start when the first request comes.</summary>
/// <param name="threadCount">How many requests run at a time.</param>
/// <param name="maxQueued">How many may wait; more are refused.</param>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class IoThreads(int threadCount, int maxQueued)
{
    private const int StackBytes = 256 * 1024;

    private readonly Queue<ReadAhead> _queue = new();
    private int _started;
    private int _idle;

    /// <summary>The threads of the process.</summary>
    public static IoThreads Shared { get; } = new(threadCount: 4, maxQueued: 256);

    /// <summary>Hands over a request; false when too many wait already.</summary>
    public bool TryEnqueue(ReadAhead request)
    {
        lock (_queue)
        {
            if (_queue.Count >= maxQueued)
                return false;
            _queue.Enqueue(request);
            if (_idle < _queue.Count && _started < threadCount)
            {
                var thread = new Thread(Work, StackBytes) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"SqlSpark I/O {_started}") };
                _started++;
                thread.Start();
            }

            Monitor.Pulse(_queue);
            return true;
        }
    }

    private void Work()
    {
        while (true)
        {
            ReadAhead request;
            lock (_queue)
            {
                _idle++;
                while (_queue.Count == 0)
                    Monitor.Wait(_queue);
                _idle--;
                request = _queue.Dequeue();
            }

            request.Run();
        }
    }
}
