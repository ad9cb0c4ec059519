using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Checks where a recursive query refers to itself: not where more rows of it could mean fewer rows or other values of the result. Spark:
/// <c>checkIfSelfReferenceIsPlacedCorrectly</c>.
/// </summary>
/// <param name="loopId">The query's loop.</param>
internal sealed class RecursivePlaces(long loopId)
{
    /// <summary>Definitions within the recursive part that refer to it; a reference to them is one to it.</summary>
    private readonly HashSet<long> _carriers = [];

    /// <summary>Checks the recursive part.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>INVALID_RECURSIVE_REFERENCE.PLACE</c>.</exception>
    public void Check(LogicalPlan step) => Check(step, isAllowed: true);

    private void Check(LogicalPlan plan, bool isAllowed)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.Recursion | NodeKinds.Cte))
            return;
        foreach (var expression in plan.Expressions)
        {
            foreach (var subquery in expression.Collect<SubqueryExpression>())
                Check(subquery.Plan, isAllowed);
        }

        switch (plan)
        {
            case UnionLoopReference reference when reference.LoopId == loopId && !isAllowed:
            case CteRelationReference carrier when _carriers.Contains(carrier.Id) && !isAllowed:
                throw AnalysisErrors.RecursiveReferencePlace();
            case CteRelationDefinition definition when Refers(definition.Child):
                _carriers.Add(definition.Id);
                Check(definition.Child, isAllowed);
                break;
            case Join join:
                Check(join.Left, isAllowed && join.Type is JoinType.Inner or JoinType.Cross or JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti);
                Check(join.Right, isAllowed && join.Type is JoinType.Inner or JoinType.Cross or JoinType.RightOuter);
                break;
            default:
                var isAllowedBelow = isAllowed && plan is not (Aggregate or Window or Sort) && !plan.Expressions.Any(e => e.ContainsAny(NodeKinds.WindowExpression));
                foreach (var child in plan.Children)
                    Check(child, isAllowedBelow);
                break;
        }
    }

    private bool Refers(LogicalPlan plan)
    {
        var refers = false;
        plan.ForEachWithSubqueries(node =>
            refers |= node is UnionLoopReference reference ? reference.LoopId == loopId : node is CteRelationReference carrier && _carriers.Contains(carrier.Id));
        return refers;
    }
}
