using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text.Json;

/// <summary>Writes keys of maps as names of JSON fields: in their stored form, dates as day numbers and timestamps as microseconds, but for intervals.</summary>
/// <remarks>Spark: <c>JacksonGenerator.writeMapData</c>, which asks the stored value for its text.</remarks>
internal abstract class JsonKeyWriter
{
    /// <summary>The writer of a type.</summary>
    public static JsonKeyWriter Create(DataType type) => type switch
    {
        StructType record => new StructKeys(record),
        DateType or TimestampType or TimestampNtzType or TimeType => new NumberKeys(),
        _ => new TextKeys(type),
    };

    /// <summary>Appends the key of a row.</summary>
    public void Append(Vector vector, int row, Utf8Buffer text)
    {
        if (ValueFormatter.TryLocate(ref vector, ref row))
            AppendValue(vector, row, text);
        else
            text.Append("null"u8);
    }

    /// <summary>Appends a key that is not NULL.</summary>
    protected abstract void AppendValue(Vector vector, int row, Utf8Buffer text);

    private sealed class NumberKeys : JsonKeyWriter
    {
        protected override void AppendValue(Vector vector, int row, Utf8Buffer text) =>
            text.Advance(IntegerText.Format(ValueFormatter.Integer(vector, row), text.GetSpan(IntegerText.MaxLength)));
    }

    private sealed class TextKeys(DataType type) : JsonKeyWriter
    {
        private readonly ValueFormatter _formatter = new(type, ValueStyle.Cast, new ValueFormatOptions(ZoneRules.Utc) { PlainDecimals = false });

        protected override void AppendValue(Vector vector, int row, Utf8Buffer text) => text.Append(_formatter.Format(vector, row));
    }

    private sealed class StructKeys(StructType type) : JsonKeyWriter
    {
        private readonly JsonKeyWriter[] _fields = [.. type.Fields.Select(f => Create(f.DataType))];

        protected override void AppendValue(Vector vector, int row, Utf8Buffer text)
        {
            text.Append((byte)'[');
            for (var i = 0; i < _fields.Length; i++)
            {
                if (i > 0)
                    text.Append((byte)',');
                _fields[i].Append(((StructVector)vector).Fields[i], row, text);
            }

            text.Append((byte)']');
        }
    }
}
