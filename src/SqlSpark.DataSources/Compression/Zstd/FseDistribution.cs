using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>The probabilities of symbols in an FSE code, in units of 2^-<see cref="AccuracyLog"/>; -1 stands for less than one unit.</summary>
/// <remarks>RFC 8878, 4.1.1.</remarks>
internal unsafe ref struct FseDistribution
{
    /// <summary>The most symbols a distribution has.</summary>
    public const int MaxSymbols = 256;

    private const int MinAccuracyLog = 5;
    private const int RepeatFlagBits = 2;
    private const int MaxRepeat = 3;

    private Buffer _counts;

    /// <summary>The table has 2^this states.</summary>
    public int AccuracyLog { get; private set; }

    /// <summary>How many symbols there are.</summary>
    public int SymbolCount { get; private set; }

    /// <summary>The probability of a symbol.</summary>
    public readonly short this[int symbol] => _counts[symbol];

    /// <summary>A distribution known beforehand.</summary>
    public static FseDistribution Create(ReadOnlySpan<sbyte> counts, int accuracyLog)
    {
        var distribution = new FseDistribution { AccuracyLog = accuracyLog, SymbolCount = counts.Length };
        for (var i = 0; i < counts.Length; i++)
            distribution._counts[i] = counts[i];
        return distribution;
    }

    /// <summary>Approximates counts of symbols; every symbol that occurs has at least one unit.</summary>
    /// <param name="counts">How often each symbol occurs; at least two do, and no more than there are units.</param>
    /// <param name="total">How often all do together.</param>
    /// <param name="accuracyLog">The units, as a power of two.</param>
    public static FseDistribution Normalize(ReadOnlySpan<int> counts, int total, int accuracyLog)
    {
        var distribution = new FseDistribution { AccuracyLog = accuracyLog };
        var rest = 1 << accuracyLog;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] == 0)
                continue;
            distribution._counts[symbol] = (short)Math.Max(1, (int)(((long)counts[symbol] << accuracyLog) / total));
            distribution.SymbolCount = symbol + 1;
            rest -= distribution._counts[symbol];
        }

        // The largest ones feel a unit more or less the least.
        for (; rest != 0; rest -= Math.Sign(rest))
            distribution._counts[distribution.LargestSymbol()] += (short)Math.Sign(rest);
        return distribution;
    }

    /// <summary>Reads a distribution and passes over it.</summary>
    /// <param name="cursor">Where it starts.</param>
    /// <param name="maxAccuracyLog">The largest <see cref="AccuracyLog"/> allowed.</param>
    /// <param name="maxSymbol">The largest symbol allowed.</param>
    public static FseDistribution Read(ref ByteCursor cursor, int maxAccuracyLog, int maxSymbol)
    {
        var distribution = default(FseDistribution);
        distribution.ReadCounts(ref cursor, maxAccuracyLog, maxSymbol);
        return distribution;
    }

    /// <summary>Writes the distribution as <see cref="Read"/> expects it.</summary>
    /// <returns>The end of what was written.</returns>
    public readonly byte* Write(byte* target)
    {
        var writer = new BitWriter(target);
        writer.Add((uint)(AccuracyLog - MinAccuracyLog), 4);
        var remaining = 1 << AccuracyLog;
        for (var symbol = 0; remaining > 0; symbol++)
        {
            WriteProbability(ref writer, _counts[symbol], remaining);
            remaining -= Math.Abs(_counts[symbol]);
            if (_counts[symbol] == 0)
                symbol += WriteZeros(ref writer, symbol + 1);
            writer.Flush();
        }

        return writer.Fill();
    }

    private static void WriteProbability(ref BitWriter writer, int probability, int remaining)
    {
        var value = probability + 1;
        var width = BitOperations.Log2((uint)remaining + 1) + 1;
        var lowerMask = (1 << (width - 1)) - 1;
        var threshold = (1 << width) - 1 - (remaining + 1);
        if (value < threshold)
            writer.Add((uint)value, width - 1);
        else
            writer.Add((uint)(value > lowerMask ? value + threshold : value), width);
    }

    private readonly int LargestSymbol()
    {
        var largest = 0;
        for (var symbol = 1; symbol < SymbolCount; symbol++)
        {
            if (_counts[symbol] > _counts[largest])
                largest = symbol;
        }

        return largest;
    }

    /// <summary>Writes how many zeros follow a zero.</summary>
    private readonly int WriteZeros(ref BitWriter writer, int symbol)
    {
        var zeros = 0;
        while (_counts[symbol + zeros] == 0)
            zeros++;
        var rest = zeros;
        for (; rest >= MaxRepeat; rest -= MaxRepeat)
        {
            writer.Add(MaxRepeat, RepeatFlagBits);
            writer.Flush();
        }

        writer.Add((uint)rest, RepeatFlagBits);
        return zeros;
    }

    private void ReadCounts(ref ByteCursor cursor, int maxAccuracyLog, int maxSymbol)
    {
        var bits = new ForwardBits(cursor.Position, cursor.Remaining);
        AccuracyLog = (int)bits.Read(4) + MinAccuracyLog;
        if (AccuracyLog > maxAccuracyLog)
            ZstdErrors.ThrowBadTable(cursor.Offset);
        var remaining = 1 << AccuracyLog;
        while (remaining > 0)
        {
            if (SymbolCount > maxSymbol)
                ZstdErrors.ThrowBadTable(cursor.Offset);
            var probability = ReadProbability(ref bits, remaining);
            remaining -= Math.Abs(probability);
            _counts[SymbolCount++] = (short)probability;
            if (probability == 0)
                SkipZeros(ref bits, maxSymbol, cursor.Offset);
        }

        if (remaining < 0)
            ZstdErrors.ThrowBadTable(cursor.Offset);
        cursor.Take((bits.Position + 7) / 8);
    }

    // Values from 0 to remaining + 1 take one bit less while they are small.
    private static int ReadProbability(ref ForwardBits bits, int remaining)
    {
        var width = BitOperations.Log2((uint)remaining + 1) + 1;
        var value = (int)bits.Peek(width);
        var lowerMask = (1 << (width - 1)) - 1;
        var threshold = (1 << width) - 1 - (remaining + 1);
        if ((value & lowerMask) < threshold)
        {
            bits.Position += width - 1;
            value &= lowerMask;
        }
        else
        {
            bits.Position += width;
            if (value > lowerMask)
                value -= threshold;
        }

        return value - 1;
    }

    private void SkipZeros(ref ForwardBits bits, int maxSymbol, long offset)
    {
        uint repeat;
        do
        {
            repeat = bits.Read(RepeatFlagBits);
            if (SymbolCount + repeat > maxSymbol + 1)
                ZstdErrors.ThrowBadTable(offset);
            SymbolCount += (int)repeat;
        }
        while (repeat == MaxRepeat);
    }

    [InlineArray(MaxSymbols)]
    private struct Buffer
    {
        private short _first;
    }

    /// <summary>Reads bits from the lowest of the first byte on; those behind the end are 0.</summary>
    private struct ForwardBits(byte* start, long byteLength)
    {
        public long Position { get; set; }

        public readonly uint Peek(int count)
        {
            var value = 0UL;
            for (var i = 0; i < 4; i++)
            {
                var at = (Position >> 3) + i;
                if (at < byteLength)
                    value |= (ulong)start[at] << (8 * i);
            }

            return (uint)((value >> (int)(Position & 7)) & ((1UL << count) - 1));
        }

        public uint Read(int count)
        {
            var value = Peek(count);
            Position += count;
            return value;
        }
    }
}
