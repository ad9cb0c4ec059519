using System.Text;
using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Core.Errors;

namespace SqlSpark.BuiltinFunctions.Scalar.Csv;

/// <summary>The options of CSV texts in a call.</summary>
/// <remarks>Spark: <c>CSVOptions</c>. The defaults are those of the source <c>csv</c>.</remarks>
internal sealed record CsvSettings
{
    /// <summary>The delimiter, one character or more.</summary>
    public required byte[] Delimiter { get; init; }

    /// <summary>The quote, or 0 for none.</summary>
    public required byte Quote { get; init; }

    /// <summary>What stands before a quote in quotes, or 0 for nothing.</summary>
    public required byte Escape { get; init; }

    /// <summary>What stands before an escape, or 0 for nothing.</summary>
    public required byte EscapeOfEscape { get; init; }

    /// <summary>What begins a comment, or -1.</summary>
    public required int Comment { get; init; }

    /// <summary>Blanks before values do not count.</summary>
    public required bool TrimsStart { get; init; }

    /// <summary>Blanks behind values do not count.</summary>
    public required bool TrimsEnd { get; init; }

    /// <summary>The text of NULL.</summary>
    public required byte[] NullText { get; init; }

    /// <summary>The text of the empty string.</summary>
    public required byte[] EmptyText { get; init; }

    /// <summary>The text of NaN.</summary>
    public required byte[] NanText { get; init; }

    /// <summary>The text of infinity.</summary>
    public required byte[] PositiveInfinity { get; init; }

    /// <summary>The text of negative infinity.</summary>
    public required byte[] NegativeInfinity { get; init; }

    /// <summary>Texts that look like dates are dates.</summary>
    public required bool PrefersDate { get; init; }

    /// <summary>Every value is quoted.</summary>
    public bool QuotesAll { get; init; }

    /// <summary>Values with quotes in them are quoted.</summary>
    public bool EscapesQuotes { get; init; }

    /// <summary>The options for reading.</summary>
    public static CsvSettings ForReading(TextOptions options) => Read(options, trims: false, comment: -1, emptyText: "");

    /// <summary>The options for writing.</summary>
    public static CsvSettings ForWriting(TextOptions options)
    {
        var settings = Read(options, trims: true, comment: '#', emptyText: "\"\"") with
        {
            QuotesAll = options.Flag("quoteAll", false),
            EscapesQuotes = options.Flag("escapeQuotes", true),
        };
        return settings with { NullText = settings.Quoted(settings.NullText), EmptyText = settings.Quoted(settings.EmptyText) };
    }

    /// <summary>Whether a value must be quoted when it is written. Only the first one of a line can be taken for a comment.</summary>
    public bool NeedsQuotes(ReadOnlySpan<byte> text, bool isFirst) =>
        QuotesAll || text.IndexOf(Delimiter) >= 0 || text.ContainsAny((byte)'\n', (byte)'\r') || (EscapesQuotes && text.Contains(Quote))
        || (!text.IsEmpty && (text[0] == Quote || (isFirst && text[0] == Comment)));

    /// <summary>Appends a value in quotes.</summary>
    public void AppendQuoted(ReadOnlySpan<byte> text, Core.Text.Utf8Buffer target)
    {
        target.Append(Quote);
        foreach (var octet in text)
        {
            if (octet == Quote)
                target.Append(Escape);
            else if (octet == Escape && EscapeOfEscape != 0)
                target.Append(EscapeOfEscape);
            target.Append(octet);
        }

        target.Append(Quote);
    }

    private static CsvSettings Read(TextOptions options, bool trims, int comment, string emptyText)
    {
        var escape = Character(options, "escape", '\\');
        var quote = Character(options, "quote", '"');
        return new CsvSettings
        {
            Delimiter = Separator(options["sep"] ?? options["delimiter"] ?? ","),
            Quote = quote,
            Escape = escape,
            EscapeOfEscape = options["charToEscapeQuoteEscaping"] is { Length: > 0 } ? Character(options, "charToEscapeQuoteEscaping", '\0') : escape == quote ? (byte)0 : escape,
            Comment = options["comment"] is { Length: > 0 } ? Character(options, "comment", '\0') : comment,
            TrimsStart = options.Flag("ignoreLeadingWhiteSpace", trims),
            TrimsEnd = options.Flag("ignoreTrailingWhiteSpace", trims),
            NullText = Encoding.UTF8.GetBytes(options["nullValue"] ?? ""),
            EmptyText = Encoding.UTF8.GetBytes(options["emptyValue"] ?? emptyText),
            NanText = Encoding.UTF8.GetBytes(options["nanValue"] ?? "NaN"),
            PositiveInfinity = Encoding.UTF8.GetBytes(options["positiveInf"] ?? "Inf"),
            NegativeInfinity = Encoding.UTF8.GetBytes(options["negativeInf"] ?? "-Inf"),
            PrefersDate = options.Flag("preferDate", true),
        };
    }

    /// <summary>Texts that stand for NULL and the empty string are left alone where they are quotes themselves.</summary>
    private byte[] Quoted(byte[] text)
    {
        if ((text.Length >= 2 && text[0] == Quote && text[^1] == Quote) || !NeedsQuotes(text, isFirst: false))
            return text;

        var target = new Core.Text.Utf8Buffer();
        AppendQuoted(text, target);
        return target.Written.ToArray();
    }

    private static byte[] Separator(string text)
    {
        if (text.Length == 0)
            throw SqlSparkException.Create("INVALID_DELIMITER_VALUE.EMPTY_STRING", null);
        return Encoding.UTF8.GetBytes(text.Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
    }

    private static byte Character(TextOptions options, string name, char otherwise)
    {
        var text = options[name];
        if (text is { Length: > 1 } || (text is { Length: 1 } && !char.IsAscii(text[0])))
            throw SqlSparkException.Create("INVALID_DELIMITER_VALUE.DELIMITER_LONGER_THAN_EXPECTED", null, ("str", $"{name}={text}"));
        return text is null ? (byte)otherwise : text.Length == 0 ? (byte)0 : (byte)text[0];
    }
}
