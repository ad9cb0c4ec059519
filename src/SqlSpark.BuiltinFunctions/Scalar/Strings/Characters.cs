using System.Runtime.CompilerServices;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Code points in UTF-8 as Spark counts them: by the first byte of each.</summary>
/// <remarks>Spark: <c>UTF8String.numBytesForFirstByte</c>. A stray continuation byte counts as a character.</remarks>
internal static class Characters
{
    /// <summary>The number of characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(ReadOnlySpan<byte> text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text.Length;
        var count = 0;
        for (var i = 0; i < text.Length; i += LengthAt(text[i]))
            count++;
        return count;
    }

    /// <summary>The position of the byte after <paramref name="count"/> characters, at most the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Skip(ReadOnlySpan<byte> text, int count)
    {
        var position = 0;
        for (; count > 0 && position < text.Length; count--)
            position += LengthAt(text[position]);
        return Math.Min(position, text.Length);
    }

    /// <summary>The bytes of the character that begins with <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthAt(byte first) => first switch
    {
        < 0xC2 => 1,
        < 0xE0 => 2,
        < 0xF0 => 3,
        < 0xF5 => 4,
        _ => 1,
    };
}
