using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>What a scalar subquery gives when none of its rows fulfils the correlated conditions: NULL, or what aggregates make of no rows, such as 0 for a count.</summary>
internal static class EmptyResult
{
    /// <summary>The value; null when it cannot be told.</summary>
    public static Literal? Of(LogicalPlan plan)
    {
        var isRow = TryGetRow(plan, out var row);
        if (isRow is null)
            return null;
        var column = plan.Output[0];
        return isRow.Value ? row[column.ExprId] as Literal : new Literal(null, column.Type);
    }

    /// <summary>The only row; false when there is none, null when it cannot be told.</summary>
    private static bool? TryGetRow(LogicalPlan plan, out Dictionary<ExprId, Expression> row)
    {
        row = [];
        switch (plan)
        {
            case Aggregate { GroupingExpressions.IsEmpty: true } aggregate:
                return TryCompute(aggregate.AggregateExpressions, static e => e is AggregateExpression a ? new Literal(a.Call.Bound.EmptyValue, a.DataType) : e, row);
            case Project project when TryGetRow(project.Child, out var below) is var isRow:
                return isRow == true ? TryCompute(project.ProjectList, e => Replace(e, below), row) : isRow;
            case SubqueryAlias or Sort:
                return TryGetRow(plan.Children[0], out row);
            case Filter filter when TryGetRow(filter.Child, out row) is var isRow:
                if (isRow != true)
                    return isRow;
                var values = row;
                return ConstantFolder.TryFold(filter.Condition.TransformUp(e => Replace(e, values))) is { } condition ? condition.IsTrue : null;
            default:
                return false;
        }
    }

    private static bool? TryCompute(IEnumerable<Expression> columns, Func<Expression, Expression> replace, Dictionary<ExprId, Expression> row)
    {
        foreach (var column in columns)
        {
            var value = (column is Alias alias ? alias.Child : column).TransformUp(replace);
            if (ConstantFolder.TryFold(value) is not { } literal)
                return null;
            row[((INamedExpression)column).ExprId] = literal;
        }

        return true;
    }

    private static Expression Replace(Expression expression, Dictionary<ExprId, Expression> row) =>
        expression is AttributeReference attribute && row.TryGetValue(attribute.ExprId, out var value) ? value : expression;
}
