using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Projections;

/// <summary>Merges a projection into the projection or aggregation under it.</summary>
/// <remarks>
/// <code>
/// Project [x + 1 AS y]              Project [(a * 2) + 1 AS y]
/// +- Project [a * 2 AS x]     =>    +- child
///    +- child
/// </code>
/// The lower list must be deterministic, and no expression of it that costs more than reading a column may be needed twice: it would be
/// computed twice where the projections end up in different places. Spark: <c>CollapseProject</c>.
/// </remarks>
public sealed class CollapseProject : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Project, static node => node switch
        {
            Project { Child: Project lower } upper when CanMerge(upper, lower.ProjectList) => lower with
            {
                ProjectList = upper.ProjectList.Map(e => Merge(e, Substitution.Of(lower.ProjectList))),
            },
            Project { Child: Aggregate lower } upper when CanMerge(upper, lower.AggregateExpressions) => lower with
            {
                AggregateExpressions = upper.ProjectList.Map(e => Merge(e, Substitution.Of(lower.AggregateExpressions))),
            },
            _ => node,
        });

    private static bool CanMerge(Project upper, Core.Collections.EquatableArray<Expression> lower)
    {
        var uses = new Dictionary<ExprId, int>();
        foreach (var expression in upper.ProjectList)
        {
            if (!expression.IsDeterministic)
                return false;
            expression.ForEach(e =>
            {
                if (e is AttributeReference attribute)
                    uses[attribute.ExprId] = uses.GetValueOrDefault(attribute.ExprId) + 1;
            });
        }

        foreach (var expression in lower)
        {
            if (!expression.IsDeterministic)
                return false;
            if (expression is Alias alias && !IsCheap(alias.Child) && uses.GetValueOrDefault(alias.ExprId) > 1)
                return false;
        }

        return true;
    }

    private static bool IsCheap(Expression expression) => expression is AttributeReference or Literal or BoundReference
        || (expression is GetStructField field && IsCheap(field.Child));

    /// <summary>An upper column that was a plain reference keeps its name and id over the expression that it becomes.</summary>
    private static Expression Merge(Expression upper, Dictionary<ExprId, Expression> lower) => upper switch
    {
        AttributeReference attribute when lower.TryGetValue(attribute.ExprId, out var expression) =>
            new Alias(expression, attribute.Name, attribute.ExprId) { Qualifier = attribute.Qualifier, ExplicitMetadata = attribute.Metadata },
        _ => Substitution.Apply(upper, lower),
    };
}
