using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Where a subquery may refer to the query around it: in filters, projections, joins and generators that no operator lies above which would have to keep rows for which there is nothing. Spark:
/// <c>CheckAnalysis.checkCorrelationsInSubquery</c>, <c>checkSubqueryExpression</c>.
/// </summary>
internal static class SubqueryChecks
{
    /// <summary>The query of a subquery.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY</c>.</exception>
    public static void CheckCorrelations(LogicalPlan plan)
    {
        if (plan.ContainsAny(NodeKinds.OuterReference))
            Check(plan, canRefer: true);
    }

    /// <summary>A LATERAL join: the subquery is evaluated once for equal rows of the left side, in an order of its own, so that it must not depend on chance where there are several.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY</c>.</exception>
    public static void CheckLateral(LateralJoin join)
    {
        if (join.Condition is { IsDeterministic: false } condition)
            throw AnalysisErrors.LateralCondition(condition);
        var subquery = (LateralSubquery)join.Right;
        if (subquery.Plan.ContainsAny(NodeKinds.Nondeterministic) && join.Left.MaxRows is not <= 1)
            throw AnalysisErrors.NondeterministicLateral(subquery);
    }

    /// <summary>A subquery in a join's condition refers to one side at most.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION</c>.</exception>
    public static void CheckJoinCondition(Join join)
    {
        if (join.Condition?.ContainsAny(NodeKinds.Subquery) != true)
            return;
        foreach (var subquery in join.Condition.Collect<SubqueryExpression>())
        {
            var references = AttributeSet.Of(subquery.OuterReferences.OfType<AttributeReference>());
            if (references.Intersects(join.Left.OutputSet) && references.Intersects(join.Right.OutputSet))
                throw AnalysisErrors.CorrelationInJoinCondition(subquery);
        }
    }

    private static void Check(LogicalPlan plan, bool canRefer)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.OuterReference))
            return;
        CheckExpressions(plan, canRefer);
        switch (plan)
        {
            case Join { Type: JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti } join:
                Check(join.Left, canRefer);
                Check(join.Right, canRefer: false);
                break;
            case Join { Type: JoinType.RightOuter } join:
                Check(join.Left, canRefer: false);
                Check(join.Right, canRefer);
                break;
            default:
                var isTransparent = plan is Filter or Project or Aggregate or Window or Distinct or Sort or SubqueryAlias or Generate or Limit or Offset or Union or SetOperation
                    or Repartition or RepartitionByExpression or WithCte or CteRelationDefinition or LateralJoin or Join { Type: JoinType.Inner or JoinType.Cross };
                foreach (var child in plan.Children)
                    Check(child, canRefer && isTransparent);
                break;
        }
    }

    private static void CheckExpressions(LogicalPlan plan, bool canRefer)
    {
        foreach (var expression in plan.Expressions)
        {
            if (!OuterReferences.IsIn(expression))
                continue;
            if (!canRefer)
                throw AnalysisErrors.OuterColumnNotAllowed(plan, expression);
            foreach (var aggregate in expression.Collect<AggregateExpression>())
            {
                if (OuterReferences.IsIn(aggregate) && !aggregate.References.IsEmpty)
                    throw AnalysisErrors.MixedAggregate(aggregate);
            }

            if (plan is not (Filter or Project or Join or Generate or LateralJoin))
                throw AnalysisErrors.CorrelatedReference(expression);
        }
    }
}
