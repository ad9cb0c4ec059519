using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>Writes dates and timestamps into JSON and CSV by the patterns of the options. Serves one worker.</summary>
/// <param name="zone">The zone of timestamps.</param>
/// <param name="dates">The pattern of dates, or null for the form of casts.</param>
/// <param name="timestamps">The pattern of timestamps.</param>
/// <param name="localTimestamps">The pattern of timestamps without a zone.</param>
public sealed class TextDateWriter(ZoneRules zone, DateTimePattern? dates, DateTimePattern timestamps, DateTimePattern localTimestamps)
{
    private ZoneCursor _zone = new(zone);

    /// <summary>Writes a value that is not NULL; false when its type has no pattern.</summary>
    public bool TryWrite(DataType type, Vector vector, int row, Utf8Buffer text)
    {
        switch (type)
        {
            case TimestampType:
                var micros = ValueFormatter.Integer(vector, row);
                Write(timestamps, zone.Id, _zone.LocalDay(micros), _zone.LocalMicrosOfDay(micros), _zone.OffsetAt(TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond)), text);
                return true;
            case TimestampNtzType:
                var local = ValueFormatter.Integer(vector, row);
                Write(localTimestamps, ZoneRules.Utc.Id, LocalTimestamp.Day(local), LocalTimestamp.MicrosOfDay(local), 0, text);
                return true;
            case DateType when dates is not null:
                Write(dates, ZoneRules.Utc.Id, (int)ValueFormatter.Integer(vector, row), 0, 0, text);
                return true;
            default:
                return false;
        }
    }

    private static void Write(DateTimePattern pattern, string zone, int day, long microsOfDay, int offset, Utf8Buffer text) =>
        pattern.Format(new DateTimeParts(day, microsOfDay * TimeUnits.NanosPerMicro, offset, zone), text);
}
