using System.Globalization;
using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Columnar;

/// <summary>The value of a MAP as an object: keys and values side by side.</summary>
public sealed record MapValue(EquatableArray<object?> Keys, EquatableArray<object?> Values);

/// <summary>
/// Single values as objects: for literals, tests and the edges of the engine, never for data paths.
/// </summary>
/// <remarks>
/// NULL is null; BOOLEAN bool; TINYINT sbyte; SMALLINT short; INT, DATE and year-month intervals int; BIGINT, timestamps, TIME and
/// day-time intervals long; FLOAT float; DOUBLE double; DECIMAL the unscaled <see cref="Int128"/>; STRING string; BINARY
/// <c>EquatableArray&lt;byte&gt;</c>; INTERVAL <see cref="CalendarInterval"/>; ARRAY and STRUCT <c>EquatableArray&lt;object?&gt;</c>; MAP
/// <see cref="MapValue"/>; VARIANT the two binaries of its struct.
/// </remarks>
public static class BoxedValues
{
    /// <summary>The value of one row.</summary>
    public static object? Get(Vector vector, int row)
    {
        if (vector.IsNull(row))
            return null;

        return vector switch
        {
            ConstantVector constant => Get(constant.Value, 0),
            DictionaryVector dictionary => Get(dictionary.Dictionary.Values, dictionary.Code(row)),
            LazyVector lazy => Get(lazy.Load(Rows.All(lazy.Length)), row),
            FlatVector flat => GetFlat(flat, row),
            ListVector list => GetList(list, list.Entries[row]),
            StructVector record => GetStruct(record, row),
            _ => throw new ArgumentException($"no values in a {vector.GetType().Name}", nameof(vector)),
        };
    }

    /// <summary>Writes the value of one row; elements of arrays and maps are appended to the child writers.</summary>
    public static void Set(VectorWriter writer, int row, object? value)
    {
        if (value is null)
        {
            if (writer.Physical == PhysicalType.Void)
                return;
            writer.SetNull(row);
            foreach (var child in writer.Physical == PhysicalType.Struct ? writer.Children : [])
                Set(child, row, null);
            return;
        }

        switch (writer.Physical)
        {
            case PhysicalType.Bool:
                Bitmaps.Assign(writer.Bits, row, (bool)value);
                break;
            case PhysicalType.Int8:
                writer.Values<sbyte>()[row] = (sbyte)ToInt128(value);
                break;
            case PhysicalType.Int16:
                writer.Values<short>()[row] = (short)ToInt128(value);
                break;
            case PhysicalType.Int32:
                writer.Values<int>()[row] = (int)ToInt128(value);
                break;
            case PhysicalType.Int64:
                writer.Values<long>()[row] = (long)ToInt128(value);
                break;
            case PhysicalType.Int128:
                writer.Values<Int128>()[row] = ToInt128(value);
                break;
            case PhysicalType.Float32:
                writer.Values<float>()[row] = (float)value;
                break;
            case PhysicalType.Float64:
                writer.Values<double>()[row] = (double)value;
                break;
            case PhysicalType.Interval:
                writer.Values<CalendarInterval>()[row] = (CalendarInterval)value;
                break;
            case PhysicalType.View:
                writer.SetBytes(row, value is string text ? Encoding.UTF8.GetBytes(text) : ((EquatableArray<byte>)value).AsSpan());
                break;
            case PhysicalType.List:
                writer.Entries[row] = Append(writer.Elements, (EquatableArray<object?>)value);
                break;
            case PhysicalType.Map:
                var map = (MapValue)value;
                writer.Entries[row] = Append(writer.Elements, map.Keys);
                Append(writer.MapValues, map.Values);
                break;
            case PhysicalType.Struct:
                var fields = (EquatableArray<object?>)value;
                for (var i = 0; i < fields.Count; i++)
                    Set(writer.Field(i), row, fields[i]);
                break;
            default:
                throw new ArgumentException($"no value of {writer.Physical} can be set", nameof(writer));
        }
    }

    private static ListEntry Append(VectorWriter child, EquatableArray<object?> items)
    {
        var first = child.Append(items.Count);
        for (var i = 0; i < items.Count; i++)
            Set(child, first + i, items[i]);
        return new ListEntry(items.Count == 0 ? 0 : first, items.Count);
    }

    private static Int128 ToInt128(object value) => value switch
    {
        sbyte v => v,
        short v => v,
        int v => v,
        long v => v,
        Int128 v => v,
        _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} is not an integer"), nameof(value)),
    };

    private static object GetFlat(FlatVector vector, int row) => vector.Type switch
    {
        BooleanType => Bitmaps.Get(vector.Bits, row),
        ByteType => (sbyte)GetInteger(vector, row),
        ShortType => (short)GetInteger(vector, row),
        IntegerType or DateType or YearMonthIntervalType => (int)GetInteger(vector, row),
        LongType or TimestampType or TimestampNtzType or TimeType or DayTimeIntervalType => (long)GetInteger(vector, row),
        DecimalType => GetInteger(vector, row),
        FloatType => vector.Values<float>()[row],
        DoubleType => vector.Values<double>()[row],
        StringType => vector.Values<Utf8View>()[row].ToString(),
        BinaryType => EquatableArray.Create(vector.Values<Utf8View>()[row].Bytes),
        CalendarIntervalType => vector.Values<CalendarInterval>()[row],
        _ => throw new ArgumentException($"no flat values of type {vector.Type}", nameof(vector)),
    };

    private static Int128 GetInteger(FlatVector vector, int row) => vector.Physical switch
    {
        PhysicalType.Int8 => vector.Values<sbyte>()[row],
        PhysicalType.Int16 => vector.Values<short>()[row],
        PhysicalType.Int32 => vector.Values<int>()[row],
        PhysicalType.Int64 => vector.Values<long>()[row],
        _ => vector.Values<Int128>()[row],
    };

    private static object GetList(ListVector vector, ListEntry entry) => vector.Type is MapType
        ? new MapValue(GetRange(vector.Keys, entry), GetRange(vector.MapValues, entry))
        : GetRange(vector.Elements, entry);

    private static EquatableArray<object?> GetRange(Vector child, ListEntry entry)
    {
        var items = new object?[entry.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Get(child, entry.Offset + i);
        return EquatableArray.Create<object?>(items);
    }

    private static EquatableArray<object?> GetStruct(StructVector vector, int row)
    {
        var items = new object?[vector.Fields.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Get(vector.Fields[i], row);
        return EquatableArray.Create<object?>(items);
    }
}
