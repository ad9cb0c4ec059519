using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Puts the arguments of a call in the place of the parameters in the body of a SQL function. In subqueries of the body, where parameters are columns of an outer query, so are the columns
/// of the arguments.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="call">The call, for errors.</param>
/// <param name="values">The arguments by parameter.</param>
internal sealed class ParameterSubstitution(SqlFunction function, UnresolvedFunction call, Dictionary<ExprId, Expression> values)
{
    private const NodeKinds NotInSubqueries = NodeKinds.AggregateExpression | NodeKinds.WindowExpression | NodeKinds.Subquery | NodeKinds.Nondeterministic;

    private readonly HashSet<ExprId> _used = [];

    /// <summary>The body with the arguments.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_FEATURE</c>: the body would have to compute an argument more than once, or in a subquery, which it cannot.</exception>
    public Expression Apply(Expression body) => body.TransformUp(node => node switch
    {
        SubqueryExpression subquery => InSubquery(subquery),
        AttributeReference attribute when values.TryGetValue(attribute.ExprId, out var value) => Once(attribute, value),
        _ => node,
    });

    private Expression Once(AttributeReference parameter, Expression value)
    {
        // Every use would draw anew.
        if (!_used.Add(parameter.ExprId) && !value.IsDeterministic)
            throw AnalysisErrors.UnsupportedSqlFunctionArgument(call, function, "a random argument that the function uses more than once");
        return value;
    }

    /// <summary>The children of a subquery are the columns it reads of the outer one: they have been replaced when it is visited.</summary>
    private SubqueryExpression InSubquery(SubqueryExpression subquery)
    {
        var plan = InPlan(subquery.Plan);
        if (ReferenceEquals(plan, subquery.Plan))
            return subquery;
        var references = subquery.OuterReferences.SelectMany(ColumnsOf).ToEquatableArray();
        return subquery with { Plan = plan, OuterReferences = references };
    }

    private LogicalPlan InPlan(LogicalPlan plan) => !plan.ContainsAny(NodeKinds.OuterReference) ? plan : plan.TransformUp(node =>
    {
        var replaced = node.MapExpressions(InExpression);
        if (!ReferenceEquals(replaced, node))
            replaced.MarkAnalyzed();
        return replaced;
    });

    private Expression InExpression(Expression expression) => expression.TransformUp(node => node switch
    {
        SubqueryExpression subquery => InSubquery(subquery),
        OuterReference outer when values.TryGetValue(outer.ExprId, out var value) => AsOuter(value),
        _ => node,
    });

    private Expression AsOuter(Expression value)
    {
        if (value.ContainsAny(NotInSubqueries))
            throw AnalysisErrors.UnsupportedSqlFunctionArgument(call, function, "an aggregate, window function, subquery or random number that the function uses in a subquery");
        return value.TransformUp(static node => node is AttributeReference attribute ? new OuterReference(attribute) : node);
    }

    private static IEnumerable<Expression> ColumnsOf(Expression reference) =>
        reference is AttributeReference or OuterReference ? [reference] : reference.Collect<Expression>().Where(static e => e is AttributeReference or OuterReference);
}
