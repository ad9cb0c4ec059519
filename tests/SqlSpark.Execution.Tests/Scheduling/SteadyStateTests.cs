using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;
using Xunit;

namespace SqlSpark.Execution.Scheduling;

public sealed class SteadyStateTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_batch_allocates_managed_memory(bool isSparse)
    {
        using var engine = new EngineFixture(workerCount: 1, isChecked: false);
        var range = PhysicalPlanner.Plan(EngineFixture.Numbers(50_000_000), EngineFixture.Conf(4096, 65536, 1));
        var filtered = new OperatorExec(range, (input, task) => new RowFilterOperator(input, value => value % 100 < (isSparse ? 1 : 90), task))
        {
            MayBeSparse = true,
        };
        AllocationSink? sink = null;
        var plan = new SinkExec(filtered, _ => sink = new AllocationSink());
        using (var result = engine.Engine.Start(plan, EngineFixture.Conf(4096, 65536, 1), CancellationToken.None))
        {
            // The asynchronous call lends no thread: all batches come from one worker.
            Assert.Null(result.NextAsync().AsTask().GetAwaiter().GetResult());
        }

        Assert.True(sink!.MeasuredBatchCount > 100, $"{sink.MeasuredBatchCount} batches");
        Assert.Equal(0, sink.AllocatedBytes);
    }

    /// <summary>Measures what its worker allocates once it has warmed up.</summary>
    private sealed class AllocationSink : Sink
    {
        private const int WarmUpCount = 100;

        public long AllocatedBytes { get; private set; }

        public int MeasuredBatchCount { get; private set; }

        public override LocalSink CreateLocal(TaskContext context) => new Local();

        public override void Combine(LocalSink local, TaskContext context)
        {
            var state = (Local)local;
            AllocatedBytes += state.Last - state.First;
            MeasuredBatchCount += state.Count - WarmUpCount;
        }

        public override PipelineSource CreateSource() => new EmptySource();

        private sealed class Local : LocalSink
        {
            public int Count { get; private set; }

            public long First { get; private set; }

            public long Last { get; private set; }

            public override SinkStatus Consume(RecordBatch batch, TaskContext context)
            {
                Last = GC.GetAllocatedBytesForCurrentThread();
                if (Count++ == WarmUpCount)
                    First = Last;
                return SinkStatus.More;
            }

            public override void Dispose()
            {
            }
        }
    }

    private sealed class EmptySource : PipelineSource
    {
        public override int MaxParallelism => 1;

        public override int PartitionCount => 0;

        public override BatchOperator CreateReader(TaskContext context) => new EmptyReader();

        private sealed class EmptyReader : BatchOperator
        {
            public override PullStatus Next(TaskContext context, out RecordBatch batch)
            {
                batch = null!;
                return PullStatus.Finished;
            }

            public override void Dispose()
            {
            }
        }
    }
}
