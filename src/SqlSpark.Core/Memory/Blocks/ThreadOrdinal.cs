using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Memory.Blocks;

/// <summary>Numbers the threads in the order in which they come, to spread them over caches.</summary>
internal static class ThreadOrdinal
{
    private static int s_count;

    [ThreadStatic]
    private static int t_ordinal;

    /// <summary>The number of this thread, from 1 on.</summary>
    internal static int Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var ordinal = t_ordinal;
            return ordinal != 0 ? ordinal : Assign();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Assign() => t_ordinal = Interlocked.Increment(ref s_count) & int.MaxValue;
}
