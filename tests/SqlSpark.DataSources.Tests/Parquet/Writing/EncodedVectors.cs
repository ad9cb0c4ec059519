using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>Puts values into vectors of random encodings: flat of any width, constant, dictionary with entries that nobody uses, lists whose elements lie about.</summary>
internal sealed class EncodedVectors(Random random, MemoryAccount account)
{
    /// <summary>A vector that is the caller's to release.</summary>
    public Vector Build(DataType type, IReadOnlyList<object?> values)
    {
        switch (random.Next(6))
        {
            case 0 when values.Count > 0 && values.Select(ValueText.Of).Distinct().Count() == 1:
                return new ConstantVector(Flat(type, [values[0]]), values.Count);
            case 1 or 2 when values.Count > 0:
                return Coded(type, values);
            default:
                return Flat(type, values);
        }
    }

    /// <summary>A vector that is not encoded; children may be.</summary>
    public Vector Flat(DataType type, IReadOnlyList<object?> values) => type switch
    {
        StructType record => StructVector.Own(type, values.Count, Validity(values), [.. record.Fields.Select((f, i) => Build(f.DataType, Field(values, i)))]),
        VariantType => StructVector.Own(type, values.Count, Validity(values), Build(BinaryType.Instance, Field(values, 0)), Build(BinaryType.Instance, Field(values, 1))),
        ArrayType array => List(array, values),
        MapType map => List(map, values),
        _ => Leaf(type, values),
    };

    private Vector Leaf(DataType type, IReadOnlyList<object?> values)
    {
        using var writer = new VectorWriter(type, account);
        writer.Begin(values.Count, WidthOf(type, values));
        for (var i = 0; i < values.Count; i++)
            BoxedValues.Set(writer, i, values[i]);
        return writer.Publish().Retain();
    }

    private DictionaryVector Coded(DataType type, IReadOnlyList<object?> values)
    {
        var entries = values.DistinctBy(ValueText.Of).ToList();
        if (random.Next(2) == 0)
            entries.AddRange(values.Take(3));       // not unique, and one that nobody uses
        var codeOf = entries.Select((entry, code) => (Text: ValueText.Of(entry), Code: code)).GroupBy(e => e.Text).ToDictionary(g => g.Key, g => g.Last().Code);
        var width = random.Next(3) switch { 0 when entries.Count <= 256 => 1, 1 when entries.Count <= 65536 => 2, _ => 4 };
        var codes = account.Allocate(width * (long)values.Count, zeroed: true);
        for (var i = 0; i < values.Count; i++)
        {
            var code = codeOf[ValueText.Of(values[i])];
            if (width == 1)
                codes.AsSpan<byte>()[i] = (byte)code;
            else if (width == 2)
                codes.AsSpan<ushort>()[i] = (ushort)code;
            else
                codes.AsSpan<int>()[i] = code;
        }

        var dictionary = new VectorDictionary(Flat(type, entries), isUnique: false);
        return DictionaryVector.Own(dictionary, width, values.Count, codes, random.Next(2) == 0 ? Validity(values) : null);
    }

    /// <summary>Lists in a random order of their elements, with elements of nobody in between.</summary>
    private ListVector List(DataType type, IReadOnlyList<object?> values)
    {
        var entries = account.Allocate(8L * Math.Max(values.Count, 1), zeroed: true);
        var elements = new List<object?>();
        var others = new List<object?>();
        int[] order = [.. Enumerable.Range(0, values.Count)];
        random.Shuffle(order);
        foreach (var row in random.Next(2) == 0 ? order : [.. Enumerable.Range(0, values.Count)])
        {
            var (items, mapped) = values[row] switch
            {
                EquatableArray<object?> list => (list, default(EquatableArray<object?>)),
                MapValue map => (map.Keys, map.Values),
                _ => (default, default),
            };
            entries.AsSpan<ListEntry>()[row] = new ListEntry(items.Count == 0 ? 0 : elements.Count, items.Count);
            elements.AddRange(items);
            others.AddRange(mapped);
            if (items.Count > 0 && random.Next(8) == 0)
            {
                elements.Add(items[0]);
                if (type is MapType)
                    others.Add(mapped[0]);
            }
        }

        return type is MapType both
            ? ListVector.Own(type, values.Count, entries, Validity(values), Build(both.KeyType, elements), Build(both.ValueType, others))
            : ListVector.Own(type, values.Count, entries, Validity(values), Build(((ArrayType)type).ElementType, elements));
    }

    private static object?[] Field(IReadOnlyList<object?> values, int ordinal) =>
        [.. values.Select(value => value is EquatableArray<object?> fields ? fields[ordinal] : null)];

    private NativeBuffer? Validity(IReadOnlyList<object?> values)
    {
        if (values.All(value => value is not null) && random.Next(2) == 0)
            return null;
        var words = account.Allocate(8L * Math.Max(Bitmaps.WordCount(values.Count), 1), zeroed: true);
        for (var i = 0; i < values.Count; i++)
            Bitmaps.Assign(words.AsSpan<ulong>(), i, values[i] is not null);
        return words;
    }

    private PhysicalType? WidthOf(DataType type, IReadOnlyList<object?> values)
    {
        if (!type.PhysicalType.IsInteger() || random.Next(2) == 0)
            return null;
        var (min, max) = ((Int128)0, (Int128)0);
        foreach (var value in values)
        {
            Int128 number = value switch { null => 0, sbyte v => v, short v => v, int v => v, long v => v, Int128 v => v, _ => Int128.MaxValue };
            (min, max) = (Int128.Min(min, number), Int128.Max(max, number));
        }

        (PhysicalType Width, Int128 Max)[] widths =
            [(PhysicalType.Int8, sbyte.MaxValue), (PhysicalType.Int16, short.MaxValue), (PhysicalType.Int32, int.MaxValue), (PhysicalType.Int64, long.MaxValue)];
        foreach (var (width, greatest) in widths)
        {
            if (width >= type.PhysicalType)
                break;
            if (max <= greatest && min >= -greatest - 1)
                return width;
        }

        return null;
    }
}
