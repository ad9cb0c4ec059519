using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// 64-bit hashes of values for hash tables, Bloom filters and partitioning inside the engine. Values that grouping and joining call
/// equal hash equal: integers and decimals of any storage width, -0.0 and 0.0, all NaNs, strings inline or not. All bits are usable.
/// </summary>
/// <remarks>Not Spark's <c>hash</c> function, and not stable between versions: never stored.</remarks>
public static unsafe class HashKernels
{
    /// <summary>The hash of NULL.</summary>
    public const ulong NullHash = 0x9AE1_6A3B_2F90_404F;

    private const ulong FirstFactor = 0xFF51_AFD7_ED55_8CCD;     // MurmurHash3's finalizer
    private const ulong SecondFactor = 0xC4CE_B9FE_1A85_EC53;
    private const ulong CombineFactor = 0x9FB2_1C65_1E98_DF25;
    private const ulong StringSeed = 0xA076_1D64_78BD_642F;
    private const ulong TailSeed = 0xE703_7ED1_A0B4_28DB;
    private const ulong FinalSeed = 0x8EBC_6AF0_9C88_C6E3;

    /// <summary>Hashes a 64-bit value; a bijection.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value ^= value >> 32;
        value *= FirstFactor;
        value ^= value >> 32;
        value *= SecondFactor;
        return value ^ (value >> 32);
    }

    /// <summary>Adds the hash of one more key to that of the keys before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong hash, ulong next)
    {
        var value = (BitOperations.RotateLeft(hash, 5) ^ next) * CombineFactor;
        return value ^ (value >> 32);
    }

    /// <summary>The hash of one value of a fixed-width type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(Int128))
            return HashInt128(Unsafe.BitCast<T, Int128>(value));
        if (typeof(T) == typeof(Utf8View))
            return HashView(Unsafe.BitCast<T, Utf8View>(value));
        if (typeof(T) == typeof(CalendarInterval))
        {
            var interval = Unsafe.BitCast<T, CalendarInterval>(value);
            return Combine(Mix(((ulong)(uint)interval.Months << 32) | (uint)interval.Days), Mix((ulong)interval.Microseconds));
        }

        return Mix((ulong)ToBits(value));
    }

    /// <summary>The hash of a string or binary value.</summary>
    public static ulong HashBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Utf8View.MaxInlineLength)
            return HashView(Utf8View.Inline(bytes));
        fixed (byte* address = bytes)
            return HashLong(address, bytes.Length);
    }

    /// <summary>Hashes every value of a column of any fixed-width type or of views.</summary>
    public static void Hash<T>(ReadOnlySpan<T> values, Span<ulong> hashes)
        where T : unmanaged
    {
        Debug.Assert(hashes.Length >= values.Length, "spans of unequal length");
        fixed (T* from = values)
        fixed (ulong* to = hashes)
        {
            if (typeof(T) == typeof(Utf8View))
                HashViews((Utf8View*)from, values.Length, to);
            else if (typeof(T) == typeof(Int128) || typeof(T) == typeof(CalendarInterval))
                HashRows(from, values.Length, to);
            else
                HashWords(from, values.Length, to);
        }
    }

    /// <summary>Hashes the values of live rows; other hashes stay as they are. For strings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HashLive<T>(ReadOnlySpan<T> values, Rows rows, Span<ulong> hashes)
        where T : unmanaged
    {
        if (rows.IsAll)
        {
            Hash(values, hashes);
            return;
        }

        foreach (var row in rows)
            hashes[row] = Hash(values[row]);
    }

    /// <summary>Hashes booleans.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HashBits(ReadOnlySpan<ulong> words, Span<ulong> hashes)
    {
        var (ofFalse, ofTrue) = (Mix(0), Mix(1));
        for (var row = 0; row < hashes.Length; row++)
            hashes[row] = Bitmaps.Get(words, row) ? ofTrue : ofFalse;
    }

    /// <summary>Gives null rows the hash of NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SetNulls(ReadOnlySpan<ulong> validity, Span<ulong> hashes)
    {
        for (var word = 0; word < validity.Length; word++)
        {
            var nulls = ~validity[word];
            if (word == validity.Length - 1)
                nulls &= Bitmaps.LastWordMask(hashes.Length);
            for (; nulls != 0; nulls &= nulls - 1)
                hashes[(word << 6) + BitOperations.TrailingZeroCount(nulls)] = NullHash;
        }
    }

    /// <summary>Adds the hashes of one more key to those of the keys before it.</summary>
    public static void Combine(Span<ulong> hashes, ReadOnlySpan<ulong> next)
    {
        Debug.Assert(next.Length >= hashes.Length, "spans of unequal length");
        fixed (ulong* into = hashes, from = next)
        {
            if (Vector512.IsHardwareAccelerated)
                CombineLanes<Lanes512<ulong>>(into, from, hashes.Length);
            else if (Vector256.IsHardwareAccelerated)
                CombineLanes<Lanes256<ulong>>(into, from, hashes.Length);
            else
                CombineRows(into, from, 0, hashes.Length);
        }
    }

    /// <summary>The hash of one row of any vector: the reference that batch kernels agree with, and the way into nested values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong HashRow(Vector vector, int row)
    {
        if (vector.IsNull(row))
            return NullHash;
        switch (vector)
        {
            case ConstantVector constant:
                return HashRow(constant.Value, 0);
            case DictionaryVector dictionary:
                return HashRow(dictionary.Dictionary.Values, dictionary.Code(row));
            case LazyVector lazy:
                return HashRow(lazy.Load(Rows.All(lazy.Length)), row);
            case FlatVector flat:
                return HashFlat(flat, row);
            case ListVector { Type: MapType } map:
                return HashMap(map, map.Entries[row]);
            case ListVector list:
                var (offset, length) = list.Entries[row];
                var hash = Mix((ulong)length);
                for (var i = 0; i < length; i++)
                    hash = Combine(hash, HashRow(list.Elements, offset + i));
                return hash;
            case StructVector record:
                var combined = Mix((ulong)record.Fields.Length);
                foreach (var field in record.Fields)
                    combined = Combine(combined, HashRow(field, row));
                return combined;
            default:
                throw Errors.InternalErrors.Unreachable(vector.GetType().Name);
        }
    }

    private static ulong HashFlat(FlatVector vector, int row) => vector.Physical switch
    {
        PhysicalType.Bool => Mix(Bitmaps.Get(vector.Bits, row) ? 1UL : 0),
        PhysicalType.Int8 => Hash(vector.Values<sbyte>()[row]),
        PhysicalType.Int16 => Hash(vector.Values<short>()[row]),
        PhysicalType.Int32 => Hash(vector.Values<int>()[row]),
        PhysicalType.Int64 => Hash(vector.Values<long>()[row]),
        PhysicalType.Int128 => Hash(vector.Values<Int128>()[row]),
        PhysicalType.Float32 => Hash(vector.Values<float>()[row]),
        PhysicalType.Float64 => Hash(vector.Values<double>()[row]),
        PhysicalType.View => Hash(vector.Values<Utf8View>()[row]),
        _ => Hash(vector.Values<CalendarInterval>()[row]),
    };

    /// <summary>Maps with the same entries in another order are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong HashMap(ListVector map, ListEntry entry)
    {
        var sum = (ulong)entry.Length;
        for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            sum += Combine(HashRow(map.Keys, i), HashRow(map.MapValues, i));
        return Mix(sum);
    }

    /// <summary>The 64 bits that stand for a number of at most 64 bits: equal for equal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToBits<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            var number = Unsafe.BitCast<T, double>(value);
            return BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number + 0.0);
        }

        if (typeof(T) == typeof(float))
        {
            var number = Unsafe.BitCast<T, float>(value);
            return BitConverter.SingleToInt32Bits(float.IsNaN(number) ? float.NaN : number + 0.0f);
        }

        if (typeof(T) == typeof(sbyte))
            return Unsafe.BitCast<T, sbyte>(value);
        if (typeof(T) == typeof(short))
            return Unsafe.BitCast<T, short>(value);
        return typeof(T) == typeof(int) ? Unsafe.BitCast<T, int>(value) : Unsafe.BitCast<T, long>(value);
    }

    private static ulong HashInt128(Int128 value)
    {
        var low = (long)value;
        return low == value ? Mix((ulong)low) : Combine(Mix((ulong)low), Mix((ulong)(value >> 64)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HashView(Utf8View view) => view.IsInline ? HashInline(view.Head, view.Tail) : HashLong(view.Address, view.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HashInline(ulong head, ulong tail) => Fold(Fold(head ^ StringSeed, tail ^ TailSeed) ^ FinalSeed, CombineFactor);

    /// <summary>Hashes every view as if it were inline, without branches, then those over 12 bytes again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HashViews(Utf8View* views, int rowCount, ulong* hashes)
    {
        var end = hashes + rowCount;
        var words = (ulong*)views;
        for (var hash = hashes; hash < end; hash++, words += 2)
        {
            var high = Math.BigMul(words[0] ^ StringSeed, words[1] ^ TailSeed, out var low);
            high = Math.BigMul(high ^ low ^ FinalSeed, CombineFactor, out low);
            *hash = high ^ low;
        }

        if (AreInline(views, rowCount))
            return;
        for (var row = 0; row < rowCount; row++)
        {
            if (!views[row].IsInline)
                hashes[row] = HashLong(views[row].Address, views[row].Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreInline(Utf8View* views, int rowCount)
    {
        const int Step = 4;
        var lengths = Vector512.Create(~0, 0, 0, 0, ~0, 0, 0, 0, ~0, 0, 0, 0, ~0, 0, 0, 0);
        var longest = Vector512<int>.Zero;
        var row = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; row + Step <= rowCount; row += Step)
                longest = Vector512.Max(longest, Vector512.Load((int*)(views + row)) & lengths);
        }

        var areInline = Vector512.LessThanOrEqualAll(longest, Vector512.Create(Utf8View.MaxInlineLength));
        for (; row < rowCount; row++)
            areInline &= views[row].IsInline;
        return areInline;
    }

    /// <summary>Over 12 bytes: 16 at a time, the last ones overlapping those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong HashLong(byte* bytes, int length)
    {
        var hash = StringSeed ^ (ulong)length;
        var end = bytes + length;
        for (; end - bytes > 16; bytes += 16)
            hash = Fold(Unsafe.ReadUnaligned<ulong>(bytes) ^ TailSeed, Unsafe.ReadUnaligned<ulong>(bytes + 8) ^ hash);
        var last = end - Math.Min(length, 16);
        hash = Fold(Unsafe.ReadUnaligned<ulong>(last) ^ TailSeed, Unsafe.ReadUnaligned<ulong>(end - 8) ^ hash);
        return Fold(hash ^ FinalSeed, CombineFactor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HashRows<T>(T* values, int rowCount, ulong* hashes)
        where T : unmanaged
    {
        for (var row = 0; row < rowCount; row++)
            hashes[row] = Hash(values[row]);
    }

    private static void HashWords<T>(T* values, int rowCount, ulong* hashes)
        where T : unmanaged
    {
        if (typeof(T) == typeof(long) || typeof(T) == typeof(double))
        {
            MixAll<T>((ulong*)values, rowCount, hashes);
            return;
        }

        // Narrow values are widened into the place of their hashes first.
        var wide = new Span<long>(hashes, rowCount);
        if (typeof(T) == typeof(int))
            WidenKernels.Widen(new ReadOnlySpan<int>(values, rowCount), wide);
        else if (typeof(T) == typeof(short))
            WidenKernels.Widen(new ReadOnlySpan<short>(values, rowCount), wide);
        else if (typeof(T) == typeof(sbyte))
            WidenKernels.Widen(new ReadOnlySpan<sbyte>(values, rowCount), wide);
        else
            FloatsToBits((float*)values, rowCount, (long*)hashes);
        MixAll<long>(hashes, rowCount, hashes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FloatsToBits(float* values, int rowCount, long* bits)
    {
        for (var row = 0; row < rowCount; row++)
            bits[row] = ToBits(values[row]);
    }

    private static void MixAll<T>(ulong* values, int rowCount, ulong* hashes)
    {
        if (Vector512.IsHardwareAccelerated)
            MixLanes<T, Lanes512<ulong>, Lanes512<double>>(values, rowCount, hashes);
        else if (Vector256.IsHardwareAccelerated)
            MixLanes<T, Lanes256<ulong>, Lanes256<double>>(values, rowCount, hashes);
        else
            MixRows<T>(values, 0, rowCount, hashes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixLanes<T, TLanes, TDoubles>(ulong* values, int rowCount, ulong* hashes)
        where TLanes : unmanaged, ILanes<TLanes, ulong>
        where TDoubles : unmanaged, ILanes<TDoubles, double>
    {
        var row = 0;
        for (; row + (2 * TLanes.Count) <= rowCount; row += 2 * TLanes.Count)
        {
            TLanes.Store(MixLane<T, TLanes, TDoubles>(values + row), hashes + row);
            TLanes.Store(MixLane<T, TLanes, TDoubles>(values + row + TLanes.Count), hashes + row + TLanes.Count);
        }

        MixRows<T>(values, row, rowCount, hashes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes MixLane<T, TLanes, TDoubles>(ulong* values)
        where TLanes : unmanaged, ILanes<TLanes, ulong>
        where TDoubles : unmanaged, ILanes<TDoubles, double>
    {
        TLanes value;
        if (typeof(T) == typeof(double))
        {
            var number = TDoubles.Load((double*)values);
            number = TDoubles.Select(TDoubles.Equal(number, number), number + TDoubles.Zero, TDoubles.Create(double.NaN));
            value = Unsafe.BitCast<TDoubles, TLanes>(number);
        }
        else
        {
            value = TLanes.Load(values);
        }

        value ^= value >>> 32;
        value *= TLanes.Create(FirstFactor);
        value ^= value >>> 32;
        value *= TLanes.Create(SecondFactor);
        return value ^ (value >>> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixRows<T>(ulong* values, int row, int rowCount, ulong* hashes)
    {
        for (; row < rowCount; row++)
        {
            var bits = typeof(T) == typeof(double) ? (ulong)ToBits(((double*)values)[row]) : values[row];
            hashes[row] = Mix(bits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CombineLanes<TLanes>(ulong* hashes, ulong* next, int rowCount)
        where TLanes : unmanaged, ILanes<TLanes, ulong>
    {
        var row = 0;
        for (; row + TLanes.Count <= rowCount; row += TLanes.Count)
        {
            var hash = TLanes.Load(hashes + row);
            var value = (((hash << 5) | (hash >>> 59)) ^ TLanes.Load(next + row)) * TLanes.Create(CombineFactor);
            TLanes.Store(value ^ (value >>> 32), hashes + row);
        }

        CombineRows(hashes, next, row, rowCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CombineRows(ulong* hashes, ulong* next, int row, int rowCount)
    {
        for (; row < rowCount; row++)
            hashes[row] = Combine(hashes[row], next[row]);
    }
}
