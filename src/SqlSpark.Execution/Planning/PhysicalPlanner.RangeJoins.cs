using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Joins;

namespace SqlSpark.Execution.Planning;

/// <content>
/// Joins by inequalities alone.
/// <code>
/// Join Inner, (a &gt;= low AND a &lt;= b + 1 AND f(a, b))      Compute Project [a, low, b]
/// :- left [a]                                  =>    +- RangeJoin Inner, BuildRight: low &lt;= a, k &gt;= a; (a &gt;= low AND a &lt;= b + 1 AND f(a, b))
/// +- right [low, b]                                     :- left
///                                                       +- Compute Project [low, b, b + 1 AS k]
///                                                          +- right
/// </code>
/// One inequality of each direction bounds the candidates, the condition stays whole. What is compared must be orderable by its sort key and must not fail.
/// </content>
internal sealed partial class PhysicalPlanner
{
    private PhysicalPlan? TryPlanRange(Join join, JoinType type, Expression condition, PhysicalPlan left, PhysicalPlan right)
    {
        var inequalities = And.Split(condition).Select(member => InequalityOf(member, join)).OfType<Inequality>().ToArray();
        if (inequalities.Length == 0 || join.Left.MaxRows <= 1 || join.Right.MaxRows <= 1)
            return null;    // with one row, such as a scalar subquery's, there is nothing to look up
        var buildSide = ChooseBuildSide(join, []);
        var buildsLeft = buildSide == BuildSide.Left;
        var low = Array.Find(inequalities, found => found.IsLeftLess == buildsLeft);
        var high = Array.Find(inequalities, found => found.IsLeftLess != buildsLeft);
        Inequality[] used = [.. new[] { low, high }.OfType<Inequality>()];
        left = WithKeys(left, [.. used.Select(found => found.Left)], out var leftOrdinals);
        right = WithKeys(right, [.. used.Select(found => found.Right)], out var rightOrdinals);
        var (kept, probe) = buildsLeft ? (leftOrdinals, rightOrdinals) : (rightOrdinals, leftOrdinals);
        var range = new JoinRange(
            low is null ? -1 : kept[0], low is null ? -1 : probe[0], high is null ? -1 : kept[^1], high is null ? -1 : probe[^1]);
        return WithOutput(new RangeJoinExec(left, right, type, buildSide, range, condition) { ExistsAttribute = join.ExistsAttribute }, join);
    }

    private static Inequality? InequalityOf(Expression condition, Join join)
    {
        if (condition is not Comparison comparison || !condition.IsDeterministic || !HasSortWord(comparison.Left.DataType))
            return null;
        bool isLess;
        switch (comparison.Operator)
        {
            case ComparisonOperator.LessThan or ComparisonOperator.LessThanOrEqual:
                isLess = true;
                break;
            case ComparisonOperator.GreaterThan or ComparisonOperator.GreaterThanOrEqual:
                isLess = false;
                break;
            default:
                return null;
        }

        var (one, other) = (comparison.Left, comparison.Right);
        if (one.CanFail || other.CanFail)
            return null;
        if (IsOf(one, join.Left) && IsOf(other, join.Right))
            return new Inequality(one, other, isLess);
        return IsOf(one, join.Right) && IsOf(other, join.Left) ? new Inequality(other, one, !isLess) : null;
    }

    private static bool IsOf(Expression expression, LogicalPlan side) => !expression.References.IsEmpty && expression.References.IsSubsetOf(side.OutputSet);

    private static bool HasSortWord(DataType type) => CanHash(type) && type.PhysicalType
        is PhysicalType.Bool or PhysicalType.Int8 or PhysicalType.Int16 or PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.Int128
        or PhysicalType.Float32 or PhysicalType.Float64 or PhysicalType.View;

    /// <summary>An expression of the left side of a join that is less, or greater, than one of the right side, or equal.</summary>
    private sealed record Inequality(Expression Left, Expression Right, bool IsLeftLess);
}
