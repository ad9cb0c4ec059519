using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Moves semi and anti joins under projections, windows and generators, which then see only the rows that are left.</summary>
/// <remarks>
/// <code>
/// Join LeftSemi, x = k                         Project [a AS x, f(b)]
/// :- Project [a AS x, f(b)]              =>    +- Join LeftSemi, a = k
/// :  +- child [a, b]                              :- child [a, b]
/// +- right [k]                                    +- right [k]
///
/// Join LeftSemi, p = k                         Window [rank() AS r], [p], [o]
/// :- Window [rank() AS r], [p], [o]      =>    +- Join LeftSemi, p = k
/// :  +- child [p, o]                              :- child [p, o]
/// +- right [k]                                    +- right [k]
/// </code>
/// The join tests as many rows as before, or fewer, and may now change places with the joins below. Its condition reads, on the left, columns that the projection hands on, columns
/// that the window partitions by (partitions stay whole), or columns of the generator's input; there it cannot fail, as a row of which the generator makes nothing was not tested before. All is deterministic.
/// What is computed may have failed on rows that are gone, as in Spark: <c>PushDownLeftSemiAntiJoin</c>. Its other cases are left out: joins are the business of
/// <see cref="CostBasedJoinReorder"/>; under a union the right side would be read once for each input; under an aggregation more rows would be tested, and run-time filters reach through it.
/// </remarks>
public sealed class PushDownLeftSemiAntiJoin : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformDown(NodeKinds.Join, static node =>
        node is Join { Type: JoinType.LeftSemi or JoinType.LeftAnti } join && join.Condition?.IsDeterministic != false ? Push(join) : node);

    private static LogicalPlan Push(Join join)
    {
        if (join.Left is not Project project)
            return Through(join, join.Left) ?? join;
        if (!project.ProjectList.All(static e => e is AttributeReference))
            return ThroughProject(join, project) ?? join;

        // ColumnPruning leaves columns out between the two.
        return Through(join, project.Child) is { } moved ? project with { Child = moved } : join;
    }

    private static LogicalPlan? ThroughProject(Join join, Project project)
    {
        var read = ReadOnTheLeft(join);
        foreach (var item in project.ProjectList)
        {
            if (!item.IsDeterministic || (item is Alias { Child: not AttributeReference } alias && read.Contains(alias.ExprId)))
                return null;
        }

        var condition = join.Condition is { } over ? Substitution.Apply(over, Substitution.Of(project.ProjectList)) : null;
        return Under(project, join with { Condition = condition });
    }

    private static LogicalPlan? Through(Join join, LogicalPlan left) => left switch
    {
        Window window when window.WindowExpressions.All(static e => e.IsDeterministic) && ReadOnTheLeft(join).IsSubsetOf(CommonToPartitions(window)) => Under(window, join),
        Generate generate when generate.Generator.IsDeterministic
            && join.Condition?.CanFail != true
            && ReadOnTheLeft(join).IsSubsetOf(AttributeSet.Of(generate.KeptOutput)) => Under(generate, join),
        _ => null,
    };

    /// <summary>
    /// Columns that are the same in all rows of a partition. One partition has both 0.0 and -0.0, and strings that only their collation makes equal, which conditions may tell apart.
    /// </summary>
    private static AttributeSet CommonToPartitions(Window window) =>
        AttributeSet.Of(window.PartitionBy.OfType<AttributeReference>().Where(static column => !column.DataType.Exists(
            static type => type is FractionalType or StringType { IsBinaryCollation: false })));

    private static AttributeSet ReadOnTheLeft(Join join) => join.References.Intersect(join.Left.OutputSet);

    /// <summary>Null where columns of the right side are also columns below the node: the condition could not tell them apart.</summary>
    private static LogicalPlan? Under(UnaryNode node, Join join) =>
        join.Right.OutputSet.Intersects(node.Child.OutputSet) ? null : node.WithChildren([join with { Left = node.Child }]);
}
