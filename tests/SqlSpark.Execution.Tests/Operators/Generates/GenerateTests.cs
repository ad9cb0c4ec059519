using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Planning;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Operators.Generates;

public sealed class GenerateTests
{
    private static readonly StructType Pair = new([new StructField("x", IntegerType.Instance), new StructField("y", StringType.Instance)]);

    /// <summary>Element types of any depth.</summary>
    private static readonly DataType[] ElementTypes =
    [
        IntegerType.Instance, StringType.Instance, BooleanType.Instance, new DecimalType(30, 2), new ArrayType(IntegerType.Instance), Pair,
        new MapType(IntegerType.Instance, StringType.Instance),
        new ArrayType(new StructType([new StructField("p", Pair), new StructField("q", new ArrayType(StringType.Instance))])),
    ];

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Agrees_with_a_loop_over_rows_and_elements(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        for (var i = 0; i < ElementTypes.Length; i++)
        {
            var table = RandomTable(ElementTypes[i], seed: i, RowCount(batchCapacity));
            foreach (var isOuter in (bool[])[false, true])
            {
                foreach (var form in (ExplodeForm[])[ExplodeForm.Elements, ExplodeForm.WithPosition])
                {
                    var plan = Exploded(table, table.Attributes[2], form, isOuter);
                    Assert.Equal(Explode(table.Rows, 2, form, isOuter), engine.Rows(plan, conf));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Keys_and_values_of_a_map_come_side_by_side(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var random = new Random(3);
        var table = EngineFixture.Table(
            [EngineFixture.Column("id", LongType.Instance), EngineFixture.Column("m", new MapType(StringType.Instance, Pair))],
            Enumerable.Range(0, 200).Select(i => new object?[]
            {
                (long)i,
                random.Next(5) == 0 ? null : new MapValue(
                    Enumerable.Range(0, i % 4).Select(k => (object?)$"key number {k}").ToEquatableArray(),
                    Enumerable.Range(0, i % 4).Select(_ => Value(Pair, random)).ToEquatableArray()),
            }));
        var expected = table.Rows.SelectMany(row => row[1] is MapValue { Keys.Count: > 0 } map
            ? Enumerable.Range(0, map.Keys.Count).Select(k => new[] { row[0], row[1], map.Keys[k], map.Values[k] })
            : [[row[0], row[1], null, null]]);
        Assert.Equal(expected, engine.Rows(Exploded(table, table.Attributes[1], ExplodeForm.Elements, isOuter: true), EngineFixture.Conf(batchCapacity, morselRows, workerCount)));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Fields_of_structs_become_columns_and_a_NULL_struct_NULLs(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        var table = RandomTable(Pair, 5, RowCount(batchCapacity));
        foreach (var isOuter in (bool[])[false, true])
        {
            var expected = Explode(table.Rows, 2, ExplodeForm.Elements, isOuter).Select(row => (object?[])
                [row[0], row[1], row[2], .. row[3] is EquatableArray<object?> fields ? fields : [null, null]]);
            Assert.Equal(expected, engine.Rows(Exploded(table, table.Attributes[2], ExplodeForm.Fields, isOuter), conf));
        }
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Generators_stand_on_each_other_and_on_filters(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var table = RandomTable(new ArrayType(StringType.Instance), 7, RowCount(batchCapacity));
        var filtered = new Filter(new Not(IsEqual(Remainder(table.Attributes[0], 3), 1)), table);
        var outer = Exploded(filtered, table.Attributes[2], ExplodeForm.Elements, isOuter: true);
        var plan = Exploded(outer, outer.GeneratorOutput[0], ExplodeForm.WithPosition, isOuter: false);
        var expected = Explode(
            Explode(table.Rows.Where(row => (long)row[0]! % 3 != 1), 2, ExplodeForm.Elements, true).Select(EquatableArray.ToEquatableArray), 3, ExplodeForm.WithPosition, false);
        Assert.Equal(expected, engine.Rows(plan, EngineFixture.Conf(batchCapacity, morselRows, workerCount)));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Rows_are_repeated_by_number(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        long?[] counts = [0, 3, null, -1, 1, 200, 2];
        var table = EngineFixture.Table(
            [EngineFixture.Column("id", LongType.Instance), EngineFixture.Column("n", LongType.Instance)],
            Enumerable.Range(0, 100).Select(i => new object?[] { (long)i, counts[i % counts.Length] }));
        var plan = new Generate(new ReplicateRows(table.Attributes[1]), [], table) { Dropped = [table.Attributes[1].ExprId] };
        var expected = Enumerable.Range(0, 100).SelectMany(i => Enumerable.Repeat((long)i, (int)Math.Max(0, counts[i % counts.Length] ?? 0)));
        Assert.Equal(expected, engine.Longs(plan, EngineFixture.Conf(batchCapacity, morselRows, workerCount)));
    }

    [Fact]
    public void Nothing_comes_of_nothing()
    {
        using var engine = new EngineFixture();
        var empty = RandomTable(IntegerType.Instance, 1, 0);
        Assert.Empty(engine.Rows(Exploded(empty, empty.Attributes[2], ExplodeForm.Elements, isOuter: true)));
        var nulls = EngineFixture.Table([EngineFixture.Column("a", new ArrayType(IntegerType.Instance))], [null], [EquatableArray<object?>.Empty]);
        Assert.Empty(engine.Rows(Exploded(nulls, nulls.Attributes[0], ExplodeForm.WithPosition, isOuter: false)));
        Assert.Equal([null, null, null], engine.Rows(Exploded(nulls, nulls.Attributes[0], ExplodeForm.WithPosition, isOuter: true))[0]);
        var untyped = EngineFixture.Table([EngineFixture.Column("a", new ArrayType(VoidType.Instance))], [EquatableArray<object?>.Empty], [(EquatableArray<object?>)[null]]);
        Assert.Equal(2, engine.Rows(Exploded(untyped, untyped.Attributes[0], ExplodeForm.Elements, isOuter: true)).Count);
    }

    [Fact]
    public void A_collection_that_is_the_same_for_all_rows_is_not_copied_for_each()
    {
        using var engine = new EngineFixture();
        var literal = new Literal((EquatableArray<object?>)[1, null, 3], new ArrayType(IntegerType.Instance));
        var plan = Exploded(EngineFixture.Numbers(1000), literal, ExplodeForm.Elements, isOuter: false);
        Assert.Equal(Enumerable.Range(0, 1000).SelectMany(i => new object?[][] { [(long)i, 1], [(long)i, null], [(long)i, 3] }), engine.Rows(plan));
    }

    [Fact]
    public void A_limit_ends_rows_without_end()
    {
        using var engine = new EngineFixture();
        var numbers = EngineFixture.Numbers(10, start: 1);
        var plan = new Generate(new ReplicateRows(Times(numbers.Attribute, Literal.Long(1L << 50))), [], numbers);
        Assert.Equal(Enumerable.Repeat(1L, 10_000), engine.Longs(EngineFixture.Limit(plan, 10_000)));
    }

    [Fact]
    public void A_query_that_is_canceled_stops_within_a_row_too()
    {
        using var engine = new EngineFixture();
        var numbers = EngineFixture.Numbers(2, start: 1);
        var plan = new Filter(Above(numbers.Attribute, 5), new Generate(new ReplicateRows(Literal.Long(1L << 60)), [], numbers));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var result = engine.Engine.Execute(plan, ConfSnapshot.Default, cancel.Token);
        Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => result.TryNext(out _)).Condition);
    }

    [Fact]
    public void Explains_itself_with_the_columns_that_stay()
    {
        var table = RandomTable(IntegerType.Instance, 1, 1);
        var plan = Exploded(table, table.Attributes[2], ExplodeForm.WithPosition, isOuter: true) with { Dropped = [table.Attributes[2].ExprId] };
        Assert.Matches(
            @"^Generate posexplode\(a#\d+\), \[id#\d+, s#\d+\], true, \[pos#\d+, col#\d+\]", PhysicalPlanner.Plan(plan, ConfSnapshot.Default).ToString());
    }

    // Batches of one row are slow.
    private static int RowCount(int batchCapacity) => batchCapacity == 1 ? 20 : 300;

    private static Generate Exploded(LogicalPlan child, Expression collection, ExplodeForm form, bool isOuter)
    {
        var generator = new Explode(collection, form) { IsOuter = isOuter };
        return new Generate(generator, generator.ElementSchema.Fields.Map(f => new AttributeReference(f.Name, f.DataType, f.Nullable)), child);
    }

    private static List<object?[]> Explode(IEnumerable<EquatableArray<object?>> rows, int ordinal, ExplodeForm form, bool isOuter)
    {
        var result = new List<object?[]>();
        var withPosition = form == ExplodeForm.WithPosition;
        foreach (var row in rows)
        {
            if (row[ordinal] is EquatableArray<object?> { IsEmpty: false } elements)
            {
                for (var i = 0; i < elements.Count; i++)
                    result.Add([.. row, .. withPosition ? new object?[] { i } : [], elements[i]]);
            }
            else if (isOuter)
            {
                result.Add([.. row, .. withPosition ? new object?[] { null } : [], null]);
            }
        }

        return result;
    }

    private static LocalRelation RandomTable(DataType elementType, int seed, int rowCount)
    {
        var random = new Random(seed);
        return EngineFixture.Table(
            [EngineFixture.Column("id", LongType.Instance), EngineFixture.Column("s", StringType.Instance), EngineFixture.Column("a", new ArrayType(elementType))],
            Enumerable.Range(0, rowCount).Select(i => new object?[]
            {
                (long)i,
                Value(StringType.Instance, random),
                random.Next(6) == 0 ? null : Elements(elementType, random, i % 50 == 7 ? 150 : random.Next(5)),
            }));
    }

    private static EquatableArray<object?> Elements(DataType type, Random random, int count) => Enumerable.Range(0, count).Select(_ => Value(type, random)).ToEquatableArray();

    private static object? Value(DataType type, Random random) => random.Next(5) == 0 ? null : type switch
    {
        IntegerType => random.Next(100),
        BooleanType => random.Next(2) == 0,
        DecimalType => (Int128)random.Next(1000) * 1_000_000_000_000_000_000,
        StringType => new string((char)('a' + random.Next(26)), random.Next(20)),
        ArrayType array => Elements(array.ElementType, random, random.Next(3)),
        StructType record => record.Fields.Map(f => Value(f.DataType, random)),
        MapType map => new MapValue([random.Next(10), 11], [Value(map.ValueType, random), Value(map.ValueType, random)]),
        _ => throw new NotSupportedException(type.Sql),
    };
}
