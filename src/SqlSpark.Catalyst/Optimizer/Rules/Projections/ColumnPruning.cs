using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Projections;

/// <summary>Drops columns that nobody reads, from the root to the leaves.</summary>
/// <remarks>
/// <code>
/// Project [a]                            Project [a]
/// +- Aggregate [g], [g, a, sum(b)]  =>   +- Aggregate [g], [a]
///    +- Relation [a, b, c, g]               +- Relation [a, b, c, g]      (the scan is narrowed when filters are pushed into it)
/// </code>
/// A window without functions that somebody reads is dropped. A <c>Generate</c> drops the columns of its input that nobody above it reads. Operators whose meaning hangs on all their columns (DISTINCT, set operations) keep them. Inputs of a union lose the same positions.
/// Spark: <c>ColumnPruning</c>.
/// </remarks>
public sealed class ColumnPruning : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => Prune(plan, plan.OutputSet);

    /// <summary>A plan that offers at least <paramref name="needed"/>, in the order of the original columns.</summary>
    private static LogicalPlan Prune(LogicalPlan plan, AttributeSet needed)
    {
        DeepStack.Guard();
        switch (plan)
        {
            case Project project:
                var list = Keep(project.ProjectList, needed);
                return WithChild(
                    list.SameStorage(project.ProjectList) ? project : project with { ProjectList = list }, References(list));
            case Aggregate aggregate:
                var outputs = Keep(aggregate.AggregateExpressions, needed);
                var pruned = outputs.SameStorage(aggregate.AggregateExpressions) ? aggregate : aggregate with { AggregateExpressions = outputs };
                return WithChild(pruned, References(pruned.Expressions));
            case Window window:
                var windows = Keep(window.WindowExpressions, needed);
                if (windows.IsEmpty)
                    return Prune(window.Child, needed);
                var rest = windows.SameStorage(window.WindowExpressions) ? window : window with { WindowExpressions = windows };
                return WithChild(rest, needed.Union(rest.References));
            case Filter or Sort or Limit or Offset or Sample or SubqueryAlias or WindowGroupLimit:
                return WithChild((UnaryNode)plan, needed.Union(plan.References));
            case Generate generate:
                return PruneGenerate(generate, needed);
            case Expand expand:
                return PruneExpand(expand, needed);
            case Union union when union.IsResolved:
                return PruneUnion(union, needed);
            case LocalRelation relation:
                return PruneRows(relation, needed);
            case Join { IsResolved: true } join:
                var read = needed.Union(join.References);
                return join.WithChildren([PruneSide(join.Left, read), PruneSide(join.Right, read)]);
            default:
                return plan.MapChildren(child => Prune(child, child.OutputSet));
        }
    }

    private static LogicalPlan WithChild(UnaryNode node, AttributeSet needed) =>
        node.WithChildren([Prune(node.Child, needed)]);

    private static EquatableArray<Expression> Keep(EquatableArray<Expression> list, AttributeSet needed)
    {
        var kept = list.Where(e => needed.Contains(((INamedExpression)e).ExprId)).ToEquatableArray();
        return kept.Count == list.Count ? list : kept;
    }

    private static AttributeSet References(EquatableArray<Expression> expressions)
    {
        var set = AttributeSet.Empty;
        foreach (var expression in expressions)
            set = set.Union(expression.References);
        return set;
    }

    /// <summary>Columns that only the generator reads go no further than to it.</summary>
    private static LogicalPlan PruneGenerate(Generate generate, AttributeSet needed)
    {
        var child = Prune(generate.Child, AttributeSet.Of(generate.KeptOutput.Where(needed.Contains)).Union(generate.Generator.References));
        var dropped = child.Output.Where(a => !needed.Contains(a) || generate.Dropped.Contains(a.ExprId)).Select(a => a.ExprId).ToEquatableArray();
        return ReferenceEquals(child, generate.Child) && dropped == generate.Dropped ? generate : generate with { Child = child, Dropped = dropped };
    }

    /// <summary>An expansion makes rows; one column stays when nobody reads any.</summary>
    private static LogicalPlan PruneExpand(Expand expand, AttributeSet needed)
    {
        var count = expand.Attributes.Count;
        var positions = Enumerable.Range(0, count).Where(i => needed.Contains(expand.Attributes[i])).ToArray();
        if (positions.Length == 0)
            positions = [count - 1];
        var pruned = positions.Length == count ? expand : expand with
        {
            Projections = expand.Projections.Map(projection => positions.Select(i => projection[i]).ToEquatableArray()),
            Attributes = positions.Select(i => expand.Attributes[i]).ToEquatableArray(),
        };
        return WithChild(pruned, pruned.References);
    }

    private static LogicalPlan PruneUnion(Union union, AttributeSet needed)
    {
        var positions = Enumerable.Range(0, union.Output.Count).Where(i => needed.Contains(union.Output[i].ExprId)).ToArray();
        var inputs = union.Inputs.MapUnchanged(input =>
        {
            var wanted = positions.Select(i => input.Output[i]).ToEquatableArray();
            var pruned = Prune(input, AttributeSet.Of(wanted));
            return HasExactly(pruned, wanted) ? pruned : new Project(wanted.Map(a => (Expression)a), pruned);
        });
        return inputs.SameStorage(union.Inputs) ? union : union with { Inputs = inputs };
    }

    /// <summary>A side of a join, which keeps its rows in memory or pairs them: without the columns that only filters under it read. A scan is narrowed later.</summary>
    private static LogicalPlan PruneSide(LogicalPlan side, AttributeSet needed)
    {
        var pruned = Prune(side, side.OutputSet.Intersect(needed));
        return pruned is LogicalRelation or ScanRelation || pruned.OutputSet.IsSubsetOf(needed)
            ? pruned
            : new Project(pruned.Output.Where(needed.Contains).Select(a => (Expression)a).ToEquatableArray(), pruned);
    }

    private static bool HasExactly(LogicalPlan plan, EquatableArray<AttributeReference> wanted)
    {
        if (plan.Output.Count != wanted.Count)
            return false;
        for (var i = 0; i < wanted.Count; i++)
        {
            if (plan.Output[i].ExprId != wanted[i].ExprId)
                return false;
        }

        return true;
    }

    private static LocalRelation PruneRows(LocalRelation relation, AttributeSet needed)
    {
        var positions = Enumerable.Range(0, relation.Attributes.Count).Where(i => needed.Contains(relation.Attributes[i])).ToArray();
        return positions.Length == relation.Attributes.Count
            ? relation
            : new LocalRelation(
                positions.Select(i => relation.Attributes[i]).ToEquatableArray(),
                relation.Rows.Map(row => positions.Select(i => row[i]).ToEquatableArray()));
    }
}
