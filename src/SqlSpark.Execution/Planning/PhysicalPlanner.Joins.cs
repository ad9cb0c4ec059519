using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.JoinOrder;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Joins;

namespace SqlSpark.Execution.Planning;

/// <summary>Plans joins.</summary>
/// <remarks>
/// <code>
/// Join Inner, (a + 1 = b AND a &lt; c)           Compute Project [a, b, c]
/// :- left [a]                           =>    +- HashJoin [k], [b], Inner, BuildRight, a &lt; c
/// +- right [b, c]                                :- Compute Project [a, a + 1 AS k]
///                                                :  +- left
///                                                +- right
/// </code>
/// Equalities become keys, the other conditions stay with the join. The side is kept in memory that <see cref="JoinCost"/> chooses.
/// </remarks>
internal sealed partial class PhysicalPlanner
{
    private readonly StatisticsEstimator _statistics = new();

    private PhysicalPlan PlanJoin(Join join)
    {
        if (TryPlanNotIn(join) is { } notIn)
            return notIn;
        var type = join.Type == JoinType.Existence ? JoinType.LeftSemi : join.Type;
        var parts = EquiJoinKeys.Of(join);
        var keys = parts.Keys.Where(key => CanHash(key.Left.DataType)).ToEquatableArray();
        EquatableArray<Expression> rest = [.. parts.Rest, .. parts.Keys.Where(key => !CanHash(key.Left.DataType)).Select(ToCondition)];
        var condition = rest.IsEmpty ? null : And.Of(rest.AsSpan());
        var (left, right) = (Plan(join.Left), Plan(join.Right));
        if (keys.IsEmpty)
        {
            return (condition is null ? null : TryPlanRange(join, type, condition, left, right)) ?? PlanNestedLoop(join, type, condition, left, right);
        }

        left = WithKeys(left, keys.Map(key => key.Left), out var leftOrdinals);
        right = WithKeys(right, keys.Map(key => key.Right), out var rightOrdinals);
        var joinKeys = Enumerable.Range(0, keys.Count).Select(i => new JoinKey(leftOrdinals[i], rightOrdinals[i], keys[i].IsNullSafe)).ToEquatableArray();
        var planned = new HashJoinExec(left, right, type, ChooseBuildSide(join, keys), joinKeys, condition) { ExistsAttribute = join.ExistsAttribute };
        return WithOutput(planned, join);
    }

    private NestedLoopJoinExec PlanNestedLoop(Join join, JoinType type, Expression? condition, PhysicalPlan left, PhysicalPlan right)
    {
        var planned = new NestedLoopJoinExec(left, right, type, condition) { ExistsAttribute = join.ExistsAttribute };
        if (type is JoinType.Inner or JoinType.Cross && join.Left.MaxRows <= 1 && join.Right.MaxRows is not <= 1)
            planned = planned with { KeptSide = BuildSide.Left };       // the order of rows is that of the left side all the same
        return planned with { KeepsOneRow = (planned.KeptSide == BuildSide.Left ? join.Left : join.Right).MaxRows <= 1 };
    }

    /// <summary>a NOT IN (query of b), a join over a = b OR (a = b) IS NULL: the one form of an anti join with NULLs that a table of keys can answer.</summary>
    private PhysicalPlan? TryPlanNotIn(Join join)
    {
        if (join is not { Type: JoinType.LeftAnti, Condition: Or { Conditions: [Comparison { Operator: ComparisonOperator.Equal } equal, IsNull { Child: var tested }] } }
            || !tested.Equals(equal) || EquiJoinKeys.Of(join with { Condition = equal }).Keys is not [var key] || !CanHash(key.Left.DataType))
        {
            return null;
        }

        var left = WithKeys(Plan(join.Left), [key.Left], out var leftOrdinals);
        var right = WithKeys(Plan(join.Right), [key.Right], out var rightOrdinals);
        return WithOutput(
            new HashJoinExec(left, right, JoinType.LeftAnti, BuildSide.Right, [new JoinKey(leftOrdinals[0], rightOrdinals[0], false)], null) { IsNullAware = true }, join);
    }

    private static PhysicalPlan WithOutput(PhysicalPlan planned, Join join) =>
        planned.Output.Select(a => a.ExprId).SequenceEqual(join.Output.Select(a => a.ExprId))
            ? planned
            : AddStep(planned, input => ComputeStep.Project(join.Output.Map(a => (Expression)a), input));

    /// <summary>The plan with the values of keys among its columns.</summary>
    private static PhysicalPlan WithKeys(PhysicalPlan plan, EquatableArray<Expression> keys, out int[] ordinals)
    {
        var columns = plan.Output.Map(a => (Expression)a).ToList();
        ordinals = new int[keys.Count];
        for (var i = 0; i < ordinals.Length; i++)
        {
            var key = keys[i].Canonicalized;
            var ordinal = columns.FindIndex(column => (column is Alias alias ? alias.Child : column).Canonicalized.Equals(key));
            if (ordinal < 0)
            {
                ordinal = columns.Count;
                columns.Add(new Alias(keys[i], "_joinkey"));
            }

            ordinals[i] = ordinal;
        }

        return columns.Count == plan.Output.Count ? plan : AddStep(plan, input => ComputeStep.Project(columns.ToEquatableArray(), input));
    }

    private BuildSide ChooseBuildSide(Join join, EquatableArray<EquiJoinKey> keys)
    {
        var (left, right) = (_statistics.Estimate(join.Left), _statistics.Estimate(join.Right));
        var (leftRows, rightRows) = left.RowCount is { } l && right.RowCount is { } r ? (l, r) : ((double)left.SizeInBytes, (double)right.SizeInBytes);
        var (leftRange, rightRange) = keys is [var key] ? (left.RangeOf(key.Left), right.RangeOf(key.Right)) : (double.PositiveInfinity, double.PositiveInfinity);
        return JoinCost.BuildsLeft(join.Type, leftRows, leftRange, rightRows, rightRange) ? BuildSide.Left : BuildSide.Right;
    }

    // Strings that are equal by collation have other bytes.
    private static bool CanHash(DataType type) => !type.Exists(static t => t is StringType { IsBinaryCollation: false });

    private static Expression ToCondition(EquiJoinKey key) =>
        new Comparison(key.IsNullSafe ? ComparisonOperator.EqualNullSafe : ComparisonOperator.Equal, key.Left, key.Right);
}
