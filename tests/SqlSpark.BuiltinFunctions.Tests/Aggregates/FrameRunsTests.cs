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

/// <summary>Kernels that follow frames give what they give for the rows of each frame alone.</summary>
public sealed class FrameRunsTests
{
    private static readonly AggregateFunction[] s_functions = [Count.Definition, Sum.Definition, Average.Definition, Min.Definition, Max.Definition];

    public static TheoryData<string> Types => ["TINYINT", "SMALLINT", "INT", "BIGINT", "DECIMAL(9,2)", "DECIMAL(30,2)", "FLOAT", "DOUBLE"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Frames_have_the_results_of_their_rows(string typeName)
    {
        DataType type = typeName switch
        {
            "TINYINT" => ByteType.Instance,
            "SMALLINT" => ShortType.Instance,
            "INT" => IntegerType.Instance,
            "BIGINT" => LongType.Instance,
            "DECIMAL(9,2)" => new DecimalType(9, 2),
            "DECIMAL(30,2)" => new DecimalType(30, 2),
            "FLOAT" => FloatType.Instance,
            _ => DoubleType.Instance,
        };
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        var random = new Random(5);
        var values = Enumerable.Range(0, 300).Select(_ => random.Next(5) == 0 ? null : Value(type, random)).ToArray();
        foreach (var function in s_functions)
            Check(function, type, values, random, account);
        Assert.Equal(0, account.UsedBytes);
    }

    private static object Value(DataType type, Random random) => type switch
    {
        ByteType => (sbyte)random.Next(-100, 100),
        ShortType => (short)random.Next(-30_000, 30_000),
        IntegerType => random.Next(),
        LongType => random.NextInt64(long.MinValue / 400, long.MaxValue / 400),
        DecimalType { Precision: > 18 } => (Int128)random.NextInt64() * random.Next(1, 1_000_000),
        DecimalType => (Int128)random.Next(-1_000_000, 1_000_000),
        FloatType => random.Next(-1000, 1000) / 8f,
        _ => random.Next(-1000, 1000) / 8.0,
    };

    private static unsafe void Check(AggregateFunction function, DataType type, object?[] values, Random random, MemoryAccount account)
    {
        var bound = function.Overloads[^1].Bind(new BindCall(function.Name, [new BoundReference(0, type, true)], new SessionConf().Snapshot));
        using var heap = new StringHeap(account);
        using var input = new VectorWriter(type, account);
        input.Begin(values.Length);
        for (var i = 0; i < values.Length; i++)
            BoxedValues.Set(input, i, values[i]);
        var vector = input.Publish();
        var kernel = bound.CreateKernel(new AggregateContext(account, heap));
        Assert.NotEqual(FrameSupport.None, kernel.Frames);

        // Two partitions of frames whose bounds never go back; some of no rows, some far from the ones before.
        var (starts, ends) = (new List<int>(), new List<int>());
        var resets = new ulong[Bitmaps.WordCount(values.Length)];
        foreach (var (first, last) in ((int, int)[])[(0, 180), (180, 300)])
        {
            var (start, end) = (first, first);
            for (var frame = 0; frame < 60; frame++)
            {
                start = kernel.Frames == FrameSupport.Sliding ? Math.Min(last, start + random.Next(6)) : first;
                end = Math.Min(last, Math.Max(start, end + random.Next(5)));
                if (frame == 0)
                    Bitmaps.Set(resets, starts.Count);
                starts.Add(start);
                ends.Add(end);
            }
        }

        var stride = (kernel.StateBytes + 15) & ~15;
        var memory = account.Allocate((starts.Count + 1L) * stride);
        var addresses = Enumerable.Range(0, starts.Count).Select(i => (nint)memory.Address + (i * stride)).ToArray();
        var state = (nint)memory.Address + (starts.Count * stride);
        var rows = Rows.Of(vector.Validity, values.Length);
        ReadOnlySpan<Vector> arguments = [vector];
        kernel.RunFrames(
            state,
            new FrameRun
            {
                Starts = starts.ToArray(),
                Ends = ends.ToArray(),
                Resets = resets,
                AddedFrom = 0,
                Added = new Arguments(arguments),
                AddedRows = rows,
                RemovedFrom = 0,
                Removed = new Arguments(arguments),
                RemovedRows = rows,
            },
            new StateAddresses(addresses));
        using var results = new VectorWriter(bound.Type, account);
        var actual = Finish(kernel, addresses, results);
        for (var i = 0; i < starts.Count; i++)
        {
            var words = new ulong[Bitmaps.WordCount(values.Length)];
            for (var row = starts[i]; row < ends[i]; row++)
                Bitmaps.Assign(words, row, values[row] is not null);
            kernel.Initialize(new StateAddresses([state]));
            kernel.UpdateSingle(state, new Arguments(arguments), Rows.Of(words, values.Length));
            Assert.Equal(Assert.Single(Finish(kernel, [state], results)), actual[i]);
        }

        (kernel as IDisposable)?.Dispose();
        memory.Release();
    }

    private static object?[] Finish(IAggregateKernel kernel, nint[] states, VectorWriter results)
    {
        results.Begin(states.Length);
        var errors = RowErrors.Throwing;
        kernel.Finish(new StateAddresses(states), results, ref errors);
        Assert.False(errors.HasFailed);
        var vector = results.Publish();
        return [.. Enumerable.Range(0, states.Length).Select(i => BoxedValues.Get(vector, i))];
    }
}
