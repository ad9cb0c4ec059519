using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Encodes symbols by an FSE distribution: from the last to the first, as decoders go the other way.</summary>
internal sealed class FseEncoder
{
    private const int BitCountShift = 16;

    private readonly ushort[] _states = new ushort[1 << LiteralLengthCode.MaxAccuracyLog];
    private readonly int[] _bitCounts = new int[FseDistribution.MaxSymbols];
    private readonly int[] _stateOffsets = new int[FseDistribution.MaxSymbols];
    private int _accuracyLog;

    /// <summary>Makes the tables of a distribution; without one, of a code with a single symbol that takes no bits.</summary>
    public unsafe void Build(in FseDistribution distribution)
    {
        _accuracyLog = distribution.AccuracyLog;
        var size = 1 << _accuracyLog;
        var symbols = stackalloc ulong[size];
        var starts = stackalloc ushort[FseDistribution.MaxSymbols];
        FseTable.Spread(symbols, distribution, starts);
        var total = 0;
        for (var symbol = 0; symbol < distribution.SymbolCount; symbol++)
        {
            var count = Math.Abs(distribution[symbol]);
            starts[symbol] = (ushort)total;
            if (count == 0)
                continue;

            // States from count << maxBits on give off maxBits bits, lower ones one bit less: one addition and a shift tell which.
            var maxBits = count == 1 ? _accuracyLog : _accuracyLog - BitOperations.Log2((uint)count - 1);
            _bitCounts[symbol] = (maxBits << BitCountShift) - (count << maxBits);
            _stateOffsets[symbol] = total - count;
            total += count;
        }

        for (var state = 0; state < size; state++)
            _states[starts[(int)symbols[state]]++] = (ushort)(size + state);
    }

    /// <summary>Makes the tables of a code with a single symbol, which takes no bits.</summary>
    public void BuildRepeated(int symbol)
    {
        _accuracyLog = 0;
        _states[0] = 1;
        _bitCounts[symbol] = -1;
        _stateOffsets[symbol] = -1;
    }

    /// <summary>The state after the last symbol.</summary>
    public uint Start(int symbol)
    {
        var bitCount = (_bitCounts[symbol] + (1 << (BitCountShift - 1))) >> BitCountShift;
        var value = (bitCount << BitCountShift) - _bitCounts[symbol];
        return _states[(value >> bitCount) + _stateOffsets[symbol]];
    }

    /// <summary>Goes to the symbol before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Encode(ref uint state, int symbol, ref BitWriter writer)
    {
        var bitCount = ((int)state + _bitCounts[symbol]) >> BitCountShift;
        writer.Add(state & ((1U << bitCount) - 1), bitCount);
        state = _states[((int)state >> bitCount) + _stateOffsets[symbol]];
    }

    /// <summary>Writes the state before the first symbol.</summary>
    public void Finish(uint state, ref BitWriter writer) => writer.Add(state & ((1U << _accuracyLog) - 1), _accuracyLog);
}
