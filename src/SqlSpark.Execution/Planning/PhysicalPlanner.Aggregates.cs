using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Operators.Aggregates;
using SqlSpark.Execution.Operators.Computes;

namespace SqlSpark.Execution.Planning;

/// <summary>Plans aggregations.</summary>
/// <remarks>
/// <code>
/// Aggregate [g + 1], [g + 1, sum(x * 2) + 1]        Compute Project [k, s + 1]
/// +- child                                     =>   +- HashAggregate(keys=[k], functions=[sum(1)])
///                                                      +- Compute Project [g + 1 AS k, x * 2]
///                                                         +- child
/// </code>
/// </remarks>
internal sealed partial class PhysicalPlanner
{
    private static PhysicalPlan PlanDistinct(PhysicalPlan child) => new HashAggregateExec(child.Output, [], child);

    private static PhysicalPlan PlanAggregate(
        EquatableArray<Expression> groupingExpressions, EquatableArray<Expression> resultExpressions, PhysicalPlan child)
    {
        var inputs = new AggregateInputs();
        var grouping = groupingExpressions.Map(inputs.AddGrouping);
        var aggregates = new List<AggregateColumn>();
        var results = resultExpressions.Map(result => ReplaceAggregated(result, groupingExpressions, grouping, aggregates, inputs));
        var columns = inputs.Columns;
        var input = columns.Equals(child.Output.Map(Expression (a) => a))
            ? child
            : AddStep(child, before => ComputeStep.Project(columns, before));
        var aggregate = new HashAggregateExec(grouping, aggregates.ToEquatableArray(), input);
        return results.Equals(aggregate.Output.Map(Expression (a) => a))
            ? aggregate
            : AddStep(aggregate, before => ComputeStep.Project(results, before));
    }

    // Aggregates and grouping expressions become columns of the aggregation. The outermost match counts.
    private static Expression ReplaceAggregated(
        Expression expression,
        EquatableArray<Expression> groupingExpressions,
        EquatableArray<AttributeReference> grouping,
        List<AggregateColumn> aggregates,
        AggregateInputs inputs)
    {
        DeepStack.Guard();
        for (var i = 0; i < groupingExpressions.Count; i++)
        {
            if (groupingExpressions[i].Canonicalized.Equals(expression.Canonicalized) && expression is not Alias)
                return grouping[i];
        }

        if (expression is AggregateExpression aggregate)
        {
            var known = aggregates.Find(column => column.Expression.SemanticEquals(aggregate));
            if (known is null)
                aggregates.Add(known = inputs.AddAggregate(aggregate));
            return known.Expression.ResultAttribute;
        }

        return expression.MapChildren(child => ReplaceAggregated(child, groupingExpressions, grouping, aggregates, inputs));
    }

    /// <summary>The columns that an aggregation reads: grouping columns first, then arguments, filters and keys, each once.</summary>
    private sealed class AggregateInputs
    {
        private readonly List<Expression> _columns = [];

        public EquatableArray<Expression> Columns => _columns.ToEquatableArray();

        public AttributeReference AddGrouping(Expression expression)
        {
            // An attribute that is grouped by twice still needs a column of its own identity each.
            var column = expression is AttributeReference attribute && !_columns.Contains(attribute)
                ? (Expression)attribute
                : new Alias(expression, "_groupingexpression");
            _columns.Add(column);
            return ((INamedExpression)column).ToAttribute();
        }

        public AggregateColumn AddAggregate(AggregateExpression aggregate)
        {
            var arguments = aggregate.Call.Arguments.Map(argument => Add(Guarded(argument, aggregate.Filter)));
            return new AggregateColumn(
                aggregate,
                arguments,
                aggregate.Filter is null ? null : Add(aggregate.Filter),
                aggregate.OrderBy.Map(key => Add(Guarded(key.Child, aggregate.Filter))));
        }

        // FILTER is asked first: what would fail is not computed for rows that it leaves out.
        private static Expression Guarded(Expression argument, Expression? filter) =>
            filter is not null && argument.CanFail ? new If(filter, argument, Literal.Null(argument.DataType)) : argument;

        private int Add(Expression expression)
        {
            var ordinal = _columns.FindIndex(column => (column is Alias alias ? alias.Child : column).SemanticEquals(expression));
            if (ordinal >= 0)
                return ordinal;
            _columns.Add(expression is AttributeReference ? expression : new Alias(expression, "_aggregateinput"));
            return _columns.Count - 1;
        }
    }
}
