using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Text;

/// <summary>The options of text files.</summary>
/// <remarks>Spark: <c>TextOptions</c>.</remarks>
/// <param name="IsWholeText">Each file is one row.</param>
/// <param name="LineSeparator">What ends a line, or empty for any of LF, CR and CRLF.</param>
/// <param name="Compression">How files are written; readers go by the names of files.</param>
internal sealed record TextOptions(bool IsWholeText, byte[] LineSeparator, string? Compression)
{
    /// <summary>How the text is encoded that becomes UTF-8 before it is read.</summary>
    public TextEncoding Encoding { get; init; }

    /// <summary>Reads and checks options.</summary>
    public static TextOptions Read(SourceOptions options)
    {
        // Spark never decodes values; the encoding is that of the separator, which is the same bytes in these.
        if (options.Get("encoding") is { } encoding && !IsAsciiCompatible(encoding))
            throw options.NotSupported("encoding");
        return ReadDecoded(options) with { IsWholeText = options.GetBoolean("wholetext", false) };
    }

    /// <summary>Reads and checks options of a format whose text is decoded, whatever its encoding.</summary>
    public static TextOptions ReadDecoded(SourceOptions options)
    {
        var separator = options.Get("lineSep");
        if (separator is { Length: 0 })
            throw options.NotSupported("lineSep");
        return new TextOptions(
            false, separator is null ? [] : System.Text.Encoding.UTF8.GetBytes(separator), options.Get("compression")?.ToLowerInvariant());
    }

    /// <summary>Whether a file can be read in ranges: a line end must be found from any byte on.</summary>
    public bool IsSplittable(string path) => !IsWholeText && Encoding == TextEncoding.Utf8 && LineSeparator.Length <= 1 && FileCodecs.Of(path, Compression) == FileCodec.None;

    private static bool IsAsciiCompatible(string encoding) => encoding.ToUpperInvariant() is "UTF-8" or "UTF8" or "US-ASCII" or "ASCII";
}
