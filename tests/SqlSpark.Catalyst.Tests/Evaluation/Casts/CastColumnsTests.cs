using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation.Casts;

public sealed class CastColumnsTests : IDisposable
{
    private static readonly DataType[] Atoms =
    [
        BooleanType.Instance, ByteType.Instance, ShortType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance,
        new DecimalType(5, 2), new DecimalType(18, 0), new DecimalType(38, 10), StringType.Instance, BinaryType.Instance, DateType.Instance,
        TimestampType.Instance, TimestampNtzType.Instance, new TimeType(), YearMonthIntervalType.Default, DayTimeIntervalType.Default,
        new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Hour), CalendarIntervalType.Instance, VoidType.Instance,
    ];

    private readonly CastHarness _harness = new() { TimeZone = "-03:30" };

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Every_pair_gives_the_same_in_columns_of_any_length_encoding_and_selection_as_row_by_row()
    {
        using var harness = new CastHarness(isChecked: false) { TimeZone = "-03:30" };
        foreach (var from in Atoms)
        {
            foreach (var to in Atoms)
            {
                foreach (var mode in Enum.GetValues<EvalMode>())
                {
                    if (CastRules.CanCast(from, to, mode))
                        CheckColumn(harness, from, to, mode, new Random((((System.Array.IndexOf(Atoms, from) * Atoms.Length) + System.Array.IndexOf(Atoms, to)) * 3) + (int)mode));
                }
            }
        }
    }

    [Fact]
    public void Narrow_columns_are_read_at_their_width()
    {
        _harness.Narrow = PhysicalType.Int8;
        object?[] values = [1L, null, -100L, 127L];
        Assert.Equal(["1", null, "-100", "127"], _harness.CastAll(values, LongType.Instance, StringType.Instance));
        Assert.Equal([1.0, null, -100.0, 127.0], _harness.CastAll(values, LongType.Instance, DoubleType.Instance));
        Assert.Equal([1, null, -100, 127], _harness.CastAll(values, LongType.Instance, IntegerType.Instance));
        object?[] decimals = [(Int128)1, null, (Int128)(-100)];
        Assert.Equal([(Int128)10, null, (Int128)(-1000)], _harness.CastAll(decimals, new DecimalType(30, 1), new DecimalType(38, 2)));
    }

    [Fact]
    public void Rows_that_are_not_selected_do_not_fail()
    {
        _harness.Selected = row => row != 1;
        Assert.Equal([1, null, 3], _harness.CastAll(["1", "x", "3"], StringType.Instance, IntegerType.Instance));
        Assert.Equal([(sbyte)1, null, (sbyte)3], _harness.CastAll([1L, 1000L, 3L], LongType.Instance, ByteType.Instance));
        Assert.Equal([Items(1), null, Items()], _harness.CastAll([Items("1"), Items("x"), Items()], Array(StringType.Instance), Array(IntegerType.Instance)));
    }

    [Fact]
    public void The_first_row_that_fails_is_the_one_reported()
    {
        var error = Assert.Throws<SqlSparkException>(() => _harness.CastAll(["1", null, "b", "c"], StringType.Instance, IntegerType.Instance));
        Assert.Equal("'b'", error.Parameters["expression"]);
        error = Assert.Throws<SqlSparkException>(() => _harness.CastAll([Items("1"), Items("2", "d"), Items("e")], Array(StringType.Instance), Array(IntegerType.Instance)));
        Assert.Equal("'d'", error.Parameters["expression"]);
    }

    [Fact]
    public void Elements_keys_values_and_fields_are_cast_one_by_one()
    {
        var from = new StructType([new StructField("a", Array(StringType.Instance)), new StructField("b", new MapType(IntegerType.Instance, StringType.Instance))]);
        var to = new StructType([new StructField("x", Array(IntegerType.Instance)), new StructField("y", new MapType(LongType.Instance, DateType.Instance))]);
        object?[] values =
        [
            Items(Items("1", null, "3"), new MapValue(Items(1, 2), Items("2020-01-01", null))),
            null,
            Items(null, new MapValue([], [])),
            Items(Items(), null),
        ];
        object?[] expected =
        [
            Items(Items(1, null, 3), new MapValue(Items(1L, 2L), Items(18_262, null))),
            null,
            Items(null, new MapValue([], [])),
            Items(Items(), null),
        ];
        foreach (var encoding in (VectorEncoding[])[VectorEncoding.Flat, VectorEncoding.Dictionary])
        {
            _harness.Encoding = encoding;
            Assert.Equal(expected, _harness.CastAll(values, from, to));
        }

        _harness.Encoding = VectorEncoding.Constant;
        Assert.Equal([expected[0], expected[0], expected[0]], _harness.CastAll([values[0], values[0], values[0]], from, to));
    }

    [Fact]
    public void Failed_parts_become_null_where_the_mode_says_so()
    {
        object?[] values = [Items("1", "x", null), Items("y")];
        Assert.Equal([Items(1, null, null), Items([null])], _harness.CastAll(values, Array(StringType.Instance), Array(IntegerType.Instance), EvalMode.Try));
        Assert.Equal([Items(1, null, null), Items([null])], _harness.CastAll(values, Array(StringType.Instance), Array(IntegerType.Instance), EvalMode.Legacy));
    }

    [Fact]
    public void Parts_of_type_void_and_of_the_same_type_are_kept()
    {
        var from = new StructType([new StructField("a", VoidType.Instance), new StructField("b", StringType.Instance), new StructField("c", IntegerType.Instance)]);
        var to = new StructType([new StructField("a", Array(IntegerType.Instance)), new StructField("b", StringType.Instance), new StructField("c", LongType.Instance)]);
        Assert.Equal([Items(null, "a text of many bytes", 1L)], _harness.CastAll([Items(null, "a text of many bytes", 1)], from, to));
        Assert.Equal([Items(null, null)], _harness.CastAll([Items(null, null)], Array(VoidType.Instance), Array(Array(DateType.Instance))));
    }

    [Fact]
    public void Long_arrays_are_read_where_their_slices_are()
    {
        var random = new Random(3);
        var values = new object?[500];
        for (var row = 0; row < values.Length; row++)
            values[row] = Items([.. Enumerable.Range(0, random.Next(5)).Select(_ => (object?)random.Next(100))]);
        _harness.Selected = row => row is >= 300 and < 340;
        var result = _harness.CastAll(values, Array(IntegerType.Instance), Array(StringType.Instance));
        for (var row = 0; row < values.Length; row++)
        {
            var expected = row is >= 300 and < 340
                ? (object)((EquatableArray<object?>)values[row]!).Map(v => (object?)$"{v}")
                : null;
            Assert.Equal(expected, result[row]);
        }
    }

    private static void CheckColumn(CastHarness harness, DataType from, DataType to, EvalMode mode, Random random)
    {
        harness.Selected = null;
        harness.Encoding = VectorEncoding.Flat;
        var samples = new (object? Value, object? Expected)[12];
        for (var i = 0; i < samples.Length; i++)
        {
            var value = from is VoidType || i == 0 ? null : RandomValue(from, random);
            samples[i] = (value, Single(harness, value, from, to, mode));
        }

        foreach (var length in (int[])[1, 63, 64, 65, 200])
        {
            var rows = Enumerable.Range(0, length).Select(_ => samples[random.Next(samples.Length)]).ToArray();
            object?[] values = [.. rows.Select(row => row.Value)];
            var stride = random.Next(1, 4);
            harness.Encoding = from is not VoidType && random.Next(3) == 0 ? VectorEncoding.Dictionary : VectorEncoding.Flat;
            harness.Selected = row => row % stride == 0 && rows[row].Expected is not SqlSparkException;
            var result = harness.CastAll(values, from, to, mode);
            for (var row = 0; row < length; row++)
                Assert.Equal(harness.Selected(row) ? rows[row].Expected : null, result[row]);

            var firstFailure = System.Array.FindIndex(rows, row => row.Expected is SqlSparkException);
            if (firstFailure < 0)
                continue;
            harness.Selected = null;
            var error = Assert.Throws<SqlSparkException>(() => harness.CastAll(values, from, to, mode));
            Assert.Equal(((SqlSparkException)rows[firstFailure].Expected!).Message, error.Message);
        }
    }

    private static object? Single(CastHarness harness, object? value, DataType from, DataType to, EvalMode mode)
    {
        try
        {
            return harness.Cast(value, from, to, mode);
        }
        catch (SqlSparkException error)
        {
            return error;
        }
    }

    private static object RandomValue(DataType type, Random random)
    {
        var wide = random.Next(3) switch
        {
            0 => random.NextInt64(-200, 200),
            1 => random.NextInt64(-5_000_000_000, 5_000_000_000),
            _ => random.NextInt64(long.MinValue, long.MaxValue),
        };
        return type switch
        {
            BooleanType => random.Next(2) == 0,
            ByteType => (sbyte)wide,
            ShortType => (short)wide,
            IntegerType or DateType => (int)wide,
            FloatType => random.Next(8) == 0 ? float.NaN : (float)(wide / 7.0),
            DoubleType => random.Next(8) == 0 ? double.NegativeInfinity : wide / 7.0,
            DecimalType { Precision: 5 } => (Int128)(wide % 100_000),
            DecimalType { Precision: 18 } => (Int128)(wide % 1_000_000_000_000_000_000),
            DecimalType => (Int128)wide * random.Next(1, 1_000_000_000),
            StringType => RandomText(wide, random),
            BinaryType => EquatableArray.Create<byte>(BitConverter.GetBytes(wide)),
            TimeType => (long)((ulong)wide % 86_400_000_000_000),
            YearMonthIntervalType => (int)wide,
            DayTimeIntervalType { End: DayTimeField.Hour } => wide - (wide % 3_600_000_000),
            CalendarIntervalType => new CalendarInterval((int)wide, random.Next(), wide),
            _ => wide,
        };
    }

    private static string RandomText(long number, Random random) => random.Next(8) switch
    {
        0 => $"{number}",
        1 => $" {number / 1000.0:R} ",
        2 => "true",
        3 => "2020-02-29 12:34:56.789",
        4 => "12:34:56",
        5 => "1-2",
        6 => "3 04:05:06",
        _ => "neither number nor date, but long enough for the heap",
    };

    private static ArrayType Array(DataType element) => new(element);

    private static EquatableArray<object?> Items(params object?[] items) => EquatableArray.Create<object?>(items);
}
