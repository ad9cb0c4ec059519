namespace SqlSpark.DataSources.Files;

/// <summary>
/// One part of a path pattern: <c>*</c> any characters, <c>?</c> one, <c>[a-c]</c> and <c>[^a-c]</c> one of a set or none of it, and
/// <c>\</c> before a character that stands for itself. Alternatives in braces are expanded before, <c>**</c> is the listing's business.
/// </summary>
/// <remarks>Hadoop: <c>GlobPattern</c>.</remarks>
internal sealed class GlobPattern(string pattern)
{
    /// <summary>Whether a path holds characters that make it a pattern.</summary>
    public static bool IsPattern(string path) => path.AsSpan().ContainsAny("*?[{");

    /// <summary>Whether a name matches as a whole.</summary>
    public bool IsMatch(string name)
    {
        // Greedy with one point of return: after a star fails, it takes one character more.
        var (patternAt, nameAt) = (0, 0);
        var (starPattern, starName) = (-1, 0);
        while (nameAt < name.Length)
        {
            if (patternAt < pattern.Length && pattern[patternAt] == '*')
            {
                (starPattern, starName) = (++patternAt, nameAt);
                continue;
            }

            if (MatchOne(name[nameAt], ref patternAt))
            {
                nameAt++;
                continue;
            }

            if (starPattern < 0)
                return false;
            patternAt = starPattern;
            nameAt = ++starName;
        }

        while (patternAt < pattern.Length && pattern[patternAt] == '*')
            patternAt++;
        return patternAt == pattern.Length;
    }

    /// <summary>The patterns that a pattern with braces stands for: <c>a{b,c{d,e}}</c> is <c>ab</c>, <c>acd</c> and <c>ace</c>.</summary>
    public static IEnumerable<string> ExpandBraces(string path)
    {
        var open = IndexOf(path, '{', 0);
        var close = open < 0 ? -1 : FindClose(path, open);
        if (close < 0)
        {
            yield return path;
            yield break;
        }

        foreach (var alternative in SplitAlternatives(path[(open + 1)..close]))
        {
            foreach (var expanded in ExpandBraces(string.Concat(path.AsSpan(0, open), alternative, path.AsSpan(close + 1))))
                yield return expanded;
        }
    }

    /// <summary>Removes the backslashes before characters that stand for themselves.</summary>
    public static string Unescape(string part)
    {
        if (!part.Contains('\\', StringComparison.Ordinal))
            return part;
        var builder = new System.Text.StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] == '\\' && i + 1 < part.Length)
                i++;
            builder.Append(part[i]);
        }

        return builder.ToString();
    }

    private bool MatchOne(char character, ref int at)
    {
        if (at >= pattern.Length)
            return false;
        switch (pattern[at])
        {
            case '?':
                at++;
                return true;
            case '[' when MatchSet(character, at, out var next) is { } isMatch:
                if (isMatch)
                    at = next;
                return isMatch;
            case '\\' when at + 1 < pattern.Length:
                if (pattern[at + 1] != character)
                    return false;
                at += 2;
                return true;
            default:
                if (pattern[at] != character)
                    return false;
                at++;
                return true;
        }
    }

    /// <summary>Tests a set; null when it is not closed and the bracket stands for itself.</summary>
    private bool? MatchSet(char character, int open, out int next)
    {
        next = open;
        var at = open + 1;
        var isNegated = at < pattern.Length && pattern[at] is '^' or '!';
        if (isNegated)
            at++;
        var isMatch = false;
        var first = at;
        while (at < pattern.Length && (pattern[at] != ']' || at == first))
        {
            var low = TakeSetCharacter(ref at);
            var high = low;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                high = TakeSetCharacter(ref at);
            }

            isMatch |= character >= low && character <= high;
        }

        if (at >= pattern.Length)
            return null;
        next = at + 1;
        return isMatch != isNegated;
    }

    private char TakeSetCharacter(ref int at)
    {
        if (pattern[at] == '\\' && at + 1 < pattern.Length)
            at++;
        return pattern[at++];
    }

    private static int IndexOf(string text, char character, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == character)
                return i;
        }

        return -1;
    }

    private static int FindClose(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }

        return -1;
    }

    private static List<string> SplitAlternatives(string text)
    {
        var alternatives = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}')
                depth--;
            else if (text[i] == ',' && depth == 0)
            {
                alternatives.Add(text[start..i]);
                start = i + 1;
            }
        }

        alternatives.Add(text[start..]);
        return alternatives;
    }
}
