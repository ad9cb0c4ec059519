using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>Writes LZ4 blocks, fast rather than small.</summary>
internal static unsafe class Lz4Encoder
{
    private const int FixedOverhead = 16;

    /// <summary>The bound of LZ4's own library.</summary>
    public static int MaxEncodedLength(int byteLength) => checked(byteLength + (byteLength / 255) + FixedOverhead);

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
            var sink = new Sink(output, input + source.Length);
            var anchor = GreedyMatcher.FindMatches(input, 0, source.Length, table, ref sink);
            sink.EmitLiterals(input + anchor, source.Length - anchor);
            return (int)(sink.Output - output);
        }
    }

    private struct Sink(byte* output, byte* sourceEnd) : ISequenceSink
    {
        private const int VectorBytes = 16;

        public byte* Output = output;

        public static int MaxOffset => ushort.MaxValue;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Emit(byte* literals, int literalLength, int offset, int matchLength)
        {
            var token = EmitLiterals(literals, literalLength);
            Unsafe.WriteUnaligned(Output, (ushort)offset);
            Output += Lz4Token.OffsetBytes;
            *token |= EmitLength(matchLength - Lz4Token.MinMatch);
        }

        /// <summary>Writes a token and literals.</summary>
        /// <returns>The token, whose low nibble is 0.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public byte* EmitLiterals(byte* literals, int length)
        {
            var token = Output++;
            *token = (byte)(EmitLength(length) << Lz4Token.LiteralShift);
            if (length <= VectorBytes && sourceEnd - literals >= VectorBytes)
                WildCopy.Vector(literals, Output);
            else
                Unsafe.CopyBlockUnaligned(Output, literals, (uint)length);
            Output += length;
            return token;
        }

        /// <summary>Writes what of a length does not fit into a nibble, and returns the nibble.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private byte EmitLength(int length)
        {
            if (length < Lz4Token.LongLength)
                return (byte)length;
            var rest = length - Lz4Token.LongLength;
            for (; rest >= byte.MaxValue; rest -= byte.MaxValue)
                *Output++ = byte.MaxValue;
            *Output++ = (byte)rest;
            return Lz4Token.LongLength;
        }
    }
}
