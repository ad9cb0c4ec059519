using System.Globalization;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Text;

namespace SqlSpark.DataSources.Csv;

/// <summary>The options of CSV files, checked and as bytes.</summary>
/// <remarks>Spark: <c>CSVOptions</c>. Names, defaults and the treatment of bad values are Spark's.</remarks>
internal sealed record CsvOptions
{
    /// <summary>The delimiter: one byte in the common case.</summary>
    public required byte[] Delimiter { get; init; }

    /// <summary>The character around values; NUL when the option is empty.</summary>
    public required byte Quote { get; init; }

    /// <summary>The character before a quote that is part of a quoted value; NUL when the option is empty.</summary>
    public required byte Escape { get; init; }

    /// <summary>The character before an escape character that is part of a quoted value; NUL for none.</summary>
    public required byte EscapeOfEscape { get; init; }

    /// <summary>The character that begins comment lines, or -1.</summary>
    public required int Comment { get; init; }

    /// <summary>What ends a line, or empty for any of LF, CR and CRLF.</summary>
    public required byte[] LineSeparator { get; init; }

    /// <summary>The first line of each file holds names.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>Types are inferred from the values; otherwise all columns are strings.</summary>
    public required bool InfersSchema { get; init; }

    /// <summary>The share of records that inference looks at.</summary>
    public required double SamplingRatio { get; init; }

    /// <summary>Dates are inferred as DATE.</summary>
    public required bool PrefersDate { get; init; }

    /// <summary>Blanks and control characters before a value are dropped.</summary>
    public required bool TrimsStart { get; init; }

    /// <summary>Blanks and control characters after a value are dropped.</summary>
    public required bool TrimsEnd { get; init; }

    /// <summary>Quoted values may hold line ends.</summary>
    public required bool IsMultiLine { get; init; }

    /// <summary>The text that stands for NULL.</summary>
    public required byte[] NullValue { get; init; }

    /// <summary>What a quoted empty value reads as.</summary>
    public required byte[] EmptyValue { get; init; }

    /// <summary>The text of not-a-number.</summary>
    public required byte[] NanValue { get; init; }

    /// <summary>The text of positive infinity.</summary>
    public required byte[] PositiveInfinity { get; init; }

    /// <summary>The text of negative infinity.</summary>
    public required byte[] NegativeInfinity { get; init; }

    /// <summary>What becomes of malformed records.</summary>
    public required ParseMode Mode { get; init; }

    /// <summary>The column that takes malformed records where the schema has it.</summary>
    public required string CorruptRecordColumn { get; init; }

    /// <summary>The most columns of a record.</summary>
    public required int MaxColumns { get; init; }

    /// <summary>The most characters of a value, or -1.</summary>
    public required int MaxCharsPerColumn { get; init; }

    /// <summary>Names in headers are not compared with the schema.</summary>
    public required bool EnforcesSchema { get; init; }

    /// <summary>Only the columns that are used are read, so the number of values of a record is not looked at when some are not.</summary>
    public required bool PrunesColumns { get; init; }

    /// <summary>The encoding of the files.</summary>
    public required TextEncoding Encoding { get; init; }

    /// <summary>The codec of the files, where it does not follow from their names.</summary>
    public required string? Compression { get; init; }

    /// <summary>The zone of timestamps without one.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The patterns of dates and timestamps, for reading or for writing; null for the forms of casts.</summary>
    public required DatePatterns Patterns { get; init; }

    /// <summary>A delimiter ends the record, as in TPC-H's <c>.tbl</c> files, and begins no further value.</summary>
    public bool HasTrailingDelimiter { get; init; }

    /// <summary>Reads and checks the options.</summary>
    /// <param name="options">The options as given.</param>
    /// <param name="conf">The session's settings.</param>
    /// <param name="format"><c>csv</c>, or <c>tbl</c> with a bar as delimiter, also at the end of lines.</param>
    /// <param name="isForWriting">Whether files are written.</param>
    public static CsvOptions Read(SourceOptions options, ConfSnapshot conf, string format, bool isForWriting = false)
    {
        var isTbl = format == CsvTableProvider.TblFormat;
        RejectUnsupported(options);
        var isLegacy = conf.IsLegacyTimeParser;
        var isMultiLine = options.GetBoolean("multiLine", false);
        var escape = Ascii(options, "escape", '\\');
        var quote = Ascii(options, "quote", '"');
        var comment = options.GetCharacter("comment", null);
        return new CsvOptions
        {
            Delimiter = CsvDelimiter.Parse(options.Get("sep", "delimiter") ?? (isTbl ? "|" : ",")),
            Quote = quote,
            Escape = escape,
            EscapeOfEscape = options.Get("charToEscapeQuoteEscaping") is { Length: > 0 }
                ? Ascii(options, "charToEscapeQuoteEscaping", '\0')
                : escape == quote ? (byte)0 : escape,
            Comment = comment is null ? -1 : Ascii(options, "comment", '\0'),
            LineSeparator = ReadLineSeparator(options),
            HasHeader = options.GetBoolean("header", false),
            InfersSchema = options.GetBoolean("inferSchema", false),
            SamplingRatio = ReadSamplingRatio(options),
            PrefersDate = !isLegacy && options.GetBoolean("preferDate", true),
            TrimsStart = options.GetBoolean("ignoreLeadingWhiteSpace", false),
            TrimsEnd = options.GetBoolean("ignoreTrailingWhiteSpace", false),
            IsMultiLine = isMultiLine,
            NullValue = Utf8(options.Get("nullValue") ?? ""),
            EmptyValue = Utf8(options.Get("emptyValue") ?? ""),
            NanValue = Utf8(options.Get("nanValue") ?? "NaN"),
            PositiveInfinity = Utf8(options.Get("positiveInf") ?? "Inf"),
            NegativeInfinity = Utf8(options.Get("negativeInf") ?? "-Inf"),
            Mode = ParseModes.Of(options.Get("mode")),
            CorruptRecordColumn = options.Get("columnNameOfCorruptRecord") ?? conf.Get(SqlConf.ColumnNameOfCorruptRecord),
            MaxColumns = options.GetInteger("maxColumns", 20480),
            MaxCharsPerColumn = options.GetInteger("maxCharsPerColumn", -1),
            EnforcesSchema = options.GetBoolean("enforceSchema", true),
            PrunesColumns = options.GetBoolean("columnPruning", !isMultiLine && conf.Get(SqlConf.CsvParserColumnPruning)),
            Encoding = TextEncodings.Read(options),
            Compression = options.Get("compression", "codec")?.ToLowerInvariant(),
            TimeZone = options.Get("timeZone") ?? conf.SessionTimeZone,
            Patterns = DatePatterns.Read(options, isForReading: !isForWriting),
            HasTrailingDelimiter = isTbl,
        };
    }

    /// <summary>A reader of dates and timestamps, for one worker.</summary>
    public TextDates NewDates() => Patterns.NewReader(ZoneRules.Of(TimeZone));

    /// <summary>Whether a file can be read in ranges: a line end must be found from any byte on.</summary>
    public bool IsSplittable(string path) =>
        FileCodecs.Of(path, Compression) == FileCodec.None && Encoding == TextEncoding.Utf8 && !IsMultiLine && LineSeparator.Length <= 1;

    private static void RejectUnsupported(SourceOptions options)
    {
        options.RejectPresent("singleVariantColumn", "enableDateTimeParsingFallback");
        RejectUnless(options, "locale", "en-US");
        RejectUnless(options, "unescapedQuoteHandling", "STOP_AT_DELIMITER");
    }

    private static void RejectUnless(SourceOptions options, string name, string supported)
    {
        if (options.Get(name) is { } value && !value.Equals(supported, StringComparison.OrdinalIgnoreCase))
            throw options.NotSupported(name);
    }

    private static byte Ascii(SourceOptions options, string name, char defaultValue)
    {
        var character = options.GetCharacter(name, defaultValue) ?? '\0';
        return char.IsAscii(character) ? (byte)character : throw options.NotSupported(name);
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static byte[] ReadLineSeparator(SourceOptions options)
    {
        var text = options.Get("lineSep");
        if (text is null)
            return [];
        return text.Length is 1 or 2 ? Utf8(text) : throw options.NotSupported("lineSep");
    }

    private static double ReadSamplingRatio(SourceOptions options)
    {
        if (options.Get("samplingRatio") is not { } text)
            return 1;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio > 0
            ? ratio
            : throw options.NotSupported("samplingRatio");
    }
}
