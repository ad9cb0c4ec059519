using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.Sorts;

public sealed class TopNSinkTests : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = true });
    private readonly MemoryPool _inputPool = new(1L << 30);     // unchecked: batches are not what is tested
    private readonly MemoryAccount _account;
    private readonly MemoryAccount _inputAccount;

    public TopNSinkTests()
    {
        _account = _pool.CreateAccount("test");
        _inputAccount = _inputPool.CreateAccount("input");
    }

    public void Dispose()
    {
        _account.Dispose();
        _pool.Dispose();
        _inputAccount.Dispose();
        _inputPool.Dispose();
    }

    [Theory]
    [MemberData(nameof(SortSinkTests.Shapes), MemberType = typeof(SortSinkTests))]
    public void Returns_the_first_rows_of_every_type(int capacity, int workers, TestEncoding encoding)
    {
        var random = new Random((capacity * 13) + workers);
        DataType[] types = [.. TestData.AllTypes, LongType.Instance];
        var rows = TestData.Rows(types, capacity == 1 ? 50 : 200, random);
        Number(rows);
        using var input = Input(types, rows, capacity, encoding, random);
        for (var key = 0; key < TestData.AllTypes.Length; key++)
        {
            SortKey[] keys = [new SortKey(key, random.Next(2) == 0, random.Next(2) == 0), new SortKey(random.Next(types.Length), true, true)];
            AssertFirst(types, rows, input, keys[..(1 + (key & 1))], random.Next(40), random.Next(10), capacity, workers);
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Drops_rows_while_it_reads_when_there_are_many(bool isAscending, bool nullsFirst)
    {
        var random = new Random(3);
        foreach (var type in new DataType[] { ByteType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance, StringType.Instance })
        {
            DataType[] types = [type, StringType.Instance, LongType.Instance];
            var rows = TestData.Rows(types, 12_000, random, variety: 100);
            Number(rows);
            using var input = Input(types, rows, 512, TestEncoding.Flat, random);
            foreach (var keyCount in new[] { 1, 2 })
            {
                SortKey[] keys = [.. new SortKey[] { new(0, isAscending, nullsFirst), new(1, true, false) }.Take(keyCount)];
                var expected = First(types, rows, keys, 100, 5);
                foreach (var workers in new[] { 1, 2, 8 })
                    Assert.Equal(expected, Run(types, input, keys, 100, 5, 512, workers));
            }
        }
    }

    [Fact]
    public void Returns_all_rows_of_an_input_that_is_shorter()
    {
        var random = new Random(4);
        DataType[] types = [LongType.Instance, LongType.Instance];
        var rows = TestData.Rows(types, 10, random);
        using var input = Input(types, rows, 4, TestEncoding.Flat, random);
        AssertFirst(types, rows, input, [new SortKey(0, true, true)], 100, 3, 4, 2);
        AssertFirst(types, rows, input, [new SortKey(0, true, true)], 100, 30, 4, 2);
    }

    [Fact]
    public void Wants_nothing_for_limit_0()
    {
        var sink = new TopNSink([LongType.Instance], [new SortKey(0, true, true)], [0], 0, 10, _account);
        Assert.True(sink.IsFinished);
        sink.Dispose();
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

    private void AssertFirst(
        DataType[] types, object?[][] rows, TestBatches input, SortKey[] keys, int limit, int offset, int capacity, int workers) =>
        Assert.Equal(First(types, rows, keys, limit, offset), Run(types, input, keys, limit, offset, capacity, workers));

    private static List<string> First(DataType[] types, object?[][] rows, SortKey[] keys, int limit, int offset) =>
        [.. rows.OrderBy(r => r, new RowOrder(types, keys)).Skip(offset).Take(limit).Select(r => TestData.Canonical(r))];

    private List<string> Run(DataType[] types, TestBatches input, SortKey[] keys, int limit, int offset, int capacity, int workers) =>
        [.. SinkRun.Rows(
            a => new TopNSink([.. types], [.. keys], [.. Enumerable.Range(0, types.Length)], limit, offset, a), input, workers, capacity, _account)
            .Select(r => TestData.Canonical(r))];
}
