using System.Buffers.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text.Json;

/// <summary>How values are written as JSON. Spark: <c>JSONOptionsInWrite</c>.</summary>
public sealed record JsonWriterOptions
{
    /// <summary>The default of the option <c>timestampFormat</c>.</summary>
    public const string DefaultTimestampFormat = "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]";

    /// <summary>The default of the option <c>timestampNTZFormat</c>.</summary>
    public const string DefaultLocalTimestampFormat = "yyyy-MM-dd'T'HH:mm:ss[.SSS]";

    /// <summary>The zone of timestamps.</summary>
    public required ZoneRules Zone { get; init; }

    /// <summary>Fields that are NULL are left out.</summary>
    public bool OmitsNulls { get; init; } = true;

    /// <summary>Values stand in lines of their own.</summary>
    public bool IsPretty { get; init; }

    /// <summary>Keys of maps are sorted.</summary>
    public bool SortsKeys { get; init; }

    /// <summary>The pattern of dates; null for the form of casts.</summary>
    public DateTimePattern? Dates { get; init; }

    /// <summary>The pattern of timestamps.</summary>
    public required DateTimePattern Timestamps { get; init; }

    /// <summary>The pattern of timestamps without a zone.</summary>
    public required DateTimePattern LocalTimestamps { get; init; }
}

/// <summary>Appends a row of columns as an object.</summary>
public delegate void JsonRowWriter(ReadOnlySpan<Vector> columns, int row, Utf8Buffer text);

/// <summary>Writes values of one type as JSON. Serves one worker. Spark: <c>JacksonGenerator</c>.</summary>
public abstract class JsonValueWriter
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

    /// <summary>A writer of rows as objects, from the vectors of their columns.</summary>
    public static JsonRowWriter CreateRows(StructType type, JsonWriterOptions options) => new StructWriter(type, options).AppendRow;

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

        protected override void AppendValue(Vector vector, int row, int depth, Utf8Buffer text) => AppendFields(((StructVector)vector).Fields, row, depth, text);

        public void AppendRow(ReadOnlySpan<Vector> columns, int row, Utf8Buffer text) => AppendFields(columns, row, 0, text);

        private void AppendFields(ReadOnlySpan<Vector> fields, int row, int depth, Utf8Buffer text)
        {
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
        private readonly TextDateWriter _dates = new(options.Zone, options.Dates, options.Timestamps, options.LocalTimestamps);

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
                case TimestampType or TimestampNtzType or DateType:
                    _scratch.Clear();
                    JsonOutput.AppendQuoted(_dates.TryWrite(type, vector, row, _scratch) ? _scratch.Written : _formatter.Format(vector, row), text);
                    break;
                default:
                    JsonOutput.AppendQuoted(_formatter.Format(vector, row), text);
                    break;
            }
        }
    }
}
