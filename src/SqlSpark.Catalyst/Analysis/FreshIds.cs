using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Gives a plan that stands on both sides of a join columns of its own. Spark: <c>DeduplicateRelations</c>.</summary>
internal static class FreshIds
{
    /// <summary>The plan <paramref name="right"/>, with fresh ids for all that it makes if it shares columns with <paramref name="left"/>.</summary>
    public static LogicalPlan Against(LogicalPlan left, LogicalPlan right) =>
        left.OutputSet.Intersects(right.OutputSet) ? Renew(right) : right;

    /// <summary>The same plan with fresh ids for every column that is made in it.</summary>
    public static LogicalPlan Renew(LogicalPlan plan) => Renew(plan, new Dictionary<ExprId, ExprId>(), static _ => ExprId.New());

    /// <summary>The same plan with ids by the order in which columns are made: two plans of the same form are equal then.</summary>
    public static LogicalPlan Normalize(LogicalPlan plan) => Renew(plan, new Dictionary<ExprId, ExprId>(), static ids => new ExprId(-1 - ids.Count))
        .TransformExpressionsUp(NodeKinds.AggregateExpression | NodeKinds.Subquery, static e => e switch
        {
            AggregateExpression aggregate => aggregate with { ResultId = default },
            SubqueryExpression subquery => subquery.Canonicalized,
            _ => e,
        });

    private static LogicalPlan Renew(LogicalPlan plan, Dictionary<ExprId, ExprId> ids, Func<Dictionary<ExprId, ExprId>, ExprId> next)
    {
        plan.ForEach(node => CollectMade(node, ids, next));
        return plan.TransformUp(node =>
        {
            var renewed = WithColumns(node, ids).MapExpressions(e => Renew(e, ids));
            renewed.MarkAnalyzed();
            return renewed;
        });
    }

    private static void CollectMade(LogicalPlan node, Dictionary<ExprId, ExprId> ids, Func<Dictionary<ExprId, ExprId>, ExprId> next)
    {
        switch (node)
        {
            case LogicalRelation or LocalRelation or Plans.Range or ScanRelation or CteRelationReference or UnionLoop or UnionLoopReference:
                Add(node.Output, ids, next);
                break;
            case Generate generate:
                Add(generate.GeneratorOutput, ids, next);
                break;
            case Expand expand:
                Add(expand.Attributes.Where(a => !expand.Child.OutputSet.Contains(a)), ids, next);
                break;
            default:
                foreach (var expression in node.Expressions)
                {
                    if (expression is Alias alias)
                        ids.TryAdd(alias.ExprId, next(ids));
                    if (expression is LateralSubquery lateral)
                        lateral.Plan.ForEach(inner => CollectMade(inner, ids, next));
                }

                break;
        }
    }

    private static void Add(
        IEnumerable<AttributeReference> attributes, Dictionary<ExprId, ExprId> ids, Func<Dictionary<ExprId, ExprId>, ExprId> next)
    {
        foreach (var attribute in attributes)
            ids.TryAdd(attribute.ExprId, next(ids));
    }

    /// <summary>The columns that a node holds outside of its expressions.</summary>
    private static LogicalPlan WithColumns(LogicalPlan node, Dictionary<ExprId, ExprId> ids)
    {
        EquatableArray<AttributeReference> Renewed(EquatableArray<AttributeReference> attributes) =>
            attributes.Map(a => (AttributeReference)Renew(a, ids));
        return node switch
        {
            LogicalRelation relation => relation with { Attributes = Renewed(relation.Attributes) },
            LocalRelation relation => relation with { Attributes = Renewed(relation.Attributes) },
            ScanRelation relation => relation with { Attributes = Renewed(relation.Attributes) },
            CteRelationReference reference => reference with { Attributes = Renewed(reference.Attributes) },
            UnionLoop loop => loop with { Attributes = Renewed(loop.Attributes) },
            UnionLoopReference reference => reference with { Attributes = Renewed(reference.Attributes) },
            Plans.Range range => range with { Attribute = (AttributeReference)Renew(range.Attribute, ids) },
            Generate generate => generate with
            {
                GeneratorOutput = Renewed(generate.GeneratorOutput),
                Dropped = generate.Dropped.Map(id => ids.GetValueOrDefault(id, id)),
            },
            Expand expand => expand with { Attributes = Renewed(expand.Attributes) },
            Project { HiddenOutput.IsEmpty: false } project => project with { HiddenOutput = Renewed(project.HiddenOutput) },
            _ => node,
        };
    }

    private static Expression Renew(Expression expression, Dictionary<ExprId, ExprId> ids) => expression.TransformUp(node => node switch
    {
        AttributeReference attribute when ids.TryGetValue(attribute.ExprId, out var id) => attribute with { ExprId = id },
        OuterReference outer when ids.TryGetValue(outer.ExprId, out var id) => new OuterReference(outer.Child with { ExprId = id }),
        Alias alias when ids.TryGetValue(alias.ExprId, out var id) => alias with { ExprId = id },
        SubqueryExpression subquery => subquery with
        {
            Plan = subquery.Plan.TransformUp(inner =>
            {
                var renewed = WithColumns(inner, ids).MapExpressions(e => Renew(e, ids));
                renewed.MarkAnalyzed();
                return renewed;
            }),
        },
        _ => node,
    });
}
