using System.Buffers.Binary;
using System.Text;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Tests.Parquet.Building;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Pruning;

/// <summary>What statistics leave out has no row that a condition keeps, whichever way a writer notes them.</summary>
public sealed class RowGroupPrunerTests : IDisposable
{
    private static readonly (DataType Type, ParquetType Storage, LogicalAnnotation Annotation, Func<Random, Sample> Next)[] Kinds =
    [
        (IntegerType.Instance, ParquetType.Int32, default, r => r.Next(-20, 20) is var v ? new(v, v) : default),
        (LongType.Instance, ParquetType.Int64, default, r => r.NextInt64(-20, 20) is var v ? new(v, v) : default),
        (LongType.Instance, ParquetType.Int32, new(LogicalKind.Integer, BitWidth: 32, IsSigned: false), r => r.Next(-3, 3) is var v ? new((long)(uint)v, v) : default),
        (FloatType.Instance, ParquetType.Float, default, r => (float)AnyDouble(r) is var v ? new(v, v) : default),
        (DoubleType.Instance, ParquetType.Double, default, r => AnyDouble(r) is var v ? new(v, v) : default),
        (BooleanType.Instance, ParquetType.Boolean, default, r => (r.Next(2) == 0) is var v ? new(v, v) : default),
        (StringType.Instance, ParquetType.ByteArray, new(LogicalKind.String), r => AnyText(r) is var v ? new(v, Encoding.UTF8.GetBytes(v)) : default),
        (DateType.Instance, ParquetType.Int32, new(LogicalKind.Date), r => r.Next(-20, 20) is var v ? new(v, v) : default),
        (TimestampType.Instance, ParquetType.Int64, new(LogicalKind.Timestamp, IsAdjustedToUtc: true), r => r.NextInt64(-20, 20) is var v ? new(v, v) : default),
        (TimestampType.Instance, ParquetType.Int64, new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Millis, IsAdjustedToUtc: true), r => r.NextInt64(-5, 5) is var v ? new(v * 1000, v) : default),
        (new DecimalType(9, 2), ParquetType.Int32, new(LogicalKind.Decimal, 2, 9), r => r.Next(-20, 20) is var v ? new((Int128)v, v) : default),
        (new DecimalType(20, 2), ParquetType.ByteArray, new(LogicalKind.Decimal, 2, 20), r => r.Next(-300, 300) is var v ? new((Int128)v, new[] { (byte)(v >> 8), (byte)v }) : default),
    ];

    private static readonly StatisticsForm[] Forms = Enum.GetValues<StatisticsForm>();

    private readonly ParquetReading _parquet = new();
    private readonly MemoryPool _pool = new(1L << 30);

    /// <summary>What a writer notes.</summary>
    private enum StatisticsForm
    {
        None, Full, WithoutNullCount, OnlyNullCount, Legacy, BoundsWithoutOrder, TruncatedText, NanCounted,
    }

    public void Dispose()
    {
        _parquet.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void Pruned_and_filtered_equals_filtered()
    {
        int groups = 0, read = 0;
        for (var seed = 0; seed < 240; seed++)
        {
            var random = new Random(seed);
            var form = Forms[seed % Forms.Length];
            var kinds = Enumerable.Range(0, 3).Select(_ => Kinds[random.Next(Kinds.Length)]).ToArray();
            var nodes = kinds.Select((kind, i) => new ParquetNode(new SchemaElement
            {
                Name = $"c{i}",
                Repetition = Repetition.Optional,
                Type = kind.Storage,
                Annotation = kind.Annotation,
            })).ToList();
            var rows = new List<object?[]>();
            var stored = new List<IReadOnlyList<object?[]>>();
            for (var group = 0; group < 8; group++)
            {
                double[] nullShares = [0, 0.3, 1];
                var shares = kinds.Select(_ => nullShares[random.Next(4) % 3]).ToArray();
                var samples = Enumerable.Range(0, random.Next(1, 4)).Select(_ => kinds.Select((kind, i) => random.NextDouble() < shares[i] ? default : kind.Next(random)).ToArray()).ToList();
                rows.AddRange(samples.Select(row => Array.ConvertAll(row, s => s.Boxed)));
                stored.Add([.. samples.Select(row => Array.ConvertAll(row, s => s.Stored))]);
            }

            using var account = _pool.CreateAccount("builder");
            var path = _parquet.Write(new ParquetFileBuilder(random, account)
            {
                Order = form is StatisticsForm.BoundsWithoutOrder or StatisticsForm.Legacy ? null : ColumnOrder.TypeDefined,
                Statistics = (leaf, entries) => Note(nodes[leaf].Element, entries, form),
            }.Build(nodes, stored));
            for (var round = 0; round < 12; round++)
            {
                var types = kinds.Select(kind => kind.Type).Append(StringType.Instance).ToArray();
                var condition = AnyCondition(random, types, ordinal => ordinal < kinds.Length ? kinds[ordinal].Next(random).Boxed : "x", depth: 2);
                var schema = new StructType(EquatableArray.Create<StructField>([.. types.Select((type, i) => new StructField(i < kinds.Length ? $"c{i}" : "missing", type))]));
                var builder = ParquetReading.Open(path, schema: schema).NewScanBuilder();
                Assert.Equal([FilterPush.Pruning], builder.PushFilters([condition]));
                var scan = builder.Build();
                groups += stored.Count;
                read += scan.Splits.Count;
                var expected = rows.Select(row => (object?[])[.. row, null]).Where(row => Evaluate(condition, row) == true).Select(ValueText.Of);
                var actual = _parquet.Read(scan).Where(row => Evaluate(condition, row) == true).Select(ValueText.Of);
                Assert.True(expected.SequenceEqual(actual), $"seed {seed}, round {round}, {form}: {condition}");
            }
        }

        Assert.InRange(read, groups / 10, groups * 3 / 4);
    }

    [Fact]
    public void Rows_left_out_by_pages_filters_and_dictionaries_are_none_that_a_condition_keeps()
    {
        long all = 0, read = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var form = Forms[seed % Forms.Length];
            var kinds = Enumerable.Range(0, 3).Select(_ => Kinds[random.Next(Kinds.Length)]).ToArray();
            var nodes = kinds.Select((kind, i) => new ParquetNode(new SchemaElement
            {
                Name = $"c{i}",
                Repetition = Repetition.Optional,
                Type = kind.Storage,
                Annotation = kind.Annotation,
            })).ToList();
            var samples = Enumerable.Range(0, 40).Select(_ => kinds.Select(kind => random.Next(5) == 0 ? default : kind.Next(random)).ToArray()).ToList();
            if (random.Next(2) == 0)
                samples.Sort((a, b) => string.CompareOrdinal(ValueText.Of([a[0].Boxed]), ValueText.Of([b[0].Boxed])));
            var rows = samples.ConvertAll(row => Array.ConvertAll(row, s => s.Boxed));
            using var account = _pool.CreateAccount("builder");
            var path = _parquet.Write(new ParquetFileBuilder(random, account)
            {
                Order = form is StatisticsForm.BoundsWithoutOrder or StatisticsForm.Legacy ? null : ColumnOrder.TypeDefined,
                EntriesPerPage = random.Next(1, 6),
                PageStatistics = (leaf, entries) => Note(nodes[leaf].Element, entries, form),
                HasBloomFilters = random.Next(2) == 0,
            }.Build(nodes, [samples.ConvertAll(row => Array.ConvertAll(row, s => s.Stored))]));
            var types = kinds.Select(kind => kind.Type).ToArray();
            int[] capacities = [1, 7, 64];
            for (var round = 0; round < 12; round++)
            {
                _parquet.BatchCapacity = capacities[round % 3];
                var condition = AnyCondition(random, types, ordinal => kinds[ordinal].Next(random).Boxed, depth: 2);
                var builder = ParquetReading.Open(path).NewScanBuilder();
                builder.PushFilters([condition]);
                var found = _parquet.Read(builder.Build());
                all += rows.Count;
                read += found.Count;
                var expected = rows.Where(row => Evaluate(condition, row) == true).Select(ValueText.Of);
                var actual = found.Where(row => Evaluate(condition, row) == true).Select(ValueText.Of);
                Assert.True(expected.SequenceEqual(actual), $"seed {seed}, round {round}, {form}: {condition}");
            }
        }

        Assert.InRange(read, all / 10, all * 85 / 100);
    }

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    [InlineData(false, false, 3)]
    public void A_value_that_is_not_there_is_found_out(bool hasBloomFilter, bool hasDictionary, int rowCount)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            using var account = _pool.CreateAccount("builder");
            var node = new ParquetNode(new SchemaElement { Name = "a", Repetition = Repetition.Optional, Type = ParquetType.ByteArray, Annotation = new(LogicalKind.String) });
            var bytes = new ParquetFileBuilder(new Random(seed), account) { HasBloomFilters = hasBloomFilter, HasDictionary = hasDictionary }
                .Build([node], [[["apple"u8.ToArray()], [null], ["cherry"u8.ToArray()]]]);
            var builder = ParquetReading.Open(_parquet.Write(bytes)).NewScanBuilder();
            builder.PushFilters([Comparison.EqualTo(new BoundReference(0, StringType.Instance, true), new Literal("banana", StringType.Instance))]);
            Assert.Equal(rowCount, _parquet.Read(builder.Build()).Count);
        }
    }

    [Fact]
    public void An_index_that_contradicts_the_pages_is_an_error_and_a_damaged_one_counts_as_none()
    {
        using var account = _pool.CreateAccount("builder");
        var node = new ParquetNode(new SchemaElement { Name = "a", Repetition = Repetition.Required, Type = ParquetType.Int32 });
        var rows = Enumerable.Range(0, 100).Select(i => new object?[] { i }).ToList();
        ParquetFileBuilder Builder() => new(new Random(5), account)
        {
            Order = ColumnOrder.TypeDefined,
            EntriesPerPage = 10,
            PageStatistics = (_, entries) => new() { Min = BitConverter.GetBytes((int)entries.Values[0]!), Max = BitConverter.GetBytes((int)entries.Values[^1]!), NullCount = 0 },
        };
        var good = Builder().Build([node], [rows]);
        Assert.Equal(10, ReadOver54(good).Count);
        var file = DataSources.Parquet.Footers.FooterCache.Get(DataSources.Files.LocalFileSystem.Instance, Entry(_parquet.Write(good)));
        var place = file.Metadata.RowGroups[0].Columns[0].OffsetIndex!.Value;
        var places = OffsetIndex.Read(good.AsSpan((int)place.Offset, place.ByteLength));

        // The rows of two neighboring pages are told to be 9 and 11: as long as before, and wrong.
        var moved = places with { Pages = places.Pages.SetItem(6, places.Pages[6] with { FirstRow = 59 }) };
        var thrift = new System.Buffers.ArrayBufferWriter<byte>();
        moved.Write(new ThriftWriter(thrift));
        Assert.Equal(place.ByteLength, thrift.WrittenCount);
        var wrong = good.ToArray();
        thrift.WrittenSpan.CopyTo(wrong.AsSpan((int)place.Offset));
        Assert.Equal("FILE_CORRUPT", Assert.Throws<Core.Errors.SqlSparkException>(() => ReadOver54(wrong)).Condition);
        var damaged = good.ToArray();
        damaged.AsSpan((int)place.Offset, place.ByteLength).Fill(0xFF);
        Assert.Equal(100, ReadOver54(damaged).Count);

        List<object?[]> ReadOver54(byte[] bytes)
        {
            var builder = ParquetReading.Open(_parquet.Write(bytes)).NewScanBuilder();
            var column = new BoundReference(0, IntegerType.Instance, true);
            builder.PushFilters([new Comparison(ComparisonOperator.GreaterThan, column, new Literal(59, IntegerType.Instance)), new Comparison(ComparisonOperator.LessThan, column, new Literal(70, IntegerType.Instance))]);
            return _parquet.Read(builder.Build());
        }

        static DataSources.Files.FileEntry Entry(string path) =>
            DataSources.Files.LocalFileSystem.Instance.TryGet(path, out var entry) ? entry : throw new FileNotFoundException(path);
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(5.0, true)]
    [InlineData(6.0, false)]
    [InlineData(double.NaN, true)]
    [InlineData(-0.0, false)]
    public void Floating_bounds_do_not_speak_of_nan(double wanted, bool mayMatch) =>
        Assert.Equal(mayMatch, IsRead(new ParquetStatistics { Min = BitConverter.GetBytes(1.0), Max = BitConverter.GetBytes(5.0), NullCount = 0 }, wanted));

    [Fact]
    public void Either_zero_stands_for_both()
    {
        Assert.True(IsRead(new ParquetStatistics { Min = BitConverter.GetBytes(0.0), Max = BitConverter.GetBytes(3.0) }, -0.0));
        Assert.True(IsRead(new ParquetStatistics { Min = BitConverter.GetBytes(-3.0), Max = BitConverter.GetBytes(-0.0) }, 0.0));
    }

    [Fact]
    public void A_bound_of_nan_is_none() =>
        Assert.True(IsRead(new ParquetStatistics { Min = BitConverter.GetBytes(double.NaN), Max = BitConverter.GetBytes(double.NaN) }, 17.0));

    [Fact]
    public void Bounds_of_the_wrong_length_are_none() =>
        Assert.True(IsRead(new ParquetStatistics { Min = [1], Max = [1, 2, 3] }, 17.0));

    [Fact]
    public void Without_pushdown_nothing_is_pruned()
    {
        var path = OneDouble(new ParquetStatistics { Min = BitConverter.GetBytes(1.0), Max = BitConverter.GetBytes(5.0) });
        var conf = ParquetReading.Conf((Core.Configuration.SqlConf.ParquetFilterPushdown.Key, "false"));
        var builder = ParquetReading.Open(path, conf).NewScanBuilder();
        Assert.Equal([FilterPush.Refused], builder.PushFilters([EqualTo(17.0)]));
        Assert.Single(builder.Build().Splits);
    }

    private static Comparison EqualTo(double value) =>
        Comparison.EqualTo(new BoundReference(0, DoubleType.Instance, true), new Literal(value, DoubleType.Instance));

    private bool IsRead(ParquetStatistics statistics, double wanted)
    {
        var builder = ParquetReading.Open(OneDouble(statistics)).NewScanBuilder();
        builder.PushFilters([EqualTo(wanted)]);
        return builder.Build().Splits.Count == 1;
    }

    private string OneDouble(ParquetStatistics statistics)
    {
        using var account = _pool.CreateAccount("builder");
        var node = new ParquetNode(new SchemaElement { Name = "a", Repetition = Repetition.Required, Type = ParquetType.Double });
        return _parquet.Write(new ParquetFileBuilder(new Random(1), account) { Order = ColumnOrder.TypeDefined, Statistics = (_, _) => statistics }.Build([node], [[[2.0]]]));
    }

    /// <summary>The statistics of values, as the format asks for: bounds by the type's order, NaN left out, zeros of both signs.</summary>
    private static ParquetStatistics? Note(SchemaElement element, LeafEntries entries, StatisticsForm form)
    {
        var values = entries.Values.Where(value => value is not null).Cast<object>().ToList();
        var nullCount = entries.Count - values.Count;
        var nanCount = values.Count(value => value is double.NaN or float.NaN);
        values.RemoveAll(value => value is double.NaN or float.NaN);
        values.Sort((a, b) => Compare(element, a, b));
        var isLegacy = form is StatisticsForm.Legacy or StatisticsForm.BoundsWithoutOrder;
        if (form == StatisticsForm.None || (isLegacy && element.Type == ParquetType.ByteArray))
            return null;
        if (form == StatisticsForm.OnlyNullCount || values.Count == 0)
            return new ParquetStatistics { NullCount = form == StatisticsForm.WithoutNullCount ? null : nullCount };

        // The older bounds were compared by sign, whatever the type.
        if (isLegacy && element.Annotation is { Kind: LogicalKind.Integer, IsSigned: false })
            values.Sort((a, b) => ((int)a).CompareTo((int)b));
        var min = Bytes(values[0], isMin: true);
        var max = Bytes(values[^1], isMin: false);
        if (form == StatisticsForm.TruncatedText && element.Annotation.Kind == LogicalKind.String)
        {
            min = min[..Math.Min(1, min.Length)];
            if (max.Length > 1)
                max = [(byte)(max[0] + 1)];
        }

        return form switch
        {
            StatisticsForm.Legacy => new ParquetStatistics { LegacyMin = min, LegacyMax = max, NullCount = nullCount },
            StatisticsForm.BoundsWithoutOrder => new ParquetStatistics { Min = [.. min.Select(_ => (byte)7)], Max = [.. max.Select(_ => (byte)8)], NullCount = nullCount },
            _ => new ParquetStatistics
            {
                Min = min,
                Max = max,
                NullCount = form == StatisticsForm.WithoutNullCount ? null : nullCount,
                NanCount = form == StatisticsForm.NanCounted ? nanCount : null,
            },
        };
    }

    private static int Compare(SchemaElement element, object a, object b) => (a, b) switch
    {
        (int x, int y) when element.Annotation is { Kind: LogicalKind.Integer, IsSigned: false } => ((uint)x).CompareTo((uint)y),
        (byte[] x, byte[] y) when element.Annotation.Kind == LogicalKind.Decimal => BinaryPrimitives.ReadInt16BigEndian(x).CompareTo(BinaryPrimitives.ReadInt16BigEndian(y)),
        (byte[] x, byte[] y) => x.AsSpan().SequenceCompareTo(y),
        _ => Comparer<object>.Default.Compare(a, b),
    };

    private static byte[] Bytes(object value, bool isMin) => value switch
    {
        bool truth => [(byte)(truth ? 1 : 0)],
        int number => BitConverter.GetBytes(number),
        long number => BitConverter.GetBytes(number),
        float number => BitConverter.GetBytes(number == 0 ? (isMin ? -0f : 0f) : number),
        double number => BitConverter.GetBytes(number == 0 ? (isMin ? -0.0 : 0.0) : number),
        _ => (byte[])value,
    };

    private static double AnyDouble(Random random) => random.Next(8) switch
    {
        0 => double.NaN,
        1 => -0.0,
        2 => 0.0,
        3 => random.Next(2) == 0 ? double.PositiveInfinity : double.NegativeInfinity,
        _ => random.Next(-10, 10) / 2.0,
    };

    private static string AnyText(Random random) => random.Next(5) == 0 ? "" : new string((char)random.Next('a', 'h'), random.Next(1, 4));

    private static Expression AnyCondition(Random random, DataType[] types, Func<int, object?> next, int depth)
    {
        if (depth > 0 && random.Next(3) == 0)
        {
            var parts = Enumerable.Range(0, random.Next(2, 4)).Select(_ => AnyCondition(random, types, next, depth - 1)).ToArray();
            return random.Next(2) == 0 ? new And(EquatableArray.Create<Expression>(parts)) : new Or(EquatableArray.Create<Expression>(parts));
        }

        var ordinal = random.Next(types.Length);
        var column = new BoundReference(ordinal, types[ordinal], true);
        var literal = new Literal(next(ordinal), types[ordinal]);
        var operators = Enum.GetValues<ComparisonOperator>();
        var comparison = operators[random.Next(operators.Length)];
        return random.Next(8) switch
        {
            0 => new IsNull(column),
            1 => new IsNotNull(column),
            2 => new In(column, [literal, new Literal(next(ordinal), types[ordinal]), .. random.Next(3) == 0 ? [new Literal(null, types[ordinal])] : (Expression[])[]]),
            3 => new Comparison(comparison, literal, column),
            _ => new Comparison(comparison, column, literal),
        };
    }

    /// <summary>TRUE, FALSE or NULL, as SQL has it: NaN is the greatest and equals itself, zeros are equal.</summary>
    private static bool? Evaluate(Expression condition, object?[] row)
    {
        switch (condition)
        {
            case And and:
                var all = and.Conditions.Select(c => Evaluate(c, row)).ToList();
                return all.Contains(false) ? false : all.Contains(null) ? null : true;
            case Or or:
                var any = or.Conditions.Select(c => Evaluate(c, row)).ToList();
                return any.Contains(true) ? true : any.Contains(null) ? null : false;
            case IsNull isNull:
                return Value(isNull.Child) is null;
            case IsNotNull isNotNull:
                return Value(isNotNull.Child) is not null;
            case In isIn:
                return Value(isIn.Value) is not { } wanted ? null
                    : isIn.Items.Any(item => Value(item) is { } candidate && Order(wanted, candidate) == 0) ? true
                    : isIn.Items.Any(item => Value(item) is null) ? null : false;
            default:
                var comparison = (Comparison)condition;
                var (left, right) = (Value(comparison.Left), Value(comparison.Right));
                if (comparison.Operator == ComparisonOperator.EqualNullSafe && (left is null || right is null))
                    return left is null && right is null;
                if (left is null || right is null)
                    return null;
                var order = Order(left, right);
                return comparison.Operator switch
                {
                    ComparisonOperator.LessThan => order < 0,
                    ComparisonOperator.LessThanOrEqual => order <= 0,
                    ComparisonOperator.GreaterThan => order > 0,
                    ComparisonOperator.GreaterThanOrEqual => order >= 0,
                    _ => order == 0,
                };
        }

        object? Value(Expression operand) => operand is BoundReference column ? row[column.Ordinal] : ((Literal)operand).Value;

        static int Order(object a, object b) => (a, b) switch
        {
            (string x, string y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y)),
            (double x, double y) => double.IsNaN(x) || double.IsNaN(y) ? double.IsNaN(x).CompareTo(double.IsNaN(y)) : x == y ? 0 : x.CompareTo(y),
            (float x, float y) => Order((double)x, (double)y),
            _ => Comparer<object>.Default.Compare(a, b),
        };
    }
}
