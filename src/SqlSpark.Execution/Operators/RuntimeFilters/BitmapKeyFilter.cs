using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Integers between two bounds, a bit each: exact.</summary>
internal sealed unsafe class BitmapKeyFilter : KeyFilter
{
    private readonly NativeBuffer _bits;
    private readonly long _min;
    private readonly ulong _bitCount;

    /// <summary>No integer yet.</summary>
    /// <param name="min">The least one that can be added.</param>
    /// <param name="max">The greatest one.</param>
    /// <param name="account">Pays for the bits.</param>
    public BitmapKeyFilter(long min, long max, MemoryAccount account)
    {
        InternalErrors.Assert(FitsBits(min, max, 0));
        _min = min;
        _bitCount = (ulong)max - (ulong)min + 1;
        _bits = account.Allocate((long)((_bitCount + 63) / 64) * sizeof(ulong), zeroed: true);
    }

    /// <summary>True when bits for all integers between two bounds take less memory than is worth it for so many of them.</summary>
    public static bool FitsBits(long min, long max, long keyCount)
    {
        const ulong CachedBits = 8UL * 1024 * 1024;     // 1 MiB
        const ulong BitsPerKey = 32;
        var range = (ulong)max - (ulong)min;
        return min <= max && range < int.MaxValue && (range < CachedBits || range / BitsPerKey < (ulong)keyCount);
    }

    /// <summary>Adds an integer between the bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long key)
    {
        var distance = (ulong)key - (ulong)_min;
        ((ulong*)_bits.Address)[distance >>> 6] |= 1UL << (int)(distance & 63);
    }

    /// <inheritdoc />
    public override void Dispose() => _bits.Release();

    /// <inheritdoc />
    protected override void KeepValues(Vector values, Span<ulong> rows)
    {
        var flat = (FlatVector)values;
        var bits = (ulong*)_bits.Address;
        switch (flat.Physical)
        {
            case PhysicalType.Int8:
                KeyBits.Keep(flat.Values<sbyte>(), _min, _bitCount, bits, rows);
                break;
            case PhysicalType.Int16:
                KeyBits.Keep(flat.Values<short>(), _min, _bitCount, bits, rows);
                break;
            case PhysicalType.Int32:
                KeyBits.Keep(flat.Values<int>(), _min, _bitCount, bits, rows);
                break;
            case PhysicalType.Int64:
                KeyBits.Keep(flat.Values<long>(), _min, _bitCount, bits, rows);
                break;
            default:
                throw InternalErrors.Unreachable(flat.Physical);
        }
    }
}
