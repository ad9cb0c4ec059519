using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using Xunit;

namespace SqlSpark.Execution.Scheduling;

public sealed class BlockedSourceTests
{
    [Fact]
    public async Task A_source_that_waits_leaves_its_worker_to_others()
    {
        using var engine = new EngineFixture(workerCount: 1);
        var wakers = new BlockingSource.Wakers();
        var plan = new SourceExec([EngineFixture.Column("n", LongType.Instance)], (_, _) => new BlockingSource(wakers, 5));
        await using var waiting = engine.Engine.Start(plan, ConfSnapshot.Default, CancellationToken.None);
        for (var i = 0; i < 5; i++)
        {
            var next = waiting.NextAsync().AsTask();
            var waker = wakers.Take();
            Assert.Equal(1000, engine.Rows(EngineFixture.Numbers(1000)).Count);
            Assert.False(next.IsCompleted);
            waker.Wake();
            Assert.Equal(i, ((FlatVector)(await next)![0]).Values<long>()[0]);
        }

        Assert.Null(await waiting.NextAsync());
    }

    [Fact]
    public void A_query_whose_source_never_wakes_is_canceled_all_the_same()
    {
        using var engine = new EngineFixture(workerCount: 1);
        var wakers = new BlockingSource.Wakers();
        var plan = new SourceExec([EngineFixture.Column("n", LongType.Instance)], (_, _) => new BlockingSource(wakers, 1));
        using var result = engine.Engine.Start(plan, ConfSnapshot.Default, CancellationToken.None);
        var waker = wakers.Take();
        result.Cancel();
        Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => result.TryNext(out _)).Condition);
        waker.Wake();
        Assert.Equal(1000, engine.Rows(EngineFixture.Numbers(1000)).Count);
    }

    /// <summary>Blocks before each of its batches of one number until somebody wakes it.</summary>
    private sealed class BlockingSource(BlockingSource.Wakers wakers, int batchCount) : PipelineSource
    {
        public override int MaxParallelism => 1;

        public override int PartitionCount => 1;

        public override BatchOperator CreateReader(TaskContext context) => new Reader(wakers, batchCount, context);

        /// <summary>The wakers that the source handed out.</summary>
        internal sealed class Wakers
        {
            private readonly System.Collections.Concurrent.BlockingCollection<Waker> _wakers = [];

            public void Add(Waker waker) => _wakers.Add(waker);

            public Waker Take() => _wakers.Take();
        }

        private sealed class Reader(Wakers wakers, int batchCount, TaskContext task) : BatchOperator
        {
            private readonly VectorWriter _writer = new(LongType.Instance, task.Account);
            private readonly RecordBatch _batch = new();
            private Waker? _waker;
            private int _done;

            public override PullStatus Next(TaskContext context, out RecordBatch batch)
            {
                batch = _batch;
                if (_done == batchCount)
                    return PullStatus.Finished;
                if (_waker is null)
                {
                    _waker = new Waker();
                    wakers.Add(_waker);
                }

                if (!_waker.IsWoken)
                    return context.BlockOn(_waker);
                _waker = null;
                _writer.Begin(1);
                _writer.Values<long>()[0] = _done++;
                _batch.Set(1, [_writer.Publish()]);
                return PullStatus.Ready;
            }

            public override void Dispose() => _writer.Dispose();
        }
    }
}
