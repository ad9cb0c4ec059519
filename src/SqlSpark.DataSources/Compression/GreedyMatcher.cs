using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression;

/// <summary>Takes the sequences that <see cref="GreedyMatcher"/> finds: literals, then a match.</summary>
internal unsafe interface ISequenceSink
{
    /// <summary>How far back a match may start, in bytes.</summary>
    static abstract int MaxOffset { get; }

    /// <summary>Takes one sequence.</summary>
    /// <param name="literals">Bytes of the source.</param>
    /// <param name="literalLength">How many, 0 or more.</param>
    /// <param name="offset">How far before the end of the literals the match starts, from 1 to <see cref="MaxOffset"/>.</param>
    /// <param name="matchLength">How long it is, at least <see cref="GreedyMatcher.MinMatch"/>; it may reach into itself.</param>
    void Emit(byte* literals, int literalLength, int offset, int matchLength);
}

/// <summary>
/// Finds repetitions by a hash table of the last place of every four bytes, takes the first match it sees, and moves on faster
/// the longer it sees none. One search serves Snappy, LZ4 and Zstandard.
/// </summary>
internal static unsafe class GreedyMatcher
{
    /// <summary>The shortest match, in bytes.</summary>
    public const int MinMatch = 4;

    // LZ4's rules for the end of a block, kept for all formats: they also keep the loads of the search inside the source.
    private const int LastMatchStart = 12;
    private const int LastLiterals = 5;

    private const int SkipShift = 5;
    private const uint HashFactor = 2654435761;

    /// <summary>Gives the sequences of a part of the source to a sink. Matches start anywhere before, in parts that were searched.</summary>
    /// <param name="source">All of the source.</param>
    /// <param name="start">Where the part starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="table">Scratch, handed on from part to part; cleared at the first one.</param>
    /// <param name="sink">Takes the sequences in order.</param>
    /// <returns>Where the literals after the last match start.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FindMatches<TSink>(byte* source, int start, int end, MatchTable table, ref TSink sink)
        where TSink : struct, ISequenceSink
    {
        if (end - start <= LastMatchStart)
            return start;
        var entries = table.Entries;
        var hashShift = 32 - table.Bits;
        var lastStart = end - LastMatchStart;
        var anchor = start;
        var position = Math.Max(start, 1);
        while (true)
        {
            int candidate;
            for (var attempts = 1 << SkipShift; ; position += attempts++ >> SkipShift)
            {
                if (position > lastStart)
                    return anchor;
                var value = Unsafe.ReadUnaligned<uint>(source + position);
                ref var slot = ref entries[(value * HashFactor) >> hashShift];
                candidate = (int)slot;
                slot = (uint)position;
                if (Unsafe.ReadUnaligned<uint>(source + candidate) == value && position - candidate <= TSink.MaxOffset)
                    break;
            }

            while (position > anchor && candidate > 0 && source[position - 1] == source[candidate - 1])
            {
                position--;
                candidate--;
            }

            var matchLength = MinMatch + CommonLength(
                source + position + MinMatch, source + candidate + MinMatch, source + end - LastLiterals);
            sink.Emit(source + anchor, position - anchor, position - candidate, matchLength);
            position += matchLength;
            anchor = position;
            if (position > lastStart)
                return anchor;
            var inside = Unsafe.ReadUnaligned<uint>(source + position - 2);
            entries[(inside * HashFactor) >> hashShift] = (uint)(position - 2);
        }
    }

    /// <summary>How many bytes at two places are equal, up to the end of the later one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CommonLength(byte* later, byte* earlier, byte* laterEnd)
    {
        var start = later;
        while (later <= laterEnd - sizeof(ulong))
        {
            var difference = Unsafe.ReadUnaligned<ulong>(later) ^ Unsafe.ReadUnaligned<ulong>(earlier);
            if (difference != 0)
                return (int)(later - start) + (BitOperations.TrailingZeroCount(difference) >> 3);
            later += sizeof(ulong);
            earlier += sizeof(ulong);
        }

        while (later < laterEnd && *later == *earlier)
        {
            later++;
            earlier++;
        }

        return (int)(later - start);
    }
}
