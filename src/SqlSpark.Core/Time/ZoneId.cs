using System.Collections.Frozen;

namespace SqlSpark.Core.Time;

/// <summary>
/// Understands time zone ids as Spark's <c>getZoneId</c>: <c>java.time.ZoneId.of</c> with its short ids, and offsets whose hours or minutes
/// have one digit.
/// </summary>
internal static class ZoneId
{
    private const int MaxOffsetSeconds = 18 * TimeUnits.SecondsPerHour;

    // java.time.ZoneId.SHORT_IDS
    private static readonly FrozenDictionary<string, string> ShortIds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ACT"] = "Australia/Darwin",
        ["AET"] = "Australia/Sydney",
        ["AGT"] = "America/Argentina/Buenos_Aires",
        ["ART"] = "Africa/Cairo",
        ["AST"] = "America/Anchorage",
        ["BET"] = "America/Sao_Paulo",
        ["BST"] = "Asia/Dhaka",
        ["CAT"] = "Africa/Harare",
        ["CNT"] = "America/St_Johns",
        ["CST"] = "America/Chicago",
        ["CTT"] = "Asia/Shanghai",
        ["EAT"] = "Africa/Addis_Ababa",
        ["ECT"] = "Europe/Paris",
        ["EST"] = "-05:00",
        ["HST"] = "-10:00",
        ["IET"] = "America/Indiana/Indianapolis",
        ["IST"] = "Asia/Kolkata",
        ["JST"] = "Asia/Tokyo",
        ["MIT"] = "Pacific/Apia",
        ["MST"] = "-07:00",
        ["NET"] = "Asia/Yerevan",
        ["NST"] = "Pacific/Auckland",
        ["PLT"] = "Asia/Karachi",
        ["PNT"] = "America/Phoenix",
        ["PRT"] = "America/Puerto_Rico",
        ["PST"] = "America/Los_Angeles",
        ["SST"] = "Pacific/Guadalcanal",
        ["VST"] = "Asia/Ho_Chi_Minh",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rules of an id, or null when it is none.</summary>
    public static ZoneRules? Resolve(string id)
    {
        var resolved = ShortIds.GetValueOrDefault(id, id);
        if (resolved == "Z")
            return new FixedZone(id, 0);
        if (resolved.Length > 0 && resolved[0] is '+' or '-')
            return TryParseOffset(resolved, out var seconds) ? new FixedZone(id, seconds) : null;

        foreach (var prefix in (ReadOnlySpan<string>)["UTC", "GMT", "UT"])
        {
            if (!resolved.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var rest = resolved.AsSpan(prefix.Length);
            if (rest.IsEmpty)
                return new FixedZone(id, 0);
            if (rest[0] is '+' or '-')
                return TryParseOffset(rest, out var offset) ? new FixedZone(id, offset) : null;
        }

        return IsRegionName(resolved) ? FindRegion(resolved, id) : null;
    }

    /// <summary>Seconds of a sign and <c>h</c>, <c>hh</c>, <c>hhmm</c>, <c>hhmmss</c>, <c>h:mm</c>, <c>hh:mm</c>, <c>hh:m</c> or <c>hh:mm:ss</c>.</summary>
    internal static bool TryParseOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        var digits = text[1..];
        Span<int> parts = stackalloc int[3];
        if (digits.Contains(':') ? !TryReadColonParts(digits, parts) : !TryReadDigitParts(digits, parts))
            return false;
        if (parts[1] > 59 || parts[2] > 59)
            return false;
        seconds = (parts[0] * TimeUnits.SecondsPerHour) + (parts[1] * TimeUnits.SecondsPerMinute) + parts[2];
        if (seconds > MaxOffsetSeconds)
            return false;
        seconds = text[0] == '-' ? -seconds : seconds;
        return true;
    }

    private static bool TryReadColonParts(ReadOnlySpan<char> digits, Span<int> parts)
    {
        var count = 0;
        foreach (var range in digits.Split(':'))
        {
            var part = digits[range];
            if (count == parts.Length || part.Length is not (1 or 2) || !TryReadDigits(part, out parts[count]))
                return false;
            // Only the hour, and the minute at the end, may have one digit.
            if (part.Length == 1 && !(count == 0 || (count == 1 && range.End.GetOffset(digits.Length) == digits.Length)))
                return false;
            count++;
        }

        return count >= 2;
    }

    private static bool TryReadDigitParts(ReadOnlySpan<char> digits, Span<int> parts)
    {
        if (digits.Length == 1)
            return TryReadDigits(digits, out parts[0]);
        if (digits.Length is not (2 or 4 or 6))
            return false;
        for (var i = 0; i < digits.Length / 2; i++)
        {
            if (!TryReadDigits(digits.Slice(i * 2, 2), out parts[i]))
                return false;
        }

        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }

    /// <summary>A letter, then letters, digits and <c>~ / . _ + -</c>, and nothing that names a file outside of the folder or is no zone.</summary>
    private static bool IsRegionName(string id)
    {
        if (id.Length < 2 || !char.IsAsciiLetter(id[0]) || id.Contains("..", StringComparison.Ordinal) || id.EndsWith('/'))
            return false;
        foreach (var character in id)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('~' or '/' or '.' or '_' or '+' or '-'))
                return false;
        }

        return id is not ("localtime" or "posixrules" or "Factory")
            && !id.StartsWith("posix/", StringComparison.Ordinal) && !id.StartsWith("right/", StringComparison.Ordinal);
    }

    private static ZoneRules? FindRegion(string region, string id) =>
        ZoneFiles.FindFolder() is { } folder ? ZoneFiles.Read(folder, region, id) : SystemZone.Find(region, id);
}
