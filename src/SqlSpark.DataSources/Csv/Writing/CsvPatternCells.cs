using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Csv.Writing;

/// <summary>Dates, timestamps and local timestamps by a pattern.</summary>
/// <param name="type">Which.</param>
/// <param name="pattern">The pattern.</param>
/// <param name="zone">The zone of timestamps; UTC for what has none.</param>
/// <param name="account">Pays for buffers.</param>
internal sealed unsafe class CsvPatternCells(DataType type, DateTimePattern pattern, ZoneRules zone, MemoryAccount account) : CsvCells(type, account)
{
    private readonly StringHeap _texts = new(account);
    private readonly Utf8Buffer _text = new();
    private ZoneCursor _zone = new(zone);

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _texts.Dispose();
    }

    /// <inheritdoc />
    protected override void FillFlat(FlatVector vector, Rows rows)
    {
        _texts.Reset();
        foreach (var row in rows)
        {
            Lengths[row] = -1;
            if (!Bitmaps.IsValid(vector.Validity, row))
                continue;
            _text.Clear();
            pattern.Format(PartsOf(vector, row), _text);
            Starts[row] = _texts.Reserve(_text.Written.Length);
            Lengths[row] = _text.Written.Length;
            _text.Written.CopyTo(new Span<byte>(Starts[row], Lengths[row]));
        }
    }

    private DateTimeParts PartsOf(FlatVector vector, int row)
    {
        if (vector.Type is DateType)
            return new DateTimeParts(vector.Values<int>()[row], 0, 0, zone.Id);
        var micros = vector.Values<long>()[row];
        return vector.Type is TimestampNtzType
            ? new DateTimeParts(LocalTimestamp.Day(micros), LocalTimestamp.MicrosOfDay(micros) * TimeUnits.NanosPerMicro, 0, zone.Id)
            : new DateTimeParts(
                _zone.LocalDay(micros), _zone.LocalMicrosOfDay(micros) * TimeUnits.NanosPerMicro, _zone.OffsetAt(TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond)), zone.Id);
    }
}
