using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Limits;

/// <summary>Takes the first rows in an order before what they do not depend on is computed or joined.</summary>
/// <remarks>
/// <code>
/// Limit 10                        Project [a, f(b)]
/// +- Sort [a]               =>    +- Limit 10
///    +- Project [a, f(b)]            +- Sort [a]
///       +- child                        +- child
///
/// Limit 10                        Limit 10
/// +- Sort [a]               =>    +- Sort [a]
///    +- Join LeftOuter               +- Join LeftOuter
///       :- left [a]                     :- Limit 10
///       +- right                        :  +- Sort [a]
///                                       :     +- left [a]
///                                       +- right
/// </code>
/// The first needs keys that are columns of the child, and a projection that cannot fail: of rows that are not among the first it is not computed any more. The second holds since each row
/// of the side that an outer join keeps has a row in the result. OFFSET adds to the rows that are taken below.
/// </remarks>
public sealed class PushDownTopN : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.ContainsAny(NodeKinds.Limit) && plan.ContainsAny(NodeKinds.Sort) ? plan.TransformDown(NodeKinds.Sort, Push) : plan;

    private static LogicalPlan Push(LogicalPlan node)
    {
        // LIMIT and OFFSET above the sort stay as they are.
        if (node is not Limit limit || LimitValue.Of(limit.LimitExpression) is not { } count)
            return node;
        var offset = limit.Child as Offset;
        if (offset is not null && LimitValue.Of(offset.OffsetExpression) is not { } || (offset?.Child ?? limit.Child) is not Sort { IsGlobal: true } sort)
            return node;
        var rows = count + (offset is null ? 0 : LimitValue.Of(offset.OffsetExpression)!.Value);
        if (rows < 0)
            return node;
        if (sort.Child is Project project && BelowProject(sort, project) is { } inner)
            return project with { Child = Over(limit, offset, inner) };
        var joined = BelowJoin(sort, rows);
        return ReferenceEquals(joined, sort) ? node : Over(limit, offset, joined);
    }

    private static Limit Over(Limit limit, Offset? offset, LogicalPlan child) =>
        limit with { Child = offset is null ? child : offset with { Child = child } };

    /// <summary>The sort over the child of the projection, or null when that does not pay or cannot be.</summary>
    private static Sort? BelowProject(Sort sort, Project project)
    {
        var computes = false;
        foreach (var item in project.ProjectList)
        {
            if (!item.IsDeterministic || item.CanFail)
                return null;
            computes |= item is Alias { Child: not (AttributeReference or Literal) };
        }

        return computes && Translated(sort.Order, project) is { } order && order.All(static key => ((SortOrder)key).Child is AttributeReference)
            ? sort with { Order = order, Child = project.Child }
            : null;
    }

    private static Sort BelowJoin(Sort sort, long rows)
    {
        var project = sort.Child as Project;
        if ((project?.Child ?? sort.Child) is not Join { Type: JoinType.LeftOuter or JoinType.RightOuter or JoinType.Existence } join
            || project?.ProjectList.All(static e => e.IsDeterministic) == false)
            return sort;
        var kept = join.Type is JoinType.RightOuter ? join.Right : join.Left;
        var order = project is null ? sort.Order : Translated(sort.Order, project);
        if (kept.MaxRows <= rows || order is not { } keys || !keys.All(key => key.IsDeterministic && key.References.IsSubsetOf(kept.OutputSet)))
            return sort;
        var first = new Limit(rows <= int.MaxValue ? Literal.Int((int)rows) : Literal.Long(rows), sort with { Order = keys, Child = kept });
        var joined = join.Type is JoinType.RightOuter ? join with { Right = first } : join with { Left = first };
        return sort with { Child = project is null ? joined : project with { Child = joined } };
    }

    /// <summary>The keys in the columns of the projection's child.</summary>
    private static EquatableArray<Expression>? Translated(EquatableArray<Expression> order, Project project)
    {
        var definitions = project.ProjectList.OfType<Alias>().ToDictionary(static alias => alias.ExprId, static alias => alias.Child);
        return order.Map(key => key.TransformUp(e => e is AttributeReference column && definitions.TryGetValue(column.ExprId, out var definition) ? definition : e));
    }
}
