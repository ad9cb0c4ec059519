namespace SqlSpark.Core.Configuration;

/// <summary>
/// Checks time zone ids as Spark's <c>getZoneId</c> accepts them: <c>Z</c>, offsets (<c>+8</c>, <c>+01:30</c>, <c>-010203</c>), offsets after
/// <c>UTC</c>, <c>GMT</c> or <c>UT</c>, Java's short ids (<c>PST</c>) and region names.
/// </summary>
internal static class TimeZoneText
{
    private const int MaxOffsetSeconds = 18 * 3600;

    // Java's ZoneId.SHORT_IDS; they are not all in the system's data.
    private static readonly string[] ShortIds =
    [
        "ACT", "AET", "AGT", "ART", "AST", "BET", "BST", "CAT", "CNT", "CST", "CTT", "EAT", "ECT", "EST", "HST", "IET", "IST", "JST", "MIT",
        "MST", "NET", "NST", "PLT", "PNT", "PRT", "PST", "SST", "VST",
    ];

    internal static bool IsValid(string id)
    {
        if (id.Length == 0)
            return false;
        if (id is "Z" or "UTC" or "GMT" or "UT" || Array.BinarySearch(ShortIds, id, StringComparer.Ordinal) >= 0)
            return true;
        if (IsOffset(id))
            return true;
        foreach (var prefix in (ReadOnlySpan<string>)["UTC", "GMT", "UT"])
        {
            if (id.StartsWith(prefix, StringComparison.Ordinal) && IsOffset(id.AsSpan(prefix.Length)))
                return true;
        }

        return IsRegionName(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _);
    }

    /// <summary>A sign, then <c>h</c>, <c>hh</c>, <c>hhmm</c>, <c>hhmmss</c>, or one or two digits each joined by colons; at most 18 hours.</summary>
    private static bool IsOffset(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] is not ('+' or '-'))
            return false;
        text = text[1..];
        Span<int> parts = stackalloc int[3];
        return (text.Contains(':') ? ReadColonParts(text, parts) : ReadDigitParts(text, parts))
            && parts[1] < 60 && parts[2] < 60 && (parts[0] * 3600) + (parts[1] * 60) + parts[2] <= MaxOffsetSeconds;
    }

    private static bool ReadColonParts(ReadOnlySpan<char> text, Span<int> parts)
    {
        var count = 0;
        foreach (var range in text.Split(':'))
        {
            if (count == parts.Length || text[range].Length is not (1 or 2) || !TryReadDigits(text[range], out parts[count]))
                return false;
            count++;
        }

        return true;
    }

    private static bool ReadDigitParts(ReadOnlySpan<char> text, Span<int> parts)
    {
        if (text.Length == 1)
            return TryReadDigits(text, out parts[0]);
        if (text.Length is not (2 or 4 or 6))
            return false;
        for (var i = 0; i < text.Length / 2; i++)
        {
            if (!TryReadDigits(text.Slice(i * 2, 2), out parts[i]))
                return false;
        }

        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
                return false;
            value = (value * 10) + (character - '0');
        }

        return true;
    }

    /// <summary>A letter, then letters, digits and <c>~ / . _ + -</c>: nothing that could name a file elsewhere.</summary>
    private static bool IsRegionName(string id)
    {
        if (!char.IsAsciiLetter(id[0]) || id.Contains("..", StringComparison.Ordinal))
            return false;
        foreach (var character in id)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('~' or '/' or '.' or '_' or '+' or '-'))
                return false;
        }

        return true;
    }
}
