using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>
/// Upper and lower case of UTF-8 text without regard to a language, with Unicode's unconditional special casing ("ß" becomes
/// "SS") and the final sigma.
/// </summary>
/// <remarks>Spark: <c>CollationAwareUTF8String.toUpperCase</c>, <c>toLowerCase</c> for UTF8_BINARY. Malformed bytes become U+FFFD.</remarks>
public static class CaseMapping
{
    private const char CapitalSigma = '\u03A3';
    private const char SmallSigma = '\u03C3';
    private const char FinalSigma = '\u03C2';
    private const char CapitalDottedI = '\u0130';

    // SpecialCasing.txt of the Unicode character database: characters whose upper case is more than one character.
    private static readonly Dictionary<char, string> SpecialUpper = CreateSpecialUpper();

    /// <summary>The text in lower case.</summary>
    public static byte[] ToLower(scoped ReadOnlySpan<byte> text)
    {
        byte[] buffer = [];
        return ToLower(text, ref buffer).ToArray();
    }

    /// <summary>The text in lower case, in a buffer that grows as needed and is used again by the next call.</summary>
    public static ReadOnlySpan<byte> ToLower(scoped ReadOnlySpan<byte> text, ref byte[] buffer) => Map(text, ref buffer, isUpper: false);

    /// <summary>The text in upper case, in a buffer that grows as needed and is used again by the next call.</summary>
    public static ReadOnlySpan<byte> ToUpper(scoped ReadOnlySpan<byte> text, ref byte[] buffer) => Map(text, ref buffer, isUpper: true);

    private static ReadOnlySpan<byte> Map(scoped ReadOnlySpan<byte> text, ref byte[] buffer, bool isUpper)
    {
        if (buffer.Length < text.Length)
            buffer = new byte[Math.Max(text.Length, 2 * buffer.Length)];
        var status = isUpper
            ? System.Text.Ascii.ToUpper(text, buffer, out var written)
            : System.Text.Ascii.ToLower(text, buffer, out written);
        if (status == OperationStatus.Done)
            return buffer.AsSpan(0, written);
        return MapUnicode(text, ref buffer, isUpper);
    }

    private static ReadOnlySpan<byte> MapUnicode(scoped ReadOnlySpan<byte> text, ref byte[] buffer, bool isUpper)
    {
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            Utf8.ToUtf16(text, characters, out _, out var length, replaceInvalidSequences: true);
            var source = characters.AsSpan(0, length);
            var mapped = new StringBuilder(length + 8);
            if (isUpper)
                AppendUpper(source, mapped);
            else
                AppendLower(source, mapped);
            var result = mapped.ToString();
            var byteLength = Encoding.UTF8.GetByteCount(result);
            if (buffer.Length < byteLength)
                buffer = new byte[byteLength];
            Encoding.UTF8.GetBytes(result, buffer);
            return buffer.AsSpan(0, byteLength);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static void AppendUpper(ReadOnlySpan<char> text, StringBuilder result)
    {
        Span<char> pair = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && SpecialUpper.TryGetValue((char)rune.Value, out var special))
            {
                result.Append(special);
                continue;
            }

            var length = Rune.ToUpperInvariant(rune).EncodeToUtf16(pair);
            result.Append(pair[..length]);
        }
    }

    private static void AppendLower(ReadOnlySpan<char> text, StringBuilder result)
    {
        Span<char> pair = stackalloc char[2];
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == CapitalDottedI)
                result.Append("i\u0307");
            else if (rune.Value == CapitalSigma)
                result.Append(EndsWord(text, index) ? FinalSigma : SmallSigma);
            else
                result.Append(pair[..Rune.ToLowerInvariant(rune).EncodeToUtf16(pair)]);
            index += rune.Utf16SequenceLength;
        }
    }

    /// <summary>True when a letter comes before the position and none after it, marks aside: the condition Final_Sigma.</summary>
    private static bool EndsWord(ReadOnlySpan<char> text, int index)
    {
        var before = index - 1;
        while (before >= 0 && IsCaseIgnorable(text[before]))
            before--;
        if (before < 0 || !char.IsLetter(text[before]))
            return false;
        var after = index + 1;
        while (after < text.Length && IsCaseIgnorable(text[after]))
            after++;
        return after >= text.Length || !char.IsLetter(text[after]);
    }

    private static bool IsCaseIgnorable(char value) =>
        value is '\'' or '.' or ':' or '\u00AD' or '\u2019' || char.GetUnicodeCategory(value) is
            System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark or
            System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.ModifierLetter or
            System.Globalization.UnicodeCategory.ModifierSymbol;

    private static Dictionary<char, string> CreateSpecialUpper()
    {
        var map = new Dictionary<char, string>
        {
            ['\u00DF'] = "SS",
            ['\u0149'] = "\u02BCN",
            ['\u01F0'] = "J\u030C",
            ['\u0390'] = "\u0399\u0308\u0301",
            ['\u03B0'] = "\u03A5\u0308\u0301",
            ['\u0587'] = "\u0535\u0552",
            ['\u1E96'] = "H\u0331",
            ['\u1E97'] = "T\u0308",
            ['\u1E98'] = "W\u030A",
            ['\u1E99'] = "Y\u030A",
            ['\u1E9A'] = "A\u02BE",
            ['\u1F50'] = "\u03A5\u0313",
            ['\u1F52'] = "\u03A5\u0313\u0300",
            ['\u1F54'] = "\u03A5\u0313\u0301",
            ['\u1F56'] = "\u03A5\u0313\u0342",
            ['\u1FB2'] = "\u1FBA\u0399",
            ['\u1FB3'] = "\u0391\u0399",
            ['\u1FB4'] = "\u0386\u0399",
            ['\u1FB6'] = "\u0391\u0342",
            ['\u1FB7'] = "\u0391\u0342\u0399",
            ['\u1FBC'] = "\u0391\u0399",
            ['\u1FC2'] = "\u1FCA\u0399",
            ['\u1FC3'] = "\u0397\u0399",
            ['\u1FC4'] = "\u0389\u0399",
            ['\u1FC6'] = "\u0397\u0342",
            ['\u1FC7'] = "\u0397\u0342\u0399",
            ['\u1FCC'] = "\u0397\u0399",
            ['\u1FD2'] = "\u0399\u0308\u0300",
            ['\u1FD3'] = "\u0399\u0308\u0301",
            ['\u1FD6'] = "\u0399\u0342",
            ['\u1FD7'] = "\u0399\u0308\u0342",
            ['\u1FE2'] = "\u03A5\u0308\u0300",
            ['\u1FE3'] = "\u03A5\u0308\u0301",
            ['\u1FE4'] = "\u03A1\u0313",
            ['\u1FE6'] = "\u03A5\u0342",
            ['\u1FE7'] = "\u03A5\u0308\u0342",
            ['\u1FF2'] = "\u1FFA\u0399",
            ['\u1FF3'] = "\u03A9\u0399",
            ['\u1FF4'] = "\u038F\u0399",
            ['\u1FF6'] = "\u03A9\u0342",
            ['\u1FF7'] = "\u03A9\u0342\u0399",
            ['\u1FFC'] = "\u03A9\u0399",
            ['\uFB00'] = "FF",
            ['\uFB01'] = "FI",
            ['\uFB02'] = "FL",
            ['\uFB03'] = "FFI",
            ['\uFB04'] = "FFL",
            ['\uFB05'] = "ST",
            ['\uFB06'] = "ST",
            ['\uFB13'] = "\u0544\u0546",
            ['\uFB14'] = "\u0544\u0535",
            ['\uFB15'] = "\u0544\u053B",
            ['\uFB16'] = "\u054E\u0546",
            ['\uFB17'] = "\u0544\u053D",
        };

        // Greek letters with iota subscript: three blocks of sixteen, the iota written out after the capital.
        foreach (var (first, capital) in new[] { ('\u1F80', '\u1F08'), ('\u1F90', '\u1F28'), ('\u1FA0', '\u1F68') })
        {
            for (var i = 0; i < 16; i++)
                map[(char)(first + i)] = $"{(char)(capital + (i & 7))}\u0399";
        }

        return map;
    }
}
