using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>An exact sum in 128 bits with the number of rows; overflow of the 128 bits is remembered.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExactSumState
{
    /// <summary>Where the sum is, for kernels over addresses.</summary>
    public const int SumOffset = 0;

    /// <summary>Where the count is, for kernels over addresses.</summary>
    public const int CountOffset = 16;

    private const long OverflowBit = 1L << 62;

    private Int128 _sum;
    private long _countAndOverflow;

    /// <summary>The sum; of no meaning after an overflow.</summary>
    public readonly Int128 Sum => _sum;

    /// <summary>The rows that were added.</summary>
    public readonly long Count => _countAndOverflow & ~OverflowBit;

    /// <summary>True when the sum did not fit 128 bits at some time.</summary>
    public readonly bool HasOverflowed => (_countAndOverflow & OverflowBit) != 0;

    /// <summary>The sum of no rows.</summary>
    public void Clear() => this = default;

    /// <summary>Adds the sum of some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Int128 sum, long count)
    {
        var total = _sum + sum;
        if (Int128.IsNegative((total ^ _sum) & (total ^ sum)))
            _countAndOverflow |= OverflowBit;
        _sum = total;
        _countAndOverflow += count;
    }

    /// <summary>Adds what another state has.</summary>
    public void Add(in ExactSumState other)
    {
        if (other.HasOverflowed)
            _countAndOverflow |= OverflowBit;
        Add(other._sum, other.Count);
    }

    /// <summary>Takes rows out again.</summary>
    public void Remove(Int128 sum, long count)
    {
        Add(-sum, 0);
        _countAndOverflow -= count;
    }

    /// <summary>Remembers an overflow.</summary>
    public void MarkOverflow() => _countAndOverflow |= OverflowBit;
}
