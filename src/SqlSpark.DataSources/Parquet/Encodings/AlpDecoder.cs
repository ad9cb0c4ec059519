using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads FLOAT and DOUBLE in encoding ALP: numbers that are short decimals as packed integers and two powers of ten, the others
/// as they are. Parquet: AlpEncoding.md (a preview as of August 2026).
/// </summary>
/// <remarks>Methods that would read past the last value, or meet a header out of range, throw <see cref="MalformedDataException"/>.</remarks>
internal unsafe struct AlpDecoder
{
    private const string Name = "ALP";
    private const int HeaderBytes = 7;
    private const int MaxFloatExponent = 10;
    private const int MaxDoubleExponent = 18;

    private readonly byte* _offsets;     // of all vectors, counted from here
    private readonly byte* _end;
    private readonly int _vectorBits;
    private readonly int _count;
    private int _position;

    /// <summary>A reader at the first value. The header is read at once.</summary>
    /// <param name="data">The header. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of header, offsets and vectors.</param>
    public AlpDecoder(byte* data, int byteLength)
    {
        _end = data + byteLength;
        _offsets = data + HeaderBytes;

        // Pages without values may have no header either.
        if (byteLength == 0)
            return;
        if (byteLength < HeaderBytes)
            MalformedDataException.ThrowEndsEarly(Name, byteLength);
        _vectorBits = data[2];
        _count = Unsafe.ReadUnaligned<int>(data + 3);
        if (data[0] != 0 || data[1] != 0 || _vectorBits is < 3 or > 15 || _count < 0)
            MalformedDataException.Throw($"ALP mode {data[0]}, integers {data[1]}, vectors of 2^{_vectorBits} and {_count} values", 0);
        if (VectorCount * 4 > byteLength - HeaderBytes)
            MalformedDataException.ThrowEndsEarly(Name, byteLength);
    }

    /// <summary>Values in all: null values are not among them.</summary>
    public readonly int Count => _count;

    /// <summary>Values that are left.</summary>
    public readonly int Remaining => _count - _position;

    private static ReadOnlySpan<double> Powers => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    private static ReadOnlySpan<double> Fractions => [1e0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17, 1e-18];

    private static ReadOnlySpan<float> FloatPowers => [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f];

    private static ReadOnlySpan<float> FloatFractions => [1e0f, 1e-1f, 1e-2f, 1e-3f, 1e-4f, 1e-5f, 1e-6f, 1e-7f, 1e-8f, 1e-9f, 1e-10f];

    private readonly long VectorCount => (_count + (1L << _vectorBits) - 1) >>> _vectorBits;

    /// <summary>Writes the next values of a FLOAT column.</summary>
    /// <param name="values">As many as to read.</param>
    public void Decode(Span<float> values)
    {
        fixed (float* to = values)
            Decode(to, values.Length);
    }

    /// <summary>Writes the next values of a DOUBLE column.</summary>
    /// <param name="values">As many as to read.</param>
    public void Decode(Span<double> values)
    {
        fixed (double* to = values)
            Decode(to, values.Length);
    }

    /// <summary>Goes past values, without a look at them.</summary>
    public void Skip(int count)
    {
        if ((uint)count > (uint)Remaining)
            MalformedDataException.ThrowEndsEarly(Name, _end - _offsets + HeaderBytes);
        _position += count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Decode<T>(T* values, int count)
        where T : unmanaged
    {
        if (count > Remaining)
            MalformedDataException.ThrowEndsEarly(Name, _end - _offsets + HeaderBytes);
        while (count > 0)
        {
            var (vector, first) = (_position >>> _vectorBits, _position & ((1 << _vectorBits) - 1));
            var taken = Math.Min(count, (1 << _vectorBits) - first);
            DecodeVector(vector, first, values, taken);
            _position += taken;
            values += taken;
            count -= taken;
        }
    }

    // A part of one vector: exponent, factor and number of exceptions; the least integer and the width of the others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void DecodeVector<T>(int vector, int first, T* values, int count)
        where T : unmanaged
    {
        var offset = Unsafe.ReadUnaligned<uint>(_offsets + (4L * vector));
        if (offset > _end - _offsets)
            MalformedDataException.ThrowEndsEarly(Name, _end - _offsets + HeaderBytes);
        var header = _offsets + offset;
        var packed = header + 4 + sizeof(T) + 1;
        if (packed > _end)
            MalformedDataException.ThrowEndsEarly(Name, _end - _offsets + HeaderBytes);
        int exponent = header[0], factor = header[1], exceptionCount = Unsafe.ReadUnaligned<ushort>(header + 2), bitWidth = packed[-1];
        if (exponent > (sizeof(T) == 4 ? MaxFloatExponent : MaxDoubleExponent) || factor > exponent || bitWidth > 8 * sizeof(T))
            MalformedDataException.Throw($"exponent {exponent}, factor {factor} and width {bitWidth} of a vector", HeaderBytes + offset);
        var length = Math.Min(1L << _vectorBits, _count - ((long)vector << _vectorBits));
        var positions = packed + BitPacking.ByteLengthOf(length, bitWidth);
        if (positions + (exceptionCount * (2L + sizeof(T))) > _end)
            MalformedDataException.ThrowEndsEarly(Name, _end - _offsets + HeaderBytes);

        if (sizeof(T) == 4)
        {
            BitUnpacking.UnpackFrom(packed, first, bitWidth, (uint*)values, count, count);
            ToFloats((uint*)values, count, Unsafe.ReadUnaligned<uint>(header + 4), FloatPowers[factor], FloatFractions[exponent]);
        }
        else
        {
            BitUnpacking.UnpackFrom(packed, first, bitWidth, (ulong*)values, count, count);
            ToDoubles((ulong*)values, count, Unsafe.ReadUnaligned<ulong>(header + 4), Powers[factor], Fractions[exponent]);
        }

        var exceptions = (T*)(positions + (2L * exceptionCount));
        for (var i = 0; i < exceptionCount; i++)
        {
            var position = Unsafe.ReadUnaligned<ushort>(positions + (2 * i));
            if (position >= length)
                MalformedDataException.Throw($"an exception at {position} of a vector of {length}", HeaderBytes + offset);
            if (position >= first && position - first < count)
                values[position - first] = Unsafe.ReadUnaligned<T>(exceptions + i);
        }
    }

    // Two products in this order, as the format demands: one with the quotient of the powers would round otherwise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToDoubles(ulong* values, int count, ulong least, double power, double fraction)
    {
        var i = 0;
        for (; i + Vector<ulong>.Count <= count; i += Vector<ulong>.Count)
        {
            var integers = Vector.AsVectorInt64(Vector.Load(values + i) + new Vector<ulong>(least));
            (Vector.ConvertToDouble(integers) * new Vector<double>(power) * new Vector<double>(fraction)).Store((double*)values + i);
        }

        for (; i < count; i++)
            ((double*)values)[i] = (long)unchecked(values[i] + least) * power * fraction;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToFloats(uint* values, int count, uint least, float power, float fraction)
    {
        var i = 0;
        for (; i + Vector<uint>.Count <= count; i += Vector<uint>.Count)
        {
            var integers = Vector.AsVectorInt32(Vector.Load(values + i) + new Vector<uint>(least));
            (Vector.ConvertToSingle(integers) * new Vector<float>(power) * new Vector<float>(fraction)).Store((float*)values + i);
        }

        for (; i < count; i++)
            ((float*)values)[i] = (int)unchecked(values[i] + least) * power * fraction;
    }
}
