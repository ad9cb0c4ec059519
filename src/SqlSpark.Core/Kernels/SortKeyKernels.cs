using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Core.Kernels;

/// <summary>Writes sort keys; see <see cref="SortKeyLayout"/>.</summary>
public static unsafe class SortKeyKernels
{
    private const int ChunkLength = 512;

    /// <summary>Writes the keys of live rows, one after the other.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="columns">One vector a column of the order, in any encoding and width.</param>
    /// <param name="rows">The rows to write.</param>
    /// <param name="keys">Room for <c>rows.Count</c> keys, <paramref name="stride"/> bytes apart.</param>
    /// <param name="stride">Bytes from a key to the next.</param>
    /// <returns>True when no value was cut, so that equal keys mean equal rows.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Encode(SortKeyLayout layout, ReadOnlySpan<Vector> columns, Rows rows, Span<byte> keys, int stride)
    {
        Debug.Assert(stride >= layout.KeyBytes && keys.Length >= (long)rows.Count * stride - (stride - layout.KeyBytes), "no room for the keys");
        Span<int> indices = stackalloc int[ChunkLength + 64];
        Span<ulong> words = stackalloc ulong[ChunkLength / 64];
        var isExact = true;
        var wordCount = Bitmaps.WordCount(rows.Length);
        fixed (byte* address = keys)
        {
            var key = address;
            for (var word = 0; word < wordCount; word += words.Length)
            {
                var part = words[..Math.Min(words.Length, wordCount - word)];
                for (var i = 0; i < part.Length; i++)
                    part[i] = rows.Word(word + i);
                var count = CompressKernels.ToIndices(part, indices, word << 6);
                for (var column = 0; column < columns.Length; column++)
                {
                    var vector = columns[column] is LazyVector lazy ? lazy.Load(rows) : columns[column];
                    isExact &= EncodeColumn(layout.Columns[column], vector, indices[..count], key + layout.Offset(column), stride);
                }

                key += (nint)count * stride;
            }
        }

        return isExact;
    }

    /// <summary>
    /// Writes one 64-bit key a live row whose unsigned order is that of one column of a type that fits 64 bits; strings by their first
    /// eight bytes. NULLs get a key of no meaning: they are sorted apart.
    /// </summary>
    /// <returns>True when equal keys mean equal values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool EncodeWords(SortColumn column, Vector vector, Rows rows, Span<ulong> keys)
    {
        Debug.Assert(keys.Length >= rows.Count, "no room for the keys");
        if (vector is LazyVector lazy)
            vector = lazy.Load(rows);
        if (rows.IsAll && vector is FlatVector { Physical: PhysicalType.Int64 } longs)
        {
            FlipSigns(longs.Values<long>(), column.IsDescending, keys);
            return true;
        }

        if (rows.IsAll && vector is FlatVector { Physical: PhysicalType.View } views)
            return EncodeViews(views.Values<Utf8View>(), column.IsDescending ? ulong.MaxValue : 0, keys);

        Span<int> indices = stackalloc int[ChunkLength + 64];
        Span<ulong> words = stackalloc ulong[ChunkLength / 64];
        var isExact = true;
        var wordCount = Bitmaps.WordCount(rows.Length);
        for (var word = 0; word < wordCount; word += words.Length)
        {
            var part = words[..Math.Min(words.Length, wordCount - word)];
            for (var i = 0; i < part.Length; i++)
                part[i] = rows.Word(word + i);
            var count = CompressKernels.ToIndices(part, indices, word << 6);
            isExact &= EncodeWords(column, vector, indices[..count], keys);
            keys = keys[count..];
        }

        return isExact;
    }

    /// <summary>Writes the first bytes of strings. Returns true when all of them are empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool EncodeViews(ReadOnlySpan<Utf8View> views, ulong flip, Span<ulong> keys)
    {
        var lengths = 0;
        for (var i = 0; i < views.Length; i++)
        {
            ref readonly var view = ref views[i];
            keys[i] = FirstBytes(view) ^ flip;
            lengths |= view.Length;
        }

        return lengths == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool EncodeWords(SortColumn column, Vector vector, ReadOnlySpan<int> indices, Span<ulong> keys)
    {
        Span<int> places = stackalloc int[indices.Length];
        var flat = Resolve(vector, indices, ref places);
        var flip = column.IsDescending ? ulong.MaxValue : 0;
        switch (flat)
        {
            case FlatVector { Physical: PhysicalType.View } views:
                var isExact = true;
                for (var i = 0; i < places.Length; i++)
                {
                    var view = views.Values<Utf8View>()[places[i]];
                    keys[i] = FirstBytes(view) ^ flip;
                    isExact &= view.Length == 0;
                }

                return isExact;
            case FlatVector { Physical: PhysicalType.Int128 } wide:
                isExact = true;
                for (var i = 0; i < places.Length; i++)
                {
                    var value = wide.Values<Int128>()[places[i]];
                    var bounded = Int128.Clamp(value, long.MinValue, long.MaxValue);
                    keys[i] = (ulong)(long)bounded ^ (1UL << 63) ^ flip;
                    isExact &= bounded == value;
                }

                return isExact;
            case FlatVector values:
                for (var i = 0; i < places.Length; i++)
                    keys[i] = Word(values, places[i]) ^ flip;
                return true;
            default:
                keys[..places.Length].Clear();
                return flat is VoidVector;
        }
    }

    private static ulong Word(FlatVector values, int row) => values.Physical switch
    {
        PhysicalType.Bool => Bitmaps.Get(values.Bits, row) ? 1UL : 0,
        PhysicalType.Float32 => Order(values.Values<float>()[row]),
        PhysicalType.Float64 => Order(values.Values<double>()[row]),
        _ => (ulong)VectorComparer.ReadInt64(values, row) ^ (1UL << 63),
    };

    private static void FlipSigns(ReadOnlySpan<long> values, bool isDescending, Span<ulong> keys) =>
        MapKernels.Dense<long, ulong, ulong, KeyOfInt64, FlatOperand<long>, ConstantOperand<ulong>>(
            new(values), new(isDescending ? long.MaxValue : 1UL << 63), keys[..values.Length]);

    private readonly struct KeyOfInt64 : IBinaryOperation<long, ulong, ulong>
    {
        public static ulong Invoke(long left, ulong right) => (ulong)left ^ right;
    }

    private static bool EncodeColumn(SortColumn column, Vector vector, ReadOnlySpan<int> indices, byte* key, int stride)
    {
        if (column.IsNullable)
        {
            WriteNulls(column, vector, indices, key, stride);
            key++;
        }

        Span<int> places = stackalloc int[indices.Length];
        var flat = Resolve(vector, indices, ref places);
        var isExact = flat switch
        {
            FlatVector values => EncodeFlat(column, values, places, key, stride),
            VoidVector => true,
            _ => false,
        };
        if (column.IsNullable && vector.MayHaveNulls)
            ClearNulls(column, indices.Length, key, stride, SortKeyLayout.ValueBytes(column.Type));
        return isExact;
    }

    /// <summary>The vector that holds the values, and where each row's is.</summary>
    private static Vector Resolve(Vector vector, ReadOnlySpan<int> indices, ref Span<int> places)
    {
        switch (vector)
        {
            case ConstantVector constant:
                places.Clear();
                return constant.Value;
            case DictionaryVector dictionary:
                VectorCopy.ReadCodes(dictionary, indices, places);
                return dictionary.Dictionary.Values;
            default:
                indices.CopyTo(places);
                return vector;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteNulls(SortColumn column, Vector vector, ReadOnlySpan<int> indices, byte* key, int stride)
    {
        var (ofNull, ofValue) = column.NullsFirst ? ((byte)0, (byte)1) : ((byte)1, (byte)0);
        if (!vector.MayHaveNulls)
        {
            for (var i = 0; i < indices.Length; i++)
                key[(nint)i * stride] = ofValue;
        }
        else if (vector is FlatVector)
        {
            var validity = vector.Validity;
            for (var i = 0; i < indices.Length; i++)
                key[(nint)i * stride] = Bitmaps.Get(validity, indices[i]) ? ofValue : ofNull;
        }
        else
        {
            for (var i = 0; i < indices.Length; i++)
                key[(nint)i * stride] = vector.IsNull(indices[i]) ? ofNull : ofValue;
        }
    }

    /// <summary>NULLs have equal keys. Which rows are null tells the byte before <paramref name="key"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ClearNulls(SortColumn column, int count, byte* key, int stride, int valueBytes)
    {
        var ofNull = column.NullsFirst ? 0 : 1;
        for (var i = 0; i < count; i++)
        {
            if (key[-1] == ofNull)
                new Span<byte>(key, valueBytes).Clear();
            key += stride;
        }
    }

    private static bool EncodeFlat(SortColumn column, FlatVector values, ReadOnlySpan<int> rows, byte* key, int stride)
    {
        switch (values.Physical)
        {
            case PhysicalType.Bool:
                EncodeBits(values.Bits, rows, column.IsDescending, key, stride);
                return true;
            case PhysicalType.View:
                return EncodeViews(values.Values<Utf8View>(), rows, column.IsDescending, key, stride);
            case PhysicalType.Float32:
                EncodeFloats(values.Values<float>(), rows, column.IsDescending, key, stride);
                return true;
            case PhysicalType.Float64:
                EncodeDoubles(values.Values<double>(), rows, column.IsDescending, key, stride);
                return true;
            case PhysicalType.Int8:
                EncodeIntegers(values.Values<sbyte>(), rows, column, key, stride);
                return true;
            case PhysicalType.Int16:
                EncodeIntegers(values.Values<short>(), rows, column, key, stride);
                return true;
            case PhysicalType.Int32:
                EncodeIntegers(values.Values<int>(), rows, column, key, stride);
                return true;
            case PhysicalType.Int64:
                EncodeIntegers(values.Values<long>(), rows, column, key, stride);
                return true;
            case PhysicalType.Int128:
                EncodeIntegers(values.Values<Int128>(), rows, column, key, stride);
                return true;
            default:
                throw Errors.InternalErrors.Unreachable($"an order by {column.Type}");
        }
    }

    private static void EncodeIntegers<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows, SortColumn column, byte* key, int stride)
        where T : unmanaged, IBinaryInteger<T>
    {
        switch (column.Type.PhysicalType)
        {
            case PhysicalType.Int8:
                EncodeIntegers<T, sbyte>(values, rows, column.IsDescending, key, stride);
                break;
            case PhysicalType.Int16:
                EncodeIntegers<T, short>(values, rows, column.IsDescending, key, stride);
                break;
            case PhysicalType.Int32:
                EncodeIntegers<T, int>(values, rows, column.IsDescending, key, stride);
                break;
            case PhysicalType.Int64:
                EncodeIntegers<T, long>(values, rows, column.IsDescending, key, stride);
                break;
            default:
                EncodeIntegers<T, Int128>(values, rows, column.IsDescending, key, stride);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EncodeIntegers<T, TKey>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows, bool isDescending, byte* key, int stride)
        where T : unmanaged, IBinaryInteger<T>
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var flip = isDescending ? TKey.MaxValue : TKey.MinValue;
        foreach (var row in rows)
        {
            WriteBigEndian(WidenKernels.Convert<T, TKey>(values[row]) ^ flip, key);
            key += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteBigEndian<T>(T value, byte* key)
        where T : unmanaged
    {
        if (typeof(T) == typeof(sbyte))
            *key = Unsafe.BitCast<T, byte>(value);
        else if (typeof(T) == typeof(short))
            Unsafe.WriteUnaligned(key, BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, short>(value)));
        else if (typeof(T) == typeof(int))
            Unsafe.WriteUnaligned(key, BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, int>(value)));
        else if (typeof(T) == typeof(long))
            Unsafe.WriteUnaligned(key, BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, long>(value)));
        else
            Unsafe.WriteUnaligned(key, BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, Int128>(value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EncodeBits(ReadOnlySpan<ulong> values, ReadOnlySpan<int> rows, bool isDescending, byte* key, int stride)
    {
        foreach (var row in rows)
        {
            *key = Bitmaps.Get(values, row) != isDescending ? (byte)1 : (byte)0;
            key += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EncodeDoubles(ReadOnlySpan<double> values, ReadOnlySpan<int> rows, bool isDescending, byte* key, int stride)
    {
        var flip = isDescending ? ulong.MaxValue : 0;
        foreach (var row in rows)
        {
            WriteBigEndian((long)(Order(values[row]) ^ flip), key);
            key += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EncodeFloats(ReadOnlySpan<float> values, ReadOnlySpan<int> rows, bool isDescending, byte* key, int stride)
    {
        var flip = isDescending ? uint.MaxValue : 0;
        foreach (var row in rows)
        {
            WriteBigEndian((int)(Order(values[row]) ^ flip), key);
            key += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool EncodeViews(ReadOnlySpan<Utf8View> values, ReadOnlySpan<int> rows, bool isDescending, byte* key, int stride)
    {
        var flip = isDescending ? ulong.MaxValue : 0;
        var longest = 0;
        foreach (var row in rows)
        {
            var view = values[row];
            longest = Math.Max(longest, view.Length);
            Unsafe.WriteUnaligned(key, BinaryPrimitives.ReverseEndianness(FirstBytes(view) ^ flip));
            Unsafe.WriteUnaligned(key + 8, BinaryPrimitives.ReverseEndianness(NextBytes(view) ^ flip));
            key[16] = (byte)(Math.Min(view.Length, SortKeyLayout.StringPrefixLength + 1) ^ (int)(flip & 0xFF));
            key += stride;
        }

        return longest <= SortKeyLayout.StringPrefixLength;
    }

    /// <summary>The first eight bytes, the first of them most significant, filled up with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FirstBytes(in Utf8View view)
    {
        var second = view.IsInline ? (uint)view.Tail : Unsafe.ReadUnaligned<uint>(view.Address + 4);
        return BinaryPrimitives.ReverseEndianness((view.Head >> 32) | ((ulong)second << 32));
    }

    /// <summary>Bytes 8 to 15, the first of them most significant, filled up with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NextBytes(Utf8View view)
    {
        if (view.IsInline)
            return BinaryPrimitives.ReverseEndianness(view.Tail >> 32);
        if (view.Length >= 16)
            return BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(view.Address + 8));
        var overlapping = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(view.Address + view.Length - 8));
        return overlapping << (8 * (16 - view.Length));
    }

    /// <summary>Bits whose unsigned order is Spark's order of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Order(double value)
    {
        var bits = double.IsNaN(value) ? 0x7FF8_0000_0000_0000 : BitConverter.DoubleToInt64Bits(value + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    /// <summary>Bits whose unsigned order is Spark's order of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Order(float value)
    {
        var bits = float.IsNaN(value) ? 0x7FC0_0000 : BitConverter.SingleToInt32Bits(value + 0.0f);
        return (uint)(bits ^ ((bits >> 31) | int.MinValue));
    }
}
