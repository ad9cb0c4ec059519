using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Text;

/// <summary>The ASCII rules that casts of strings share. Bytes over 127 are never blanks, signs or digits.</summary>
public static class AsciiText
{
    /// <summary>The bytes without white space and control characters at both ends. Spark: <c>UTF8String.trimAll</c>.</summary>
    public static ReadOnlySpan<byte> TrimAll(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < text.Length && IsBlankOrControl(text[start]))
            start++;
        var end = text.Length;
        while (end > start && IsBlankOrControl(text[end - 1]))
            end--;
        return text[start..end];
    }

    /// <summary>The bytes without those up to the blank at both ends. Java: <c>String.trim</c>.</summary>
    public static ReadOnlySpan<byte> TrimJava(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < text.Length && text[start] <= ' ')
            start++;
        var end = text.Length;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }

    /// <summary>True for the blank, the control characters and DEL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBlankOrControl(byte value) => value is <= (byte)' ' or 0x7F;

    /// <summary>True for what <c>Character.isWhitespace</c> accepts in ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWhitespace(byte value) => value is (>= 9 and <= 13) or (>= 28 and <= 32);

    /// <summary>True for 0 to 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    /// <summary>True when the text is a word of lower-case letters, in any case.</summary>
    public static bool EqualsWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerWord)
    {
        if (text.Length != lowerWord.Length)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (ToLower(text[i]) != lowerWord[i])
                return false;
        }

        return true;
    }

    /// <summary>The lower-case form of an ASCII letter; other bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToLower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;

    /// <summary>Writes two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WriteTwoDigits(Span<byte> text, int value)
    {
        text[1] = (byte)('0' + (value % 10));
        text[0] = (byte)('0' + (value / 10));
    }
}
