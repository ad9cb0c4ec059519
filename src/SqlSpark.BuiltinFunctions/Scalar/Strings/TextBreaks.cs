using System.Globalization;
using System.Text;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Where words and sentences end.</summary>
/// <remarks>Java: the rules of <c>java.text.BreakIterator</c>.</remarks>
internal static class TextBreaks
{
    /// <summary>The length of the first sentence, with the blanks behind it; the text is not empty.</summary>
    public static int SentenceLength(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var character = text[i++];
            if (character == '\u2029')
                return i;
            if (!IsTerminator(character) && !IsPeriod(character))
                continue;

            // A period may belong to an abbreviation: only then does it matter what comes behind.
            var isCertain = IsTerminator(character);
            while (i < text.Length && (IsTerminator(text[i]) || IsPeriod(text[i])))
                isCertain |= IsTerminator(text[i++]);
            while (i < text.Length && IsClosing(text[i]))
                i++;
            var blanks = i;
            while (i < text.Length && IsBlank(text[i]))
                i++;
            if (i < text.Length && text[i] == '\u2029')
                return i + 1;
            if (isCertain || i == text.Length)
                return i;
            var next = i;
            while (next < text.Length && IsOpening(text[next]))
                next++;
            if (i > blanks && (next == text.Length || !char.IsLower(text[next])))
                return i;
        }

        return text.Length;
    }

    /// <summary>The length of the first word, or of what stands between words; the text is not empty.</summary>
    public static int WordLength(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && IsBeforeNumber(text[i]) && i + 1 < text.Length && (IsDigit(text, i + 1) || IsBeforeNumber(text[i + 1])))
            i++;
        if (i > 0 && !IsDigit(text, i))
            i = 0;
        if (i == 0 && text[0] == '\r' && text.Length > 1 && text[1] == '\n')
            return 2;
        var start = i;
        while (i < text.Length)
        {
            if (IsLetter(text, i, out var length))
            {
                i += length;
            }
            else if (IsDigit(text, i))
            {
                i++;
            }
            else if (i > start && i + 1 < text.Length && IsInsideWord(text[i]) && IsLetter(text, i - 1, out _) && IsLetter(text, i + 1, out _))
            {
                i++;
            }
            else if (i > start && i + 1 < text.Length && IsInsideNumber(text[i]) && IsDigit(text, i - 1) && IsDigit(text, i + 1))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        if (i > start)
            return i < text.Length && IsDigit(text, i - 1) && IsBehindNumber(text[i]) ? i + 1 : i;
        return char.IsHighSurrogate(text[0]) && text.Length > 1 && char.IsLowSurrogate(text[1]) ? 2 : 1;
    }

    /// <summary>True when a text begins with a letter or a digit, as Java's <c>Character.isLetterOrDigit(char)</c> sees it.</summary>
    public static bool IsLetterOrDigit(ReadOnlySpan<char> text) => char.IsLetterOrDigit(text[0]);

    private static bool IsTerminator(char character) => character is '!' or '?' or '\u3002' or '\uff01' or '\uff1f';

    private static bool IsPeriod(char character) => character is '.' or '\uff0e';

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\r' or '\n' or '\f' or '\u00a0' or '\u3000' || char.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator;

    private static bool IsClosing(char character) =>
        character is '"' or '\'' || char.GetUnicodeCategory(character) is UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.InitialQuotePunctuation;

    private static bool IsOpening(char character) =>
        character is '"' or '\'' || char.GetUnicodeCategory(character) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation;

    private static bool IsLetter(ReadOnlySpan<char> text, int index, out int length)
    {
        length = 1;
        var character = text[index];
        if (char.IsHighSurrogate(character) && index + 1 < text.Length && Rune.TryCreate(character, text[index + 1], out var rune))
        {
            length = 2;
            return Rune.IsLetter(rune);
        }

        if (char.IsLowSurrogate(character) && index > 0)
            return IsLetter(text, index - 1, out length);
        return character == '_' || char.IsLetter(character)
            || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
    }

    private static bool IsDigit(ReadOnlySpan<char> text, int index) => index < text.Length && char.IsDigit(text[index]);

    private static bool IsInsideWord(char character) =>
        character is '\u00ad' or '\u2027' or '"' or '\'' or '.' || char.GetUnicodeCategory(character) == UnicodeCategory.DashPunctuation;

    private static bool IsInsideNumber(char character) => character is '"' or '\'' or ',' or '\u066b' or '.';

    private static bool IsBeforeNumber(char character) => character is '#' or '.' || (character != '\u00a2' && char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol);

    private static bool IsBehindNumber(char character) => character is '\u00a2' or '%' or '\u066a' or '\u2030' or '\u2031' or '\u2032' or '\u2033' or '\u2034';
}
