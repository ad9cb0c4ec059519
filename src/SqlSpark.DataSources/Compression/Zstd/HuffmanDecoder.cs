using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Decodes literals by a <see cref="HuffmanTable"/>, from one bit stream or from four at once.</summary>
internal static unsafe class HuffmanDecoder
{
    private const int JumpTableBytes = 6;
    private const int StreamCount = 4;

    // What one load of 57 bits is good for, and how far it may move a stream on: 55 bits after an unaligned 7.
    private const int SymbolsPerLoad = 5;
    private const int BytesPerLoad = 7;

    /// <summary>Decodes the stream that fills <paramref name="part"/>.</summary>
    /// <param name="part">The stream.</param>
    /// <param name="table">The code.</param>
    /// <param name="bits">How many bits index the table.</param>
    /// <param name="target">Where the literals go.</param>
    /// <param name="count">How many there are.</param>
    public static void DecodeOne(ByteCursor part, ushort* table, int bits, byte* target, int count)
    {
        var stream = new ReverseBits(part);
        if (!TryDecode(stream, table, bits, target, target + count))
            ZstdErrors.ThrowBadBits(part.Offset);
    }

    /// <summary>Decodes four streams behind the table of their lengths; each has a quarter of the literals.</summary>
    public static void DecodeFour(ByteCursor part, ushort* table, int bits, byte* target, int count)
    {
        var offset = part.Offset;
        var lengths = part.TakePart(JumpTableBytes);
        var part0 = part.TakePart((long)lengths.ReadNumber(sizeof(ushort)));
        var part1 = part.TakePart((long)lengths.ReadNumber(sizeof(ushort)));
        var part2 = part.TakePart((long)lengths.ReadNumber(sizeof(ushort)));
        var quarter = (count + StreamCount - 1) / StreamCount;
        if (quarter * (StreamCount - 1) > count)
            ZstdErrors.ThrowBadBits(offset);
        var lane0 = new Lane(part0, target, target + quarter);
        var lane1 = new Lane(part1, lane0.End, lane0.End + quarter);
        var lane2 = new Lane(part2, lane1.End, lane1.End + quarter);
        var lane3 = new Lane(part, lane2.End, target + count);
        DecodeFast(ref lane0, ref lane1, ref lane2, ref lane3, table, bits);
        if (!lane0.TryFinish(table, bits) || !lane1.TryFinish(table, bits) || !lane2.TryFinish(table, bits) || !lane3.TryFinish(table, bits))
            ZstdErrors.ThrowBadBits(offset);
    }

    /// <summary>Decodes as long as all four streams have whole words to load and whole groups of literals to write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DecodeFast(ref Lane lane0, ref Lane lane1, ref Lane lane2, ref Lane lane3, ushort* table, int bits)
    {
        var shift = 64 - bits;
        var input0 = lane0.Input;
        var input1 = lane1.Input;
        var input2 = lane2.Input;
        var input3 = lane3.Input;
        var word0 = lane0.Word;
        var word1 = lane1.Word;
        var word2 = lane2.Word;
        var word3 = lane3.Word;
        var output0 = lane0.Output;
        var output1 = lane1.Output;
        var output2 = lane2.Output;
        var output3 = lane3.Output;
        while (true)
        {
            // The last stream has the fewest literals.
            var rounds = Math.Min(
                Math.Min(Math.Min(input0 - lane0.Start, input1 - lane1.Start), Math.Min(input2 - lane2.Start, input3 - lane3.Start)) / BytesPerLoad,
                (lane3.End - output3) / SymbolsPerLoad);
            if (rounds <= 0)
                break;
            for (; rounds > 0; rounds--)
            {
                for (var i = 0; i < SymbolsPerLoad; i++)
                {
                    uint entry0 = table[word0 >> shift];
                    uint entry1 = table[word1 >> shift];
                    uint entry2 = table[word2 >> shift];
                    uint entry3 = table[word3 >> shift];
                    word0 <<= (int)entry0;
                    word1 <<= (int)entry1;
                    word2 <<= (int)entry2;
                    word3 <<= (int)entry3;
                    output0[i] = (byte)(entry0 >> 8);
                    output1[i] = (byte)(entry1 >> 8);
                    output2[i] = (byte)(entry2 >> 8);
                    output3[i] = (byte)(entry3 >> 8);
                }

                output0 += SymbolsPerLoad;
                output1 += SymbolsPerLoad;
                output2 += SymbolsPerLoad;
                output3 += SymbolsPerLoad;
                Lane.Reload(ref input0, ref word0);
                Lane.Reload(ref input1, ref word1);
                Lane.Reload(ref input2, ref word2);
                Lane.Reload(ref input3, ref word3);
            }
        }

        lane0.Set(input0, word0, output0);
        lane1.Set(input1, word1, output1);
        lane2.Set(input2, word2, output2);
        lane3.Set(input3, word3, output3);
    }

    /// <summary>Decodes up to the end of the literals.</summary>
    /// <returns>Whether the stream ends there too.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryDecode(ReverseBits stream, ushort* table, int bits, byte* output, byte* end)
    {
        var shift = 64 - bits;
        while (end - output >= SymbolsPerLoad && stream.Remaining >= SymbolsPerLoad * HuffmanTable.MaxBits)
        {
            var word = stream.Load();
            for (var i = 0; i < SymbolsPerLoad; i++)
            {
                var entry = table[word >> shift];
                word <<= entry;
                stream.Remaining -= (byte)entry;
                *output++ = (byte)(entry >> 8);
            }
        }

        while (output < end && stream.Remaining > 0)
        {
            var entry = table[stream.Load() >> shift];
            stream.Remaining -= (byte)entry;
            *output++ = (byte)(entry >> 8);
        }

        return output == end && stream.Remaining == 0;
    }

    /// <summary>
    /// One of the four streams. The word's bits are consumed from the top; its lowest bit is set when loaded, so that the zeros below
    /// the lowest set bit count what was consumed.
    /// </summary>
    private ref struct Lane
    {
        public readonly byte* Start;
        public readonly byte* End;
        public byte* Input;
        public byte* Output;
        public ulong Word;

        public Lane(ByteCursor part, byte* output, byte* end)
        {
            var stream = new ReverseBits(part);
            Start = part.Position;
            Input = part.End - sizeof(ulong);
            Word = (Unsafe.ReadUnaligned<ulong>(Input) | 1) << (int)((part.Remaining * 8) - stream.Remaining);
            Output = output;
            End = end;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Reload(ref byte* input, ref ulong word)
        {
            var consumed = BitOperations.TrailingZeroCount(word);
            input -= consumed >> 3;
            word = (Unsafe.ReadUnaligned<ulong>(input) | 1) << (consumed & 7);
        }

        public void Set(byte* input, ulong word, byte* output)
        {
            Input = input;
            Word = word;
            Output = output;
        }

        public readonly bool TryFinish(ushort* table, int bits)
        {
            var remaining = ((Input - Start + sizeof(ulong)) * 8) - BitOperations.TrailingZeroCount(Word);
            return TryDecode(new ReverseBits(Start, remaining), table, bits, Output, End);
        }
    }
}
