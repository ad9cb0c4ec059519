namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>How many literals a sequence has. RFC 8878, 3.1.1.3.2.1.1 and 3.1.1.3.2.2.1.</summary>
internal readonly struct LiteralLengthCode : IFseCode
{
    public static int MaxSymbol => 35;

    public static int MaxAccuracyLog => 9;

    public static int DefaultAccuracyLog => 6;

    public static ReadOnlySpan<sbyte> DefaultCounts =>
    [
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1,
    ];

    private static ReadOnlySpan<uint> Baselines =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096,
        8192, 16384, 32768, 65536,
    ];

    private static ReadOnlySpan<byte> Extras =>
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    public static uint Baseline(int symbol) => Baselines[symbol];

    public static int ExtraBits(int symbol) => Extras[symbol];
}

/// <summary>How long a sequence's match is. RFC 8878, 3.1.1.3.2.1.1 and 3.1.1.3.2.2.2.</summary>
internal readonly struct MatchLengthCode : IFseCode
{
    public static int MaxSymbol => 52;

    public static int MaxAccuracyLog => 9;

    public static int DefaultAccuracyLog => 6;

    public static ReadOnlySpan<sbyte> DefaultCounts =>
    [
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, -1, -1, -1, -1, -1, -1, -1,
    ];

    private static ReadOnlySpan<uint> Baselines =>
    [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34,
        35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539,
    ];

    private static ReadOnlySpan<byte> Extras =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    ];

    public static uint Baseline(int symbol) => Baselines[symbol];

    public static int ExtraBits(int symbol) => Extras[symbol];
}

/// <summary>
/// Where a sequence's match starts: symbols 0 and 1 repeat an offset of before and mean 1 to 3, which stand as they are; the others are new
/// offsets, whose baseline is taken down by <see cref="RepeatedOffsets"/>. RFC 8878, 3.1.1.3.2.1.1, 3.1.1.3.2.2.3 and 3.1.1.5.
/// </summary>
internal readonly struct OffsetCode : IFseCode
{
    /// <summary>How many offsets are kept for repetition.</summary>
    public const int RepeatedOffsets = 3;

    /// <summary>The largest symbol that repeats an offset; also the most extra bits of those.</summary>
    public const int MaxRepeatSymbol = 1;

    public static int MaxSymbol => 31;

    public static int MaxAccuracyLog => 8;

    public static int DefaultAccuracyLog => 5;

    public static ReadOnlySpan<sbyte> DefaultCounts =>
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1];

    public static uint Baseline(int symbol) => (1U << symbol) - (symbol > MaxRepeatSymbol ? RepeatedOffsets : 0U);

    public static int ExtraBits(int symbol) => symbol;
}

/// <summary>The weights of a Huffman code: the symbols themselves. RFC 8878, 4.2.1.2.</summary>
internal readonly struct WeightCode : IFseCode
{
    public static int MaxSymbol => 255;

    public static int MaxAccuracyLog => 6;

    public static int DefaultAccuracyLog => 0;

    public static ReadOnlySpan<sbyte> DefaultCounts => [];

    public static uint Baseline(int symbol) => (uint)symbol;

    public static int ExtraBits(int symbol) => 0;
}
