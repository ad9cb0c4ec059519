using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Filters;

/// <summary>Moves filters towards the data: under projections, sorts, DISTINCT, unions, and of aggregations and windows those on grouping and partitioning columns.</summary>
/// <remarks>
/// <code>
/// Filter f(x)                   Project [a + 1 AS x]
/// +- Project [a + 1 AS x]  =>   +- Filter f(a + 1)
///    +- child                      +- child
///
/// Filter (g > 1 AND s > 2)             Filter s > 2
/// +- Aggregate [g], [g, sum(a) s]  =>  +- Aggregate [g], [g, sum(a) s]
///    +- child                             +- Filter g > 1
///                                            +- child
///
/// Filter (p > 1 AND r = 1)               Filter r = 1
/// +- Window [rank() AS r], [p], [o]  =>  +- Window [rank() AS r], [p], [o]
///    +- child                               +- Filter p > 1
///                                              +- child
/// </code>
/// Conditions and what they move past must be deterministic. A condition that can fail moves only together with all conditions before it,
/// which may keep the rows from it that it fails on. Under a <c>Generate</c> move conditions over columns of its input. Not under LIMIT or OFFSET. An aggregation without grouping columns has a row even
/// without input, so nothing moves under it. A condition that tells equal values of a group apart, as <c>1 / x</c> does -0.0 and 0.0, stays above it. Spark: <c>PushPredicateThroughNonJoin</c>,
/// which moves those too.
/// </remarks>
public sealed class PushDownPredicates : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformDown(NodeKinds.Filter, static node => node is Filter filter && filter.Condition.IsDeterministic ? Push(filter) : node);

    private static LogicalPlan Push(Filter filter) => filter.Child switch
    {
        Project project when project.ProjectList.All(e => e.IsDeterministic) => project with
        {
            Child = new Filter(Substitution.Apply(filter.Condition, Substitution.Of(project.ProjectList)), project.Child),
        },
        Sort sort => sort with { Child = filter with { Child = sort.Child } },
        Distinct distinct => distinct with { Child = filter with { Child = distinct.Child } },
        SubqueryAlias alias => alias with { Child = filter with { Child = alias.Child } },
        Union union => union with { Inputs = union.Inputs.Map(input => PushIntoInput(filter.Condition, union, input)) },
        Aggregate { GroupingExpressions.IsEmpty: false } aggregate => PushThroughAggregate(filter, aggregate),
        Window { PartitionBy.IsEmpty: false } window => PushThroughWindow(filter, window, window.PartitionBy),
        WindowGroupLimit { PartitionBy.IsEmpty: false } limit => PushThroughWindow(filter, limit, limit.PartitionBy),
        Generate generate when generate.Generator.IsDeterministic => PushThroughGenerate(filter, generate),
        _ => filter,
    };

    private static LogicalPlan PushIntoInput(Expression condition, Union union, LogicalPlan input)
    {
        var map = new Dictionary<ExprId, Expression>();
        for (var i = 0; i < union.Output.Count; i++)
            map[union.Output[i].ExprId] = input.Output[i];
        return new Filter(Substitution.Apply(condition, map), input);
    }

    /// <summary>Conditions over columns of the input alone. One that can fail may do so on a row that the generator makes nothing of, and stays.</summary>
    private static LogicalPlan PushThroughGenerate(Filter filter, Generate generate)
    {
        var input = generate.Child.OutputSet;
        var pushed = new List<Expression>();
        var kept = new List<Expression>();
        foreach (var condition in And.Split(filter.Condition))
            (condition.References.IsSubsetOf(input) && !condition.CanFail ? pushed : kept).Add(condition);
        if (pushed.Count == 0)
            return filter;
        LogicalPlan result = generate with { Child = new Filter(And.Of([.. pushed]), generate.Child) };
        return kept.Count == 0 ? result : new Filter(And.Of([.. kept]), result);
    }

    private static LogicalPlan PushThroughAggregate(Filter filter, Aggregate aggregate)
    {
        if (!aggregate.GroupingExpressions.All(e => e.IsDeterministic))
            return filter;

        // Columns of the result that are grouping expressions: for them the condition means the same before grouping.
        var grouping = aggregate.GroupingExpressions.Select(e => e.Canonicalized).ToHashSet();
        var groupingOutputs = AttributeSet.Of(
            aggregate.AggregateExpressions.Where(e => grouping.Contains(e.Canonicalized)).Select(e => ((INamedExpression)e).ToAttribute()));
        var (pushed, kept) = Divide(filter.Condition, groupingOutputs);
        if (pushed.Count == 0)
            return filter;
        var below = Substitution.Apply(And.Of([.. pushed]), Substitution.Of(aggregate.AggregateExpressions));
        LogicalPlan result = aggregate with { Child = new Filter(below, aggregate.Child) };
        return kept.Count == 0 ? result : new Filter(And.Of([.. kept]), result);
    }

    /// <summary>Whole partitions are left out by conditions on what they have in common.</summary>
    private static LogicalPlan PushThroughWindow(Filter filter, UnaryNode window, EquatableArray<Expression> partitionBy)
    {
        var (pushed, kept) = Divide(filter.Condition, AttributeSet.Of(partitionBy.OfType<AttributeReference>()));
        if (pushed.Count == 0)
            return filter;
        var result = window.WithChildren([new Filter(And.Of([.. pushed]), window.Child)]);
        return kept.Count == 0 ? result : new Filter(And.Of([.. kept]), result);
    }

    /// <summary>The conditions on some columns alone, and the others.</summary>
    private static (List<Expression> Pushed, List<Expression> Kept) Divide(Expression condition, AttributeSet columns)
    {
        var pushed = new List<Expression>();
        var kept = new List<Expression>();
        foreach (var part in And.Split(condition))
        {
            var moves = !part.References.IsEmpty && part.References.IsSubsetOf(columns) && (kept.Count == 0 || !part.CanFail) && !EqualForms.AreToldApart(part);
            (moves ? pushed : kept).Add(part);
        }

        return (pushed, kept);
    }
}
