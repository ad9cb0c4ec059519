using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Bytes of values from one stream for each place, and back.</summary>
internal static unsafe class ByteStreams
{
    // So many values of usual widths stay in the first-level cache while stream after stream is read.
    private const int BlockLength = 256;

    /// <summary>Writes values whose bytes are taken from streams.</summary>
    /// <param name="streams">The first value's byte in the first stream.</param>
    /// <param name="stride">Bytes from a stream to the next.</param>
    /// <param name="width">Streams: bytes of a value.</param>
    /// <param name="values">Room for <paramref name="count"/> values.</param>
    /// <param name="count">Values to write.</param>
    public static void Join(byte* streams, long stride, int width, byte* values, int count)
    {
        var done = 0;
        if (Avx2.IsSupported)
        {
            done = width switch
            {
                2 => JoinTwo(streams, stride, values, count),
                4 => JoinFour(streams, stride, values, count),
                8 => JoinEight(streams, stride, values, count),
                _ => 0,
            };
        }

        JoinRest(streams + done, stride, width, values + ((long)done * width), count - done);
    }

    /// <summary>Writes the bytes of values to one stream for each place.</summary>
    /// <param name="values">The first value.</param>
    /// <param name="width">Streams: bytes of a value.</param>
    /// <param name="count">Values: bytes of a stream.</param>
    /// <param name="streams">Room for all, stream by stream.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split(byte* values, int width, int count, byte* streams)
    {
        for (var done = 0; done < count; done += BlockLength)
        {
            var step = Math.Min(count - done, BlockLength);
            for (var stream = 0; stream < width; stream++)
            {
                var to = streams + ((long)stream * count) + done;
                var from = values + ((long)done * width) + stream;
                for (var i = 0; i < step; i++, from += width)
                    to[i] = *from;
            }
        }
    }

    // 32 values a step. Unpacking works in halves of registers: the lower one holds values 0 to 15, the upper one 16 to 31.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int JoinTwo(byte* streams, long stride, byte* values, int count)
    {
        var i = 0;
        for (; i + 32 <= count; i += 32)
        {
            var (a, b) = (Vector256.Load(streams + i), Vector256.Load(streams + stride + i));
            var (low, high) = (Avx2.UnpackLow(a, b), Avx2.UnpackHigh(a, b));
            var to = values + (2L * i);
            Store(low, to, 32);
            Store(high, to + 16, 32);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int JoinFour(byte* streams, long stride, byte* values, int count)
    {
        var i = 0;
        for (; i + 32 <= count; i += 32)
        {
            var from = streams + i;
            var (a, b) = (Vector256.Load(from), Vector256.Load(from + stride));
            var (c, d) = (Vector256.Load(from + (2 * stride)), Vector256.Load(from + (3 * stride)));
            var (lowAb, highAb) = (Avx2.UnpackLow(a, b).AsUInt16(), Avx2.UnpackHigh(a, b).AsUInt16());
            var (lowCd, highCd) = (Avx2.UnpackLow(c, d).AsUInt16(), Avx2.UnpackHigh(c, d).AsUInt16());
            var to = values + (4L * i);
            Store(Avx2.UnpackLow(lowAb, lowCd).AsByte(), to, 64);
            Store(Avx2.UnpackHigh(lowAb, lowCd).AsByte(), to + 16, 64);
            Store(Avx2.UnpackLow(highAb, highCd).AsByte(), to + 32, 64);
            Store(Avx2.UnpackHigh(highAb, highCd).AsByte(), to + 48, 64);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int JoinEight(byte* streams, long stride, byte* values, int count)
    {
        var i = 0;
        for (; i + 32 <= count; i += 32)
        {
            var from = streams + i;
            var (a, b) = (Vector256.Load(from), Vector256.Load(from + stride));
            var (c, d) = (Vector256.Load(from + (2 * stride)), Vector256.Load(from + (3 * stride)));
            var (e, f) = (Vector256.Load(from + (4 * stride)), Vector256.Load(from + (5 * stride)));
            var (g, h) = (Vector256.Load(from + (6 * stride)), Vector256.Load(from + (7 * stride)));
            var to = values + (8L * i);
            JoinPairs(Avx2.UnpackLow(a, b), Avx2.UnpackLow(c, d), Avx2.UnpackLow(e, f), Avx2.UnpackLow(g, h), to);
            JoinPairs(Avx2.UnpackHigh(a, b), Avx2.UnpackHigh(c, d), Avx2.UnpackHigh(e, f), Avx2.UnpackHigh(g, h), to + 64);
        }

        return i;
    }

    // Pairs of bytes of 8 values in each half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void JoinPairs(Vector256<byte> ab, Vector256<byte> cd, Vector256<byte> ef, Vector256<byte> gh, byte* to)
    {
        var lowAd = Avx2.UnpackLow(ab.AsUInt16(), cd.AsUInt16()).AsUInt32();
        var highAd = Avx2.UnpackHigh(ab.AsUInt16(), cd.AsUInt16()).AsUInt32();
        var lowEh = Avx2.UnpackLow(ef.AsUInt16(), gh.AsUInt16()).AsUInt32();
        var highEh = Avx2.UnpackHigh(ef.AsUInt16(), gh.AsUInt16()).AsUInt32();
        Store(Avx2.UnpackLow(lowAd, lowEh).AsByte(), to, 128);
        Store(Avx2.UnpackHigh(lowAd, lowEh).AsByte(), to + 16, 128);
        Store(Avx2.UnpackLow(highAd, highEh).AsByte(), to + 32, 128);
        Store(Avx2.UnpackHigh(highAd, highEh).AsByte(), to + 48, 128);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<byte> halves, byte* to, int distance)
    {
        halves.GetLower().Store(to);
        halves.GetUpper().Store(to + distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinRest(byte* streams, long stride, int width, byte* values, int count)
    {
        for (var done = 0; done < count; done += BlockLength)
        {
            var step = Math.Min(count - done, BlockLength);
            for (var stream = 0; stream < width; stream++)
            {
                var from = streams + (stream * stride) + done;
                var to = values + ((long)done * width) + stream;
                for (var i = 0; i < step; i++, to += width)
                    *to = from[i];
            }
        }
    }
}
