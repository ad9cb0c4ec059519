using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>Drops groupings that find nothing to group, and groupings under others that group the same rows again.</summary>
/// <remarks>
/// <code>
/// Aggregate [k, a], [k, a]                    Project [k, a]
/// +- Aggregate [k], [k, max(b) AS a]    =>    +- Aggregate [k], [k, max(b) AS a]
///
/// Aggregate [a], [a, max(b)]                  Aggregate [a], [a, max(b)]
/// +- Aggregate [a, b], [a, b]           =>    +- Project [a, b]
/// </code>
/// The first: a grouping without functions is DISTINCT; where no two rows agree in the keys each row is a group. Not of floating-point keys, since grouping makes of -0.0 a 0.0.
/// The second: the inner grouping only drops duplicates, and the outer one has no function that minds them. Spark: <c>RemoveRedundantAggregates</c>.
/// </remarks>
public sealed class RemoveRedundantAggregates : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Aggregate, static node => node is not Aggregate aggregate ? node
            : FindsNothing(aggregate) ? new Project(aggregate.AggregateExpressions, aggregate.Child)
            : WithoutInner(aggregate));

    private static bool FindsNothing(Aggregate aggregate) =>
        IsDistinctOnly(aggregate)
        && !aggregate.Child.DistinctKeys.IsEmpty
        && aggregate.GroupingExpressions.All(static e => !e.DataType.Exists(static type => type is FractionalType))
        && aggregate.Child.AreDistinct(AttributeSet.Of(aggregate.GroupingExpressions.OfType<AttributeReference>()));

    /// <summary>True for a grouping without functions. One without keys is none: it has a row for an empty input.</summary>
    private static bool IsDistinctOnly(Aggregate aggregate) =>
        !aggregate.GroupingExpressions.IsEmpty
        && aggregate.AggregateExpressions.All(static e => e.IsDeterministic && !e.ContainsAny(NodeKinds.AggregateExpression));

    private static Aggregate WithoutInner(Aggregate outer)
    {
        if (outer.Child is not Aggregate inner || !IsDistinctOnly(inner) || !outer.IgnoresDuplicates)
            return outer;

        // What grouping makes of floating-point numbers would be missing.
        if (inner.GroupingExpressions.Any(static e => e.DataType.Exists(static type => type is FractionalType)))
            return outer;
        return outer with { Child = new Project(inner.AggregateExpressions, inner.Child) };
    }
}
