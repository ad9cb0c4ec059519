using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Tests.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Tests.Columnar;

/// <summary>Makes vectors of every type and encoding from boxed values, in checked memory; disposing it checks that nothing leaked.</summary>
internal sealed class VectorFactory : IDisposable
{
    private readonly List<Vector> _vectors = [];
    private readonly List<VectorDictionary> _dictionaries = [];

    public VectorFactory(bool isChecked = true)
    {
        Pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = isChecked });
        Account = Pool.CreateAccount("test");
    }

    public MemoryPool Pool { get; }

    public MemoryAccount Account { get; }

    /// <summary>Every type, nested ones of several kinds included.</summary>
    public static DataType[] Types { get; } =
    [
        BooleanType.Instance, ByteType.Instance, ShortType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance,
        new DecimalType(9, 2), new DecimalType(30, 4), StringType.Instance, BinaryType.Instance, DateType.Instance, TimestampType.Instance,
        TimestampNtzType.Instance, TimeType.Default, YearMonthIntervalType.Default, DayTimeIntervalType.Default, CalendarIntervalType.Instance,
        VoidType.Instance, VariantType.Instance, new ArrayType(IntegerType.Instance), new ArrayType(StringType.Instance),
        new ArrayType(new ArrayType(LongType.Instance)), new ArrayType(BooleanType.Instance), new MapType(StringType.Instance, IntegerType.Instance),
        new StructType([new("a", IntegerType.Instance), new("b", StringType.Instance), new("c", new ArrayType(DoubleType.Instance))]),
        new ArrayType(new StructType([new("x", new DecimalType(20, 0)), new("y", StringType.Instance)])), new ArrayType(VoidType.Instance),
    ];

    /// <summary>Those that sort keys and comparisons accept.</summary>
    public static DataType[] OrderableTypes { get; } = [.. Types.Where(t => t.IsOrderable && t is not VariantType && !t.Exists(i => i is CalendarIntervalType or VariantType or MapType))];

    public static DataType RandomType(Random random) => Types[random.Next(Types.Length)];

    /// <summary>A value of the type, or null.</summary>
    public static object? Value(DataType type, Random random, int nullPercent = 20)
    {
        if (random.Chance(nullPercent))
            return null;
        var style = random.Next(4);
        return type switch
        {
            VoidType => null,
            BooleanType => random.Chance(50),
            ByteType => random.Value<sbyte>(style),
            ShortType => random.Value<short>(style),
            IntegerType or DateType or YearMonthIntervalType => random.Value<int>(style),
            LongType or TimestampType or TimestampNtzType or TimeType or DayTimeIntervalType => random.Value<long>(style),
            DecimalType decimalType => random.Value<Int128>(style) % Core.Kernels.WideMath.PowerOfTen(decimalType.Precision),
            FloatType => random.Value<float>(style),
            DoubleType => random.Value<double>(style),
            StringType => random.Text(style),
            BinaryType => EquatableArray.Create<byte>(System.Text.Encoding.UTF8.GetBytes(random.Text(style))),
            CalendarIntervalType => random.Value<CalendarInterval>(style),
            VariantType => EquatableArray.Create<object?>([Value(BinaryType.Instance, random, 0), Value(BinaryType.Instance, random, 0)]),
            ArrayType array => Values(array.ElementType, random, random.Next(4), nullPercent),
            MapType map => Map(map, random, nullPercent),
            StructType record => EquatableArray.Create<object?>([.. record.Fields.Select(f => Value(f.DataType, random, nullPercent))]),
            _ => throw new ArgumentException(type.ToString(), nameof(type)),
        };
    }

    public static EquatableArray<object?> Values(DataType type, Random random, int length, int nullPercent = 20)
    {
        var values = new object?[length];
        for (var i = 0; i < length; i++)
            values[i] = Value(type, random, nullPercent);
        return EquatableArray.Create<object?>(values);
    }

    /// <summary>A column of random values in a random encoding and width.</summary>
    public Vector RandomColumn(DataType type, Random random, int length)
    {
        var nullPercent = random.Next(3) * 20;
        return random.Next(5) switch
        {
            0 when type is not VoidType => Constant(type, Value(type, random, nullPercent), length),
            1 when type is not VoidType => RandomDictionary(type, random, length, nullPercent),
            2 => Flat(type, Values(type, random, length + 64, nullPercent)).Slice(64, length),
            3 => new TestLazyVector(Flat(type, Values(type, random, length, nullPercent))),
            _ => RandomFlat(type, random, length, nullPercent),
        };
    }

    public Vector RandomFlat(DataType type, Random random, int length, int nullPercent = 20)
    {
        var values = Values(type, random, length, nullPercent);
        return Flat(type, values, Narrowest(type, values));
    }

    /// <summary>A flat vector of these values, owned by the factory.</summary>
    public Vector Flat(DataType type, IReadOnlyList<object?> values, PhysicalType? physical = null)
    {
        using var writer = new VectorWriter(type, Account);
        writer.Begin(values.Count, physical);
        for (var i = 0; i < values.Count; i++)
            BoxedValues.Set(writer, i, values[i]);
        var vector = writer.Publish().Retain();
        _vectors.Add(vector);
        return vector;
    }

    public Vector Constant(DataType type, object? value, int length) => new ConstantVector(Flat(type, [value]), length);

    public DictionaryVector Dictionary(DataType type, IReadOnlyList<object?> entries, IReadOnlyList<int?> codes, int codeWidth = 4)
    {
        var values = Flat(type, entries);
        _vectors.Remove(values);
        var dictionary = new VectorDictionary(values, isUnique: false);
        _dictionaries.Add(dictionary);
        return Dictionary(dictionary, codes, codeWidth);
    }

    public DictionaryVector Dictionary(VectorDictionary dictionary, IReadOnlyList<int?> codes, int codeWidth = 4)
    {
        var buffer = Account.Allocate(Math.Max(codes.Count, 1) * codeWidth);
        var validity = codes.Contains(null) ? Account.Allocate(Bitmaps.WordCount(codes.Count) * 8, zeroed: true) : null;
        for (var i = 0; i < codes.Count; i++)
        {
            var code = codes[i] ?? 0;
            if (codeWidth == 1)
                buffer.AsSpan<byte>()[i] = (byte)code;
            else if (codeWidth == 2)
                buffer.AsSpan<ushort>()[i] = (ushort)code;
            else
                buffer.AsSpan<int>()[i] = code;
            if (validity is not null)
                Bitmaps.Assign(validity.AsSpan<ulong>(), i, codes[i] is not null);
        }

        var vector = DictionaryVector.Own(dictionary.Retain(), codeWidth, codes.Count, buffer, validity);
        _vectors.Add(vector);
        return vector;
    }

    public static object?[] Read(Vector vector)
    {
        var values = new object?[vector.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = BoxedValues.Get(vector, i);
        return values;
    }

    /// <summary>Gives back all vectors; what they held is poisoned.</summary>
    public void ReleaseAll()
    {
        foreach (var vector in _vectors)
            vector.Release();
        _vectors.Clear();
        foreach (var dictionary in _dictionaries)
            dictionary.Release();
        _dictionaries.Clear();
    }

    public void Dispose()
    {
        ReleaseAll();
        var left = Account.UsedBytes;
        Account.FreeAll();
        Account.Dispose();
        Pool.Dispose();
        if (left != 0)
            throw new InvalidOperationException($"{left} bytes leaked");
    }

    private DictionaryVector RandomDictionary(DataType type, Random random, int length, int nullPercent)
    {
        var entries = Values(type, random, random.Next(1, 20), nullPercent);
        var codes = new int?[length];
        for (var i = 0; i < length; i++)
            codes[i] = random.Chance(nullPercent) ? null : random.Next(entries.Count);
        return Dictionary(type, entries, codes, 1 << random.Next(3));
    }

    /// <summary>The narrowest storage that holds the values; null where the type's own is the only one.</summary>
    private static PhysicalType? Narrowest(DataType type, EquatableArray<object?> values)
    {
        if (!type.PhysicalType.IsInteger())
            return null;
        var bits = 8;
        foreach (var value in values)
        {
            Int128 number = value switch { sbyte v => v, short v => v, int v => v, long v => v, Int128 v => v, _ => 0 };
            while (bits < 128 && (number >= (Int128)1 << (bits - 1) || number < -((Int128)1 << (bits - 1))))
                bits *= 2;
        }

        var physical = bits switch { 8 => PhysicalType.Int8, 16 => PhysicalType.Int16, 32 => PhysicalType.Int32, 64 => PhysicalType.Int64, _ => PhysicalType.Int128 };
        return physical < type.PhysicalType ? physical : null;
    }

    private static MapValue Map(MapType type, Random random, int nullPercent)
    {
        var keys = Values(type.KeyType, random, random.Next(4), 0).Distinct().ToEquatableArray();
        return new MapValue(keys, Values(type.ValueType, random, keys.Count, nullPercent));
    }

    private sealed class TestLazyVector(Vector vector) : LazyVector(vector.Type, vector.Length)
    {
        protected override Vector Read(Rows rows) => vector;
    }
}
