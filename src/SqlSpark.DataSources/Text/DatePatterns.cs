using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;

namespace SqlSpark.DataSources.Text;

/// <summary>The patterns of dates, timestamps and local timestamps that options name; each null where there is none.</summary>
internal sealed record DatePatterns(DateTimePattern? Dates, DateTimePattern? Timestamps, DateTimePattern? Locals)
{
    /// <summary>Reads the options <c>dateFormat</c>, <c>timestampFormat</c> and <c>timestampNTZFormat</c>.</summary>
    /// <param name="options">The options.</param>
    /// <param name="isForReading">True to read text by the patterns.</param>
    public static DatePatterns Read(SourceOptions options, bool isForReading) => new(
        options.GetPattern("dateFormat", isForReading), options.GetPattern("timestampFormat", isForReading), options.GetPattern("timestampNTZFormat", isForReading));

    /// <summary>A reader of dates and timestamps, for one worker.</summary>
    /// <param name="zone">The zone of timestamps that name none.</param>
    public TextDates NewReader(ZoneRules zone) => new(zone, Dates, Timestamps, Locals);
}
