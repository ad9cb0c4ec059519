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
        InternalErrors.Assert(min <= max && (ulong)max - (ulong)min < int.MaxValue);
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

    /// <summary>Adds integers by their distance from the least one; false when one was there before, and then perhaps not all are added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryAddAll(int* places, int count)
    {
        var bits = Bits;
        var seen = 0UL;
        for (var i = 0; i < count; i++)
        {
            var word = bits + (places[i] >>> 6);
            seen |= *word >>> (places[i] & 63);
            *word |= 1UL << (places[i] & 63);
        }

        return (seen & 1) == 0;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _bits.AsSpan<ulong>().Clear();

    /// <summary>The least integer that could be added.</summary>
    public long Min => _min;

    /// <summary>How many integers from there on could be added.</summary>
    public ulong BitCount => _bitCount;

    /// <summary>A bit for each of them.</summary>
    public ulong* Bits => (ulong*)_bits.Address;

    /// <summary>Bytes of the bits.</summary>
    public long UsedBytes => _bits.ByteLength;

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
