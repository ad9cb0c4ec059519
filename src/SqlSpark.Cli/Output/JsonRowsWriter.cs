using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Cli.Output;

/// <summary>
/// Rows as JSON objects: one array (<c>json</c>) or an object a line (<c>jsonl</c>). Numbers and booleans stay what they are; NaN, infinities
/// and all other types are strings; maps are objects. Of columns with one name the last one counts for most readers, so names are kept as
/// they are.
/// </summary>
internal sealed class JsonRowsWriter(TextWriter output, CellTexts cells, bool lines) : ResultWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private StructType _schema = StructType.Empty;
    private bool _isFirst = true;

    /// <inheritdoc />
    public override void Begin(StructType schema)
    {
        _schema = schema;
        if (!lines)
            output.Write('[');
    }

    /// <inheritdoc />
    public override void Write(RecordBatch batch)
    {
        using var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var row in batch.Rows)
        {
            json.WriteStartObject();
            for (var column = 0; column < batch.ColumnCount; column++)
            {
                json.WritePropertyName(_schema.Fields[column].Name);
                WriteValue(json, batch[column], row);
            }

            json.WriteEndObject();
            json.Flush();
            if (!lines)
                output.Write(_isFirst ? "\n" : ",\n");
            output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
            if (lines)
                output.Write('\n');
            _isFirst = false;
            _buffer.ResetWrittenCount();
            json.Reset();
        }
    }

    /// <inheritdoc />
    public override void End()
    {
        if (!lines)
            output.Write(_isFirst ? "]\n" : "\n]\n");
    }

    private void WriteValue(Utf8JsonWriter json, Vector vector, int row)
    {
        if (vector.IsNull(row))
        {
            json.WriteNullValue();
            return;
        }

        switch (vector)
        {
            case ConstantVector constant:
                WriteValue(json, constant.Value, 0);
                break;
            case DictionaryVector dictionary:
                WriteValue(json, dictionary.Dictionary.Values, dictionary.Code(row));
                break;
            case LazyVector lazy:
                WriteValue(json, lazy.Load(Rows.All(lazy.Length)), row);
                break;
            case ListVector { Type: MapType } map:
                WriteMap(json, map, map.Entries[row]);
                break;
            case ListVector list:
                json.WriteStartArray();
                for (var i = 0; i < list.Entries[row].Length; i++)
                    WriteValue(json, list.Elements, list.Entries[row].Offset + i);
                json.WriteEndArray();
                break;
            case StructVector { Type: StructType type } record:
                json.WriteStartObject();
                for (var i = 0; i < type.Fields.Count; i++)
                {
                    json.WritePropertyName(type.Fields[i].Name);
                    WriteValue(json, record.Fields[i], row);
                }

                json.WriteEndObject();
                break;
            default:
                WriteLeaf(json, vector, row);
                break;
        }
    }

    private void WriteMap(Utf8JsonWriter json, ListVector map, ListEntry entry)
    {
        json.WriteStartObject();
        for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
        {
            json.WritePropertyName(cells.Format(map.Keys, i) ?? "null");
            WriteValue(json, map.MapValues, i);
        }

        json.WriteEndObject();
    }

    private void WriteLeaf(Utf8JsonWriter json, Vector vector, int row)
    {
        var text = cells.Format(vector, row)!;
        switch (vector.Type)
        {
            case BooleanType:
                json.WriteBooleanValue(text == "true");
                break;
            case NumericType when char.IsAsciiDigit(text[^1]):
                json.WriteRawValue(text);
                break;
            default:
                json.WriteStringValue(text);
                break;
        }
    }
}
