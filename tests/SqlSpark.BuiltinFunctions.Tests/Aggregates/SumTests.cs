using SqlSpark.BuiltinFunctions.Aggregates;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Aggregates;

public sealed class SumTests
{
    private const int Stride = 64;

    public static TheoryData<AggregateFunction, DataType> Few => new()
    {
        { Sum.Definition, IntegerType.Instance },
        { Sum.Definition, LongType.Instance },
        { Sum.Definition, DoubleType.Instance },
        { Average.Definition, LongType.Instance },
        { Count.Definition, LongType.Instance },
    };

    [Theory]
    [MemberData(nameof(Few))]
    public unsafe void Rows_without_a_group_touch_no_state(AggregateFunction function, DataType type)
    {
        const int RowCount = 100;
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        using var heap = new StringHeap(account);
        var kernel = function.Overloads[0].Bind(new BindCall(function.Name, [new BoundReference(0, type, true)], new SessionConf().Snapshot))
            .CreateKernel(new AggregateContext(account, heap));
        using var writer = new VectorWriter(type, account);
        writer.Begin(RowCount);
        var codes = new byte[RowCount];
        for (var row = 0; row < RowCount; row++)
        {
            BoxedValues.Set(writer, row, Convert.ChangeType(row, type is DoubleType ? typeof(double) : type is IntegerType ? typeof(int) : typeof(long), null));
            codes[row] = row % 3 == 0 ? GroupKernels.NoGroup : (byte)(row % 2);
        }

        // A state for every code that a byte can hold.
        var states = new byte[(256 * Stride) + 16];
        fixed (byte* memory = states)
        {
            var first = ((nint)memory + 15) & ~15;
            nint[] two = [first, first + Stride];
            kernel.Initialize(new StateAddresses(two));
            long[] counts = [codes.Count(c => c == 0), codes.Count(c => c == 1)];
            Assert.True(kernel.TryUpdateFew(first, Stride, new FewGroups(codes, counts), new Arguments(new[] { writer.Publish() })));
            Assert.False(new ReadOnlySpan<byte>((void*)(first + (2 * Stride)), 254 * Stride).ContainsAnyExcept((byte)0));
        }

        (kernel as IDisposable)?.Dispose();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("BIGINT")]
    [InlineData("DOUBLE")]
    [InlineData("DECIMAL(10, 2)")]
    public void Sums_averages_and_counts_of_one_column_do_not_disturb_each_other(string type)
    {
        var rows = Queries.Rows($"""
            SELECT k, CAST(sum(v) AS DOUBLE), CAST(avg(v) AS DOUBLE), count(v), CAST(try_sum(v) AS DOUBLE), CAST(sum(v) FILTER (WHERE v > 2) AS DOUBLE),
                CAST(sum(DISTINCT v) AS DOUBLE), CAST(avg(w) AS DOUBLE), CAST(sum(w) AS DOUBLE)
            FROM (SELECT k, CAST(v AS {type}) AS v, CAST(w AS {type}) AS w FROM VALUES (1, 1, 10), (1, 2, 20), (1, 2, NULL), (1, 3, 30), (2, NULL, 40), (3, 9, NULL) AS t(k, v, w))
            GROUP BY k ORDER BY k
            """);
        Assert.Equal([[1, 8.0, 2.0, 4L, 8.0, 3.0, 6.0, 20.0, 60.0], [2, null, null, 0L, null, null, null, 40.0, 40.0], [3, 9.0, 9.0, 1L, 9.0, 9.0, 9.0, null, null]], rows);
    }

    [Fact]
    public void An_average_of_a_shared_state_keeps_its_own_error()
    {
        const string Values = "FROM VALUES (99999999999999999999999999999999999999BD), (1BD) AS t(v)";
        Assert.Equal("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", Queries.Error("SELECT sum(v), avg(v) " + Values).Condition);
        Assert.Equal("ARITHMETIC_OVERFLOW", Queries.Error("SELECT avg(v), sum(v) " + Values).Condition);
        Assert.Equal([[null, null]], Queries.Rows("SELECT try_sum(v), try_sum(v + 0) " + Values, ansi: false));
    }
}
