using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Testing;

/// <summary>Generated rows: few values, so that they repeat, with NULLs where the schema allows them.</summary>
/// <param name="Name">For messages.</param>
/// <param name="RowCount">How many rows.</param>
/// <param name="NullShare">The share of NULLs, from 0 to 1.</param>
/// <param name="Seed">The same seed gives the same rows.</param>
public sealed record TestData(string Name, int RowCount, double NullShare, int Seed)
{
    /// <summary>The usual rows, on which plans are compared as text.</summary>
    public static TestData Typical { get; } = new("typical", 40, 0.2, 1);

    /// <summary>Every kind of data that a rewrite must hold for.</summary>
    public static IReadOnlyList<TestData> All { get; } =
    [
        Typical,
        new("without rows", 0, 0.2, 2),
        new("one row", 1, 0, 3),
        new("NULLs only", 7, 1, 4),
        new("without NULLs", 100, 0, 5),
        new("several batches", 300, 0.5, 6),
    ];

    /// <summary>The rows.</summary>
    public EquatableArray<EquatableArray<object?>> Rows(StructType schema)
    {
        var random = new Random(Seed);
        var rows = new EquatableArray<object?>[RowCount];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = Fields(schema, random);
        return EquatableArray.Create<EquatableArray<object?>>(rows);
    }

    private EquatableArray<object?> Fields(StructType type, Random random) =>
        type.Fields.Map(field => field.Nullable && random.NextDouble() < NullShare ? null : Value(field.DataType, random));

    private EquatableArray<object?> Elements(int count, DataType type, bool nullable, Random random) =>
        Enumerable.Range(0, count).Select(_ => nullable && random.NextDouble() < NullShare ? null : Value(type, random)).ToEquatableArray();

    private MapValue Entries(MapType type, Random random)
    {
        var keys = Enumerable.Range(0, 3).Select(_ => Value(type.KeyType, random)).Distinct().ToEquatableArray();
        return new MapValue(keys, Elements(keys.Count, type.ValueType, type.ValueContainsNull, random));
    }

    private object? Value(DataType type, Random random) => type switch
    {
        BooleanType => random.Next(2) == 0,
        ByteType => (sbyte)random.Next(-2, 4),
        ShortType => (short)random.Next(-2, 4),
        IntegerType => random.Next(-2, 4),
        DateType => random.Next(0, 5),
        LongType => (long)random.Next(-2, 4),
        FloatType => random.Next(6) switch { 0 => float.NaN, 1 => -0f, var n => n - 3f },
        DoubleType => random.Next(6) switch { 0 => double.NaN, 1 => -0d, 2 => double.PositiveInfinity, var n => n - 3.5 },
        DecimalType => (Int128)random.Next(-200, 200),
        StringType => random.Next(4) switch { 0 => "", 1 => "a", 2 => "ab", _ => "é" },
        StructType record => Fields(record, random),
        ArrayType array => Elements(random.Next(4), array.ElementType, array.ContainsNull, random),
        MapType map => Entries(map, random),
        _ => throw new NotSupportedException($"no values of {type}"),
    };
}
