using System.Globalization;
using System.Text;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>LIKE, substring and trimming of single strings, by characters (code points).</summary>
internal static class ReferenceText
{
    /// <summary>LIKE: % is any text, _ one character; the escape character takes the meaning of the next one away.</summary>
    public static bool IsLike(string text, string pattern, char escape, bool ignoresCase)
    {
        if (ignoresCase)
            (text, pattern) = (text.ToLowerInvariant(), pattern.ToLowerInvariant());
        return Matches(Runes(text), Runes(pattern), 0, 0, escape);
    }

    /// <summary>The characters from a position that counts from 1 or, if negative, from the end. Spark: <c>UTF8String.substringSQL</c>.</summary>
    public static string Substring(string text, int position, int length)
    {
        var runes = Runes(text);
        long start = position > 0 ? position - 1 : position < 0 ? runes.Length + position : 0;
        var end = start + length;
        var result = new StringBuilder();
        for (var i = 0; i < runes.Length; i++)
        {
            if (i >= start && i < end)
                result.Append(runes[i].ToString());
        }

        return result.ToString();
    }

    /// <summary>The number of characters.</summary>
    public static int Length(string text) => Runes(text).Length;

    /// <summary>Upper case of ASCII letters; others have none in the tests.</summary>
    public static string Upper(string text) => text.ToUpper(CultureInfo.InvariantCulture);

    private static Rune[] Runes(string text) => [.. text.EnumerateRunes()];

    private static bool Matches(Rune[] text, Rune[] pattern, int t, int p, char escape)
    {
        if (p == pattern.Length)
            return t == text.Length;
        if (pattern[p].Value == escape)
            return t < text.Length && text[t] == pattern[p + 1] && Matches(text, pattern, t + 1, p + 2, escape);
        if (pattern[p].Value == '%')
        {
            for (var next = t; next <= text.Length; next++)
            {
                if (Matches(text, pattern, next, p + 1, escape))
                    return true;
            }

            return false;
        }

        return t < text.Length && (pattern[p].Value == '_' || pattern[p] == text[t]) && Matches(text, pattern, t + 1, p + 1, escape);
    }
}
