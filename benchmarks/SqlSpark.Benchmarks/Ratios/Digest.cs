using System.Runtime.InteropServices;

namespace SqlSpark.Benchmarks.Ratios;

/// <summary>Digests of outputs, for the comparison of two sides; not timed.</summary>
public static class Digest
{
    /// <summary>A digest of values in their order.</summary>
    public static long Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(values));
        return hash.ToHashCode();
    }
}
