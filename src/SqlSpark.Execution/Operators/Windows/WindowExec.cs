using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>
/// Functions over windows of one partitioning and order. Rows come in that order. Spark: <c>WindowExec</c> over a sort, with <c>WindowGroupLimitExec</c>.
/// </summary>
/// <param name="Kept">The input columns that are handed on, in order.</param>
/// <param name="Columns">The functions, their inputs as columns of the input.</param>
/// <param name="Keys">The columns of the partitioning.</param>
/// <param name="Order">The columns of the order.</param>
/// <param name="GroupLimit">Which first rows of partitions are wanted, or null for all.</param>
/// <param name="Written">The functions, partitioning and order as they were written, for EXPLAIN and for the promise of order.</param>
/// <param name="Child">The input.</param>
internal sealed record WindowExec(
    EquatableArray<int> Kept,
    EquatableArray<WindowColumn> Columns,
    EquatableArray<int> Keys,
    EquatableArray<SortKey> Order,
    GroupLimit? GroupLimit,
    WrittenWindow Written,
    PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output =>
        [.. Kept.Map(column => Child.Output[column]), .. Written.Functions.Map(function => ((INamedExpression)function).ToAttribute())];

    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => [.. Written.PartitionBy.Map(key => new SortOrder(key)), .. Written.OrderBy];

    /// <inheritdoc />
    public override IReadOnlyList<string> Lines
    {
        get
        {
            var lines = new List<string>(3);
            if (!Columns.IsEmpty)
                lines.Add($"Window [{List(Written.Functions)}], [{List(Written.PartitionBy)}], [{List(Written.OrderBy)}]");
            if (GroupLimit is { } limit)
                lines.Add($"WindowGroupLimit [{List(Written.PartitionBy)}], [{List(Written.OrderBy)}], {limit.Rank.Function.Name}(), {limit.Limit}, Final");
            if (!OutputOrdering.IsEmpty)
                lines.Add($"Sort [{List(OutputOrdering)}], false, 0");
            return lines;
        }
    }

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder)
    {
        var plan = new WindowPlan(Child.OutputTypes, Keys, Order, Kept, Columns, GroupLimit);
        return builder.Break(this, Child.AddTo(builder), run => new WindowSink(plan, run.Account));
    }

    /// <inheritdoc />
    protected override string Describe() => Lines[0];

    private static string List<T>(EquatableArray<T> parts) => string.Join(", ", parts);
}

/// <summary>A window as it was written.</summary>
/// <param name="Functions">The functions, each an <see cref="Alias"/>.</param>
/// <param name="PartitionBy">The partitioning, without constants.</param>
/// <param name="OrderBy">The order, without constants.</param>
internal sealed record WrittenWindow(EquatableArray<Expression> Functions, EquatableArray<Expression> PartitionBy, EquatableArray<SortOrder> OrderBy);
