using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Writes byte arrays in encodings PLAIN, DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY. Parquet: Encodings.md.
/// </summary>
internal static unsafe class ByteArrayEncoder
{
    private const int PrefetchDistance = 32;

    /// <summary>Writes values with four bytes of length before each.</summary>
    /// <param name="values">The values, without those of null rows.</param>
    /// <param name="target">Where the bytes go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EncodePlain(ReadOnlySpan<Utf8View> values, EncodingBuffer target)
    {
        // Short values are written with all the bytes of a view, of which the next one takes back those too many.
        var total = TotalBytes(values) + (4L * values.Length);
        var to = target.Reserve(total + Utf8View.MaxInlineLength);
        fixed (Utf8View* views = values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                // Long values lie anywhere: their bytes are asked for some values ahead.
                var ahead = views + Math.Min(i + PrefetchDistance, values.Length - 1);
                if (Sse.IsSupported && !ahead->IsInline)
                    Sse.Prefetch0(ahead->Address);
                Unsafe.WriteUnaligned(to, views[i].Length);
                CopyBytes(views + i, to + sizeof(int));
                to += sizeof(int) + views[i].Length;
            }
        }

        target.Advance((int)total);
    }

    /// <summary>Writes values of a fixed length, one behind the other.</summary>
    /// <param name="values">The values, each of the column's length, without those of null rows.</param>
    /// <param name="target">Where the bytes go.</param>
    public static void EncodeFixedLength(ReadOnlySpan<Utf8View> values, EncodingBuffer target) => WriteBytes(values, target);

    /// <summary>Writes all lengths, then all bytes.</summary>
    /// <param name="values">All values of a page, without those of null rows.</param>
    /// <param name="target">Where the bytes go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EncodeDeltaLength(ReadOnlySpan<Utf8View> values, EncodingBuffer target)
    {
        using var lengths = new LengthList(target, values.Length);
        for (var i = 0; i < values.Length; i++)
            lengths.Values[i] = values[i].Length;
        DeltaBinaryPackedEncoder.Encode(lengths.Values, target);
        WriteBytes(values, target);
    }

    /// <summary>Writes how many bytes each value shares with the one before it, then what it does not share as <see cref="EncodeDeltaLength"/> does.</summary>
    /// <param name="values">All values of a page, without those of null rows.</param>
    /// <param name="target">Where the bytes go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EncodeDelta(ReadOnlySpan<Utf8View> values, EncodingBuffer target)
    {
        using var prefixes = new LengthList(target, values.Length);
        using var suffixes = new LengthList(target, values.Length);
        ReadOnlySpan<byte> previous = [];
        var total = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = values[i].Bytes;
            var prefix = bytes.CommonPrefixLength(previous);
            prefixes.Values[i] = prefix;
            suffixes.Values[i] = bytes.Length - prefix;
            total += bytes.Length - prefix;
            previous = bytes;
        }

        DeltaBinaryPackedEncoder.Encode(prefixes.Values, target);
        DeltaBinaryPackedEncoder.Encode(suffixes.Values, target);
        var to = target.Reserve(total);
        for (var i = 0; i < values.Length; i++)
        {
            var suffix = values[i].Bytes[prefixes.Values[i]..];
            suffix.CopyTo(new Span<byte>(to, suffix.Length));
            to += suffix.Length;
        }

        target.Advance((int)total);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBytes(Utf8View* view, byte* to)
    {
        var length = view->Length;
        if (view->IsInline)
        {
            Unsafe.WriteUnaligned(to, (uint)(view->Head >> 32));
            Unsafe.WriteUnaligned(to + 4, view->Tail);
        }
        else if (length <= 2 * Vector128<byte>.Count && length >= Vector128<byte>.Count)
        {
            var (first, last) = (Vector128.Load(view->Address), Vector128.Load(view->Address + length - Vector128<byte>.Count));
            first.Store(to);
            last.Store(to + length - Vector128<byte>.Count);
        }
        else
        {
            Unsafe.CopyBlockUnaligned(to, view->Address, (uint)length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteBytes(ReadOnlySpan<Utf8View> values, EncodingBuffer target)
    {
        var total = TotalBytes(values);
        var to = target.Reserve(total);
        foreach (ref readonly var value in values)
        {
            var bytes = value.Bytes;
            bytes.CopyTo(new Span<byte>(to, bytes.Length));
            to += bytes.Length;
        }

        target.Advance((int)total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long TotalBytes(ReadOnlySpan<Utf8View> values)
    {
        var total = 0L;
        foreach (ref readonly var value in values)
            total += value.Length;
        return total;
    }

    // The lengths of a page's values, in memory that the target's account pays.
    private readonly ref struct LengthList
    {
        private readonly NativeBuffer _buffer;

        public LengthList(EncodingBuffer target, int count)
        {
            _buffer = target.Account.Allocate(sizeof(int) * (long)count);
            Values = new Span<int>(_buffer.Address, count);
        }

        public Span<int> Values { get; }

        public void Dispose() => _buffer.Release();
    }
}
