using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>Random types that Parquet can store, and random values of them.</summary>
internal static class RandomType
{
    private static readonly DataType[] Leaves =
    [
        BooleanType.Instance, ByteType.Instance, ShortType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance,
        StringType.Instance, BinaryType.Instance, DateType.Instance, TimestampType.Instance, TimestampNtzType.Instance, new TimeType(6),
        new DecimalType(4, 2), new DecimalType(9, 0), new DecimalType(15, 2), new DecimalType(18, 18), new DecimalType(19, 3), new DecimalType(38, 10),
        YearMonthIntervalType.Default, new YearMonthIntervalType(YearMonthField.Year, YearMonthField.Year), DayTimeIntervalType.Default,
        new DayTimeIntervalType(DayTimeField.Hour, DayTimeField.Second), VariantType.Instance,
    ];

    /// <summary>A type that every reader of Parquet knows.</summary>
    private static readonly DataType[] CommonLeaves =
    [
        BooleanType.Instance, ByteType.Instance, ShortType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance,
        StringType.Instance, BinaryType.Instance, DateType.Instance, TimestampType.Instance, TimestampNtzType.Instance, new DecimalType(4, 2),
        new DecimalType(15, 2), new DecimalType(18, 18), new DecimalType(19, 3), new DecimalType(38, 10),
    ];

    /// <summary>A schema.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="isCommon">Whether only types are chosen that other readers know.</param>
    public static StructType Schema(Random random, bool isCommon = false) => new(EquatableArray.Create<StructField>(
        [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => new StructField($"c{i}", Any(random, random.Next(4), isCommon), random.Next(3) > 0))]));

    /// <summary>A type, nested at most so deep.</summary>
    public static DataType Any(Random random, int depth, bool isCommon = false)
    {
        var leaves = isCommon ? CommonLeaves : Leaves;
        return (depth == 0 ? 0 : random.Next(6)) switch
        {
            3 => new ArrayType(Any(random, depth - 1, isCommon), random.Next(2) == 0),
            4 => new MapType(leaves[random.Next(3, leaves.Length - (isCommon ? 0 : 1))], Any(random, depth - 1, isCommon), random.Next(2) == 0),
            5 => new StructType(EquatableArray.Create<StructField>(
                [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => new StructField($"f{i}", Any(random, depth - 1, isCommon), random.Next(2) == 0))])),
            _ => leaves[random.Next(leaves.Length)],
        };
    }

    /// <summary>Makes values of a type: of a small or large pool, in runs or not.</summary>
    public static Func<object?> Values(DataType type, bool isNullable, Random random)
    {
        double[] shares = [0, 0.1, 0.7, 1];
        var nullShare = isNullable ? shares[random.Next(10) == 0 ? 3 : random.Next(3)] : 0;
        var next = ValuesOf(type, random);
        var pool = random.Next(3) == 0 ? null : Enumerable.Range(0, random.Next(3) switch { 0 => 3, 1 => 60, _ => 2000 }).Select(_ => next()).ToArray();
        var runLength = random.Next(4) == 0 ? 40 : 1;
        object? current = null;
        var left = 0;
        return () =>
        {
            if (left-- <= 0)
            {
                current = random.NextDouble() < nullShare ? null : pool is null ? next() : pool[random.Next(pool.Length)];
                left = random.Next(runLength);
            }

            return current;
        };
    }

    private static Func<object> ValuesOf(DataType type, Random random)
    {
        switch (type)
        {
            case StructType record:
                var fields = record.Fields.Select(f => Values(f.DataType, f.Nullable, random)).ToArray();
                return () => EquatableArray.Create<object?>([.. fields.Select(f => f())]);
            case VariantType:
                var parts = ValuesOf(BinaryType.Instance, random);
                return () => EquatableArray.Create<object?>([parts(), parts()]);
            case ArrayType array:
                var elements = Values(array.ElementType, array.ContainsNull, random);
                return () => Several(elements, random);
            case MapType map:
                var (keys, values) = (ValuesOf(map.KeyType, random), Values(map.ValueType, map.ValueContainsNull, random));
                return () =>
                {
                    // Readers of maps may insist on keys that differ.
                    var distinct = Several(keys, random).DistinctBy(ValueText.Of).ToArray();
                    return new MapValue(EquatableArray.Create<object?>(distinct), EquatableArray.Create<object?>([.. distinct.Select(_ => values())]));
                };
            default:
                return () => Leaf(type, random);
        }
    }

    private static EquatableArray<object?> Several(Func<object?> next, Random random) =>
        EquatableArray.Create<object?>([.. Enumerable.Range(0, random.Next(3) == 0 ? 0 : random.Next(1, 6)).Select(_ => next())]);

    private static object Leaf(DataType type, Random random) => type switch
    {
        BooleanType => random.Next(2) == 0,
        ByteType => (sbyte)random.Next(-128, 128),
        ShortType => (short)random.Next(-32768, 32768),
        IntegerType or YearMonthIntervalType => random.Next(2) == 0 ? random.Next(-50, 50) : unchecked((int)random.NextInt64()),
        DateType => random.Next(-700_000, 2_900_000),
        LongType or DayTimeIntervalType => random.Next(2) == 0 ? random.Next(-50, 50) : random.NextInt64(long.MinValue, long.MaxValue),
        TimestampType or TimestampNtzType => random.NextInt64(-62_135_596_800_000_000, 253_402_300_799_999_999),
        TimeType => random.NextInt64(86_400_000_000) * 1000,
        FloatType => random.Next(8) switch { 0 => float.NaN, 1 => -0.0f, 2 => 0f, 3 => float.NegativeInfinity, _ => (float)(random.NextDouble() - 0.5) * 1e6f },
        DoubleType => random.Next(8) switch { 0 => double.NaN, 1 => -0.0, 2 => 0d, 3 => double.PositiveInfinity, _ => (random.NextDouble() - 0.5) * 1e200 },
        DecimalType decimals => Decimal(decimals, random),
        StringType => Text(random),
        _ => Binary(random),
    };

    private static object Decimal(DecimalType type, Random random)
    {
        var bound = Core.Kernels.WideMath.PowerOfTen(type.Precision);
        var bits = new byte[16];
        random.NextBytes(bits);
        var value = BitConverter.ToInt128(bits) % bound;
        return random.Next(3) == 0 ? value % 1000 % bound : value;
    }

    private static string Text(Random random)
    {
        var length = random.Next(20) switch { 0 => random.Next(60, 300), < 6 => random.Next(13, 60), _ => random.Next(13) };
        var text = new StringBuilder();
        for (; length > 0; length--)
            text.Append(random.Next(30) switch { 0 => "é", 1 => "€", 2 => "\U0010FFFF", _ => ((char)random.Next(' ', '~')).ToString() });
        return text.ToString();
    }

    private static object Binary(Random random)
    {
        var bytes = new byte[random.Next(12) == 0 ? random.Next(200) : random.Next(20)];
        random.NextBytes(bytes);
        if (random.Next(4) == 0)
            Array.Fill(bytes, (byte)0xFF);
        return EquatableArray.Create<byte>(bytes);
    }
}
