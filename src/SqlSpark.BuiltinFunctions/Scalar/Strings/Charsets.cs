using System.Text;
using SqlSpark.Core.Errors;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>The character sets that <c>encode</c> and <c>decode</c> know, by name in any case.</summary>
internal static class Charsets
{
    private static readonly RowErrorKind UnknownKind = new("INVALID_PARAMETER_VALUE.CHARSET", "functionName", "parameter", "charset", "charsets")
    {
    };

    private static readonly RowErrorKind MalformedKind = new("MALFORMED_CHARACTER_CODING", "function", "charset");

    /// <summary>The character set, which refuses what it cannot write or read; null when there is none of that name.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> name)
    {
        if (Matches(name, "UTF-8"u8))
            return new UTF8Encoding(false, true);
        if (Matches(name, "US-ASCII"u8))
            return Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        if (Matches(name, "ISO-8859-1"u8))
            return Encoding.GetEncoding("iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        if (Matches(name, "UTF-16BE"u8))
            return new UnicodeEncoding(true, false, true);
        if (Matches(name, "UTF-16LE"u8))
            return new UnicodeEncoding(false, false, true);
        if (Matches(name, "UTF-16"u8))
            return new UnicodeEncoding(true, true, true);
        return Matches(name, "UTF-32"u8) ? new UTF32Encoding(true, false, true) : null;
    }

    /// <summary>INVALID_PARAMETER_VALUE.CHARSET.</summary>
    public static RowError Unknown(string function, string name) => new(
        UnknownKind, ErrorFormat.SqlId(function), ErrorFormat.SqlId("charset"), name, "UTF-8, US-ASCII, UTF-16BE, UTF-16LE, UTF-32, UTF-16, ISO-8859-1");

    /// <summary>MALFORMED_CHARACTER_CODING.</summary>
    public static RowError Malformed(string function, string name) => new(MalformedKind, ErrorFormat.SqlId(function), name);

    private static bool Matches(ReadOnlySpan<byte> name, ReadOnlySpan<byte> upper) => System.Text.Ascii.EqualsIgnoreCase(name, upper);
}
