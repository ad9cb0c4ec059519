using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Memory.Blocks;

/// <summary>Numbers the threads in the order in which they come, to spread them over caches.</summary>
internal static class ThreadOrdinal
{
    private static int _count;

    [ThreadStatic]
    private static int _ordinal;

    /// <summary>The number of this thread, from 1 on.</summary>
    internal static int Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var ordinal = _ordinal;
            return ordinal != 0 ? ordinal : Assign();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Assign() => _ordinal = Interlocked.Increment(ref _count) & int.MaxValue;
}
