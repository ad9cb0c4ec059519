using System.Globalization;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Time;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Text;

namespace SqlSpark.DataSources.Json;

/// <summary>The options of JSON files, checked.</summary>
/// <remarks>Spark: <c>JSONOptions</c>. Names, defaults and the treatment of bad values are Spark's.</remarks>
internal sealed record JsonOptions
{
    /// <summary>What lines are; a file is one record where the option <c>multiLine</c> is set.</summary>
    public required TextOptions Text { get; init; }

    /// <summary>What is allowed beyond JSON.</summary>
    public required JsonLeniency Leniency { get; init; }

    /// <summary>What becomes of malformed records.</summary>
    public required ParseMode Mode { get; init; }

    /// <summary>The column that takes malformed records where the schema has it.</summary>
    public required string CorruptRecordColumn { get; init; }

    /// <summary>The share of records that inference looks at.</summary>
    public required double SamplingRatio { get; init; }

    /// <summary>Numbers and booleans are inferred as strings.</summary>
    public required bool PrimitivesAsString { get; init; }

    /// <summary>Numbers with a fraction are inferred as decimals where they fit.</summary>
    public required bool PrefersDecimal { get; init; }

    /// <summary>Strings that are timestamps are inferred as such.</summary>
    public required bool InfersTimestamps { get; init; }

    /// <summary>Inference leaves fields without any value out.</summary>
    public required bool DropsNulls { get; init; }

    /// <summary>Timestamps are inferred as local ones where they can be.</summary>
    public required bool IsLocal { get; init; }

    /// <summary>The zone of timestamps without one.</summary>
    public required ZoneRules Zone { get; init; }

    /// <summary>The patterns of dates, timestamps and local timestamps, each null for the forms of casts.</summary>
    public required DatePatterns Patterns { get; init; }

    /// <summary>Reads and checks the options of files that are read.</summary>
    public static JsonOptions Read(SourceOptions options, ConfSnapshot conf)
    {
        RejectUnsupported(options);
        options.RejectPresent("singleVariantColumn", "enableDateTimeParsingFallback", "maxNestingDepth", "maxNumLen", "maxStringLen");
        return new JsonOptions
        {
            Text = TextOptions.ReadDecoded(options) with { IsWholeText = options.GetBoolean("multiLine", false), Encoding = TextEncodings.Read(options) },
            Leniency = JsonLeniencies.Of(options.GetBoolean),
            Mode = ParseModes.Of(options.Get("mode")),
            CorruptRecordColumn = options.Get("columnNameOfCorruptRecord") ?? conf.Get(SqlConf.ColumnNameOfCorruptRecord),
            SamplingRatio = ReadSamplingRatio(options),
            PrimitivesAsString = options.GetBoolean("primitivesAsString", false),
            PrefersDecimal = options.GetBoolean("prefersDecimal", false),
            InfersTimestamps = options.GetBoolean("inferTimestamp", false),
            DropsNulls = options.GetBoolean("dropFieldIfAllNull", false),
            IsLocal = conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz,
            Zone = ReadZone(options, conf),
            Patterns = DatePatterns.Read(options, isForReading: true),
        };
    }

    /// <summary>How values are written, under the options of files that are written.</summary>
    public static JsonWriterOptions ReadWriter(SourceOptions options, ConfSnapshot conf)
    {
        RejectUnsupported(options);
        TextEncodings.RequireUtf8(options);
        if (options.GetBoolean("writeNonAsciiCharacterAsCodePoint", false))
            throw options.NotSupported("writeNonAsciiCharacterAsCodePoint");
        return new JsonWriterOptions
        {
            Zone = ReadZone(options, conf),
            OmitsNulls = options.GetBoolean("ignoreNullFields", true),
            IsPretty = options.GetBoolean("pretty", false),
            SortsKeys = options.GetBoolean("sortKeys", false),
            Dates = options.GetPattern("dateFormat", isForReading: false),
            Timestamps = options.GetPattern("timestampFormat", isForReading: false, JsonWriterOptions.DefaultTimestampFormat)!,
            LocalTimestamps = options.GetPattern("timestampNTZFormat", isForReading: false, JsonWriterOptions.DefaultLocalTimestampFormat)!,
        };
    }

    /// <summary>A reader of dates and timestamps, for one worker.</summary>
    public TextDates NewDates() => Patterns.NewReader(Zone);

    private static void RejectUnsupported(SourceOptions options)
    {
        if (options.Get("locale") is { } locale && !locale.Equals("en-US", StringComparison.OrdinalIgnoreCase))
            throw options.NotSupported("locale");
    }

    private static ZoneRules ReadZone(SourceOptions options, ConfSnapshot conf) => ZoneRules.Of(options.Get("timeZone") ?? conf.SessionTimeZone);

    private static double ReadSamplingRatio(SourceOptions options)
    {
        if (options.Get("samplingRatio") is not { } text)
            return 1;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio > 0 ? ratio : throw options.NotSupported("samplingRatio");
    }
}
