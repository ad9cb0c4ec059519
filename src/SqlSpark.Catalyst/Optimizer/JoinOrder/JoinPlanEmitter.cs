using System.Numerics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>Makes plans of what was chosen in a <see cref="JoinGraph"/>.</summary>
internal static class JoinPlanEmitter
{
    /// <summary>The joins in the chosen order, with the columns that they had.</summary>
    public static LogicalPlan Emit(JoinGraph graph, JoinPlan chosen, EquatableArray<AttributeReference> output)
    {
        var plan = PlanOf(graph, chosen);
        if (graph.Leftover.Count > 0)
            plan = new Filter(And.Of([.. graph.Leftover]), plan);
        return plan.Output.Equals(output) ? plan : new Project(output.Map(a => (Expression)a), plan);
    }

    /// <summary>The joins as they were written, over relations that were optimized by themselves.</summary>
    public static LogicalPlan WithRelations(JoinGraph graph, LogicalPlan plan)
    {
        DeepStack.Guard();
        return graph.Replacements.TryGetValue(plan, out var relation) ? relation : plan.MapChildren(child => WithRelations(graph, child));
    }

    private static LogicalPlan PlanOf(JoinGraph graph, JoinPlan chosen)
    {
        if (chosen.Left is not { } left || chosen.Right is not { } right)
            return RelationOf(graph, BitOperations.TrailingZeroCount(chosen.Relations));

        // As it was written, as far as there is a choice: the first relation comes first.
        if (chosen.Type == JoinType.Inner && JoinGraph.Lowest(right.Relations) < JoinGraph.Lowest(left.Relations))
            (left, right) = (right, left);
        var conditions = new List<Expression>();
        foreach (var joined in graph.Classes)
        {
            if (joined.Crosses(left.Relations, right.Relations))
                conditions.Add(joined.EqualityOf(left.Relations, right.Relations));
        }

        var added = chosen.Applied & ~(left.Applied | right.Applied);
        for (; added != 0; added &= added - 1)
        {
            if (graph.Edges[BitOperations.TrailingZeroCount(added)].Condition is { } condition)
                conditions.Add(condition);
        }

        var (leftPlan, rightPlan) = (PlanOf(graph, left), PlanOf(graph, right));
        return new Join(leftPlan, rightPlan, chosen.Type, conditions.Count == 0 ? null : WithNullabilityOf(And.Of([.. conditions]), leftPlan, rightPlan));
    }

    /// <summary>A relation. Where several of its columns are equal to the same column of another, they are made equal here, and one equality is enough for the join.</summary>
    private static LogicalPlan RelationOf(JoinGraph graph, int relation)
    {
        var equalities = new List<Expression>();
        foreach (var joined in graph.Classes)
        {
            AttributeReference? first = null;
            foreach (var member in joined.Members)
            {
                if (member.Relation == relation && first is not null)
                    equalities.Add(Comparison.EqualTo(first, member.Attribute));
                else if (member.Relation == relation)
                    first = member.Attribute;
            }
        }

        return equalities.Count == 0 ? graph.Relations[relation] : new Filter(And.Of([.. equalities]), graph.Relations[relation]);
    }

    /// <summary>Columns that had no NULLs where the condition was written may have some above an outer join.</summary>
    private static Expression WithNullabilityOf(Expression condition, LogicalPlan left, LogicalPlan right)
    {
        if (!left.ContainsAny(NodeKinds.Join) && !right.ContainsAny(NodeKinds.Join))
            return condition;
        return condition.TransformUp(e =>
        {
            if (e is not AttributeReference { IsNullable: false } attribute)
                return e;
            foreach (var offered in left.OutputSet.Contains(attribute) ? left.Output : right.Output)
            {
                if (offered.ExprId == attribute.ExprId)
                    return offered.IsNullable ? attribute.WithNullability(true) : e;
            }

            return e;
        });
    }
}
