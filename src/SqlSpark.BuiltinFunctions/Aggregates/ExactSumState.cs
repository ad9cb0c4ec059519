using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>An exact sum in 128 bits with the number of rows; overflow of the 128 bits is remembered.</summary>
/// <remarks>
/// The sum is <c>high * 2^64 + low</c> with a signed low half, which nearly always holds all of it: adding a value touches the low half and the
/// count, side by side, and the high half only when the low one overflows. See <see cref="ExactSumRows"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct ExactSumState
{
    private const long OverflowBit = 1L << 62;

    private long _low;
    private long _countAndOverflow;
    private long _high;

    /// <summary>The sum; of no meaning after an overflow.</summary>
    public readonly Int128 Sum => unchecked(((Int128)_high << 64) + _low);

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
        var before = Sum;
        var total = unchecked(before + sum);
        if (Int128.IsNegative((total ^ before) & (total ^ sum)))
            _countAndOverflow |= OverflowBit;
        _low = unchecked((long)total);
        _high = unchecked((long)(total >> 64) + (_low < 0 ? 1 : 0));
        _countAndOverflow += count;
    }

    /// <summary>Adds what another state has.</summary>
    public void Add(in ExactSumState other)
    {
        if (other.HasOverflowed)
            _countAndOverflow |= OverflowBit;
        Add(other.Sum, other.Count);
    }

    /// <summary>Adds a value of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddOne(long value)
    {
        var low = unchecked(_low + value);
        if (((low ^ _low) & (low ^ value)) < 0)
        {
            Add(value, 1);
            return;
        }

        _low = low;
        _countAndOverflow++;
    }

    /// <summary>Takes a row out again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveOne(long value)
    {
        var low = unchecked(_low - value);
        if (((_low ^ value) & (low ^ _low)) < 0)
        {
            Remove(value, 1);
            return;
        }

        _low = low;
        _countAndOverflow--;
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
