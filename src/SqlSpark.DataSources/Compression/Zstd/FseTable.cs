using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>
/// The states of an FSE decoder. Each tells its symbol and the next state: <see cref="NextState"/> plus as many bits of the stream as <see cref="StateBits"/>
/// says. For sequences the symbol is resolved: <see cref="Baseline"/> plus <see cref="ExtraBits"/> bits of the stream.
/// </summary>
/// <remarks>RFC 8878, 4.1. Entries are words, so that a state costs one load.</remarks>
internal static unsafe class FseTable
{
    private const int NextStateShift = 32;
    private const int StateBitsShift = 48;
    private const int ExtraBitsShift = 56;

    /// <summary>Makes an entry.</summary>
    public static ulong Entry(uint baseline, int nextState, int stateBits, int extraBits) =>
        baseline | ((ulong)nextState << NextStateShift) | ((ulong)stateBits << StateBitsShift) | ((ulong)extraBits << ExtraBitsShift);

    /// <summary>The value of a state's symbol without its extra bits, or the symbol itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Baseline(ulong entry) => (uint)entry;

    /// <summary>The lowest of the states that may follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NextState(ulong entry) => (ushort)(entry >> NextStateShift);

    /// <summary>How many bits choose among the states that may follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StateBits(ulong entry) => (byte)(entry >> StateBitsShift);

    /// <summary>How many bits belong to the value of the symbol.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ExtraBits(ulong entry) => (int)(entry >> ExtraBitsShift);

    /// <summary>Fills a table.</summary>
    /// <param name="table">2^<see cref="FseDistribution.AccuracyLog"/> entries.</param>
    /// <param name="distribution">Whose probabilities add up to that number.</param>
    /// <typeparam name="TCode">What symbols stand for.</typeparam>
    public static void Build<TCode>(ulong* table, in FseDistribution distribution)
        where TCode : struct, IFseCode
    {
        var size = 1 << distribution.AccuracyLog;
        var nextOf = stackalloc ushort[FseDistribution.MaxSymbols];
        Spread(table, distribution, nextOf);
        for (var state = 0; state < size; state++)
        {
            var symbol = (int)table[state];
            var next = nextOf[symbol]++;
            var stateBits = distribution.AccuracyLog - BitOperations.Log2(next);
            table[state] = Entry(TCode.Baseline(symbol), (next << stateBits) - size, stateBits, TCode.ExtraBits(symbol));
        }
    }

    /// <summary>Puts symbols into the states: those of less than one unit at the end, the others scattered.</summary>
    /// <param name="table">Gets the symbol of each state.</param>
    /// <param name="distribution">The probabilities.</param>
    /// <param name="nextOf">Gets how many states each symbol has.</param>
    public static void Spread(ulong* table, in FseDistribution distribution, ushort* nextOf)
    {
        var size = 1 << distribution.AccuracyLog;
        var high = size;
        for (var symbol = 0; symbol < distribution.SymbolCount; symbol++)
        {
            nextOf[symbol] = (ushort)Math.Abs(distribution[symbol]);
            if (distribution[symbol] < 0)
                table[--high] = (uint)symbol;
        }

        var step = (size >> 1) + (size >> 3) + 3;
        var position = 0;
        for (var symbol = 0; symbol < distribution.SymbolCount; symbol++)
        {
            for (var i = 0; i < distribution[symbol]; i++)
            {
                table[position] = (uint)symbol;
                do
                    position = (position + step) & (size - 1);
                while (position >= high);
            }
        }
    }
}
