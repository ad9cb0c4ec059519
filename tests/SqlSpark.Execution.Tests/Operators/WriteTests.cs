using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.Execution.Operators;

public sealed class WriteTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void All_rows_are_committed_once_by_writers_that_are_disposed(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var write = new TestWrite();
        engine.Engine.Write(new WriteToDataSource(write, EngineFixture.Numbers(5000)), EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), write.Committed!.Order());
        Assert.Equal(Enumerable.Range(0, write.WriterCount), write.TaskOrdinals.Order());
        Assert.InRange(write.WriterCount, 1, workerCount);
        Assert.Equal(write.WriterCount, write.MessageCount);
        Assert.Equal((0, 0), (write.OpenWriters, write.AbortCount));
    }

    [Fact]
    public void A_query_without_rows_is_committed_too()
    {
        using var engine = new EngineFixture();
        var write = new TestWrite();
        engine.Engine.Write(new WriteToDataSource(write, EngineFixture.Numbers(0)), ConfSnapshot.Default);
        Assert.Empty(write.Committed!);
        Assert.Equal(1, write.MessageCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Rows_in_order_are_written_in_order_by_one_task(int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var write = new TestWrite();
        var numbers = EngineFixture.Numbers(20_000);
        var sorted = new Sort([new SortOrder(numbers.Attribute, false)], true, numbers);
        engine.Engine.Write(new WriteToDataSource(write, sorted), EngineFixture.Conf(65, 1000, workerCount));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => 19_999L - i), write.Committed!);
        Assert.Equal(1, write.WriterCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_query_that_fails_commits_nothing(int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var write = new TestWrite();
        var numbers = EngineFixture.Numbers(100_000);
        var failing = new Project(
            [new Arithmetic(ArithmeticOperator.Remainder, Literal.Long(1), Expressions.Plus(numbers.Attribute, Literal.Long(-70_000)), EvalMode.Ansi).As("q")], numbers);
        var error = Assert.Throws<SqlSparkException>(() => engine.Engine.Write(new WriteToDataSource(write, failing), ConfSnapshot.Default));
        Assert.Equal("REMAINDER_BY_ZERO", error.Condition);
        AssertAborted(write);
    }

    [Fact]
    public void A_writer_that_fails_commits_nothing()
    {
        using var engine = new EngineFixture(4);
        var write = new TestWrite { FailingRow = 30_000 };
        var error = Assert.Throws<SqlSparkException>(() => engine.Engine.Write(new WriteToDataSource(write, EngineFixture.Numbers(100_000)), ConfSnapshot.Default));
        Assert.Equal("TASK_WRITE_FAILED", error.Condition);
        AssertAborted(write);
    }

    [Fact]
    public void A_canceled_write_commits_nothing()
    {
        using var engine = new EngineFixture();
        using var cancellation = new CancellationTokenSource();
        var write = new TestWrite { CanceledAt = (5000, cancellation) };
        var error = Assert.Throws<SqlSparkException>(
            () => engine.Engine.Write(new WriteToDataSource(write, EngineFixture.Numbers(1L << 40)), ConfSnapshot.Default, cancellation.Token));
        Assert.Equal("QUERY_CANCELED", error.Condition);
        AssertAborted(write);
    }

    [Fact]
    public void A_commit_that_fails_is_aborted()
    {
        using var engine = new EngineFixture();
        var write = new TestWrite { CommitFails = true };
        var error = Assert.Throws<SqlSparkException>(() => engine.Engine.Write(new WriteToDataSource(write, EngineFixture.Numbers(10)), ConfSnapshot.Default));
        Assert.Equal("COMMIT_CONFLICT", error.Condition);
        AssertAborted(write);
    }

    private static void AssertAborted(TestWrite write)
    {
        Assert.Null(write.Committed);
        Assert.Equal((0, 1), (write.OpenWriters, write.AbortCount));
    }

    /// <summary>Keeps numbers in memory; its writers hold a buffer of the task's account.</summary>
    private sealed class TestWrite : IWrite, IBatchWrite
    {
        private readonly Lock _gate = new();
        private int _openWriters;

        public long FailingRow { get; init; } = -1;

        public bool CommitFails { get; init; }

        public (long Row, CancellationTokenSource? Source) CanceledAt { get; init; }

        public List<int> TaskOrdinals { get; } = [];

        public List<long>? Committed { get; private set; }

        public int MessageCount { get; private set; }

        public int AbortCount { get; private set; }

        public int OpenWriters => _openWriters;

        public int WriterCount => TaskOrdinals.Count;

        public string Describe() => "test";

        public IBatchWrite Start() => this;

        public IDataWriter CreateWriter(WriteContext context)
        {
            lock (_gate)
                TaskOrdinals.Add(context.TaskOrdinal);
            Interlocked.Increment(ref _openWriters);
            return new Writer(this, context.Account);
        }

        public void Commit(IReadOnlyList<WriterCommitMessage> messages, CancellationToken cancellation)
        {
            Assert.Equal(0, _openWriters);
            if (CommitFails)
                throw SqlSparkException.Create("COMMIT_CONFLICT", null, ("tableName", "test"));
            MessageCount = messages.Count;
            Committed = [.. messages.Cast<Message>().SelectMany(message => message.Numbers)];
            Assert.Equal(Committed.Count, messages.Sum(message => message.RowCount));
        }

        public void Abort()
        {
            Assert.Equal(0, _openWriters);
            AbortCount++;
        }

        private sealed class Writer(TestWrite write, MemoryAccount account) : IDataWriter
        {
            private readonly List<long> _numbers = [];
            private readonly NativeBuffer _buffer = account.Allocate(1 << 16);

            public void Write(RecordBatch batch)
            {
                foreach (var row in batch.Rows)
                {
                    var number = BoxedValues.Get(batch[0], row) is long value ? value : -1;
                    if (number == write.CanceledAt.Row)
                        write.CanceledAt.Source?.Cancel();
                    if (number == write.FailingRow)
                        throw SqlSparkException.Create("TASK_WRITE_FAILED", null, ("path", "test"));
                    _numbers.Add(number);
                }
            }

            public WriterCommitMessage Commit() => new Message(_numbers.Count, _numbers);

            public void Dispose()
            {
                _buffer.Release();
                Interlocked.Decrement(ref write._openWriters);
            }
        }

        private sealed record Message(long RowCount, List<long> Numbers) : WriterCommitMessage(RowCount);
    }
}
