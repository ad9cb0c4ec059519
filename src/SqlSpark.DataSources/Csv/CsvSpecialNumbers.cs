namespace SqlSpark.DataSources.Csv;

/// <summary>The texts that options give to what is no finite number: <c>nanValue</c>, <c>positiveInf</c> and <c>negativeInf</c>.</summary>
internal static class CsvSpecialNumbers
{
    /// <summary>Whether a text is one of them, compared byte by byte.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, CsvOptions options, out double value)
    {
        value = double.NaN;
        if (text.SequenceEqual(options.NanValue))
            return true;
        value = double.NegativeInfinity;
        if (text.SequenceEqual(options.NegativeInfinity))
            return true;
        value = double.PositiveInfinity;
        return text.SequenceEqual(options.PositiveInfinity);
    }

    /// <summary>Whether a text that begins with a digit may be one of them.</summary>
    public static bool MayBeginWithDigit(CsvOptions options) =>
        BeginsWithDigit(options.NanValue) || BeginsWithDigit(options.PositiveInfinity) || BeginsWithDigit(options.NegativeInfinity);

    private static bool BeginsWithDigit(byte[] text) => text.Length > 0 && text[0] is >= (byte)'0' and <= (byte)'9';
}
