using System.Numerics;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Writes the sequences of a block, with tables of their own where there are enough of them.</summary>
internal sealed unsafe class SequencesWriter
{
    /// <summary>How many bytes the count, the modes and the tables take at most, and what stores reach too far.</summary>
    public const int MaxOverhead = 512;

    // Fewer sequences do not pay for the description of a table.
    private const int MinOwnTable = 64;
    private const int MinAccuracyLog = 6;
    private const int MaxSequenceBytes = 16;
    private const int LongLiteralSymbol = 19;
    private const int LongMatchSymbol = 36;

    private static readonly byte[] ShortLiteralSymbols = FindSymbols<LiteralLengthCode>(64);
    private static readonly byte[] ShortMatchSymbols = FindSymbols<MatchLengthCode>(128);

    private readonly CodeEncoder<LiteralLengthCode> _literalLengths = new();
    private readonly CodeEncoder<OffsetCode> _offsets = new();
    private readonly CodeEncoder<MatchLengthCode> _matchLengths = new();

    /// <summary>Writes the section.</summary>
    /// <param name="store">The sequences.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="limit">Up to where it may go; <see cref="MaxOverhead"/> bytes more are writable.</param>
    /// <returns>The end of the section, or null if it does not fit.</returns>
    public byte* TryWrite(SequenceStore store, byte* target, byte* limit)
    {
        if (target >= limit)
            return null;
        target = WriteCount(store.Count, target);
        if (store.Count == 0)
            return target;
        CountSymbols(store);
        var modes = target++;
        target = _literalLengths.Write(store.Count, target);
        target = _offsets.Write(store.Count, target);
        target = _matchLengths.Write(store.Count, target);
        *modes = (byte)(((int)_literalLengths.Mode << 6) | ((int)_offsets.Mode << 4) | ((int)_matchLengths.Mode << 2));
        return TryWriteBits(store, new BitWriter(target), limit);
    }

    private static byte* WriteCount(int count, byte* target)
    {
        if (count < ZstdFormat.MediumSequenceCount)
        {
            *target++ = (byte)count;
        }
        else if (count < ZstdFormat.LongSequenceBase)
        {
            *target++ = (byte)((count >> 8) + ZstdFormat.MediumSequenceCount);
            *target++ = (byte)count;
        }
        else
        {
            *target++ = ZstdFormat.LongSequenceCount;
            *target++ = (byte)(count - ZstdFormat.LongSequenceBase);
            *target++ = (byte)((count - ZstdFormat.LongSequenceBase) >> 8);
        }

        return target;
    }

    // Behind the tables, symbols are as far apart as powers of two.
    private static int LiteralSymbol(int length) =>
        length < ShortLiteralSymbols.Length ? ShortLiteralSymbols[length] : BitOperations.Log2((uint)length) + LongLiteralSymbol;

    private static int MatchSymbol(int length)
    {
        var value = length - (int)MatchLengthCode.Baseline(0);
        return value < ShortMatchSymbols.Length ? ShortMatchSymbols[value] : BitOperations.Log2((uint)value) + LongMatchSymbol;
    }

    private static byte[] FindSymbols<TCode>(int count)
        where TCode : struct, IFseCode
    {
        var symbols = new byte[count];
        var symbol = 0;
        for (var i = 0; i < count; i++)
        {
            while (TCode.Baseline(symbol + 1) <= TCode.Baseline(0) + i)
                symbol++;
            symbols[i] = (byte)symbol;
        }

        return symbols;
    }

    private void CountSymbols(SequenceStore store)
    {
        _literalLengths.Clear();
        _offsets.Clear();
        _matchLengths.Clear();
        for (var i = 0; i < store.Count; i++)
        {
            ref var sequence = ref store.Sequences[i];
            _literalLengths.Counts[LiteralSymbol(sequence.LiteralLength)]++;
            _offsets.Counts[sequence.OffsetSymbol]++;
            _matchLengths.Counts[MatchSymbol(sequence.MatchLength)]++;
        }
    }

    // From the last sequence to the first; within one in the reverse of the order in which SequencesSection reads.
    private byte* TryWriteBits(SequenceStore store, BitWriter writer, byte* limit)
    {
        var literalEncoder = _literalLengths.Encoder;
        var offsetEncoder = _offsets.Encoder;
        var matchEncoder = _matchLengths.Encoder;
        uint literalState = 0;
        uint offsetState = 0;
        uint matchState = 0;
        for (var i = store.Count - 1; i >= 0; i--)
        {
            if (writer.Position > limit - MaxSequenceBytes)
                return null;
            ref var sequence = ref store.Sequences[i];
            var literalSymbol = LiteralSymbol(sequence.LiteralLength);
            var offsetSymbol = sequence.OffsetSymbol;
            var matchSymbol = MatchSymbol(sequence.MatchLength);
            if (i == store.Count - 1)
            {
                literalState = literalEncoder.Start(literalSymbol);
                offsetState = offsetEncoder.Start(offsetSymbol);
                matchState = matchEncoder.Start(matchSymbol);
            }
            else
            {
                offsetEncoder.Encode(ref offsetState, offsetSymbol, ref writer);
                matchEncoder.Encode(ref matchState, matchSymbol, ref writer);
                literalEncoder.Encode(ref literalState, literalSymbol, ref writer);
                writer.Flush();
            }

            writer.Add((uint)sequence.LiteralLength - LiteralLengthCode.Baseline(literalSymbol), LiteralLengthCode.ExtraBits(literalSymbol));
            writer.Add((uint)sequence.MatchLength - MatchLengthCode.Baseline(matchSymbol), MatchLengthCode.ExtraBits(matchSymbol));
            writer.Add((uint)sequence.OffsetNumber - (1U << offsetSymbol), offsetSymbol);
            writer.Flush();
        }

        matchEncoder.Finish(matchState, ref writer);
        offsetEncoder.Finish(offsetState, ref writer);
        literalEncoder.Finish(literalState, ref writer);
        return writer.Close();
    }

    /// <summary>One of the three codes of a block.</summary>
    private sealed class CodeEncoder<TCode>
        where TCode : struct, IFseCode
    {
        private readonly int[] _counts = new int[TCode.MaxSymbol + 1];
        private readonly FseEncoder _own = new();
        private readonly FseEncoder _predefined = new();

        public CodeEncoder() => _predefined.Build(FseDistribution.Create(TCode.DefaultCounts, TCode.DefaultAccuracyLog));

        public Span<int> Counts => _counts;

        public SequenceMode Mode { get; private set; }

        public FseEncoder Encoder => Mode == SequenceMode.Predefined ? _predefined : _own;

        public void Clear() => Array.Clear(_counts);

        /// <summary>Chooses a table for the counts and writes its description.</summary>
        public byte* Write(int total, byte* target)
        {
            var symbol = _counts.AsSpan().IndexOfAnyExcept(0);
            if (_counts[symbol] == total)
            {
                Mode = SequenceMode.Repeated;
                _own.BuildRepeated(symbol);
                *target++ = (byte)symbol;
            }
            else if (total < MinOwnTable)
            {
                Mode = SequenceMode.Predefined;
            }
            else
            {
                Mode = SequenceMode.Compressed;
                var accuracyLog = Math.Clamp(BitOperations.Log2((uint)total) - 1, MinAccuracyLog, TCode.MaxAccuracyLog);
                var distribution = FseDistribution.Normalize(_counts, total, accuracyLog);
                _own.Build(distribution);
                target = distribution.Write(target);
            }

            return target;
        }
    }
}
