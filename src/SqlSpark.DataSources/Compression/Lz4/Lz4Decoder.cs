using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>Reads LZ4 blocks.</summary>
/// <remarks>
/// A sequence whose lengths fit into its token, with room around it, takes a handful of whole vectors; others are checked and copied
/// exactly. Both check every length and offset.
/// </remarks>
internal static unsafe class Lz4Decoder
{
    private const int VectorBytes = 16;

    // A short sequence: 14 literals and a match of 18 bytes.
    private const int ShortLiterals = Lz4Token.LongLength - 1;
    private const int SourceMargin = 1 + VectorBytes + Lz4Token.OffsetBytes;
    private const int TargetMargin = ShortLiterals + (2 * VectorBytes);

    /// <summary>Decodes a block of at most <paramref name="byteLength"/> bytes; what follows them in the buffer is slack.</summary>
    /// <returns>How many bytes the block holds.</returns>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength) => Decode(source, buffer, 0, byteLength);

    /// <summary>Decodes a block that may refer to what stands before it.</summary>
    /// <param name="source">The block.</param>
    /// <param name="buffer">What was decoded before, the target, and slack.</param>
    /// <param name="start">Where in the buffer the block is to start.</param>
    /// <param name="end">Where in the buffer it ends at most.</param>
    /// <returns>How many bytes the block holds.</returns>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> buffer, int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)end, (uint)buffer.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)end);
        fixed (byte* input = source)
        fixed (byte* output = buffer)
            return DecodeSequences(input, source.Length, output, start, end, buffer.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int DecodeSequences(byte* source, int sourceLength, byte* buffer, int start, int end, int capacity)
    {
        var input = source;
        var inputEnd = source + sourceLength;
        var output = buffer + start;
        var outputEnd = buffer + end;
        var inputLimit = inputEnd - SourceMargin;
        var outputLimit = buffer + Math.Max(0, Math.Min(end, capacity - TargetMargin));
        while (input < inputEnd)
        {
            uint token = *input++;
            var literalLength = (nint)(token >> Lz4Token.LiteralShift);
            var matchLength = (nint)(token & Lz4Token.LongLength);
            nint offset;
            if (literalLength != Lz4Token.LongLength && input < inputLimit && output < outputLimit)
            {
                WildCopy.Vector(input, output);
                input += literalLength;
                output += literalLength;
                offset = Unsafe.ReadUnaligned<ushort>(input);
                input += Lz4Token.OffsetBytes;
                if ((nuint)(offset - 1) >= (nuint)(output - buffer))
                    ThrowBadMatch(input - source);
                if (matchLength != Lz4Token.LongLength && offset >= VectorBytes)
                {
                    WildCopy.Vector(output - offset, output);
                    WildCopy.Vector(output - offset + VectorBytes, output + VectorBytes);
                    output += matchLength + Lz4Token.MinMatch;
                    continue;
                }

                if (matchLength <= VectorBytes - Lz4Token.MinMatch)
                {
                    WildCopy.Short(output, offset);
                    output += matchLength + Lz4Token.MinMatch;
                    continue;
                }
            }
            else
            {
                if (literalLength == Lz4Token.LongLength)
                {
                    var lengthEnd = FindLengthEnd(input, inputEnd, source);
                    literalLength += LengthBetween(input, lengthEnd);
                    input = lengthEnd;
                }

                if (literalLength > inputEnd - input || literalLength > outputEnd - output)
                    throw new MalformedDataException("Literals of the LZ4 block are longer than the block.", input - source);
                Unsafe.CopyBlockUnaligned(output, input, (uint)literalLength);
                input += literalLength;
                output += literalLength;
                if (input == inputEnd)
                    return (int)(output - buffer) - start;
                if (inputEnd - input < Lz4Token.OffsetBytes)
                    ThrowCutOff(input - source);
                offset = Unsafe.ReadUnaligned<ushort>(input);
                input += Lz4Token.OffsetBytes;
                if ((nuint)(offset - 1) >= (nuint)(output - buffer))
                    ThrowBadMatch(input - source);
            }

            if (matchLength == Lz4Token.LongLength)
            {
                var lengthEnd = FindLengthEnd(input, inputEnd, source);
                matchLength += LengthBetween(input, lengthEnd);
                input = lengthEnd;
            }

            matchLength += Lz4Token.MinMatch;
            if (matchLength > outputEnd - output)
                ThrowBadMatch(input - source);
            if (matchLength <= capacity - (output - buffer) - WildCopy.MaxOverrun)
                WildCopy.Match(output, offset, matchLength);
            else
                CopyExactly(output, offset, matchLength);
            output += matchLength;
        }

        ThrowCutOff(sourceLength);
        return 0;
    }

    private static void CopyExactly(byte* output, nint offset, nint length)
    {
        for (var end = output + length; output < end; output++)
            *output = *(output - offset);
    }

    /// <summary>The end of a length whose bytes start here: the last of them is under 255.</summary>
    private static byte* FindLengthEnd(byte* input, byte* inputEnd, byte* source)
    {
        while (input < inputEnd && *input == byte.MaxValue)
            input++;
        if (input == inputEnd)
            ThrowCutOff(input - source);
        return input + 1;
    }

    // All bytes but the last are 255.
    private static nint LengthBetween(byte* start, byte* end) => ((nint)(end - start - 1) * byte.MaxValue) + end[-1];

    [DoesNotReturn]
    private static void ThrowBadMatch(long byteOffset) =>
        throw new MalformedDataException("A match of the LZ4 block points outside of it.", byteOffset);

    [DoesNotReturn]
    private static void ThrowCutOff(long byteOffset) => throw new MalformedDataException("The LZ4 block is cut off.", byteOffset);
}
