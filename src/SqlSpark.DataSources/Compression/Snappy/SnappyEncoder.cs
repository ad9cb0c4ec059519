using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Snappy;

/// <summary>Writes raw Snappy. Copies reach back 65535 bytes at most, so that every decoder's window will do.</summary>
internal static unsafe class SnappyEncoder
{
    // Literals of one byte between matches of four bytes cost nothing extra; the rest is the block's length and long literals.
    private const int FixedOverhead = 32;

    /// <summary>The bound of Snappy's own library.</summary>
    public static int MaxEncodedLength(int byteLength) => checked(FixedOverhead + byteLength + (byteLength / 6));

    /// <summary>Encodes a block.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="target">At least <see cref="MaxEncodedLength"/> bytes.</param>
    /// <param name="table">Scratch for <see cref="GreedyMatcher"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> target, MatchTable table)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, MaxEncodedLength(source.Length), nameof(target));
        table.Reset(source.Length);
        fixed (byte* input = source)
        fixed (byte* output = target)
        {
            var sink = new Sink(WriteLength(output, (uint)source.Length), input + source.Length);
            var anchor = GreedyMatcher.FindMatches(input, 0, source.Length, table, ref sink);
            if (anchor < source.Length)
                sink.EmitLiteral(input + anchor, source.Length - anchor);
            return (int)(sink.Output - output);
        }
    }

    private static byte* WriteLength(byte* output, uint length)
    {
        for (; length >= 0x80; length >>= 7)
            *output++ = (byte)(length | 0x80);
        *output++ = (byte)length;
        return output;
    }

    private struct Sink(byte* output, byte* sourceEnd) : ISequenceSink
    {
        private const int VectorBytes = 16;
        private const int MaxCopy1Length = 11;
        private const int MaxCopy1Offset = 2047;

        public byte* Output = output;

        public static int MaxOffset => ushort.MaxValue;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Emit(byte* literals, int literalLength, int offset, int matchLength)
        {
            if (literalLength > 0)
                EmitLiteral(literals, literalLength);

            // A rest of 1 to 3 bytes would not fit the short form, so the last but one copy leaves at least 4.
            while (matchLength > SnappyTag.MaxCopy)
            {
                var length = Math.Min(SnappyTag.MaxCopy, matchLength - GreedyMatcher.MinMatch);
                EmitCopy2(offset, length);
                matchLength -= length;
            }

            if (matchLength <= MaxCopy1Length && offset <= MaxCopy1Offset)
            {
                Output[0] = (byte)((offset >> 8 << 5) | ((matchLength - 4) << SnappyTag.KindBits) | SnappyTag.Copy1);
                Output[1] = (byte)offset;
                Output += 2;
            }
            else
            {
                EmitCopy2(offset, matchLength);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void EmitLiteral(byte* literals, int length)
        {
            if (length <= VectorBytes && sourceEnd - literals >= VectorBytes)
            {
                *Output = (byte)((length - 1) << SnappyTag.KindBits);
                WildCopy.Vector(literals, Output + 1);
                Output += 1 + length;
            }
            else
            {
                EmitLongLiteral(literals, length);
            }
        }

        private void EmitLongLiteral(byte* literals, int length)
        {
            var last = (uint)length - 1;
            if (length <= SnappyTag.MaxShortLiteral)
            {
                *Output++ = (byte)(last << SnappyTag.KindBits);
            }
            else
            {
                var tag = Output++;
                var lengthBytes = 0;
                for (var rest = last; rest > 0; rest >>= 8)
                {
                    *Output++ = (byte)rest;
                    lengthBytes++;
                }

                *tag = (byte)((SnappyTag.MaxShortLiteral - 1 + lengthBytes) << SnappyTag.KindBits);
            }

            Unsafe.CopyBlockUnaligned(Output, literals, (uint)length);
            Output += length;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void EmitCopy2(int offset, int length)
        {
            Output[0] = (byte)(((length - 1) << SnappyTag.KindBits) | SnappyTag.Copy2);
            Unsafe.WriteUnaligned(Output + 1, (ushort)offset);
            Output += 3;
        }
    }
}
