using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Drops an outer join that adds neither rows nor columns that somebody reads.</summary>
/// <remarks>
/// <code>
/// Project [a]                                          Project [a]
/// +- Join LeftOuter, a = k                       =>    +- left [a]
///    :- left [a]
///    +- Aggregate [k], [k, ...]
///
/// Aggregate [a], [a, max(b)]                           Aggregate [a], [a, max(b)]
/// +- Join LeftOuter, ...                         =>    +- left [a, b]
///    :- left [a, b]
///    +- right
/// </code>
/// The join keeps each row of the left side. It repeats none when the right side is unique in what it is joined by; under an aggregation whose functions do not mind duplicates it may
/// repeat rows. What the right side would have failed with does not come up, as in Spark: <c>EliminateOuterJoin</c>.
/// </remarks>
public sealed class EliminateUnusedOuterJoin : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformUp(NodeKinds.Join, static node => node switch
    {
        Project { Child: Join join } project when Kept(join, project.References, mayRepeat: false) is { } side => project with { Child = side },
        Aggregate { Child: Join join } aggregate when Kept(join, aggregate.References, aggregate.IgnoresDuplicates) is { } side => aggregate with { Child = side },
        Aggregate { Child: Project { Child: Join join } project } aggregate
            when project.ProjectList.All(static e => e.IsDeterministic) && Kept(join, project.References, aggregate.IgnoresDuplicates) is { } side =>
            aggregate with { Child = project with { Child = side } },
        _ => node,
    });

    private static LogicalPlan? Kept(Join join, AttributeSet read, bool mayRepeat)
    {
        var (kept, isRight) = join.Type switch
        {
            JoinType.LeftOuter => (join.Left, true),
            JoinType.RightOuter => (join.Right, false),
            _ => (null, false),
        };
        return kept is not null
            && read.IsSubsetOf(kept.OutputSet)
            && join.Condition?.IsDeterministic != false
            && (mayRepeat || DistinctKeys.MatchesOneRow(join, isRight)) ? kept : null;
    }
}
