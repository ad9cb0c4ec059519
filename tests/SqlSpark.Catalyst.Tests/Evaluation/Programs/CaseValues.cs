using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Random values: mostly few and small, so that equal values, zeros and common elements meet; now and then the edges of a type.</summary>
/// <param name="random">Chooses.</param>
internal sealed class CaseValues(Random random)
{
    private static readonly string[] Texts =
    [
        "", "a", "b", "ab", "abc", "A%b", "a_c", " 12 ", "7", "-3", "1.5", "200", "99999999999", "true", "NO", "2020-02-29", "2021-02-29", "é", "xéy",
        "a text of more than twelve bytes", "a text of more than twelve bytez", "日本語のテキスト", "twelve bytes", "thirteen byte",
    ];

    public static readonly DataType[] SimpleTypes =
    [
        BooleanType.Instance, ByteType.Instance, ShortType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance,
        new DecimalType(5, 2), new DecimalType(12, 4), new DecimalType(20, 3), new DecimalType(38, 10), StringType.Instance, BinaryType.Instance, DateType.Instance,
        TimestampType.Instance, TimestampNtzType.Instance, new TimeType(), YearMonthIntervalType.Default, DayTimeIntervalType.Default, CalendarIntervalType.Instance,
    ];

    public static readonly StructType Pair = new([new StructField("n", IntegerType.Instance), new StructField("s", StringType.Instance)]);

    public static readonly DataType[] NestedTypes =
    [
        new ArrayType(IntegerType.Instance), new ArrayType(StringType.Instance), new ArrayType(DoubleType.Instance), Pair,
        new MapType(IntegerType.Instance, StringType.Instance), new ArrayType(Pair), new ArrayType(new ArrayType(IntegerType.Instance)),
    ];

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>A type; one in four is nested.</summary>
    public DataType Type() => Chance(25) ? Pick(NestedTypes) : Pick(SimpleTypes);

    /// <summary>A value or, in one of eight cases, NULL.</summary>
    public object? NullOr(DataType type) => Chance(12) ? null : Value(type);

    public object Value(DataType type) => type switch
    {
        BooleanType => Chance(50),
        FloatType => (float)Floating(),
        DoubleType => Floating(),
        DecimalType decimals => Chance(8) ? (Int128.One - (Chance(50) ? 2 : 0)) * (Power(decimals.Precision) - 1) : Chance(30)
            ? random.Next(-5, 6) * Power(decimals.Scale)
            : (Int128)random.Next(-100_000 + 1, 100_000) % Power(decimals.Precision),
        StringType => Pick(Texts),
        BinaryType => EquatableArray.Create<byte>(new byte[random.Next(18)].Select(_ => (byte)random.Next(256)).ToArray()),
        DateType => random.Next(-2_000, 40_000),
        TimestampType or TimestampNtzType => random.NextInt64(-1_000_000_000_000_000, 2_000_000_000_000_000),
        TimeType => random.NextInt64(86_400_000_000_000),
        CalendarIntervalType => new CalendarInterval(random.Next(-3, 4), random.Next(-3, 4), random.Next(-3, 4)),
        ArrayType array => Enumerable.Range(0, random.Next(5)).Select(_ => NullOr(array.ElementType)).ToEquatableArray(),
        StructType record => record.Fields.Map(f => NullOr(f.DataType)),
        MapType map => Map(map),
        _ => ReferenceArithmetic.Wrap(Integer(), type),
    };

    private static Int128 Power(int exponent)
    {
        var power = Int128.One;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }

    private long Integer() => random.Next(12) switch
    {
        0 => long.MaxValue,
        1 => long.MinValue,
        2 => 1L << random.Next(63),
        3 => random.NextInt64(),
        4 => random.Next(-300, 300),
        _ => random.Next(-3, 8),
    };

    private double Floating() => random.Next(14) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        3 => -0.0,
        4 => 0.0,
        5 => 3e9,
        6 => -1e300,
        7 => random.NextDouble() * 1000,
        _ => random.Next(-6, 12) / 2.0,
    };

    private MapValue Map(MapType map)
    {
        var keys = Enumerable.Range(0, 4).Where(_ => Chance(50)).ToArray();
        return new MapValue(keys.Select(k => (object?)k).ToEquatableArray(), keys.Select(_ => NullOr(map.ValueType)).ToEquatableArray());
    }
}
