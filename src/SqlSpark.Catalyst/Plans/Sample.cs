using SqlSpark.Core.Text;

namespace SqlSpark.Catalyst.Plans;

/// <summary>How a sample is drawn.</summary>
public enum SampleMethod
{
    /// <summary>Each row by itself.</summary>
    Bernoulli,

    /// <summary>Whole blocks of a table, as its source keeps them.</summary>
    System,
}

/// <summary>TABLESAMPLE with PERCENT or BUCKET, and sample(): a random part of the rows. TABLESAMPLE (n ROWS) is a <see cref="Limit"/>.</summary>
/// <param name="LowerBound">Rows whose random number in [0, 1) is at least this,</param>
/// <param name="UpperBound">and below this stay.</param>
/// <param name="WithReplacement">True when a row may come several times.</param>
/// <param name="Seed">The seed, or null for any.</param>
/// <param name="Child">The input.</param>
public sealed record Sample(double LowerBound, double UpperBound, bool WithReplacement, long? Seed, LogicalPlan Child) : UnaryNode(Child)
{
    /// <summary>How the rows are chosen.</summary>
    public SampleMethod Method { get; init; }

    /// <inheritdoc />
    protected override string Describe() =>
        $"Sample {FloatingPointText.Format(LowerBound)}, {FloatingPointText.Format(UpperBound)}, {(WithReplacement ? "true" : "false")}{(Seed is { } seed ? $", {seed}" : "")}";
}
