using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>One aggregate of a <see cref="HashAggregateExec"/>, its inputs as columns of the operator's input.</summary>
/// <param name="Expression">The function, DISTINCT and ORDER BY; its arguments as they were written are for EXPLAIN only.</param>
/// <param name="ArgumentOrdinals">The columns of the arguments.</param>
/// <param name="FilterOrdinal">The BOOLEAN column of FILTER, or null; rows where it is not TRUE do not count.</param>
/// <param name="OrderOrdinals">The columns of the keys of <see cref="AggregateExpression.OrderBy"/>, in its order.</param>
internal sealed record AggregateColumn(
    AggregateExpression Expression, EquatableArray<int> ArgumentOrdinals, int? FilterOrdinal, EquatableArray<int> OrderOrdinals);

/// <summary>
/// Groups rows by hash and computes aggregates. Its columns are the grouping columns, then one a aggregate
/// (<see cref="AggregateExpression.ResultAttribute"/>); expressions over them are computed above. Without grouping columns
/// there is one row, also over no rows. Spark: <c>HashAggregateExec</c>, partial and final in one.
/// </summary>
/// <param name="Grouping">The grouping columns: the first ones of the input, in order.</param>
/// <param name="Aggregates">The aggregates; perhaps none, as for DISTINCT.</param>
/// <param name="Child">The input: grouping columns first, then arguments, filters and keys.</param>
internal sealed record HashAggregateExec(
    EquatableArray<AttributeReference> Grouping, EquatableArray<AggregateColumn> Aggregates, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => [.. Grouping, .. Aggregates.Map(a => a.Expression.ResultAttribute)];

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder)
    {
        var keys = Enumerable.Range(0, Grouping.Count).ToEquatableArray();
        var aggregates = Aggregates.Map(Spec);
        return builder.Break(this, Child.AddTo(builder), run => new HashAggregateSink(Child.OutputTypes, keys, aggregates, run.Account));
    }

    private static AggregateSpec Spec(AggregateColumn column) => new(column.Expression.Call.Bound, column.ArgumentOrdinals)
    {
        Filter = column.FilterOrdinal,
        IsDistinct = column.Expression.IsDistinct,
        OrderBy = Enumerable.Range(0, column.OrderOrdinals.Count)
            .Select(i => new SortKey(column.OrderOrdinals[i], column.Expression.OrderBy[i].IsAscending, column.Expression.OrderBy[i].NullsFirst)).ToEquatableArray(),
        Context = column.Expression.Origin.ToQueryContext(),
    };

    /// <inheritdoc />
    protected override string Describe() =>
        $"HashAggregate(keys=[{string.Join(", ", Grouping)}], functions=[{string.Join(", ", Aggregates.Map(a => a.Expression))}])";
}
