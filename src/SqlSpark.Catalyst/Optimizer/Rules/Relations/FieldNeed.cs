using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Relations;

/// <summary>Which parts of a nested value a plan reads: all of it, or some fields, at any depth. Begins with none.</summary>
internal sealed class FieldNeed
{
    private readonly Dictionary<int, FieldNeed> _fields = [];
    private FieldNeed? _element;

    /// <summary>True when the whole value is read.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>All of a value.</summary>
    public static FieldNeed Whole() => new() { IsWhole = true };

    /// <summary>One field of a struct, as far as <paramref name="need"/> says.</summary>
    public static FieldNeed OfField(int ordinal, FieldNeed need)
    {
        var result = new FieldNeed();
        result._fields.Add(ordinal, need);
        return result;
    }

    /// <summary>The elements of an array or the values of a map, as far as <paramref name="need"/> says; keys are read whole.</summary>
    public static FieldNeed OfElements(FieldNeed need) => new() { _element = need };

    /// <summary>What is read of the elements of an array or the values of a map.</summary>
    public FieldNeed Elements => IsWhole ? this : _element ?? new FieldNeed();

    /// <summary>What either need reads.</summary>
    public FieldNeed Union(FieldNeed other)
    {
        if (IsWhole || other.IsWhole)
            return Whole();
        var result = new FieldNeed { _element = _element is { } left && other._element is { } right ? left.Union(right) : _element ?? other._element };
        foreach (var (ordinal, need) in _fields)
            result._fields.Add(ordinal, need);
        foreach (var (ordinal, need) in other._fields)
            result._fields[ordinal] = result._fields.TryGetValue(ordinal, out var known) ? known.Union(need) : need;
        return result;
    }

    /// <summary>
    /// The type without the fields that are not read. A struct keeps one field at least, which tells where it is NULL; one with two fields of a name keeps all.
    /// </summary>
    public DataType Narrow(DataType type)
    {
        if (IsWhole)
            return type;
        switch (type)
        {
            case StructType { Fields.IsEmpty: false } record:
                return Narrow(record);
            case ArrayType array:
                var element = Elements.Narrow(array.ElementType);
                return ReferenceEquals(element, array.ElementType) ? array : new ArrayType(element, array.ContainsNull);
            case MapType map:
                var value = Elements.Narrow(map.ValueType);
                return ReferenceEquals(value, map.ValueType) ? map : new MapType(map.KeyType, value, map.ValueContainsNull);
            default:
                return type;
        }
    }

    private StructType Narrow(StructType record)
    {
        // With two fields of a name, nobody could tell later which one is left.
        if (record.Fields.Select(static f => f.Name).Distinct(StringComparer.Ordinal).Count() < record.Fields.Count)
            return record;
        var kept = _fields.Count == 0 ? [0] : Enumerable.Range(0, record.Fields.Count).Where(_fields.ContainsKey);
        var fields = kept.Select(i =>
        {
            var field = record.Fields[i];
            var type = (_fields.GetValueOrDefault(i) ?? new FieldNeed()).Narrow(field.DataType);
            return ReferenceEquals(type, field.DataType) ? field : field with { DataType = type };
        }).ToEquatableArray();
        return fields == record.Fields ? record : new StructType(fields);
    }
}
