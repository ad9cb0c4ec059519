using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Scheduling;

public sealed class SteadyStateTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_batch_allocates_managed_memory(bool isSparse)
    {
        using var engine = new EngineFixture(workerCount: 1, isChecked: false);
        var conf = EngineFixture.Conf(4096, 65536, 1);
        var numbers = EngineFixture.Numbers(10_000_000);
        var doubled = new Project([Times(numbers.Attribute, Literal.Long(2)).As("doubled"), numbers.Attribute], numbers);
        var condition = Comparison.LessThan(Remainder(numbers.Attribute, 100), Literal.Long(isSparse ? 1 : 90));
        AllocationSink? sink = null;
        var plan = new SinkExec(PhysicalPlanner.Plan(new Filter(condition, doubled), conf), _ => sink = new AllocationSink());
        await using (var result = engine.Engine.Start(plan, conf, CancellationToken.None))
        {
            // The asynchronous call lends no thread: all batches come from one worker.
            Assert.Null(await result.NextAsync());
        }

        Assert.True(sink!.MeasuredBatchCount > 100, $"{sink.MeasuredBatchCount} batches");
        Assert.Equal(0, sink.AllocatedBytes);
    }

    /// <summary>Measures what its worker allocates once it has warmed up.</summary>
    private sealed class AllocationSink : Sink
    {
        private const int WarmUpCount = 20;

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
                // The last batches are smaller than the others and may take other paths for the first time.
                if (batch.PartitionOrdinal > 140)
                    return SinkStatus.Finished;
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
