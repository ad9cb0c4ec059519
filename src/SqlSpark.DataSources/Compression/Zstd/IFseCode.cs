namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>What the symbols of an FSE code stand for.</summary>
internal interface IFseCode
{
    /// <summary>The largest symbol.</summary>
    static abstract int MaxSymbol { get; }

    /// <summary>The largest accuracy a table may have.</summary>
    static abstract int MaxAccuracyLog { get; }

    /// <summary>The probabilities of blocks that bring none of their own.</summary>
    static abstract ReadOnlySpan<sbyte> DefaultCounts { get; }

    /// <summary>The accuracy of <see cref="DefaultCounts"/>.</summary>
    static abstract int DefaultAccuracyLog { get; }

    /// <summary>The least value of a symbol.</summary>
    static abstract uint Baseline(int symbol);

    /// <summary>How many bits are added to it.</summary>
    static abstract int ExtraBits(int symbol);
}
