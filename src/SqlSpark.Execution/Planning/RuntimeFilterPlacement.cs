using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Aggregates;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Joins;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Operators.Locals;
using SqlSpark.Execution.Operators.Recursions;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Operators.Samples;
using SqlSpark.Execution.Operators.Scans;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Operators.Unions;

namespace SqlSpark.Execution.Planning;

/// <summary>Finds the scans that can leave out rows by what joins keep.</summary>
/// <remarks>
/// <code>
/// HashJoin [a], [b], Inner, BuildRight               HashJoin [a], [b], Inner, BuildRight  filter#0(b)
/// :- HashAggregate(keys=[a], ...)                    :- HashAggregate(keys=[a], ...)
/// :  +- HashJoin [a], [d], LeftOuter, BuildRight =>  :  +- HashJoin [a], [d], LeftOuter, BuildRight
/// :     :- BatchScan [a, c]                          :     :- BatchScan [a, c]  filter#0(a)
/// :     +- BatchScan [d]                             :     +- BatchScan [d]  filter#1(d)
/// +- Filter (b > 7)                                  +- Filter (b > 7)
/// </code>
/// Rows of the side that streams may be left out where the join drops those without a match. A filter goes down to a scan as long as the rows with other values of the
/// column than it keeps make no other rows than those which the join drops: through projections of the column itself, filters, grouping by the column, joins that hand its side
/// on, and with a join's key to its other side. It stops where rows count by their number or neighbors: LIMIT, samples, positions, windows.
/// A kept side that nothing has narrowed has, as a rule, all keys: it makes no filter. A join without keys whose kept side has one row makes filters of its comparisons with that row's values.
/// </remarks>
internal sealed class RuntimeFilterPlacement
{
    private int _nextTarget;

    private RuntimeFilterPlacement()
    {
    }

    /// <summary>The plan with filters where they may pay.</summary>
    public static PhysicalPlan Place(PhysicalPlan plan) => new RuntimeFilterPlacement().Place(plan, []);

    private PhysicalPlan Place(PhysicalPlan plan, ImmutableArray<Wanted> filters)
    {
        DeepStack.Guard();
        return plan switch
        {
            BatchScanExec scan => filters.IsEmpty ? scan : PlaceAtScan(scan, filters),
            ComputeExec compute => WithChild(compute, Through(compute, filters)),
            HashAggregateExec aggregate => WithChild(aggregate, [.. filters.Where(f => f.Column < aggregate.Grouping.Count).Select(static f => f with { IsDear = true })]),
            SortExec sort => WithChild(sort, filters),
            UnionExec union => union.WithChildren(union.Children.MapUnchanged(input => Place(input, filters))),
            HashJoinExec join => PlaceInJoin(join, filters),
            NestedLoopJoinExec join => PlaceInNestedLoop(join, filters),
            RangeJoinExec join => PlaceInSides(join, filters),

            // A filter is made once; what a step joins with differs from step to step.
            UnionLoopExec loop => loop.WithChildren([Place(loop.Anchor, []), loop.Recursion]),
            _ => plan.Children.IsEmpty ? plan : plan.WithChildren(plan.Children.MapUnchanged(child => Place(child, []))),
        };
    }

    private PhysicalPlan WithChild(UnaryExec node, ImmutableArray<Wanted> filters)
    {
        var child = Place(node.Child, filters);
        return ReferenceEquals(child, node.Child) ? node : node.WithChildren([child]);
    }

    // What a scan cannot do itself pays only when more than the join follows.
    private BatchScanExec PlaceAtScan(BatchScanExec scan, ImmutableArray<Wanted> filters)
    {
        var targets = scan.Filters;
        foreach (var filter in filters)
        {
            if (!filter.IsDear && !scan.Scan.AppliesRuntimeFilters)
                continue;
            var target = new RuntimeFilterTarget(_nextTarget++, filter.Column, scan.Attributes[filter.Column].Type);
            filter.Source.Targets.Add(target);
            targets = targets.Add(target);
        }

        return targets.IsEmpty ? scan : scan with { Filters = targets };
    }

    private static ImmutableArray<Wanted> Through(ComputeExec compute, ImmutableArray<Wanted> filters)
    {
        for (var i = compute.Steps.Count - 1; i >= 0 && !filters.IsEmpty; i--)
        {
            var step = compute.Steps[i];
            if (step.IsPositional)
                return [];
            if (step.Bound is ProgramStep.Project project)
                filters = [.. filters.Where(f => project.Expressions[f.Column] is BoundReference).Select(f => f with { Column = ((BoundReference)project.Expressions[f.Column]).Ordinal })];
        }

        return filters;
    }

    private PhysicalPlan PlaceInJoin(HashJoinExec join, ImmutableArray<Wanted> filters)
    {
        var (left, right) = Divide(join, filters);
        if (!join.IsNullAware)
        {
            var (fromLeft, fromRight) = (left, right);
            foreach (var key in join.Keys)
            {
                right = right.AddRange(fromLeft.Where(f => f.Column == key.LeftOrdinal).Select(f => f with { Column = key.RightOrdinal }));
                left = left.AddRange(fromRight.Where(f => f.Column == key.RightOrdinal).Select(f => f with { Column = key.LeftOrdinal }));
            }
        }

        var sources = new List<(int Key, Source Source)>();
        if (DropsProbeWithoutMatch(join) && IsNarrowed(join.BuildSide == BuildSide.Left ? join.Left : join.Right))
        {
            for (var k = 0; k < join.Keys.Count; k++)
            {
                var (probe, ordinal) = join.BuildSide == BuildSide.Left ? (join.Right, join.Keys[k].RightOrdinal) : (join.Left, join.Keys[k].LeftOrdinal);
                if (join.Keys[k].IsNullSafe || !RuntimeFilterBuilder.CanFilter(probe.Output[ordinal].Type))
                    continue;
                var source = new Source();
                sources.Add((k, source));
                ref var side = ref join.BuildSide == BuildSide.Left ? ref right : ref left;
                side = side.Add(new Wanted(source, ordinal, IsDear: false));
            }
        }

        var placed = WithSides(join, left, right);
        var made = sources.Where(static s => s.Source.Targets.Count > 0).Select(static s => new RuntimeFilterSource(s.Key, [.. s.Source.Targets])).ToImmutableArray();
        return made.IsEmpty ? placed : (HashJoinExec)placed with { Filters = [.. made] };
    }

    private PhysicalPlan PlaceInNestedLoop(NestedLoopJoinExec join, ImmutableArray<Wanted> filters)
    {
        if (!join.KeepsOneRow || join.Condition is null || join.ExistsAttribute is not null || join.Type is not (JoinType.Inner or JoinType.Cross or JoinType.LeftSemi))
            return PlaceInSides(join, filters);
        var (left, right) = Divide(join, filters);
        var keepsLeft = join.KeptSide == BuildSide.Left;
        var (probe, kept) = keepsLeft ? (join.Right.Output, join.Left.Output) : (join.Left.Output, join.Right.Output);
        var sources = new List<(Comparison Condition, int Column, Source Source)>();
        foreach (var condition in And.Split(join.Condition).OfType<Comparison>())
        {
            if (ColumnOf(condition, probe, kept) is not (>= 0 and var column))
                continue;
            var source = new Source();
            sources.Add((condition, column, source));
            ref var side = ref keepsLeft ? ref right : ref left;
            side = side.Add(new Wanted(source, column, IsDear: false));
        }

        var placed = WithSides(join, left, right);
        var made = sources.Where(static s => s.Source.Targets.Count > 0)
            .Select(s => new RuntimeBoundSource(s.Condition, probe[s.Column], kept, [.. s.Source.Targets])).ToImmutableArray();
        return made.IsEmpty ? placed : (NestedLoopJoinExec)placed with { Bounds = [.. made] };
    }

    /// <summary>The column of the side that streams, perhaps cast, that a condition compares with something of the kept side; -1 where it does something else.</summary>
    private static int ColumnOf(Comparison condition, EquatableArray<AttributeReference> probe, EquatableArray<AttributeReference> kept)
    {
        if (condition.Operator is ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe || !condition.IsDeterministic)
            return -1;      // equalities have keys
        var keptColumns = AttributeSet.Of(kept);
        foreach (var (one, other) in (ReadOnlySpan<(Expression, Expression)>)[(condition.Left, condition.Right), (condition.Right, condition.Left)])
        {
            var value = one;
            while (value is Cast cast)
                value = cast.Child;
            if (value is not AttributeReference column || other.References.IsEmpty || !other.References.IsSubsetOf(keptColumns))
                continue;
            for (var i = 0; i < probe.Count; i++)
            {
                if (probe[i].ExprId == column.ExprId && RuntimeFilterBuilder.CanFilter(column.Type) && column.Type is not StringType { IsBinaryCollation: false })
                    return i;
            }
        }

        return -1;
    }

    private PhysicalPlan PlaceInSides(JoinExec join, ImmutableArray<Wanted> filters)
    {
        var (left, right) = Divide(join, filters);
        return WithSides(join, left, right);
    }

    private PhysicalPlan WithSides(JoinExec join, ImmutableArray<Wanted> left, ImmutableArray<Wanted> right) =>
        join.WithChildren([Place(join.Left, left), Place(join.Right, right)]);

    /// <summary>The filters that may go on to each side: those of its columns where rows without a match on the other side do not lose them.</summary>
    private static (ImmutableArray<Wanted> Left, ImmutableArray<Wanted> Right) Divide(JoinExec join, ImmutableArray<Wanted> filters)
    {
        var leftCount = join.Left.Output.Count;
        var left = join.Type is JoinType.FullOuter or JoinType.RightOuter ? [] : filters.Where(f => f.Column < leftCount);
        var right = join.Type is JoinType.Inner or JoinType.Cross or JoinType.RightOuter ? filters.Where(f => f.Column >= leftCount).Select(f => f with { Column = f.Column - leftCount }) : [];
        return ([.. left.Select(static f => f with { IsDear = true })], [.. right.Select(static f => f with { IsDear = true })]);
    }

    /// <summary>True when a row of the side that streams comes out, or counts, only with a match.</summary>
    private static bool DropsProbeWithoutMatch(HashJoinExec join) => (join.Type, join.BuildSide) switch
    {
        (JoinType.Inner or JoinType.Cross, _) => true,
        (JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti, BuildSide.Left) => true,
        (JoinType.LeftSemi, BuildSide.Right) => join.ExistsAttribute is null,
        (JoinType.RightOuter, BuildSide.Right) => true,
        _ => false,
    };

    /// <summary>True when a plan may bring fewer keys than there are: something below has left out rows.</summary>
    private static bool IsNarrowed(PhysicalPlan plan)
    {
        DeepStack.Guard();
        return plan switch
        {
            ComputeExec compute => compute.Steps.Any(static step => step.Bound is ProgramStep.Filter && LeavesOut(step.Expressions[0])) || IsNarrowed(compute.Child),
            HashAggregateExec { Grouping.Count: 0 } => true,
            LocalTableScanExec or LimitExec or TakeOrderedAndProjectExec or SampleExec or RangeJoinExec or NestedLoopJoinExec { Condition: not null } => true,
            JoinExec { Type: JoinType.LeftSemi, ExistsAttribute: null } or JoinExec { Type: JoinType.LeftAnti } => true,
            JoinExec { Type: JoinType.LeftOuter } join => IsNarrowed(join.Left),
            JoinExec { Type: JoinType.RightOuter } join => IsNarrowed(join.Right),
            _ => plan.Children.Any(IsNarrowed),
        };
    }

    // That a key is not NULL is asked of all rows that are joined.
    private static bool LeavesOut(Expression condition) => And.Split(condition).Any(static c => c is not IsNotNull);

    /// <summary>A filter on its way to scans.</summary>
    /// <param name="Source">The key that makes it.</param>
    /// <param name="Column">The column where it has arrived.</param>
    /// <param name="IsDear">True when rows pass more than projections and filters before they reach the join.</param>
    private readonly record struct Wanted(Source Source, int Column, bool IsDear);

    private sealed class Source
    {
        public List<RuntimeFilterTarget> Targets { get; } = [];
    }
}
