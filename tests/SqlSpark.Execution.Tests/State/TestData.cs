using System.Globalization;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>How the columns of test batches are laid out.</summary>
public enum TestEncoding
{
    Flat,
    Dictionary,
    Selected,
    Mixed,
}

/// <summary>Random rows of any types, and batches of them in several encodings.</summary>
internal static class TestData
{
    public static DataType[] AllTypes { get; } =
    [
        BooleanType.Instance, ByteType.Instance, ShortType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance,
        new DecimalType(10, 2), new DecimalType(30, 4), DateType.Instance, TimestampType.Instance, StringType.Instance, BinaryType.Instance,
        VoidType.Instance,
        new ArrayType(IntegerType.Instance),
        new ArrayType(StringType.Instance),
        new StructType([new StructField("a", DoubleType.Instance), new StructField("b", StringType.Instance)]),
        new ArrayType(new StructType([new StructField("x", new ArrayType(ShortType.Instance)), new StructField("y", BooleanType.Instance)])),
    ];

    /// <summary>A random value: from few different ones, NULL now and then.</summary>
    public static object? Value(DataType type, Random random, int variety)
    {
        if (random.Next(8) == 0)
            return null;
        var number = random.Next(variety) - (variety / 3);
        return type switch
        {
            BooleanType => random.Next(2) == 0,
            ByteType => (sbyte)number,
            ShortType => (short)(number * 31),
            IntegerType or DateType => number * 1000,
            LongType or TimestampType => number * 10_000_000_019L,
            FloatType => number switch { 0 => -0f, 1 => 0f, 2 => float.NaN, 3 => float.NegativeInfinity, _ => number / 8f },
            DoubleType => number switch { 0 => -0.0, 1 => 0.0, 2 => double.NaN, 3 => double.PositiveInfinity, _ => number / 8.0 },
            DecimalType { PhysicalType: PhysicalType.Int64 } => (Int128)(number * 77),
            DecimalType => number % 3 == 0 ? (Int128)number : Int128.MaxValue / 1_000_000 * number,
            StringType => Text(number),
            BinaryType => EquatableArray.Create(System.Text.Encoding.UTF8.GetBytes(Text(number))),
            ArrayType array => EquatableArray.Create(Enumerable.Range(0, random.Next(4)).Select(_ => Value(array.ElementType, random, 4)).ToArray()),
            StructType record => EquatableArray.Create(record.Fields.Select(f => Value(f.DataType, random, 4)).ToArray()),
            MapType map => new MapValue(
                EquatableArray.Create(Enumerable.Range(0, 3).Select(k => (object?)k).ToArray()),
                EquatableArray.Create(Enumerable.Range(0, 3).Select(_ => Value(map.ValueType, random, 3)).ToArray())),
            VoidType => null,
            _ => throw new ArgumentException($"no values of {type}", nameof(type)),
        };
    }

    /// <summary>Short strings, strings that only differ late, and strings with zeros in them.</summary>
    private static string Text(int number) => (number & 3) switch
    {
        0 => number.ToString(CultureInfo.InvariantCulture),
        1 => "a rather long string with a number at its end " + number.ToString(CultureInfo.InvariantCulture),
        2 => new string('\0', number & 7),
        _ => new string('x', number & 31),
    };

    public static object?[][] Rows(DataType[] types, int count, Random random, int variety = 20)
    {
        var rows = new object?[count][];
        for (var i = 0; i < count; i++)
            rows[i] = Array.ConvertAll(types, t => Value(t, random, variety));
        return rows;
    }

    /// <summary>Equal for equal values: -0.0 is 0.0, NaN is NaN.</summary>
    public static string Canonical(object? value) => value switch
    {
        null => "NULL",
        float f => Canonical((double)f),
        double d => double.IsNaN(d) ? "NaN" : (d + 0.0).ToString("R", CultureInfo.InvariantCulture),
        bool or sbyte or short or int or long or Int128 => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        string s => "'" + s + "'",
        EquatableArray<byte> bytes => Convert.ToHexString(bytes.AsSpan()),
        EquatableArray<object?> items => "[" + string.Join(",", items.Select(Canonical)) + "]",
        MapValue map => "{" + string.Join(",", map.Keys.Select((k, i) => Canonical(k) + ":" + Canonical(map.Values[i])).Order(StringComparer.Ordinal)) + "}",
        CalendarInterval interval => interval.ToString(),
        _ => throw new ArgumentException($"no text of a {value.GetType().Name}", nameof(value)),
    };

    public static string Canonical(IEnumerable<object?> row) => string.Join(" | ", row.Select(Canonical));
}

/// <summary>Batches for a sink; owns what is behind them.</summary>
internal sealed class TestBatches(DataType[] types, MemoryAccount account) : IDisposable
{
    private readonly List<VectorWriter> _writers = [];
    private readonly List<Selection> _selections = [];
    private readonly List<Vector> _retained = [];

    public List<RecordBatch> Batches { get; } = [];

    /// <summary>Cuts rows into batches; <paramref name="partitionOf"/> says which partition a batch belongs to.</summary>
    public void Add(object?[][] rows, int capacity, TestEncoding encoding, Random random, Func<int, int> partitionOf)
    {
        for (var start = 0; start < rows.Length; start += capacity)
        {
            var part = rows[start..Math.Min(rows.Length, start + capacity)];
            var ordinal = Batches.Count;
            var kind = encoding == TestEncoding.Mixed ? (TestEncoding)random.Next(3) : encoding;
            var batch = Batch(part, kind, random);
            batch.PartitionOrdinal = partitionOf(ordinal);
            batch.Sequence = ordinal;
            Batches.Add(batch);
        }
    }

    public void Dispose()
    {
        foreach (var writer in _writers)
            writer.Dispose();
        foreach (var selection in _selections)
            selection.Dispose();
        foreach (var vector in _retained)
            vector.Release();
    }

    private RecordBatch Batch(object?[][] rows, TestEncoding encoding, Random random)
    {
        if (encoding != TestEncoding.Selected)
            return new RecordBatch().Set(rows.Length, Columns(rows, encoding));
        // Rows that are not live stand between the others.
        var isLive = new List<bool>();
        var spread = new List<object?[]>();
        foreach (var row in rows)
        {
            for (var i = random.Next(3); i > 0; i--)
            {
                spread.Add(TestData.Rows(types, 1, random)[0]);
                isLive.Add(false);
            }

            spread.Add(row);
            isLive.Add(true);
        }

        var selection = new Selection(account);
        _selections.Add(selection);
        var words = selection.Begin(spread.Count);
        words.Clear();
        for (var i = 0; i < spread.Count; i++)
            Bitmaps.Assign(words, i, isLive[i]);
        return new RecordBatch().Set(spread.Count, Columns([.. spread], TestEncoding.Flat), selection.Publish());
    }

    private Vector[] Columns(object?[][] rows, TestEncoding encoding)
    {
        var columns = new Vector[types.Length];
        for (var c = 0; c < types.Length; c++)
        {
            var values = Array.ConvertAll(rows, r => r[c]);
            columns[c] = encoding == TestEncoding.Dictionary && types[c] is not VoidType ? Coded(types[c], values) : Flat(types[c], values);
        }

        return columns;
    }

    private Vector Flat(DataType type, object?[] values)
    {
        var writer = new VectorWriter(type, account);
        _writers.Add(writer);
        writer.Begin(values.Length);
        for (var row = 0; row < values.Length; row++)
        {
            BoxedValues.Set(writer, row, values[row]);
            if (values[row] is null)
                FillNull(writer, row);
        }

        return writer.Publish();
    }

    /// <summary>Stores under a NULL what nobody may look at: of fixed width anything may stand there.</summary>
    private static void FillNull(VectorWriter writer, int row)
    {
        var number = (ulong)row * 0x9E3779B97F4A7C15UL;
        switch (writer.Physical)
        {
            case PhysicalType.Bool:
                Bitmaps.Assign(writer.Bits, row, (number >> 63) != 0);
                break;
            case PhysicalType.Int8:
                writer.Values<byte>()[row] = (byte)(number >> 56);
                break;
            case PhysicalType.Int16:
                writer.Values<ushort>()[row] = (ushort)(number >> 48);
                break;
            case PhysicalType.Int32 or PhysicalType.Float32:
                writer.Values<uint>()[row] = (uint)(number >> 32);
                break;
            case PhysicalType.Int64 or PhysicalType.Float64:
                writer.Values<ulong>()[row] = number;
                break;
            case PhysicalType.Int128:
                writer.Values<UInt128>()[row] = new UInt128(number, number);
                break;
        }
    }

    // Columns of one value become constants, others codes over their values.
    private Vector Coded(DataType type, object?[] values)
    {
        var distinct = values.DistinctBy(TestData.Canonical).ToArray();
        var entries = Flat(type, distinct);
        if (distinct.Length == 1)
            return new ConstantVector(entries, values.Length);
        var texts = Array.ConvertAll(distinct, TestData.Canonical);
        var width = distinct.Length % 2 == 0 && distinct.Length <= 256 ? sizeof(byte) : sizeof(ushort);
        var codes = account.Allocate(Math.Max(1, values.Length) * width);
        for (var row = 0; row < values.Length; row++)
        {
            var code = Array.IndexOf(texts, TestData.Canonical(values[row]));
            if (width == sizeof(byte))
                codes.AsSpan<byte>()[row] = (byte)code;
            else
                codes.AsSpan<ushort>()[row] = (ushort)code;
        }

        var vector = DictionaryVector.Own(new VectorDictionary(entries.Retain(), isUnique: true), width, values.Length, codes, null);
        _retained.Add(vector);
        return vector;
    }
}
