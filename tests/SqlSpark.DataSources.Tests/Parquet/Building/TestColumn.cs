using System.Buffers.Binary;
using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Tests.Parquet.Building;

/// <summary>A value as the engine shows it, and as a file stores it.</summary>
internal readonly record struct Sample(object? Boxed, object? Stored);

/// <summary>A column with random values.</summary>
/// <param name="Type">What it must be read as.</param>
/// <param name="Node">What the file has.</param>
/// <param name="Next">The next value.</param>
internal sealed record TestColumn(DataType Type, ParquetNode Node, Func<Sample> Next)
{
    /// <summary>The kinds of leaves there are.</summary>
    public static int LeafKindCount => LeafKinds.Length;

    private static readonly (DataType Type, ParquetType Storage, int Width, LogicalAnnotation Annotation, Func<Random, Sample> Next)[] LeafKinds =
    [
        (BooleanType.Instance, ParquetType.Boolean, 0, default, r => Same(r.Next(2) == 0)),
        (IntegerType.Instance, ParquetType.Int32, 0, default, r => Same(Bits32(r))),
        (LongType.Instance, ParquetType.Int64, 0, default, r => Same(Bits64(r))),
        (FloatType.Instance, ParquetType.Float, 0, default, r => Same(BitConverter.Int32BitsToSingle(Bits32(r)))),
        (DoubleType.Instance, ParquetType.Double, 0, default, r => Same(BitConverter.Int64BitsToDouble(Bits64(r)))),
        (StringType.Instance, ParquetType.ByteArray, 0, new(LogicalKind.String), r => Text(r)),
        (BinaryType.Instance, ParquetType.ByteArray, 0, default, r => Binary(r, r.Next(40))),
        (BinaryType.Instance, ParquetType.FixedLenByteArray, 7, default, r => Binary(r, 7)),
        (BinaryType.Instance, ParquetType.FixedLenByteArray, 21, default, r => Binary(r, 21)),
        (ByteType.Instance, ParquetType.Int32, 0, new(LogicalKind.Integer, BitWidth: 8), r => (sbyte)r.Next(256) is var v ? new(v, (int)v) : default),
        (ShortType.Instance, ParquetType.Int32, 0, new(LogicalKind.Integer, BitWidth: 16), r => (short)r.Next(65536) is var v ? new(v, (int)v) : default),
        (IntegerType.Instance, ParquetType.Int32, 0, new(LogicalKind.Integer, BitWidth: 32), r => Same(Bits32(r))),
        (LongType.Instance, ParquetType.Int64, 0, new(LogicalKind.Integer, BitWidth: 64), r => Same(Bits64(r))),
        (ShortType.Instance, ParquetType.Int32, 0, new(LogicalKind.Integer, BitWidth: 8, IsSigned: false), r => r.Next(256) is var v ? new((short)v, v) : default),
        (IntegerType.Instance, ParquetType.Int32, 0, new(LogicalKind.Integer, BitWidth: 16, IsSigned: false), r => Same(r.Next(65536))),
        (LongType.Instance, ParquetType.Int32, 0, new(LogicalKind.Integer, BitWidth: 32, IsSigned: false), r => Bits32(r) is var v ? new((long)(uint)v, v) : default),
        (new DecimalType(20, 0), ParquetType.Int64, 0, new(LogicalKind.Integer, BitWidth: 64, IsSigned: false), r => Bits64(r) is var v ? new((Int128)(ulong)v, v) : default),
        (DateType.Instance, ParquetType.Int32, 0, new(LogicalKind.Date), r => Same(r.Next(-100_000, 100_000))),
        (TimestampType.Instance, ParquetType.Int64, 0, new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Micros, IsAdjustedToUtc: true), r => Same(Bits64(r))),
        (TimestampType.Instance, ParquetType.Int64, 0, new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Millis, IsAdjustedToUtc: true), r => r.NextInt64(-1L << 50, 1L << 50) is var v ? new(v * 1000, v) : default),
        (TimestampNtzType.Instance, ParquetType.Int64, 0, new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Micros), r => Same(Bits64(r))),
        (TimestampType.Instance, ParquetType.Int96, 0, default, r => Int96(r)),
        (TimeType.Default, ParquetType.Int64, 0, new(LogicalKind.Time, Unit: ParquetTimeUnit.Micros), r => r.NextInt64(86_400_000_000) is var v ? new(v * 1000, v) : default),
        (TimeType.Default, ParquetType.Int32, 0, new(LogicalKind.Time, Unit: ParquetTimeUnit.Millis, IsAdjustedToUtc: true), r => r.Next(86_400_000) is var v ? new(v * 1_000_000L, v) : default),
        (new DecimalType(9, 2), ParquetType.Int32, 0, new(LogicalKind.Decimal, 2, 9), r => r.Next(-999_999_999, 1_000_000_000) is var v ? new((Int128)v, v) : default),
        (new DecimalType(18, 4), ParquetType.Int64, 0, new(LogicalKind.Decimal, 4, 18), r => r.NextInt64(-1L << 59, 1L << 59) is var v ? new((Int128)v, v) : default),
        (new DecimalType(11, 3), ParquetType.FixedLenByteArray, 5, new(LogicalKind.Decimal, 3, 11), r => Decimal(r.NextInt64(-99_999_999_999, 99_999_999_999), 5)),
        (new DecimalType(38, 10), ParquetType.FixedLenByteArray, 16, new(LogicalKind.Decimal, 10, 38), r => Decimal((Int128)r.NextInt64() * r.NextInt64(-1L << 60, 1L << 60), 16)),
        (new DecimalType(20, 5), ParquetType.ByteArray, 0, new(LogicalKind.Decimal, 5, 20), r => r.Next(1, 9) is var width ? Decimal(Bits64(r) >> (64 - (8 * width)), width) : default),
        (FloatType.Instance, ParquetType.FixedLenByteArray, 2, new(LogicalKind.Float16), r => Half(r)),
        (StringType.Instance, ParquetType.FixedLenByteArray, 16, new(LogicalKind.Uuid), r => Uuid(r)),
        (CalendarIntervalType.Instance, ParquetType.FixedLenByteArray, 12, new(LogicalKind.Interval), r => Interval(r)),
    ];

    /// <summary>A column of single values.</summary>
    /// <param name="random">Where values come from.</param>
    /// <param name="name">The name.</param>
    /// <param name="kind">Which of <see cref="LeafKindCount"/> kinds.</param>
    /// <param name="nullShare">How many are NULL; 0 makes a required column.</param>
    public static TestColumn Leaf(Random random, string name, int kind, double nullShare)
    {
        var (type, storage, width, annotation, next) = LeafKinds[kind];
        var node = new ParquetNode(new SchemaElement
        {
            Name = name,
            Repetition = nullShare > 0 ? Repetition.Optional : Repetition.Required,
            Type = storage,
            TypeLength = width,
            Annotation = annotation,
        });
        int[] poolSizes = [1, 3, 60, 300, 5000];
        var pool = Enumerable.Range(0, poolSizes[random.Next(poolSizes.Length)]).Select(_ => next(random)).ToArray();
        var runLength = random.Next(4) == 0 ? 40 : 1;
        Sample current = default;
        var left = 0;
        return new TestColumn(type, node, () =>
        {
            if (left-- <= 0)
            {
                current = nullShare > 0 && random.NextDouble() < nullShare ? default : pool[random.Next(pool.Length)];
                left = random.Next(runLength);
            }

            return current;
        });
    }

    /// <summary>A random column, nested at most so deep.</summary>
    public static TestColumn Any(Random random, string name, int depth)
    {
        double[] shares = [0, 0.3, 1];
        var nullShare = shares[random.Next(10) is 9 ? 2 : random.Next(2)];
        var kind = depth == 0 ? 0 : random.Next(8);
        return kind switch
        {
            2 => Struct(random, name, nullShare, [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Any(random, $"f{i}", depth - 1))]),
            3 => List(random, name, nullShare, Any(random, "element", depth - 1)),
            4 => LegacyList(random, name, nullShare, Struct(random, "array", 0, [Any(random, "x", depth - 1), .. random.Next(2) == 0 ? (TestColumn[])[] : [Any(random, "y", depth - 1)]])),
            5 => LegacyList(random, name, nullShare, Leaf(random, "array", random.Next(LeafKindCount), 0)),
            6 => Repeated(random, name, random.Next(2) == 0 ? Leaf(random, name, random.Next(LeafKindCount), 0) : Struct(random, name, 0, [Any(random, "x", depth - 1)])),
            7 => Map(random, name, nullShare, Leaf(random, "key", random.Next(LeafKindCount), 0), Any(random, "value", depth - 1)),
            _ => Leaf(random, name, random.Next(LeafKindCount), nullShare),
        };
    }

    public static TestColumn Struct(Random random, string name, double nullShare, params TestColumn[] fields)
    {
        var type = new StructType(EquatableArray.Create<StructField>([.. fields.Select(f => new StructField(f.Node.Name, f.Type))]));
        return new TestColumn(type, ParquetNode.Group(name, OnceOrNot(nullShare), LogicalKind.None, [.. fields.Select(f => f.Node)]), () =>
        {
            if (random.NextDouble() < nullShare)
                return default;
            var samples = Array.ConvertAll(fields, field => field.Next());
            return new Sample(Row(samples), Array.ConvertAll(samples, s => s.Stored));
        });
    }

    /// <summary>An array in the form of three levels.</summary>
    public static TestColumn List(Random random, string name, double nullShare, TestColumn element)
    {
        var entries = ParquetNode.Group("list", Repetition.Repeated, LogicalKind.None, element.Node);
        return new TestColumn(new ArrayType(element.Type, true), ParquetNode.Group(name, OnceOrNot(nullShare), LogicalKind.List, entries), () =>
        {
            if (random.NextDouble() < nullShare)
                return default;
            var samples = Several(random, element);
            return new Sample(Row(samples), new object?[] { samples.Select(s => (object)new[] { s.Stored }).ToList() });
        });
    }

    /// <summary>An array in the form of two levels: the repeated field is the element.</summary>
    public static TestColumn LegacyList(Random random, string name, double nullShare, TestColumn element)
    {
        var repeated = element.Node with { Element = element.Node.Element with { Repetition = Repetition.Repeated } };
        return new TestColumn(new ArrayType(element.Type, false), ParquetNode.Group(name, OnceOrNot(nullShare), LogicalKind.List, repeated), () =>
        {
            if (random.NextDouble() < nullShare)
                return default;
            var samples = Several(random, element);
            return new Sample(Row(samples), new object?[] { samples.Select(s => s.Stored!).ToList() });
        });
    }

    /// <summary>An array in the oldest form: a repeated field without a group around it.</summary>
    public static TestColumn Repeated(Random random, string name, TestColumn element)
    {
        var repeated = element.Node with { Element = element.Node.Element with { Name = name, Repetition = Repetition.Repeated } };
        return new TestColumn(new ArrayType(element.Type, false), repeated, () =>
        {
            var samples = Several(random, element);
            return new Sample(Row(samples), samples.Select(s => s.Stored!).ToList());
        });
    }

    public static TestColumn Map(Random random, string name, double nullShare, TestColumn key, TestColumn value)
    {
        var entries = ParquetNode.Group("key_value", Repetition.Repeated, LogicalKind.None, key.Node, value.Node);
        return new TestColumn(new MapType(key.Type, value.Type, true), ParquetNode.Group(name, OnceOrNot(nullShare), LogicalKind.Map, entries), () =>
        {
            if (random.NextDouble() < nullShare)
                return default;
            var keys = Several(random, key);
            var values = Array.ConvertAll(keys, _ => value.Next());
            return new Sample(
                new MapValue(Row(keys), Row(values)), new object?[] { keys.Zip(values, (k, v) => (object)new[] { k.Stored, v.Stored }).ToList() });
        });
    }

    private static Repetition OnceOrNot(double nullShare) => nullShare > 0 ? Repetition.Optional : Repetition.Required;

    private static Sample[] Several(Random random, TestColumn element) =>
        [.. Enumerable.Range(0, random.Next(3) == 0 ? 0 : random.Next(1, 6)).Select(_ => element.Next())];

    private static EquatableArray<object?> Row(Sample[] samples) => EquatableArray.Create<object?>(Array.ConvertAll(samples, s => s.Boxed));

    private static Sample Same(object value) => new(value, value);

    private static int Bits32(Random random) => random.Next(2) == 0 ? random.Next(-50, 50) : unchecked((int)random.NextInt64());

    private static long Bits64(Random random) => random.Next(2) == 0 ? random.Next(-50, 50) : unchecked(random.NextInt64(long.MinValue, long.MaxValue));

    private static Sample Text(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(3) == 0 ? random.Next(60) : random.Next(14); length > 0; length--)
            text.Append("abc é€"[random.Next(6)]);
        return new Sample(text.ToString(), Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static Sample Binary(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return new Sample(EquatableArray.Create<byte>(bytes), bytes);
    }

    private static Sample Int96(Random random)
    {
        var days = random.Next(-200_000, 200_000);
        var microseconds = random.NextInt64(86_400_000_000);
        var bytes = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, microseconds * 1000);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), days + 2_440_588);
        return new Sample((days * 86_400_000_000) + microseconds, bytes);
    }

    private static Sample Decimal(Int128 value, int width)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, value);
        return new Sample(value, bytes[^width..]);
    }

    private static Sample Half(Random random)
    {
        var bits = (ushort)random.Next(65536);
        return new Sample((float)BitConverter.UInt16BitsToHalf(bits), new[] { (byte)bits, (byte)(bits >> 8) });
    }

    private static Sample Uuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        var digits = Convert.ToHexStringLower(bytes);
        return new Sample($"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}", bytes);
    }

    private static Sample Interval(Random random)
    {
        int months = random.Next(), days = random.Next();
        var milliseconds = (uint)random.NextInt64(1L << 32);
        var bytes = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, months);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), days);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), milliseconds);
        return new Sample(new CalendarInterval(months, days, milliseconds * 1000L), bytes);
    }
}
