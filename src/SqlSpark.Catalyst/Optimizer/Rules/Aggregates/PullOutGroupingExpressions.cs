using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>Computes grouping expressions that are more than columns in a projection below.</summary>
/// <remarks>
/// <code>
/// Aggregate [a IS NULL], [NOT (a IS NULL)]        Aggregate [g], [NOT g]
/// +- child                                   =>   +- Project [child's columns, a IS NULL AS g]
///                                                    +- child
/// </code>
/// Otherwise a rule that simplifies the result (<c>a IS NOT NULL</c>) would hide that it is made of a grouping expression. Literals stay.
/// Spark: <c>PullOutGroupingExpressions</c>.
/// </remarks>
public sealed class PullOutGroupingExpressions : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Aggregate, static node => node is Aggregate aggregate && aggregate.GroupingExpressions.Any(IsComputed) ? PullOut(aggregate) : node);

    private static bool IsComputed(Expression expression) => expression is not (AttributeReference or Alias or Literal) && !expression.IsFoldable;

    private static Aggregate PullOut(Aggregate aggregate)
    {
        var aliases = new Dictionary<Expression, Alias>();
        foreach (var expression in aggregate.GroupingExpressions)
        {
            if (IsComputed(expression))
                aliases.TryAdd(expression.Canonicalized, new Alias(expression, "_groupingexpression"));
        }

        var grouping = aggregate.GroupingExpressions.Map(e => IsComputed(e) ? aliases[e.Canonicalized].ToAttribute() : e);
        var results = aggregate.AggregateExpressions.Map(e => Replace(e, aliases));
        return new Aggregate(
            grouping, results, new Project([.. aggregate.Child.Output.Map(a => (Expression)a), .. aliases.Values], aggregate.Child));
    }

    /// <summary>The largest parts that are grouping expressions become their columns; arguments of aggregates stay over the input.</summary>
    private static Expression Replace(Expression expression, Dictionary<Expression, Alias> aliases)
    {
        DeepStack.Guard();
        if (expression is AggregateExpression)
            return expression;
        if (aliases.TryGetValue(expression.Canonicalized, out var alias) && expression is not Alias)
            return alias.ToAttribute();
        return expression.MapChildren(child => Replace(child, aliases));
    }
}
