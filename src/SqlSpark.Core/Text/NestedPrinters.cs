using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>Arrays, maps and structs as casts and <c>show()</c> write them. Spark: <c>ToStringBase</c>.</summary>
internal abstract class NestedPrinter(PrintContext context) : ValuePrinter
{
    private readonly bool _isLegacy = context is { Style: ValueStyle.Cast, Options.LegacyComplexTypes: true };
    private readonly bool _omitsNull = context is { Style: ValueStyle.Cast, Options: { LegacyComplexTypes: true } or { OmitsNestedNulls: true } };
    private readonly bool _isShow = context.Style == ValueStyle.Show;

    /// <summary>What opens a map or struct.</summary>
    protected byte Open => _isLegacy ? (byte)'[' : (byte)'{';

    /// <summary>What closes a map or struct.</summary>
    protected byte Close => _isLegacy ? (byte)']' : (byte)'}';

    /// <summary>Appends a separator, a blank unless it is the first item, and a value or the word for NULL.</summary>
    protected void AppendItem(ValuePrinter printer, Vector vector, int row, ReadOnlySpan<byte> separator, bool hasBlank, Utf8Buffer text)
    {
        text.Append(separator);
        if (!TryLocate(ref vector, ref row))
        {
            if (_omitsNull)
                return;
            if (hasBlank)
                text.Append((byte)' ');
            text.Append(_isShow ? "NULL"u8 : "null"u8);
            return;
        }

        if (hasBlank)
            text.Append((byte)' ');
        printer.Append(vector, row, text);
    }
}

internal sealed class ArrayPrinter(ArrayType type, PrintContext context) : NestedPrinter(context)
{
    private readonly ValuePrinter _element = Create(type.ElementType, context, isNested: true);

    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var list = (ListVector)vector;
        var entry = list.Entries[row];
        text.Append((byte)'[');
        for (var i = 0; i < entry.Length; i++)
            AppendItem(_element, list.Elements, entry.Offset + i, i == 0 ? default : ","u8, hasBlank: i > 0, text);
        text.Append((byte)']');
    }
}

internal sealed class MapPrinter(MapType type, PrintContext context) : NestedPrinter(context)
{
    private readonly ValuePrinter _key = Create(type.KeyType, context, isNested: true);
    private readonly ValuePrinter _value = Create(type.ValueType, context, isNested: true);

    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var map = (ListVector)vector;
        var entry = map.Entries[row];
        text.Append(Open);
        for (var i = 0; i < entry.Length; i++)
        {
            AppendItem(_key, map.Keys, entry.Offset + i, i == 0 ? default : ","u8, hasBlank: i > 0, text);
            AppendItem(_value, map.MapValues, entry.Offset + i, " ->"u8, hasBlank: true, text);
        }

        text.Append(Close);
    }
}

internal sealed class StructPrinter(StructType type, PrintContext context) : NestedPrinter(context)
{
    private readonly ValuePrinter[] _fields = [.. type.Fields.Select(f => Create(f.DataType, context, isNested: true))];

    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var fields = ((StructVector)vector).Fields;
        text.Append(Open);
        for (var i = 0; i < _fields.Length; i++)
            AppendItem(_fields[i], fields[i], row, i == 0 ? default : ","u8, hasBlank: i > 0, text);
        text.Append(Close);
    }
}

/// <summary>Arrays, maps and structs in Hive's form, which looks like JSON. Spark: <c>HiveResult.toHiveString</c>.</summary>
internal abstract class HivePrinter : ValuePrinter
{
    /// <summary>Appends a value, or <c>null</c>.</summary>
    protected static void AppendItem(ValuePrinter printer, Vector vector, int row, Utf8Buffer text)
    {
        if (TryLocate(ref vector, ref row))
            printer.Append(vector, row, text);
        else
            text.Append("null"u8);
    }
}

internal sealed class HiveArrayPrinter(ArrayType type, PrintContext context) : HivePrinter
{
    private readonly ValuePrinter _element = Create(type.ElementType, context, isNested: true);

    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var list = (ListVector)vector;
        var entry = list.Entries[row];
        text.Append((byte)'[');
        for (var i = 0; i < entry.Length; i++)
        {
            if (i > 0)
                text.Append((byte)',');
            AppendItem(_element, list.Elements, entry.Offset + i, text);
        }

        text.Append((byte)']');
    }
}

/// <summary>Entries come in the order of their texts. Of equal keys the last one counts, since Spark's external map has each once.</summary>
internal sealed class HiveMapPrinter(MapType type, PrintContext context) : HivePrinter
{
    private readonly ValuePrinter _key = Create(type.KeyType, context, isNested: true);
    private readonly ValuePrinter _value = Create(type.ValueType, context, isNested: true);
    private readonly Utf8Buffer _buffer = new();

    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var map = (ListVector)vector;
        var entry = map.Entries[row];
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < entry.Length; i++)
            texts[Text(_key, map.Keys, entry.Offset + i)] = Text(_value, map.MapValues, entry.Offset + i);

        text.Append((byte)'{');
        var isFirst = true;
        foreach (var pair in texts.Select(static p => $"{p.Key}:{p.Value}").Order(StringComparer.Ordinal))
        {
            if (!isFirst)
                text.Append((byte)',');
            isFirst = false;
            text.Append(pair);
        }

        text.Append((byte)'}');
    }

    private string Text(ValuePrinter printer, Vector vector, int row)
    {
        _buffer.Clear();
        AppendItem(printer, vector, row, _buffer);
        return _buffer.ToString();
    }
}

internal sealed class HiveStructPrinter(StructType type, PrintContext context) : HivePrinter
{
    private readonly ValuePrinter[] _fields = [.. type.Fields.Select(f => Create(f.DataType, context, isNested: true))];

    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var fields = ((StructVector)vector).Fields;
        text.Append((byte)'{');
        for (var i = 0; i < _fields.Length; i++)
        {
            text.Append(i == 0 ? "\""u8 : ",\""u8);
            text.Append(type.Fields[i].Name);
            text.Append("\":"u8);
            AppendItem(_fields[i], fields[i], row, text);
        }

        text.Append((byte)'}');
    }
}
