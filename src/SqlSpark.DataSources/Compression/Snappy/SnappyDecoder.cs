using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Snappy;

/// <summary>Reads raw Snappy.</summary>
/// <remarks>
/// The fast loop handles an element with whole vectors while source and buffer have room for that; the careful loop checks
/// every byte and does the end. Both check every length and offset.
/// </remarks>
internal static unsafe class SnappyDecoder
{
    // The longest element that the fast loop reads ahead: a tag and a literal of 64 bytes.
    private const int SourceMargin = 1 + SnappyTag.MaxCopy;

    // A short literal and the copy behind it.
    private const int TargetMargin = VectorBytes + SnappyTag.MaxCopy + WildCopy.MaxOverrun;
    private const int VectorBytes = 16;
    private const int MaxLengthShift = 28;

    /// <summary>Decodes a block; see <see cref="IBlockCodec.Decompress(ReadOnlySpan{byte}, Span{byte}, int)"/>.</summary>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)byteLength, (uint)buffer.Length, nameof(byteLength));
        var start = ReadLength(source, out var declared);
        if (declared != (uint)byteLength)
            throw new MalformedDataException($"The Snappy block holds {declared} bytes instead of {byteLength}.", 0);
        fixed (byte* input = source)
        fixed (byte* output = buffer)
        {
            var state = new State(input, source.Length, output, byteLength) { Input = input + start };
            DecodeFast(ref state, output + Math.Max(0, Math.Min(byteLength, buffer.Length - TargetMargin)));
            DecodeCarefully(ref state);
        }
    }

    /// <summary>How many bytes a block holds, as it says itself.</summary>
    public static uint DecodedLength(ReadOnlySpan<byte> source)
    {
        ReadLength(source, out var length);
        return length;
    }

    private static int ReadLength(ReadOnlySpan<byte> source, out uint length)
    {
        length = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var shift = 7 * i;
            var bits = source[i] & 0x7FU;
            if (shift > MaxLengthShift || (shift == MaxLengthShift && bits > 0xF))
                break;
            length |= bits << shift;
            if (source[i] < 0x80)
                return i + 1;
        }

        throw new MalformedDataException("The Snappy block does not start with a length.", 0);
    }

    /// <summary>Decodes elements that start before <paramref name="outputLimit"/>, as long as the source has room to read ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DecodeFast(ref State state, byte* outputLimit)
    {
        var input = state.Input;
        var output = state.Output;
        var outputStart = state.OutputStart;
        var inputLimit = state.InputEnd - SourceMargin;
        while (input <= inputLimit && output < outputLimit)
        {
            uint tag = *input;
            if ((tag & SnappyTag.KindMask) == SnappyTag.Literal)
            {
                var literalLength = (nint)(tag >> SnappyTag.KindBits) + 1;
                WildCopy.Vector(input + 1, output);
                if (literalLength > VectorBytes)
                {
                    if (literalLength > SnappyTag.MaxShortLiteral)
                    {
                        state.Input = input;
                        state.Output = output;
                        state.DecodeElement();
                        input = state.Input;
                        output = state.Output;
                        continue;
                    }

                    WildCopy.Vector(input + 17, output + 16);
                    WildCopy.Vector(input + 33, output + 32);
                    WildCopy.Vector(input + 49, output + 48);
                    input += 1 + literalLength;
                    output += literalLength;
                    continue;
                }

                // A copy follows as a rule; the margins have room for it.
                input += 1 + literalLength;
                output += literalLength;
                tag = *input;
                if ((tag & SnappyTag.KindMask) == SnappyTag.Literal)
                    continue;
            }

            var kind = tag & SnappyTag.KindMask;

            // The two short forms come in no order that a processor could learn, so no branch tells them apart. The first has the higher
            // bits of the offset in the tag, and 3 bits of length above 4 in place of 6 above 1.
            var isCopy1 = (int)kind & 1;
            nint trailer = Unsafe.ReadUnaligned<ushort>(input + 1);
            var offset = (trailer & (0xFFFF >> (8 * isCopy1))) | ((nint)(tag >> 5 << 8) & -isCopy1);
            var length = (nint)((tag >> SnappyTag.KindBits) & (0x3FU >> (3 * isCopy1))) + 1 + (3 * isCopy1);
            input += kind + 1;
            if (kind == SnappyTag.Copy4)
            {
                offset = (nint)Unsafe.ReadUnaligned<uint>(input - kind);
                length = (nint)(tag >> SnappyTag.KindBits) + 1;
                input++;
            }

            // Zero wraps around to the largest number.
            if ((nuint)(offset - 1) >= (nuint)(output - outputStart))
                ThrowBadCopy(input - state.InputStart);

            // What is written does not depend on the exact length, nor that of short copies on the offset: such branches would be
            // foreseen badly.
            if (length <= VectorBytes)
            {
                WildCopy.Short(output, offset);
            }
            else if (offset >= VectorBytes)
            {
                WildCopy.Vector(output - offset, output);
                WildCopy.Vector(output - offset + 16, output + 16);
                WildCopy.Vector(output - offset + 32, output + 32);
                WildCopy.Vector(output - offset + 48, output + 48);
            }
            else
            {
                WildCopy.Repeat(output, offset, SnappyTag.MaxCopy);
            }

            output += length;
        }

        state.Input = input;
        state.Output = output;
    }

    private static void DecodeCarefully(ref State state)
    {
        while (state.Input < state.InputEnd)
            state.DecodeElement();
        var written = state.Output - state.OutputStart;
        var expected = state.OutputEnd - state.OutputStart;
        if (written != expected)
            throw new MalformedDataException($"The Snappy block holds {written} bytes instead of {expected}.", state.Input - state.InputStart);
    }

    [DoesNotReturn]
    private static void ThrowBadCopy(long byteOffset) =>
        throw new MalformedDataException("A copy of the Snappy block points outside of it.", byteOffset);

    /// <summary>How far a block is decoded.</summary>
    private ref struct State(byte* input, int inputLength, byte* output, int outputLength)
    {
        public readonly byte* InputStart = input;
        public readonly byte* InputEnd = input + inputLength;
        public readonly byte* OutputStart = output;
        public readonly byte* OutputEnd = output + outputLength;
        public byte* Input = input;
        public byte* Output = output;

        /// <summary>Decodes one element and checks everything.</summary>
        public void DecodeElement()
        {
            var tag = *Input++;
            switch (tag & SnappyTag.KindMask)
            {
                case SnappyTag.Literal:
                    var lengthBytes = Math.Max(0, (tag >> SnappyTag.KindBits) + 1 - SnappyTag.MaxShortLiteral);
                    CopyLiteral(1L + (lengthBytes == 0 ? (uint)(tag >> SnappyTag.KindBits) : ReadTrailer(lengthBytes)));
                    break;
                case SnappyTag.Copy1:
                    Copy(((tag >> 2) & 7) + 4, ReadTrailer(1) | (uint)(tag >> 5 << 8));
                    break;
                case SnappyTag.Copy2:
                    Copy((tag >> SnappyTag.KindBits) + 1, ReadTrailer(2));
                    break;
                default:
                    Copy((tag >> SnappyTag.KindBits) + 1, ReadTrailer(4));
                    break;
            }
        }

        private uint ReadTrailer(int byteCount)
        {
            if (InputEnd - Input < byteCount)
                throw new MalformedDataException("The Snappy block is cut off.", InputEnd - InputStart);
            var value = 0U;
            for (var i = 0; i < byteCount; i++)
                value |= (uint)*Input++ << (8 * i);
            return value;
        }

        private void CopyLiteral(long length)
        {
            if (length > InputEnd - Input || length > OutputEnd - Output)
                throw new MalformedDataException("A literal of the Snappy block is longer than the block.", Input - InputStart);
            Unsafe.CopyBlockUnaligned(Output, Input, (uint)length);
            Input += length;
            Output += length;
        }

        private void Copy(int length, uint offset)
        {
            if (offset == 0 || offset > Output - OutputStart || length > OutputEnd - Output)
                ThrowBadCopy(Input - InputStart);
            for (var end = Output + length; Output < end; Output++)
                *Output = *(Output - offset);
        }
    }
}
