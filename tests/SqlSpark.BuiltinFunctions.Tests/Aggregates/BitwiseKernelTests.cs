using System.Numerics;
using SqlSpark.BuiltinFunctions.Aggregates;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Aggregates;

public sealed class BitwiseKernelTests
{
    private static readonly (AggregateFunction Function, Func<long, long, long> Operation)[] Functions =
    [
        (BitAnd.Definition, static (a, b) => a & b),
        (BitOr.Definition, static (a, b) => a | b),
        (BitXor.Definition, static (a, b) => a ^ b),
    ];

    public static TheoryData<int> Lengths => [0, 1, 2, 31, 63, 64, 65, 300];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Combines_the_live_rows(int length)
    {
        Check<sbyte>(ByteType.Instance, length, v => (sbyte)v);
        Check<short>(ShortType.Instance, length, v => (short)v);
        Check<int>(IntegerType.Instance, length, v => (int)v);
        Check<long>(LongType.Instance, length, v => v);
    }

    [Theory]
    [InlineData("bit_and", "CAST(7 AS TINYINT), CAST(3 AS TINYINT)", (sbyte)3)]
    [InlineData("bit_or", "4S, 3S", (short)7)]
    [InlineData("bit_xor", "5, 6", 3)]
    [InlineData("bit_xor", "5L, 5L", 0L)]
    public void Keeps_the_type_of_its_argument(string name, string values, object expected) =>
        Assert.Equal(expected, Queries.Value($"SELECT {name}(v) FROM VALUES {Row(values)} AS t(v)"));

    [Fact]
    public void Is_NULL_over_no_values_and_one_value_a_group()
    {
        Assert.Null(Queries.Value("SELECT bit_and(v) FROM VALUES (1) AS t(v) WHERE v > 1"));
        var rows = Queries.Rows("SELECT k, bit_or(v), bit_xor(DISTINCT v) FROM VALUES (1, 1), (1, 2), (1, 2), (2, NULL), (3, 8) AS t(k, v) GROUP BY k ORDER BY k");
        Assert.Equal([[1, 3, 3], [2, null, null], [3, 8, 8]], rows);
    }

    [Fact]
    public void Refuses_what_is_not_an_integer() =>
        Assert.Equal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", Queries.Error("SELECT bit_and(v) FROM VALUES (true) AS t(v)").Condition);

    private static string Row(string values) => string.Join(", ", values.Split(", ").Select(v => $"({v})"));

    private static void Check<T>(DataType type, int length, Func<long, T> convert)
        where T : unmanaged, IBinaryInteger<T>
    {
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        var random = new Random(length);
        var values = Enumerable.Range(0, length).Select(_ => convert(random.NextInt64())).ToArray();
        var live = Enumerable.Range(0, length).Select(_ => random.Next(3) > 0).ToArray();
        using (var writer = new VectorWriter(type, account))
        {
            writer.Begin(length);
            values.CopyTo(writer.Values<T>());
            var vector = writer.Publish();
            var words = new ulong[Bitmaps.WordCount(length)];
            for (var row = 0; row < length; row++)
                Bitmaps.Assign(words, row, live[row]);
            foreach (var (function, operation) in Functions)
            {
                Assert.Equal(Fold(values, operation), Single(function, vector, Rows.All(length), account));
                Assert.Equal(Fold(values.Where((_, row) => live[row]), operation), Single(function, vector, Rows.Of(words, length), account));
            }
        }

        Assert.Equal(0, account.UsedBytes);
    }

    private static long? Fold<T>(IEnumerable<T> values, Func<long, long, long> operation)
        where T : IBinaryInteger<T> =>
        values.Select(long.CreateTruncating).Aggregate((long?)null, (sum, value) => sum is null ? value : operation(sum.Value, value));

    /// <summary>Two states, one updated as a whole and one row by row, exported, imported and merged: they must agree.</summary>
    private static unsafe long? Single(AggregateFunction function, Core.Columnar.Vector vector, Rows rows, MemoryAccount account)
    {
        var call = new BindCall(function.Name, [new BoundReference(0, vector.Type, true)], new SessionConf().Snapshot);
        using var heap = new StringHeap(account);
        var kernel = function.Overloads[0].Bind(call).CreateKernel(new AggregateContext(account, heap));
        var memory = stackalloc byte[(3 * 64) + 16];
        var start = ((nint)memory + 15) & ~15;
        nint[] states = [start, start + 64, start + 128];
        kernel.Initialize(new StateAddresses(states));
        var vectors = new[] { vector };
        kernel.UpdateSingle(states[0], new Arguments(vectors), rows);
        kernel.Update(new StateAddresses(Enumerable.Repeat(states[1], rows.Length).ToArray()), new Arguments(vectors), rows);
        using var result = new VectorWriter(vector.Type, account);
        result.Begin(2);
        kernel.Export(new StateAddresses(states.AsSpan(0, 2)), [result]);
        var exported = result.Publish();
        Assert.Equal(BoxedValues.Get(exported, 0), BoxedValues.Get(exported, 1));
        var value = BoxedValues.Get(exported, 0);
        using var once = new VectorWriter(vector.Type, account);
        once.Begin(1);
        BoxedValues.Set(once, 0, value);
        kernel.Import(new Arguments(new Core.Columnar.Vector[] { once.Publish() }), new StateAddresses(states.AsSpan(0, 1)));
        kernel.Merge(new StateAddresses(states.AsSpan(2, 1)), new StateAddresses(states.AsSpan(0, 1)));
        result.Begin(1);
        var errors = RowErrors.Throwing;
        kernel.Finish(new StateAddresses(states.AsSpan(2, 1)), result, ref errors);
        Assert.Equal(value, BoxedValues.Get(result.Publish(), 0));
        ((IDisposable)kernel).Dispose();
        return value is null ? null : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
