using System.Buffers.Text;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>How values are written as JSON. Spark: <c>JSONOptionsInWrite</c>.</summary>
internal sealed class JsonWriterOptions(BindCall call, TextOptions options)
{
    public ZoneRules Zone { get; } = options.Zone(call);

    public bool OmitsNulls { get; } = options.Flag("ignoreNullFields", true);

    public bool IsPretty { get; } = options.Flag("pretty", false);

    public bool SortsKeys { get; } = options.Flag("sortKeys", false);

    public DateTimePattern? Dates { get; } = options.Pattern("dateFormat", false);

    public DateTimePattern Timestamps { get; } = options.Pattern("timestampFormat", false, "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]")!;

    public DateTimePattern LocalTimestamps { get; } = options.Pattern("timestampNTZFormat", false, "yyyy-MM-dd'T'HH:mm:ss[.SSS]")!;
}

/// <summary>Writes values of one type as JSON. Serves one worker. Spark: <c>JacksonGenerator</c>.</summary>
internal abstract class JsonValueWriter
{
    /// <summary>The writer of a type.</summary>
    public static JsonValueWriter Create(DataType type, JsonWriterOptions options) => type switch
    {
        StructType record => new StructWriter(record, options),
        ArrayType array => new ArrayWriter(array, options),
        MapType map => new MapWriter(map, options),
        _ => new ScalarWriter(type, options),
    };

    /// <summary>Appends the value of a row, null for NULL.</summary>
    public void Append(Vector vector, int row, Utf8Buffer text) => Append(vector, row, 0, text);

    /// <summary>Appends the value of a row, whose lines are indented so deep.</summary>
    protected void Append(Vector vector, int row, int depth, Utf8Buffer text)
    {
        if (ValueFormatter.TryLocate(ref vector, ref row))
            AppendValue(vector, row, depth, text);
        else
            text.Append("null"u8);
    }

    /// <summary>Appends a value that is not NULL.</summary>
    protected abstract void AppendValue(Vector vector, int row, int depth, Utf8Buffer text);

    private static void Indent(int depth, Utf8Buffer text)
    {
        text.Append((byte)'\n');
        for (var i = 0; i < depth; i++)
            text.Append("  "u8);
    }

    private sealed class StructWriter(StructType type, JsonWriterOptions options) : JsonValueWriter
    {
        private readonly byte[][] _names = [.. type.Fields.Select(f => System.Text.Encoding.UTF8.GetBytes(f.Name))];
        private readonly JsonValueWriter[] _fields = [.. type.Fields.Select(f => Create(f.DataType, options))];

        protected override void AppendValue(Vector vector, int row, int depth, Utf8Buffer text)
        {
            var fields = ((StructVector)vector).Fields;
            text.Append((byte)'{');
            var isFirst = true;
            for (var i = 0; i < fields.Length; i++)
            {
                var (field, fieldRow) = (fields[i], row);
                if (options.OmitsNulls && !ValueFormatter.TryLocate(ref field, ref fieldRow))
                    continue;
                if (!isFirst)
                    text.Append((byte)',');
                isFirst = false;
                if (options.IsPretty)
                    Indent(depth + 1, text);
                JsonOutput.AppendQuoted(_names[i], text);
                text.Append(options.IsPretty ? " : "u8 : ":"u8);
                _fields[i].Append(field, fieldRow, depth + 1, text);
            }

            if (options.IsPretty)
                AppendEnd(isFirst, depth, text);
            text.Append((byte)'}');
        }
    }

    private static void AppendEnd(bool isEmpty, int depth, Utf8Buffer text)
    {
        if (isEmpty)
            text.Append((byte)' ');
        else
            Indent(depth, text);
    }

    private sealed class ArrayWriter(ArrayType type, JsonWriterOptions options) : JsonValueWriter
    {
        private readonly JsonValueWriter _element = Create(type.ElementType, options);

        protected override void AppendValue(Vector vector, int row, int depth, Utf8Buffer text)
        {
            var list = (ListVector)vector;
            var entry = list.Entries[row];
            text.Append((byte)'[');
            for (var i = 0; i < entry.Length; i++)
            {
                if (i > 0)
                    text.Append(options.IsPretty ? ", "u8 : ","u8);
                else if (options.IsPretty)
                    text.Append((byte)' ');
                _element.Append(list.Elements, entry.Offset + i, depth, text);
            }

            if (options.IsPretty)
                text.Append((byte)' ');
            text.Append((byte)']');
        }
    }

    /// <summary>Maps: keys are the text of their stored form, so that a date is its day number, as in Spark.</summary>
    private sealed class MapWriter(MapType type, JsonWriterOptions options) : JsonValueWriter
    {
        private readonly JsonKeyWriter _key = JsonKeyWriter.Create(type.KeyType);
        private readonly JsonValueWriter _value = Create(type.ValueType, options);
        private readonly Utf8Buffer _name = new();
        private string[] _names = [];
        private int[] _places = [];

        protected override void AppendValue(Vector vector, int row, int depth, Utf8Buffer text)
        {
            var map = (ListVector)vector;
            var entry = map.Entries[row];
            text.Append((byte)'{');
            if (options.SortsKeys)
                Sort(map.Keys, entry);
            for (var i = 0; i < entry.Length; i++)
            {
                if (i > 0)
                    text.Append((byte)',');
                if (options.IsPretty)
                    Indent(depth + 1, text);
                var place = options.SortsKeys ? _places[i] : entry.Offset + i;
                JsonOutput.AppendQuoted(Name(map.Keys, place), text);
                text.Append(options.IsPretty ? " : "u8 : ":"u8);
                _value.Append(map.MapValues, place, depth + 1, text);
            }

            if (options.IsPretty)
                AppendEnd(entry.Length == 0, depth, text);
            text.Append((byte)'}');
        }

        private ReadOnlySpan<byte> Name(Vector keys, int place)
        {
            _name.Clear();
            _key.Append(keys, place, _name);
            return _name.Written;
        }

        private void Sort(Vector keys, ListEntry entry)
        {
            if (_places.Length < entry.Length)
                (_places, _names) = (new int[entry.Length], new string[entry.Length]);
            for (var i = 0; i < entry.Length; i++)
            {
                _places[i] = entry.Offset + i;
                _names[i] = System.Text.Encoding.UTF8.GetString(Name(keys, entry.Offset + i));
            }

            Array.Sort(_names, _places, 0, entry.Length, StringComparer.Ordinal);
        }
    }

    private sealed class ScalarWriter(DataType type, JsonWriterOptions options) : JsonValueWriter
    {
        private readonly ValueFormatter _formatter = new(type, ValueStyle.Cast, new ValueFormatOptions(options.Zone) { PlainDecimals = false });
        private readonly Utf8Buffer _scratch = new();
        private ZoneCursor _zone = new(options.Zone);

        protected override void AppendValue(Vector vector, int row, int depth, Utf8Buffer text)
        {
            switch (type)
            {
                case FloatType or DoubleType:
                    var number = _formatter.Format(vector, row);
                    if (number[^1] is (byte)'N' or (byte)'y')
                        JsonOutput.AppendQuoted(number, text);
                    else
                        text.Append(number);
                    break;
                case BooleanType or NumericType or VariantType:
                    text.Append(_formatter.Format(vector, row));
                    break;
                case BinaryType:
                    var bytes = ((FlatVector)vector).Values<Utf8View>()[row];
                    text.Append((byte)'"');
                    Base64.EncodeToUtf8(bytes.Bytes, text.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
                    text.Advance(written);
                    text.Append((byte)'"');
                    break;
                case TimestampType:
                    var micros = ValueFormatter.Integer(vector, row);
                    AppendPattern(options.Timestamps, options.Zone.Id, _zone.LocalDay(micros), _zone.LocalMicrosOfDay(micros), _zone.OffsetAt(TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond)), text);
                    break;
                case TimestampNtzType:
                    var local = ValueFormatter.Integer(vector, row);
                    AppendPattern(options.LocalTimestamps, ZoneRules.Utc.Id, LocalTimestamp.Day(local), LocalTimestamp.MicrosOfDay(local), 0, text);
                    break;
                case DateType when options.Dates is { } pattern:
                    AppendPattern(pattern, ZoneRules.Utc.Id, (int)ValueFormatter.Integer(vector, row), 0, 0, text);
                    break;
                default:
                    JsonOutput.AppendQuoted(_formatter.Format(vector, row), text);
                    break;
            }
        }

        private void AppendPattern(DateTimePattern pattern, string zone, int day, long microsOfDay, int offset, Utf8Buffer text)
        {
            _scratch.Clear();
            pattern.Format(new DateTimeParts(day, microsOfDay * TimeUnits.NanosPerMicro, offset, zone), _scratch);
            JsonOutput.AppendQuoted(_scratch.Written, text);
        }
    }
}
