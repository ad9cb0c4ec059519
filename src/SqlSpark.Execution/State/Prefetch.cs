using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.Execution.State;

/// <summary>Asks the processor to bring a cache line while other work goes on; does nothing where that cannot be asked.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Brings the line of an address, which need not be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    /// <summary>Brings the first lines of many addresses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Lines(nint* addresses, int count)
    {
        for (var i = 0; i < count; i++)
            Line((void*)addresses[i]);
    }
}
