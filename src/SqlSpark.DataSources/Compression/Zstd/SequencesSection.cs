using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>The sequences of a block: read, and carried out at once.</summary>
/// <remarks>RFC 8878, 3.1.1.3.2 and 3.1.1.4.</remarks>
internal static unsafe class SequencesSection
{
    // More than a copy of whole vectors may write behind the last byte of literals and match.
    private const int TargetMargin = 2 * WildCopy.MaxOverrun;
    private const int ShortLiterals = 16;

    // Three codes' states at most; the bits of a load that is left with fewer cannot serve them.
    private const int MaxStateBits = 9 + 9 + 8;

    /// <summary>Decodes a block whose literals were read.</summary>
    /// <param name="cursor">The rest of the block.</param>
    /// <param name="literals">Its literals.</param>
    /// <param name="scratch">Keeps tables from block to block.</param>
    /// <param name="offsets">The offsets for repetition.</param>
    /// <param name="target">Where the content goes; the position is advanced.</param>
    public static void Decode(
        ref ByteCursor cursor, scoped LiteralsSection literals, ZstdScratch scratch, ref RepeatOffsets offsets, ref ZstdTarget target)
    {
        var count = ReadCount(ref cursor);
        var literal = literals.Start;
        var literalsEnd = literals.Start + literals.Count;
        if (count > 0)
        {
            ReadTables(ref cursor, scratch);
            var offset = cursor.Offset;
            if (!TryRun(new ReverseBits(cursor), count, scratch, ref literal, literalsEnd, ref offsets, ref target))
                ZstdErrors.ThrowBadBits(offset);
        }
        else if (cursor.Remaining > 0)
        {
            ZstdErrors.ThrowBadBits(cursor.Offset);
        }

        target.Append(literal, literalsEnd - literal, cursor.Offset);
    }

    private static int ReadCount(ref ByteCursor cursor)
    {
        int first = cursor.ReadByte();
        return first switch
        {
            < ZstdFormat.MediumSequenceCount => first,
            < ZstdFormat.LongSequenceCount => ((first - ZstdFormat.MediumSequenceCount) << 8) + cursor.ReadByte(),
            _ => (int)cursor.ReadNumber(2) + ZstdFormat.LongSequenceBase,
        };
    }

    private static void ReadTables(ref ByteCursor cursor, ZstdScratch scratch)
    {
        var modes = cursor.ReadByte();
        if ((modes & 3) != 0)
            ZstdErrors.ThrowUnknown("modes of sequences", cursor.Offset);
        scratch.LiteralLengths.Read<LiteralLengthCode>((SequenceMode)(modes >> 6), ref cursor);
        scratch.Offsets.Read<OffsetCode>((SequenceMode)((modes >> 4) & 3), ref cursor);
        scratch.MatchLengths.Read<MatchLengthCode>((SequenceMode)((modes >> 2) & 3), ref cursor);
    }

    /// <summary>Decodes and carries out all sequences.</summary>
    /// <returns>Whether the stream of bits ended with the last one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryRun(
        ReverseBits bits, int count, ZstdScratch scratch, ref byte* literalsStart, byte* literalsEnd, ref RepeatOffsets offsets, ref ZstdTarget target)
    {
        var literalLengths = scratch.LiteralLengths.Entries;
        var matchLengths = scratch.MatchLengths.Entries;
        var offsetTable = scratch.Offsets.Entries;
        var literalState = bits.Read(scratch.LiteralLengths.AccuracyLog);
        var offsetState = bits.Read(scratch.Offsets.AccuracyLog);
        var matchState = bits.Read(scratch.MatchLengths.AccuracyLog);
        if (bits.Remaining < 0)
            return false;
        var bitsStart = bits.Start;
        var remaining = bits.Remaining;
        var literal = literalsStart;
        var output = target.Position;
        var outputStart = target.Start;
        var outputEnd = target.End;
        var outputLimit = target.CapacityEnd - TargetMargin;
        nint offset1 = offsets.First;
        nint offset2 = offsets.Second;
        nint offset3 = offsets.Third;
        while (true)
        {
            var literalEntry = literalLengths[literalState];
            var matchEntry = matchLengths[matchState];
            var offsetEntry = offsetTable[offsetState];
            var offsetBits = FseTable.ExtraBits(offsetEntry);
            var matchBits = FseTable.ExtraBits(matchEntry);
            var literalBits = FseTable.ExtraBits(literalEntry);
            var word = ReverseBits.Load(bitsStart, remaining);
            nint offset = (nint)((long)FseTable.Baseline(offsetEntry) + ReverseBits.Top(word, offsetBits));
            word <<= offsetBits;
            var used = offsetBits + matchBits + literalBits;
            remaining -= used;
            if (used > ReverseBits.LoadBits)
                word = LoadIfAny(bitsStart, remaining + matchBits + literalBits);
            var matchLength = (nint)(FseTable.Baseline(matchEntry) + ReverseBits.Top(word, matchBits));
            word <<= matchBits;
            var literalLength = (nint)(FseTable.Baseline(literalEntry) + ReverseBits.Top(word, literalBits));
            word <<= literalBits;
            if (offsetBits > OffsetCode.MaxRepeatSymbol)
            {
                offset3 = offset2;
                offset2 = offset1;
                offset1 = offset;
            }
            else
            {
                // Without literals the last offset would only make the match before longer, so the numbers stand for others.
                var index = offset - (literalLength > 0 ? 1 : 0);
                offset = index switch
                {
                    0 => offset1,
                    1 => offset2,
                    2 => offset3,
                    _ => offset1 - 1,
                };
                if (index > 0)
                {
                    offset3 = index == 1 ? offset3 : offset2;
                    offset2 = offset1;
                    offset1 = offset;
                }
            }

            count--;
            if (count > 0)
            {
                if (used > ReverseBits.LoadBits - MaxStateBits)
                {
                    if (remaining < 0)
                        return false;
                    word = ReverseBits.Load(bitsStart, remaining);
                }

                var literalStateBits = FseTable.StateBits(literalEntry);
                var matchStateBits = FseTable.StateBits(matchEntry);
                var offsetStateBits = FseTable.StateBits(offsetEntry);
                literalState = FseTable.NextState(literalEntry) + ReverseBits.Top(word, literalStateBits);
                word <<= literalStateBits;
                matchState = FseTable.NextState(matchEntry) + ReverseBits.Top(word, matchStateBits);
                word <<= matchStateBits;
                offsetState = FseTable.NextState(offsetEntry) + ReverseBits.Top(word, offsetStateBits);
                remaining -= literalStateBits + matchStateBits + offsetStateBits;
            }

            if (remaining < 0)
                return false;
            if (literalLength > literalsEnd - literal || literalLength + matchLength > outputEnd - output
                || (nuint)(offset - 1) >= (nuint)(output + literalLength - outputStart))
                target.ThrowBadSequence();
            if (literalLength + matchLength <= outputLimit - output)
            {
                WildCopy.Vector(literal, output);
                if (literalLength > ShortLiterals)
                    WildCopy.Forward(literal + ShortLiterals, output + ShortLiterals, literalLength - ShortLiterals);
                output += literalLength;
                literal += literalLength;
                WildCopy.Match(output, offset, matchLength);
                output += matchLength;
            }
            else
            {
                CopyExactly(output, literal, literalLength, offset, matchLength);
                literal += literalLength;
                output += literalLength + matchLength;
            }

            if (count == 0)
                break;
        }

        literalsStart = literal;
        target.Position = output;
        offsets = new RepeatOffsets(offset1, offset2, offset3);
        return remaining == 0;
    }

    // The offset's bits are done with; the others of the sequence are counted as read already.
    private static ulong LoadIfAny(byte* start, long remaining) => remaining > 0 ? ReverseBits.Load(start, remaining) : 0;

    private static void CopyExactly(byte* output, byte* literal, nint literalLength, nint offset, nint matchLength)
    {
        Unsafe.CopyBlockUnaligned(output, literal, (uint)literalLength);
        output += literalLength;
        for (var end = output + matchLength; output < end; output++)
            *output = *(output - offset);
    }
}
