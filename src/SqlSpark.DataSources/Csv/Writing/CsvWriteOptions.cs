using System.Buffers;
using System.Text;
using SqlSpark.Core.Configuration;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Writing;

namespace SqlSpark.DataSources.Csv.Writing;

/// <summary>The options of CSV files that are written, checked and as bytes.</summary>
/// <remarks>Spark: <c>CSVOptions.asWriterSettings</c>. Options that reading has too are read by <see cref="CsvOptions"/>.</remarks>
internal sealed record CsvWriteOptions
{
    /// <summary>What Univocity takes for the beginning of a comment unless another character is named: such a value is quoted at the start of a line.</summary>
    private const byte DefaultComment = (byte)'#';

    /// <summary>Delimiter, quote, escape, header and zone.</summary>
    public required CsvOptions Common { get; init; }

    /// <summary>What ends a line.</summary>
    public required byte[] LineEnd { get; init; }

    /// <summary>The character that begins comment lines.</summary>
    public required byte Comment { get; init; }

    /// <summary>Every value is quoted.</summary>
    public required bool QuotesAll { get; init; }

    /// <summary>Bytes that make a value be quoted.</summary>
    public required SearchValues<byte> Triggers { get; init; }

    /// <summary>Blanks and control characters before a value are dropped.</summary>
    public required bool TrimsStart { get; init; }

    /// <summary>Blanks and control characters after a value are dropped.</summary>
    public required bool TrimsEnd { get; init; }

    /// <summary>What is written for NULL.</summary>
    public required byte[] NullText { get; init; }

    /// <summary>What is written for the empty string.</summary>
    public required byte[] EmptyText { get; init; }

    /// <summary>How the files are compressed.</summary>
    public required FileCodec Codec { get; init; }

    /// <summary>What the names of files end with.</summary>
    public required string Extension { get; init; }

    /// <summary>Reads and checks the options.</summary>
    public static CsvWriteOptions Read(SourceOptions options, ConfSnapshot conf)
    {
        var common = CsvOptions.Read(options, conf, CsvTableProvider.CsvFormat, isForWriting: true);
        TextEncodings.RequireUtf8(options);
        var codec = WriteCodecs.Of(options.Get("compression", "codec"));
        var quotesAll = options.GetBoolean("quoteAll", false);
        byte[] triggers = [common.Delimiter[0], (byte)'\n', (byte)'\r', .. common.LineSeparator];
        if (options.GetBoolean("escapeQuotes", true))
            triggers = [.. triggers, common.Quote];
        var written = new CsvWriteOptions
        {
            Common = common,
            LineEnd = common.LineSeparator.Length == 0 ? [(byte)'\n'] : common.LineSeparator,
            Comment = common.Comment < 0 ? DefaultComment : (byte)common.Comment,
            QuotesAll = quotesAll,
            Triggers = SearchValues.Create(triggers),
            TrimsStart = options.GetBoolean("ignoreLeadingWhiteSpace", true),
            TrimsEnd = options.GetBoolean("ignoreTrailingWhiteSpace", true),
            NullText = Encoding.UTF8.GetBytes(options.Get("nullValue") ?? ""),
            EmptyText = Encoding.UTF8.GetBytes(options.Get("emptyValue") ?? "\"\""),
            Codec = codec,
            Extension = "." + ReadExtension(options) + WriteCodecs.ExtensionOf(codec),
        };
        return written with { NullText = written.Quoted(written.NullText), EmptyText = written.Quoted(written.EmptyText) };
    }

    /// <summary>Whether a value must be quoted. Only the first one of a line can be taken for a comment.</summary>
    public bool NeedsQuotes(ReadOnlySpan<byte> text, bool isFirst) =>
        QuotesAll || text.ContainsAny(Triggers) || (!text.IsEmpty && (text[0] == Common.Quote || (isFirst && text[0] == Comment)));

    /// <summary>Texts that stand for NULL and the empty string are left alone where they are quotes themselves.</summary>
    private byte[] Quoted(byte[] text)
    {
        var quote = Common.Quote;
        if ((text.Length >= 2 && text[0] == quote && text[^1] == quote) || !NeedsQuotes(text, isFirst: false))
            return text;
        var quoted = new byte[(2 * text.Length) + 2];
        return quoted[..CsvQuoting.Write(text, Common, quoted)];
    }

    private static string ReadExtension(SourceOptions options)
    {
        var extension = options.Get("extension") ?? "csv";
        return extension.Length == 3 || extension.All(char.IsLetter) ? extension : throw options.NotSupported("extension");
    }
}
