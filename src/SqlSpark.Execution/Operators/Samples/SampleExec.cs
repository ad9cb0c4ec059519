using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Text;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Samples;

/// <summary>A random part of the rows, each drawn by itself. The same seed over the same partitions keeps the rows that Spark keeps. Spark: <c>SampleExec</c>.</summary>
/// <param name="LowerBound">A row stays when its random number in [0, 1) is at least this</param>
/// <param name="UpperBound">and below this.</param>
/// <param name="Seed">The seed; the ordinal of the partition is added to it.</param>
/// <param name="Child">The input.</param>
internal sealed record SampleExec(double LowerBound, double UpperBound, long Seed, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => Child.OutputOrdering;

    /// <summary>A seed for a sample that names none; small, as Spark's are.</summary>
    public static long AnySeed() => Random.Shared.Next(1000);

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        Child.AddTo(builder).Append(this, (source, context) => new SampleOperator(source, LowerBound, UpperBound, Seed, context)) with
        {
            HasFixedPartitions = true,
            MayBeSparse = true,
        };

    /// <inheritdoc />
    protected override string Describe() => $"Sample {FloatingPointText.Format(LowerBound)}, {FloatingPointText.Format(UpperBound)}, false, {Seed}";
}
