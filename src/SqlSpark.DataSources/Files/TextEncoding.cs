namespace SqlSpark.DataSources.Files;

/// <summary>The encodings that are read: the option <c>encoding</c>.</summary>
internal enum TextEncoding : byte
{
    /// <summary>UTF-8; what is malformed becomes U+FFFD.</summary>
    Utf8,

    /// <summary>ISO-8859-1: each byte is the code point of that number.</summary>
    Latin1,

    /// <summary>US-ASCII: bytes from 128 on become U+FFFD.</summary>
    Ascii,

    /// <summary>UTF-16 by its byte order mark; without one the more significant byte comes first.</summary>
    Utf16,

    /// <summary>UTF-16, the more significant byte first.</summary>
    Utf16BigEndian,

    /// <summary>UTF-16, the less significant byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-32 by its byte order mark; without one the most significant byte comes first.</summary>
    Utf32,
}

/// <summary>Reads the option <c>encoding</c>.</summary>
internal static class TextEncodings
{
    /// <summary>The encoding that options name, as <c>encoding</c> or <c>charset</c>; UTF-8 unless they do.</summary>
    public static TextEncoding Read(SourceOptions options)
    {
        var name = NameOfOption(options);
        return options.Get(name)?.ToUpperInvariant() switch
        {
            null or "UTF-8" or "UTF8" => TextEncoding.Utf8,
            "ISO-8859-1" or "ISO8859-1" or "ISO_8859_1" or "ISO8859_1" or "LATIN1" => TextEncoding.Latin1,
            "US-ASCII" or "ASCII" => TextEncoding.Ascii,
            "UTF-16" => TextEncoding.Utf16,
            "UTF-16BE" => TextEncoding.Utf16BigEndian,
            "UTF-16LE" => TextEncoding.Utf16LittleEndian,
            "UTF-32" => TextEncoding.Utf32,
            _ => throw options.NotSupported(name),
        };
    }

    /// <summary>Fails unless the encoding is UTF-8: for files that are written.</summary>
    public static void RequireUtf8(SourceOptions options)
    {
        if (Read(options) != TextEncoding.Utf8)
            throw options.NotSupported(NameOfOption(options));
    }

    private static string NameOfOption(SourceOptions options) => options.Get("encoding") is null ? "charset" : "encoding";
}
