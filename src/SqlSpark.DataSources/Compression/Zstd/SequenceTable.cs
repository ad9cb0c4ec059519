namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>One of the three tables of sequences, kept for the blocks that repeat it. RFC 8878, 3.1.1.3.2.1.</summary>
/// <param name="entries">Room for the largest table of its code.</param>
internal sealed unsafe class SequenceTable(ulong* entries)
{
    private const int None = -1;

    /// <summary>The states; see <see cref="FseTable"/>.</summary>
    public ulong* Entries => entries;

    /// <summary>The bits of a first state.</summary>
    public int AccuracyLog { get; private set; } = None;

    private bool IsPredefined { get; set; }

    /// <summary>Forgets the table.</summary>
    public void Reset()
    {
        AccuracyLog = None;
        IsPredefined = false;
    }

    /// <summary>Gets the table of a block and passes over its description.</summary>
    public void Read<TCode>(SequenceMode mode, ref ByteCursor cursor)
        where TCode : struct, IFseCode
    {
        switch (mode)
        {
            case SequenceMode.Predefined:
                if (!IsPredefined)
                    Build<TCode>(FseDistribution.Create(TCode.DefaultCounts, TCode.DefaultAccuracyLog));
                break;
            case SequenceMode.Repeated:
                var symbol = cursor.ReadByte();
                if (symbol > TCode.MaxSymbol)
                    ZstdErrors.ThrowBadTable(cursor.Offset);
                entries[0] = FseTable.Entry(TCode.Baseline(symbol), nextState: 0, stateBits: 0, TCode.ExtraBits(symbol));
                AccuracyLog = 0;
                break;
            case SequenceMode.Compressed:
                Build<TCode>(FseDistribution.Read(ref cursor, TCode.MaxAccuracyLog, TCode.MaxSymbol));
                break;
            default:
                if (AccuracyLog == None)
                    ZstdErrors.ThrowNothingToRepeat(cursor.Offset);
                return;
        }

        IsPredefined = mode == SequenceMode.Predefined;
    }

    private void Build<TCode>(in FseDistribution distribution)
        where TCode : struct, IFseCode
    {
        FseTable.Build<TCode>(entries, distribution);
        AccuracyLog = distribution.AccuracyLog;
    }
}
