using SqlSpark.Core.Text;

namespace SqlSpark.DataSources.Csv;

/// <summary>What inference takes for dates.</summary>
internal static class CsvDates
{
    /// <summary>
    /// Whether a text is a date by the pattern <c>yyyy-MM-dd</c> taken strictly, as inference does: four digits of year or more with a sign,
    /// two of month and day.
    /// </summary>
    public static bool IsStrict(ReadOnlySpan<byte> text)
    {
        var year = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        var yearLength = year.IndexOf((byte)'-');
        if (yearLength < 4 || year.Length != yearLength + 6 || year[yearLength + 3] != '-')
            return false;

        // Java wants a plus exactly where the year has more than four digits.
        if (text[0] != '-' && (yearLength > 4) != (text[0] == '+'))
            return false;
        return DateText.TryParse(text, out _) && !(text[0] == '-' && !year[..yearLength].ContainsAnyExcept((byte)'0'));
    }
}
