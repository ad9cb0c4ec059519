using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Makes semi joins of inner joins where nobody reads one side, or minds how often a row comes.</summary>
/// <remarks>
/// <code>
/// Aggregate [a], [a, max(b)]             Aggregate [a], [a, max(b)]
/// +- Join Inner, a = k             =>    +- Join LeftSemi, a = k
///    :- left [a, b]                         :- left [a, b]
///    +- right [k]                           +- right [k]
/// </code>
/// Nobody minds under an aggregation whose functions ignore duplicates (DISTINCT has none), and on the right side of semi, anti and existence joins, as far as filters, projections, unions and other joins
/// lie between, which give a row twice or once and are deterministic. A row is then there after both joins or after neither. A join by keys alone finds the first match and is done; other conditions
/// are tested pair by pair, which takes a semi join longer than an inner one: those joins stay. After join order, which has more freedom with inner joins, and after
/// <see cref="Ctes.ShareRepeatedSubplans"/>, which knows plans again by their joins. Spark has no such rule.
/// </remarks>
public sealed class ReplaceInnerWithSemiJoin : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => Visit(plan, plan.OutputSet, mayRepeat: false);

    /// <summary>The plan with semi joins. It keeps the needed columns at least.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="needed">Columns of it that are read above.</param>
    /// <param name="mayRepeat">True when its rows may come more or less often, but not never.</param>
    private static LogicalPlan Visit(LogicalPlan plan, AttributeSet needed, bool mayRepeat)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.Join))
            return plan;
        return plan switch
        {
            Aggregate aggregate => WithChild(aggregate, aggregate.References, aggregate.IgnoresDuplicates),
            Project project => WithChild(project, project.References, mayRepeat && project.ProjectList.All(static e => e.IsDeterministic)),
            Filter filter => WithChild(filter, needed.Union(filter.References), mayRepeat && filter.Condition.IsDeterministic),
            Union union => union.MapChildren(input => Visit(input, input.OutputSet, mayRepeat)),
            Join join => VisitSides(mayRepeat ? WithoutUnread(join, needed) : join, needed, mayRepeat),
            _ => plan.MapChildren(static child => Visit(child, child.OutputSet, mayRepeat: false)),
        };
    }

    private static LogicalPlan WithChild(UnaryNode node, AttributeSet needed, bool mayRepeat) =>
        node.WithChildren([Visit(node.Child, needed, mayRepeat)]);

    private static Join WithoutUnread(Join join, AttributeSet needed)
    {
        if (join is not { Type: JoinType.Inner or JoinType.Cross } || !EquiJoinKeys.Of(join).Rest.IsEmpty)
            return join;
        if (!needed.Intersects(join.Right.OutputSet))
            return join with { Type = JoinType.LeftSemi };
        return needed.Intersects(join.Left.OutputSet) ? join : join with { Left = join.Right, Right = join.Left, Type = JoinType.LeftSemi };
    }

    private static LogicalPlan VisitSides(Join join, AttributeSet needed, bool mayRepeat)
    {
        var read = needed.Union(join.References);
        var isTest = join.Type is JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence;
        var isDeterministic = join.Condition?.IsDeterministic != false;
        return join.WithChildren([
            Visit(join.Left, read.Intersect(join.Left.OutputSet), mayRepeat && isDeterministic),
            Visit(join.Right, (isTest ? join.References : read).Intersect(join.Right.OutputSet), (mayRepeat || isTest) && isDeterministic)]);
    }
}
