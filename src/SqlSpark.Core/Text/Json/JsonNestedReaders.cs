using System.Runtime.CompilerServices;
using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text.Json;

/// <summary>Reads objects as structs: fields that are missing, unreadable or null are NULL.</summary>
public sealed class JsonStructReader : JsonValueReader
{
    private const int Unwanted = -1;
    private const int Unknown = -2;

    private readonly byte[][] _names;
    private readonly JsonValueReader?[] _fields;
    private readonly bool[] _hasValue;
    private readonly List<(byte[] Gap, int Field)> _learned = [];
    private int _misses;

    private JsonStructReader(byte[][] names, JsonValueReader?[] fields)
    {
        _names = names;
        _fields = fields;
        _hasValue = new bool[fields.Length];
    }

    /// <summary>The reader of a struct; null when a field has none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="dates">Reads dates and timestamps.</param>
    /// <param name="except">The field that is not read, or -1.</param>
    public static JsonStructReader? Create(StructType type, TextDates dates, int except = -1)
    {
        var fields = new JsonValueReader?[type.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            if (i != except && (fields[i] = Create(type.Fields[i].DataType, dates)) is null)
                return null;
        }

        return new JsonStructReader([.. type.Fields.Select(f => Encoding.UTF8.GetBytes(f.Name))], fields);
    }

    /// <summary>Makes all fields of a row NULL.</summary>
    public static void Clear(VectorWriter result, int row)
    {
        foreach (var field in result.Children)
            field.SetNull(row);
    }

    /// <inheritdoc />
    protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
    {
        if (scanner.Kind != JsonKind.StartObject)
            return JsonOutcome.Failed;
        Array.Clear(_hasValue);
        var isPartial = false;
        for (var position = 0; ; position++)
        {
            // Objects mostly have the names of the one before, in its order.
            var before = scanner.End;
            var field = FindLearned(ref scanner, ref position, scanner.Kind == JsonKind.StartObject);
            var isLearned = field >= Unwanted;
            if (!isLearned)
            {
                if (!scanner.Read())
                    return JsonOutcome.Broken;
                if (scanner.Kind == JsonKind.EndObject)
                    break;
                field = Find(scanner);
            }

            var canLearn = !isLearned && !scanner.HasEscapes;
            if (!scanner.Read())
                return JsonOutcome.Broken;
            if (canLearn)
                Learn(position, scanner.Gap(before), field);
            if (field < 0)
            {
                if (!scanner.Skip())
                    return JsonOutcome.Broken;
                continue;
            }

            if (_hasValue[field])
                Renew(result.Field(field), row);
            var depth = scanner.Kind is JsonKind.StartArray or JsonKind.StartObject ? scanner.Depth - 1 : scanner.Depth;
            var outcome = _fields[field]!.Read(ref scanner, result.Field(field), row);
            if (outcome == JsonOutcome.Broken || (outcome == JsonOutcome.Failed && !scanner.SkipTo(depth)))
                return JsonOutcome.Broken;
            isPartial |= outcome is JsonOutcome.Failed or JsonOutcome.Partial;
            if (outcome != JsonOutcome.Failed)
                _hasValue[field] = outcome != JsonOutcome.Null;
        }

        for (var i = 0; i < _hasValue.Length; i++)
        {
            if (!_hasValue[i])
                result.Field(i).SetNull(row);
        }

        return isPartial ? JsonOutcome.Partial : JsonOutcome.Value;
    }

    /// <summary>Makes a row and its fields valid again, which an earlier value left as they are.</summary>
    public static void Renew(VectorWriter writer, int row)
    {
        if (writer.HasValidity)
            Bitmaps.Set(writer.Validity, row);
        if (writer.Physical != PhysicalType.Struct)
            return;
        foreach (var field in writer.Children)
            Renew(field, row);
    }

    /// <summary>Reads the next name if it is the one that came at this place before, or one of those behind it where fields are left out.</summary>
    /// <returns>Its field, <see cref="Unwanted"/>, or <see cref="Unknown"/> where nothing was read.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindLearned(ref JsonScanner scanner, ref int position, bool isFirst)
    {
        const int most = 8;
        var end = Math.Min(_learned.Count, position + most);
        for (var i = position; i < end; i++)
        {
            var (gap, field) = _learned[i];
            if (!scanner.TryReadName(gap, isFirst))
                continue;
            position = i;
            return field;
        }

        return Unknown;
    }

    private void Learn(int position, ReadOnlySpan<byte> gap, int field)
    {
        const int most = 1000;
        const int longest = 200;
        if (position > _learned.Count || position >= most || gap.Length > longest)
            return;
        if (position == _learned.Count)
            _learned.Add((gap.ToArray(), field));
        else if (_misses++ < most)
            _learned[position] = (gap.ToArray(), field);
    }

    private int Find(in JsonScanner scanner)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (_fields[i] is not null && scanner.TextEquals(_names[i]))
                return i;
        }

        return Unwanted;
    }
}

/// <summary>Reads arrays.</summary>
public sealed class JsonArrayReader(JsonValueReader element) : JsonValueReader
{
    /// <summary>True for arrays of structs.</summary>
    public bool ReadsStructs => element is JsonStructReader;

    /// <inheritdoc />
    protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
    {
        if (scanner.Kind != JsonKind.StartArray)
            return JsonOutcome.Failed;
        var elements = result.Elements;
        var first = elements.Length;
        var isPartial = false;
        while (true)
        {
            if (!scanner.Read())
                return JsonOutcome.Broken;
            if (scanner.Kind == JsonKind.EndArray)
                break;
            var outcome = Append(element, ref scanner, elements);
            if (outcome is JsonOutcome.Broken or JsonOutcome.Failed)
                return outcome;
            isPartial |= outcome == JsonOutcome.Partial;
        }

        result.Entries[row] = new ListEntry(elements.Length == first ? 0 : first, elements.Length - first);
        return isPartial ? JsonOutcome.Partial : JsonOutcome.Value;
    }

    /// <summary>Reads one value as the only element of an array: an object where an array of structs is wanted.</summary>
    public JsonOutcome ReadOne(ref JsonScanner scanner, VectorWriter result, int row)
    {
        var first = result.Elements.Length;
        var outcome = Append(element, ref scanner, result.Elements);
        if (outcome is JsonOutcome.Value or JsonOutcome.Partial)
            result.Entries[row] = new ListEntry(first, 1);
        return outcome;
    }

    /// <summary>Appends a value or NULL.</summary>
    public static JsonOutcome Append(JsonValueReader reader, ref JsonScanner scanner, VectorWriter elements)
    {
        var place = elements.Append(1);
        var outcome = reader.Read(ref scanner, elements, place);
        if (outcome is not (JsonOutcome.Value or JsonOutcome.Partial))
            elements.SetNull(place);
        return outcome;
    }
}

/// <summary>Reads objects as maps. A name that comes twice stands in the map twice, as in Spark.</summary>
public sealed class JsonMapReader(JsonValueReader value) : JsonValueReader
{
    private readonly Utf8Buffer _scratch = new();

    /// <inheritdoc />
    protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
    {
        if (scanner.Kind != JsonKind.StartObject)
            return JsonOutcome.Failed;
        var first = result.Elements.Length;
        var isPartial = false;
        while (true)
        {
            if (!scanner.Read())
                return JsonOutcome.Broken;
            if (scanner.Kind == JsonKind.EndObject)
                break;
            var key = result.Elements.Append(1);
            result.Elements.SetBytes(key, scanner.Text(_scratch));
            scanner.Read();
            var outcome = JsonArrayReader.Append(value, ref scanner, result.MapValues);
            if (outcome is JsonOutcome.Broken or JsonOutcome.Failed)
                return outcome;
            isPartial |= outcome == JsonOutcome.Partial;
        }

        result.Entries[row] = new ListEntry(result.Elements.Length == first ? 0 : first, result.Elements.Length - first);
        return isPartial ? JsonOutcome.Partial : JsonOutcome.Value;
    }
}
