using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>How the values of a leaf are taken out of vectors, encoded, compared and hashed. Stateless; called once a piece or page, never once a row.</summary>
/// <typeparam name="T">int, long, Int128 or <see cref="Utf8View"/>; floating point as the integer of its bits.</typeparam>
internal abstract class ValueFormat<T> : IBoundOrder
    where T : unmanaged, IEquatable<T>
{
    /// <summary>Bytes of a value in encoding PLAIN; 0 for byte arrays.</summary>
    public abstract int Width { get; }

    /// <summary>The encoding of pages of version 2 without a dictionary.</summary>
    public abstract ParquetEncoding Version2Encoding { get; }

    /// <summary>Whether distinct entries of a dictionary are distinct values; not so for floating point.</summary>
    public virtual bool HasExactDistinctCount => true;

    /// <summary>Writes rows of a vector.</summary>
    /// <param name="source">The vector.</param>
    /// <param name="start">The first row.</param>
    /// <param name="result">As many values as rows are wanted.</param>
    public abstract void Load(FlatVector source, int start, Span<T> result);

    /// <summary>Writes some rows of a vector.</summary>
    /// <param name="source">The vector.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="result">As many values.</param>
    public abstract void Gather(FlatVector source, ReadOnlySpan<int> rows, Span<T> result);

    /// <summary>Whether values can be written in an encoding that is none of dictionaries.</summary>
    public abstract bool Supports(ParquetEncoding encoding);

    /// <summary>Writes all values of a page in an encoding that it supports.</summary>
    public abstract void Encode(ReadOnlySpan<T> values, ParquetEncoding encoding, EncodingBuffer target);

    /// <summary>The bounds of values, as short as <paramref name="maxBytes"/>.</summary>
    public abstract PageBounds BoundsOf(ReadOnlySpan<T> values, int maxBytes);

    /// <inheritdoc />
    public abstract int Compare(byte[] left, byte[] right);

    /// <inheritdoc />
    public virtual Bound? Shorten(Bound bound, bool isMax, int maxBytes) => bound;

    /// <summary>Adds values to a filter.</summary>
    public abstract void Insert(ReadOnlySpan<T> values, BloomFilterBuilder filter);
}

/// <summary>Values of a fixed width.</summary>
/// <param name="divisor">By what values of the vector are divided, rounding down: for other units of time. 1 for none.</param>
internal abstract unsafe class NumberFormat<T>(long divisor) : ValueFormat<T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc />
    public override int Width => Unsafe.SizeOf<T>();

    /// <inheritdoc />
    public override ParquetEncoding Version2Encoding => ParquetEncoding.Plain;

    /// <inheritdoc />
    public sealed override void Load(FlatVector source, int start, Span<T> result)
    {
        switch (source.Physical)
        {
            case PhysicalType.Int8:
                WidenKernels.Widen(source.Values<sbyte>().Slice(start, result.Length), result);
                break;
            case PhysicalType.Int16:
                WidenKernels.Widen(source.Values<short>().Slice(start, result.Length), result);
                break;
            case PhysicalType.Int32 when typeof(T) != typeof(int):
                WidenKernels.Widen(source.Values<int>().Slice(start, result.Length), result);
                break;
            case PhysicalType.Int64 when typeof(T) == typeof(Int128):
                WidenKernels.Widen(source.Values<long>().Slice(start, result.Length), result);
                break;
            case PhysicalType.Int64 when typeof(T) == typeof(int):
                Narrow(source.Values<long>().Slice(start, result.Length), MemoryMarshal.Cast<T, int>(result));
                break;
            default:
                source.Values<T>().Slice(start, result.Length).CopyTo(result);
                break;
        }

        if (divisor != 1)
            Divide(result);
    }

    /// <inheritdoc />
    public sealed override void Gather(FlatVector source, ReadOnlySpan<int> rows, Span<T> result)
    {
        switch (source.Physical)
        {
            case PhysicalType.Int8:
                GatherKernels.GatherWiden(source.Values<sbyte>(), rows, result);
                break;
            case PhysicalType.Int16:
                GatherKernels.GatherWiden(source.Values<short>(), rows, result);
                break;
            case PhysicalType.Int32 when typeof(T) != typeof(int):
                GatherKernels.GatherWiden(source.Values<int>(), rows, result);
                break;
            case PhysicalType.Int64 when typeof(T) == typeof(Int128):
                GatherKernels.GatherWiden(source.Values<long>(), rows, result);
                break;
            case PhysicalType.Int64 when typeof(T) == typeof(int):
                GatherNarrow(source.Values<long>(), rows, MemoryMarshal.Cast<T, int>(result));
                break;
            default:
                GatherKernels.Gather(source.Values<T>(), rows, result);
                break;
        }

        if (divisor != 1)
            Divide(result);
    }

    /// <inheritdoc />
    public override bool Supports(ParquetEncoding encoding) => encoding is ParquetEncoding.Plain or ParquetEncoding.ByteStreamSplit;

    /// <inheritdoc />
    public sealed override void Encode(ReadOnlySpan<T> values, ParquetEncoding encoding, EncodingBuffer target)
    {
        if (encoding == ParquetEncoding.DeltaBinaryPacked)
            EncodeDelta(values, target);
        else if (encoding == ParquetEncoding.ByteStreamSplit)
            EncodeStreams(values, target);
        else
            EncodePlain(values, target);
    }

    /// <summary>Writes values in encoding PLAIN.</summary>
    protected virtual void EncodePlain(ReadOnlySpan<T> values, EncodingBuffer target) => PlainEncoder.Encode(values, target);

    /// <summary>Writes values by their differences.</summary>
    protected virtual void EncodeDelta(ReadOnlySpan<T> values, EncodingBuffer target) => throw InternalErrors.Unreachable($"differences of {typeof(T).Name}");

    private void EncodeStreams(ReadOnlySpan<T> values, EncodingBuffer target)
    {
        using var plain = new EncodingBuffer(target.Account);
        EncodePlain(values, plain);
        PlainEncoder.EncodeStreams(plain.Bytes, Width, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(ReadOnlySpan<long> values, Span<int> result)
    {
        for (var i = 0; i < values.Length; i++)
            result[i] = (int)values[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherNarrow(ReadOnlySpan<long> values, ReadOnlySpan<int> rows, Span<int> result)
    {
        for (var i = 0; i < rows.Length; i++)
            result[i] = (int)values[rows[i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Divide(Span<T> values)
    {
        var by = T.CreateTruncating(divisor);
        for (var i = 0; i < values.Length; i++)
        {
            var (quotient, rest) = T.DivRem(values[i], by);
            values[i] = T.IsNegative(rest) ? quotient - T.One : quotient;
        }
    }
}

/// <summary>INT32 and INT64 with a sign.</summary>
/// <param name="divisor">By what values of the vector are divided, rounding down.</param>
/// <param name="oldest">The least value that may be written, or null for all.</param>
internal sealed class IntegerFormat<T>(long divisor = 1, OldestDatetime? oldest = null) : NumberFormat<T>(divisor)
    where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc />
    public override ParquetEncoding Version2Encoding => ParquetEncoding.DeltaBinaryPacked;

    /// <inheritdoc />
    public override bool Supports(ParquetEncoding encoding) => encoding == ParquetEncoding.DeltaBinaryPacked || base.Supports(encoding);

    /// <inheritdoc />
    public override PageBounds BoundsOf(ReadOnlySpan<T> values, int maxBytes)
    {
        if (!AggregateKernels.TryMin(values, Rows.All(values.Length), out var min) || !AggregateKernels.TryMax(values, Rows.All(values.Length), out var max))
            return default;
        oldest?.Check(long.CreateTruncating(min));
        return new PageBounds(new Bound(ToBytes(min), true), new Bound(ToBytes(max), true), null);
    }

    /// <inheritdoc />
    public override int Compare(byte[] left, byte[] right) => MemoryMarshal.Read<T>(left).CompareTo(MemoryMarshal.Read<T>(right));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Insert(ReadOnlySpan<T> values, BloomFilterBuilder filter)
    {
        foreach (var value in values)
            filter.Insert(Unsafe.SizeOf<T>() == sizeof(int) ? XxHash64.Hash(int.CreateTruncating(value)) : XxHash64.Hash(long.CreateTruncating(value)));
    }

    /// <inheritdoc />
    protected override void EncodeDelta(ReadOnlySpan<T> values, EncodingBuffer target)
    {
        if (typeof(T) == typeof(int))
            DeltaBinaryPackedEncoder.Encode(MemoryMarshal.Cast<T, int>(values), target);
        else
            DeltaBinaryPackedEncoder.Encode(MemoryMarshal.Cast<T, long>(values), target);
    }

    private static byte[] ToBytes(T value)
    {
        var bytes = new byte[Unsafe.SizeOf<T>()];
        MemoryMarshal.Write(bytes, in value);
        return bytes;
    }
}

/// <summary>FLOAT and DOUBLE by the integers of their bits.</summary>
/// <remarks>parquet.thrift, <c>ColumnOrder</c>: NaN is left out of the bounds, a zero is negative as the lower and positive as the upper one.</remarks>
/// <typeparam name="T">int or long.</typeparam>
/// <typeparam name="TFloat">float or double.</typeparam>
internal sealed class FloatingFormat<T, TFloat>() : NumberFormat<T>(divisor: 1)
    where T : unmanaged, IBinaryInteger<T>
    where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
{
    /// <inheritdoc />
    public override bool HasExactDistinctCount => false;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override PageBounds BoundsOf(ReadOnlySpan<T> values, int maxBytes)
    {
        var (min, max, nans) = (TFloat.PositiveInfinity, TFloat.NegativeInfinity, 0L);
        foreach (var value in MemoryMarshal.Cast<T, TFloat>(values))
        {
            nans += TFloat.IsNaN(value) ? 1 : 0;
            min = value < min ? value : min;
            max = value > max ? value : max;
        }

        if (nans == values.Length)
            return new PageBounds(null, null, nans);
        min = TFloat.IsZero(min) ? TFloat.NegativeZero : min;
        max = TFloat.IsZero(max) ? TFloat.Zero : max;
        return new PageBounds(new Bound(ToBytes(min), true), new Bound(ToBytes(max), true), nans);
    }

    /// <inheritdoc />
    public override int Compare(byte[] left, byte[] right) => MemoryMarshal.Read<TFloat>(left).CompareTo(MemoryMarshal.Read<TFloat>(right));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Insert(ReadOnlySpan<T> values, BloomFilterBuilder filter)
    {
        foreach (var value in values)
            filter.Insert(Unsafe.SizeOf<T>() == sizeof(int) ? XxHash64.Hash(int.CreateTruncating(value)) : XxHash64.Hash(long.CreateTruncating(value)));
    }

    private static byte[] ToBytes(TFloat value)
    {
        var bytes = new byte[Unsafe.SizeOf<TFloat>()];
        MemoryMarshal.Write(bytes, in value);
        return bytes;
    }
}

/// <summary>Decimals of more than 18 digits: two's complement, most significant byte first.</summary>
/// <param name="width">Bytes of a value, 9 to 16.</param>
internal sealed class DecimalFormat(int width) : NumberFormat<Int128>(divisor: 1)
{
    /// <inheritdoc />
    public override int Width => width;

    /// <inheritdoc />
    public override PageBounds BoundsOf(ReadOnlySpan<Int128> values, int maxBytes)
    {
        if (!AggregateKernels.TryMin(values, Rows.All(values.Length), out var min) || !AggregateKernels.TryMax(values, Rows.All(values.Length), out var max))
            return default;
        return new PageBounds(new Bound(ToBytes(min), true), new Bound(ToBytes(max), true), null);
    }

    /// <inheritdoc />
    public override int Compare(byte[] left, byte[] right) => BigEndianDecimals.ToInt128(left).CompareTo(BigEndianDecimals.ToInt128(right));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Insert(ReadOnlySpan<Int128> values, BloomFilterBuilder filter)
    {
        Span<byte> bytes = stackalloc byte[16];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt128BigEndian(bytes, value);
            filter.Insert(XxHash64.Hash(bytes[^width..]));
        }
    }

    /// <inheritdoc />
    protected override void EncodePlain(ReadOnlySpan<Int128> values, EncodingBuffer target) => PlainEncoder.EncodeDecimals(values, width, target);

    private byte[] ToBytes(Int128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, value);
        Debug.Assert(BigEndianDecimals.ToInt128(bytes.AsSpan(16 - width)) == value, "a decimal of more digits than its type has");
        return bytes[^width..];
    }
}

/// <summary>Timestamps as INT96, which have no order that readers agree on: no bounds.</summary>
/// <param name="oldest">The least value that may be written, or null for all.</param>
internal sealed unsafe class Int96Format(OldestDatetime? oldest) : NumberFormat<long>(divisor: 1)
{
    /// <inheritdoc />
    public override int Width => Int96Timestamps.Width;

    /// <inheritdoc />
    public override bool Supports(ParquetEncoding encoding) => encoding == ParquetEncoding.Plain;

    /// <inheritdoc />
    public override PageBounds BoundsOf(ReadOnlySpan<long> values, int maxBytes)
    {
        if (oldest is not null && AggregateKernels.TryMin(values, Rows.All(values.Length), out var min))
            oldest.Check(min);
        return default;
    }

    /// <inheritdoc />
    public override int Compare(byte[] left, byte[] right) => throw InternalErrors.Unreachable("bounds of INT96");

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Insert(ReadOnlySpan<long> values, BloomFilterBuilder filter)
    {
        var bytes = stackalloc byte[Int96Timestamps.Width];
        for (var i = 0; i < values.Length; i++)
        {
            Int96Timestamps.FromMicroseconds(values.Slice(i, 1), bytes);
            filter.Insert(XxHash64.Hash(new ReadOnlySpan<byte>(bytes, Int96Timestamps.Width)));
        }
    }

    /// <inheritdoc />
    protected override void EncodePlain(ReadOnlySpan<long> values, EncodingBuffer target) => PlainEncoder.EncodeInt96(values, target);
}

/// <summary>Strings and binaries.</summary>
/// <param name="isText">Whether bounds are cut between characters.</param>
internal sealed class ByteArrayFormat(bool isText) : ValueFormat<Utf8View>
{
    /// <inheritdoc />
    public override int Width => 0;

    /// <inheritdoc />
    public override ParquetEncoding Version2Encoding => ParquetEncoding.DeltaByteArray;

    /// <inheritdoc />
    public override void Load(FlatVector source, int start, Span<Utf8View> result) => source.Values<Utf8View>().Slice(start, result.Length).CopyTo(result);

    /// <inheritdoc />
    public override void Gather(FlatVector source, ReadOnlySpan<int> rows, Span<Utf8View> result) => GatherKernels.Gather(source.Values<Utf8View>(), rows, result);

    /// <inheritdoc />
    public override bool Supports(ParquetEncoding encoding) =>
        encoding is ParquetEncoding.Plain or ParquetEncoding.DeltaLengthByteArray or ParquetEncoding.DeltaByteArray;

    /// <inheritdoc />
    public override void Encode(ReadOnlySpan<Utf8View> values, ParquetEncoding encoding, EncodingBuffer target)
    {
        if (encoding == ParquetEncoding.DeltaLengthByteArray)
            ByteArrayEncoder.EncodeDeltaLength(values, target);
        else if (encoding == ParquetEncoding.DeltaByteArray)
            ByteArrayEncoder.EncodeDelta(values, target);
        else
            ByteArrayEncoder.EncodePlain(values, target);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override PageBounds BoundsOf(ReadOnlySpan<Utf8View> values, int maxBytes)
    {
        if (values.IsEmpty)
            return default;

        // Most values are told apart from both bounds by their first four bytes.
        var (min, max) = (0, 0);
        var (minPrefix, maxPrefix) = (PrefixOf(values[0]), PrefixOf(values[0]));
        for (var i = 1; i < values.Length; i++)
        {
            var prefix = PrefixOf(values[i]);
            if (prefix <= minPrefix && (prefix < minPrefix || values[i].CompareTo(values[min]) < 0))
                (min, minPrefix) = (i, prefix);
            if (prefix >= maxPrefix && (prefix > maxPrefix || values[i].CompareTo(values[max]) > 0))
                (max, maxPrefix) = (i, prefix);
        }

        var (least, greatest) = (values[min], values[max]);
        return new PageBounds(ByteArrayBounds.Lower(least.Bytes, maxBytes, isText), ByteArrayBounds.Upper(greatest.Bytes, maxBytes, isText), null);
    }

    /// <inheritdoc />
    public override int Compare(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);

    /// <inheritdoc />
    public override Bound? Shorten(Bound bound, bool isMax, int maxBytes)
    {
        if (bound.Bytes.Length <= maxBytes)
            return bound;
        return isMax ? ByteArrayBounds.Upper(bound.Bytes, maxBytes, isText) : ByteArrayBounds.Lower(bound.Bytes, maxBytes, isText);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Insert(ReadOnlySpan<Utf8View> values, BloomFilterBuilder filter)
    {
        foreach (ref readonly var value in values)
            filter.Insert(XxHash64.Hash(value.Bytes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint PrefixOf(in Utf8View value) => BinaryPrimitives.ReverseEndianness((uint)(value.Head >> 32));
}
