using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.Sorts;

public sealed class SortSinkTests : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = true });
    private readonly MemoryPool _inputPool = new(1L << 30);     // unchecked: batches are not what is tested
    private readonly MemoryAccount _account;
    private readonly MemoryAccount _inputAccount;

    public SortSinkTests()
    {
        _account = _pool.CreateAccount("test");
        _inputAccount = _inputPool.CreateAccount("input");
    }

    /// <summary>Batch capacities, workers and encodings: each capacity, and the extremes with few and many workers.</summary>
    public static TheoryData<int, int, TestEncoding> Shapes => new()
    {
        { 1, 1, TestEncoding.Flat },
        { 1, 8, TestEncoding.Mixed },
        { 63, 2, TestEncoding.Selected },
        { 64, 8, TestEncoding.Mixed },
        { 65, 1, TestEncoding.Dictionary },
        { 4096, 1, TestEncoding.Flat },
        { 4096, 2, TestEncoding.Selected },
        { 4096, 8, TestEncoding.Mixed },
    };

    public void Dispose()
    {
        _account.Dispose();
        _pool.Dispose();
        _inputAccount.Dispose();
        _inputPool.Dispose();
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Orders_every_type_in_every_direction(int capacity, int workers, TestEncoding encoding)
    {
        var random = new Random((capacity * 31) + workers);
        DataType[] types = [.. TestData.AllTypes, LongType.Instance];
        var rows = TestData.Rows(types, capacity == 1 ? 60 : 300, random);
        Number(rows);
        using var input = Input(types, rows, capacity, encoding, random);
        // Each type is the key, and a column that comes along.
        for (var key = 0; key < TestData.AllTypes.Length; key++)
        {
            int[] output = [key, (key + 1) % TestData.AllTypes.Length, types.Length - 1];
            AssertSorted(types, rows, input, [new SortKey(key, random.Next(2) == 0, random.Next(2) == 0)], capacity, workers, output);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Orders_by_several_keys(int capacity, int workers, TestEncoding encoding)
    {
        var random = new Random((capacity * 17) + workers);
        DataType[] types = [.. TestData.AllTypes, LongType.Instance];
        var rows = TestData.Rows(types, capacity == 1 ? 60 : 600, random, variety: 6);
        Number(rows);
        using var input = Input(types, rows, capacity, encoding, random);
        for (var round = 0; round < 4; round++)
        {
            SortKey[] keys = [.. Enumerable.Range(0, 4).Select(_ => new SortKey(random.Next(TestData.AllTypes.Length), random.Next(2) == 0, random.Next(2) == 0))];
            AssertSorted(types, rows, input, keys, capacity, workers);
        }
    }

    [Fact]
    public void Divides_many_rows_among_tasks()
    {
        var random = new Random(5);
        DataType[] types = [LongType.Instance, LongType.Instance];
        var rows = new object?[150_000][];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = [random.Next(3) == 0 ? (long)random.Next(100) : random.NextInt64(), (long)i];
        using var input = Input(types, rows, 4096, TestEncoding.Flat, random);
        AssertSorted(types, rows, input, [new SortKey(0, false, true)], 4096, 2);
    }

    /// <summary>First keys whose words fit a word with the row's number and not, few and many of each value; rows that fill several pages, of several workers.</summary>
    [Theory]
    [InlineData(1, 1L << 20, 10)]
    [InlineData(2, 1L << 20, 10)]
    [InlineData(8, 3L, 1000)]
    [InlineData(1, 1L, 1000)]
    [InlineData(2, 1L << 62, 10)]
    [InlineData(8, 1L << 62, 1)]
    public void Orders_many_rows_by_two_keys(int workers, long firstKeys, int secondKeys)
    {
        var random = new Random(workers + secondKeys);
        DataType[] types = [LongType.Instance, StringType.Instance, LongType.Instance];
        var rows = new object?[40_000][];
        for (var i = 0; i < rows.Length; i++)
        {
            object? first = random.Next(20) == 0 ? null : random.NextInt64(-firstKeys, firstKeys) / (firstKeys > 1000 ? firstKeys / 1000 : 1);
            rows[i] = [first, random.Next(20) == 0 ? null : "common prefix " + random.Next(secondKeys), (long)i];
        }

        using var input = Input(types, rows, 4096, TestEncoding.Flat, random);
        AssertSorted(types, rows, input, [new SortKey(0, true, false)], 4096, workers);
        AssertSorted(types, rows, input, [new SortKey(0, false, true), new SortKey(1, true, false)], 4096, workers);
        AssertSorted(types, rows, input, [new SortKey(1, false, false), new SortKey(0, true, true)], 1000, workers);
    }

    [Fact]
    public void Sorting_ties_notices_cancellation()
    {
        using var source = new CancellationTokenSource();
        var context = new TaskContext(_inputAccount, 4096, source.Token);
        DataType[] types = [LongType.Instance, StringType.Instance];
        var rows = Enumerable.Range(0, 5000).Select(i => new object?[] { 7L, $"text {i * 31 % 5000}" }).ToArray();
        using var input = Input(types, rows, 4096, TestEncoding.Flat, new Random(1));
        using var sink = new SortSink([.. types], [new SortKey(0, true, true), new SortKey(1, true, true)], [0, 1], _inputAccount);
        SinkRun.Consume(sink, input.Batches, 1, context);
        Assert.Equal(1, sink.PrepareFinish(context));
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => sink.RunFinishTask(0, context));
    }

    [Fact]
    public void Fails_with_a_classed_error_at_the_memory_limit_and_frees_all()
    {
        var account = _account.CreateChild("limited", limitBytes: 2 << 20);
        var context = new TaskContext(account, 4096, CancellationToken.None);
        DataType[] types = [LongType.Instance, StringType.Instance];
        var rows = Enumerable.Range(0, 100_000).Select(i => new object?[] { (long)i, $"a text of more than twelve bytes {i}" }).ToArray();
        using var input = Input(types, rows, 4096, TestEncoding.Flat, new Random(1));
        var sink = new SortSink([.. types], [new SortKey(0, true, true)], [0, 1], account);
        var local = sink.CreateLocal(context);
        var error = Assert.Throws<SqlSparkException>(() =>
        {
            foreach (var batch in input.Batches)
                local.Consume(batch, context);
        });
        Assert.Equal("MEMORY_LIMIT_EXCEEDED", error.Condition);
        Assert.InRange(sink.SpillableBytes, 1 << 19, 2 << 20);
        Assert.Equal("UNSUPPORTED_FEATURE.SPILL", Assert.Throws<SqlSparkException>(() => sink.Spill()).Condition);
        local.Dispose();
        sink.Dispose();
        Assert.Equal(0, account.UsedBytes);
        account.Dispose();
    }

    [Fact]
    public void Keeps_the_order_of_the_source_without_keys()
    {
        var random = new Random(6);
        DataType[] types = [LongType.Instance];
        var rows = Enumerable.Range(0, 1000).Select(i => new object?[] { (long)i }).ToArray();
        using var input = Input(types, rows, 63, TestEncoding.Flat, random);
        AssertSorted(types, rows, input, [], 63, 8);
    }

    [Fact]
    public void Orders_by_keys_that_are_not_in_the_output()
    {
        DataType[] types = [LongType.Instance, StringType.Instance, new ArrayType(DoubleType.Instance)];
        object?[][] rows =
        [
            [3L, "c", EquatableArray.Create<object?>([-0.0])], [1L, "a", EquatableArray.Create<object?>([0.0])], [2L, "b", null],
        ];
        using var input = new TestBatches(types, _inputAccount);
        input.Add(rows, 2, TestEncoding.Flat, new Random(1), b => b);
        var sorted = SinkRun.Rows(
            a => new SortSink([.. types], [new SortKey(2, true, false), new SortKey(0, true, true)], [1, 2], a), input, 2, 2, _account);
        Assert.Equal(["'a' | [0]", "'c' | [0]", "'b' | NULL"], sorted.Select(r => TestData.Canonical(r)));
        // The payload is as it was, though the key was compared as 0.0.
        Assert.True(double.IsNegative((double)((EquatableArray<object?>)sorted[1][1]!)[0]!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Gives_no_rows_for_none(int workers)
    {
        using var input = new TestBatches([LongType.Instance], _inputAccount);
        Assert.Empty(SinkRun.Rows(a => new SortSink([LongType.Instance], [new SortKey(0, true, true)], [0], a), input, workers, 64, _account));
    }

    private static void Number(object?[][] rows)
    {
        for (var i = 0; i < rows.Length; i++)
            rows[i][^1] = (long)i;
    }

    private TestBatches Input(DataType[] types, object?[][] rows, int capacity, TestEncoding encoding, Random random)
    {
        var input = new TestBatches(types, _inputAccount);
        input.Add(rows, capacity, encoding, random, b => b / 3);
        return input;
    }

    private void AssertSorted(DataType[] types, object?[][] rows, TestBatches input, SortKey[] keys, int capacity, int workers, int[]? output = null)
    {
        output ??= [.. Enumerable.Range(0, types.Length)];
        var actual = SinkRun.Rows(a => new SortSink([.. types], [.. keys], [.. output], a), input, workers, capacity, _account);
        var expected = rows.OrderBy(r => r, new RowOrder(types, keys));
        Assert.Equal(expected.Select(r => TestData.Canonical(output.Select(c => r[c]))), actual.Select(r => TestData.Canonical(r)));
    }
}

/// <summary>The reference: compares boxed rows one value at a time.</summary>
internal sealed class RowOrder(DataType[] types, SortKey[] keys) : IComparer<object?[]>
{
    public int Compare(object?[]? left, object?[]? right)
    {
        foreach (var key in keys)
        {
            var (a, b) = (left![key.Ordinal], right![key.Ordinal]);
            if (a is null || b is null)
            {
                if (a is null && b is null)
                    continue;
                return a is null == key.NullsFirst ? -1 : 1;
            }

            var order = Compare(types[key.Ordinal], a, b);
            if (order != 0)
                return key.IsAscending ? order : -order;
        }

        return 0;
    }

    private static int Compare(DataType type, object? a, object? b)
    {
        if (a is null || b is null)
            return a is null ? (b is null ? 0 : -1) : 1;
        switch (type)
        {
            case FloatType:
                return Compare((double)(float)a, (double)(float)b);
            case DoubleType:
                return Compare((double)a, (double)b);
            case StringType:
                return System.Text.Encoding.UTF8.GetBytes((string)a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes((string)b));
            case BinaryType:
                return ((EquatableArray<byte>)a).AsSpan().SequenceCompareTo(((EquatableArray<byte>)b).AsSpan());
            case ArrayType array:
                var (x, y) = ((EquatableArray<object?>)a, (EquatableArray<object?>)b);
                for (var i = 0; i < Math.Min(x.Count, y.Count); i++)
                {
                    var order = Compare(array.ElementType, x[i], y[i]);
                    if (order != 0)
                        return order;
                }

                return x.Count.CompareTo(y.Count);
            case StructType record:
                var (left, right) = ((EquatableArray<object?>)a, (EquatableArray<object?>)b);
                for (var i = 0; i < left.Count; i++)
                {
                    var order = Compare(record.Fields[i].DataType, left[i], right[i]);
                    if (order != 0)
                        return order;
                }

                return 0;
            default:
                return ((IComparable)a).CompareTo(b);
        }
    }

    private static int Compare(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : a < b ? -1 : a > b ? 1 : 0;
}
