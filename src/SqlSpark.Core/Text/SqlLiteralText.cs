using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>Single values, boxed as <see cref="BoxedValues"/> describes, as SQL literals. For names, plans and messages, not for data paths.</summary>
/// <remarks>Spark: <c>Literal.sql</c>, <c>Literal.toString</c>.</remarks>
public static class SqlLiteralText
{
    /// <summary>SQL that reads back as the value.</summary>
    /// <param name="value">The value; null for NULL.</param>
    /// <param name="type">Its type.</param>
    /// <param name="zone">The session's time zone, for TIMESTAMP.</param>
    public static string Of(object? value, DataType type, ZoneRules zone) => (value, type) switch
    {
        (null, _) => OfNull(type),
        (string text, _) => ErrorFormat.SqlValue(text),
        (sbyte number, _) => ErrorFormat.SqlValue(number),
        (short number, _) => ErrorFormat.SqlValue(number),
        (long number, LongType) => ErrorFormat.SqlValue(number),
        (float number, _) => $"CAST('{FloatingPointText.Format(number)}' AS FLOAT)",
        (double number, _) when !double.IsFinite(number) => $"CAST('{FloatingPointText.Format(number)}' AS DOUBLE)",
        (double number, _) => FloatingPointText.Format(number) + "D",
        (Int128, DecimalType) => ErrorFormat.SqlDecimal(Plain(value, type, zone)),
        (int, DateType) => ErrorFormat.SqlTypedValue("DATE", Plain(value, type, zone)),
        (long, TimestampType) => ErrorFormat.SqlTypedValue("TIMESTAMP", Plain(value, type, zone)),
        (long, TimestampNtzType) => ErrorFormat.SqlTypedValue("TIMESTAMP_NTZ", Plain(value, type, zone)),
        (long, TimeType) => ErrorFormat.SqlTypedValue("TIME", Plain(value, type, zone)),
        (CalendarInterval, _) => ErrorFormat.SqlTypedValue("INTERVAL", Plain(value, type, zone)),
        (EquatableArray<byte> bytes, BinaryType) => ErrorFormat.SqlValue(bytes.AsSpan()),
        (EquatableArray<object?> items, ArrayType array) => $"ARRAY({string.Join(", ", items.Select(item => Of(item, array.ElementType, zone)))})",
        (MapValue map, MapType mapType) => $"MAP({string.Join(", ", Entries(map, mapType, zone))})",
        (EquatableArray<object?> fields, StructType record) => $"NAMED_STRUCT({string.Join(", ", Fields(fields, record, zone))})",
        _ => Plain(value, type, zone),
    };

    /// <summary>The value without quotes, keywords and suffixes: what plans print. Intervals keep their form.</summary>
    /// <param name="value">The value; null for NULL.</param>
    /// <param name="type">Its type.</param>
    /// <param name="zone">The session's time zone, for TIMESTAMP.</param>
    public static string Plain(object? value, DataType type, ZoneRules zone)
    {
        switch (value, type)
        {
            case (null, _):
                return "null";
            case (string text, _):
                return text;
            case (EquatableArray<byte> bytes, BinaryType):
                return "0x" + Convert.ToHexString(bytes.AsSpan());
            case (EquatableArray<object?> items, ArrayType array):
                return $"[{string.Join(',', items.Select(item => Plain(item, array.ElementType, zone)))}]";
            case (EquatableArray<object?> fields, StructType record):
                return $"[{string.Join(',', fields.Select((field, i) => Plain(field, record.Fields[i].DataType, zone)))}]";
            case (MapValue map, MapType mapType):
                return $"keys: [{string.Join(',', map.Keys.Select(key => Plain(key, mapType.KeyType, zone)))}], "
                    + $"values: [{string.Join(',', map.Values.Select(item => Plain(item, mapType.ValueType, zone)))}]";
            default:
                Span<byte> room = stackalloc byte[IntervalText.MaxLength];
                return Encoding.UTF8.GetString(room[..Format(value, type, zone, room)]);
        }
    }

    internal static string OfNull(DataType type) =>
        type is VoidType or ArrayType or MapType or StructType ? "NULL" : $"CAST(NULL AS {type.Sql})";

    private static int Format(object value, DataType type, ZoneRules zone, Span<byte> room)
    {
        switch (value, type)
        {
            case (bool flag, _):
                var word = BooleanText.Format(flag);
                word.CopyTo(room);
                return word.Length;
            case (float number, _):
                return FloatingPointText.Format(number, room);
            case (double number, _):
                return FloatingPointText.Format(number, room);
            case (Int128 unscaled, DecimalType decimalType):
                return DecimalText.FormatScientific(unscaled, decimalType.Scale, room);
            case (int days, DateType):
                return DateText.Format(days, room);
            case (long micros, TimestampType):
                var cursor = new ZoneCursor(zone);
                return TimestampText.Format(micros, ref cursor, room);
            case (long micros, TimestampNtzType):
                return TimestampText.Format(micros, room);
            case (long nanos, TimeType):
                return TimeText.Format(nanos, room);
            case (int months, YearMonthIntervalType yearMonth):
                return IntervalText.FormatAnsi(months, yearMonth, room);
            case (long micros, DayTimeIntervalType dayTime):
                return IntervalText.FormatAnsi(micros, dayTime, room);
            case (CalendarInterval interval, _):
                return IntervalText.Format(interval, room);
            case (sbyte number, _):
                return IntegerText.Format(number, room);
            case (short number, _):
                return IntegerText.Format(number, room);
            case (int number, _):
                return IntegerText.Format(number, room);
            case (long number, _):
                return IntegerText.Format(number, room);
            default:
                throw InternalErrors.Unreachable($"{value.GetType().Name} as {type}");
        }
    }

    private static IEnumerable<string> Entries(MapValue map, MapType type, ZoneRules zone)
    {
        for (var i = 0; i < map.Keys.Count; i++)
            yield return $"{Of(map.Keys[i], type.KeyType, zone)}, {Of(map.Values[i], type.ValueType, zone)}";
    }

    private static IEnumerable<string> Fields(EquatableArray<object?> fields, StructType type, ZoneRules zone)
    {
        for (var i = 0; i < fields.Count; i++)
            yield return $"'{type.Fields[i].Name}', {Of(fields[i], type.Fields[i].DataType, zone)}";
    }
}
