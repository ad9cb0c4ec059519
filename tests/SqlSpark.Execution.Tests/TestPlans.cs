using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution;

/// <summary>A node whose operators a test makes.</summary>
internal sealed record OperatorExec(PhysicalPlan Child, OperatorFactory Create) : UnaryExec(Child)
{
    public bool MayBeSparse { get; init; }

    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        Child.AddTo(builder).Append(this, Create) with { MayBeSparse = MayBeSparse };

    protected override string Describe() => "Operator";
}

/// <summary>A node whose source a test makes.</summary>
internal sealed record SourceExec(EquatableArray<AttributeReference> Attributes, SourceFactory Create) : LeafExec
{
    public override EquatableArray<AttributeReference> Output => Attributes;

    public override OpenPipeline AddTo(PipelineBuilder builder) => builder.Start(this, Create);

    protected override string Describe() => "Source";
}

/// <summary>A node that ends a pipeline in a sink that a test makes.</summary>
internal sealed record SinkExec(PhysicalPlan Child, SinkFactory Create) : UnaryExec(Child)
{
    public override OpenPipeline AddTo(PipelineBuilder builder) => builder.Break(this, Child.AddTo(builder), Create);

    protected override string Describe() => "Sink";
}

/// <summary>What a test operator does with a batch of its input.</summary>
internal enum Verdict
{
    Pass,
    Drop,
    Yield,
}

/// <summary>Decides on every batch of its input by a delegate; a batch that yields is asked about again.</summary>
internal sealed class VerdictOperator(BatchOperator input, Func<RecordBatch, TaskContext, Verdict> judge) : BatchOperator
{
    private RecordBatch? _current;

    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            if (_current is null)
            {
                var status = input.Next(context, out batch);
                if (status != PullStatus.Ready)
                    return status;
                _current = batch;
            }

            batch = _current;
            var verdict = judge(batch, context);
            if (verdict == Verdict.Yield)
                return context.Yield();
            _current = null;
            if (verdict == Verdict.Pass)
                return PullStatus.Ready;
        }
    }

    public override void Dispose() => input.Dispose();
}

/// <summary>Keeps the live rows whose first column, a BIGINT, satisfies a predicate.</summary>
internal sealed class RowFilterOperator(BatchOperator input, Func<long, bool> predicate, TaskContext task) : BatchOperator
{
    private readonly Selection _selection = new(task.Account);
    private readonly RecordBatch _batch = new();

    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            var status = input.Next(context, out var source);
            batch = source;
            if (status != PullStatus.Ready)
                return status;
            var words = _selection.Begin(source.RowCount);
            words.Clear();
            var values = ((FlatVector)source[0]).Values<long>();
            foreach (var row in source.Rows)
            {
                if (predicate(values[row]))
                    Bitmaps.Set(words, row);
            }

            batch = _batch.Set(source, _selection.Publish());
            if (batch.LiveCount > 0)
                return PullStatus.Ready;
        }
    }

    public override void Dispose()
    {
        _selection.Dispose();
        input.Dispose();
    }
}
