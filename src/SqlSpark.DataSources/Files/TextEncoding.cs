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
}
