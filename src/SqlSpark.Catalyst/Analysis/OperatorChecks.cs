using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>What an operator owes once its expressions are resolved: where aggregates, windows and chance may stand. Spark: <c>CheckAnalysis</c>.</summary>
internal static class OperatorChecks
{
    private const NodeKinds Special = NodeKinds.AggregateExpression | NodeKinds.WindowExpression | NodeKinds.GroupingAnalytics;

    /// <summary>The operator itself.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">It is not valid.</exception>
    public static T Checked<T>(T plan)
        where T : LogicalPlan
    {
        switch (plan)
        {
            case Filter filter:
                CheckFilter(filter);
                break;
            case Aggregate aggregate:
                CheckAggregate(aggregate);
                break;
            case Join join:
                CheckCondition(join, join.Condition);
                break;
            case LateralJoin join:
                CheckCondition(join, join.Condition);
                break;
            case SetOperation operation:
                CheckComparable(operation.Left.Output);
                break;
            case Project project:
                CheckGroupingFunctions(project);
                break;
            case Window:
                break;
            default:
                CheckPlain(plan);
                break;
        }

        return plan;
    }

    /// <summary>An item over an aggregation that lateral aliases split off: it reads what the aggregation gives, or another item.</summary>
    public static void CheckGrouped(Expression item, Aggregate aggregate, EquatableArray<Expression> items)
    {
        foreach (var reference in item.References)
        {
            if (!aggregate.OutputSet.Contains(reference) && !items.Any(i => i is Alias alias && alias.ExprId == reference.ExprId))
                throw NotGrouped(reference, aggregate);
        }
    }

    private static void CheckFilter(Filter filter)
    {
        if (filter.Condition.DataType is not BooleanType)
            throw AnalysisErrors.FilterNotBoolean(filter.Condition);
        CheckGroupingFunctions(filter);
        if (SpecialIn(filter.Condition) is { Count: > 0 } special)
            throw AnalysisErrors.InvalidWhere(filter.Condition, special);
    }

    private static void CheckCondition(LogicalPlan join, Expression? condition)
    {
        if (condition is null)
            return;
        if (condition.DataType is not BooleanType)
            throw AnalysisErrors.JoinConditionNotBoolean(condition);
        CheckPlain(join);
        if (join is Join { } plain)
            SubqueryChecks.CheckJoinCondition(plain);
        if (!condition.IsDeterministic)
            throw AnalysisErrors.Nondeterministic(condition);
    }

    /// <summary>Operators that host neither aggregates nor windows nor chance.</summary>
    private static void CheckPlain(LogicalPlan plan)
    {
        CheckGroupingFunctions(plan);
        foreach (var expression in plan.Expressions)
        {
            if (expression.ContainsAny(NodeKinds.RewriteCall) && plan is not (Join or LateralJoin) && Find(expression, e => e is RewriteCall { IsSqlFunction: true }) is RewriteCall call)
                throw AnalysisErrors.SqlFunctionNotAllowed(call, plan);
            if (SpecialIn(expression) is { Count: > 0 } special)
                throw AnalysisErrors.UnsupportedExpressions(special);
            if (expression.ContainsAny(NodeKinds.Subquery) && plan is not (Join or LateralJoin)
                && expression.Exists(e => e is InSubquery or Expressions.Exists))
            {
                throw AnalysisErrors.UnsupportedSubqueryPlace(expression, plan);
            }

            if (expression.ContainsAny(NodeKinds.Subquery) && expression.Exists(e => e is ScalarSubquery { IsCorrelated: true }))
                throw AnalysisErrors.UnsupportedScalarSubqueryPlace(expression, plan);
        }
    }

    private static void CheckGroupingFunctions(LogicalPlan plan)
    {
        foreach (var expression in plan.Expressions)
        {
            if (expression.ContainsAny(NodeKinds.GroupingAnalytics) && Find(expression, e => e is Grouping or GroupingId) is { } function)
                throw AnalysisErrors.UnsupportedGrouping(function);
        }
    }

    private static List<Expression> SpecialIn(Expression expression)
    {
        var found = new List<Expression>();
        if (expression.ContainsAny(Special))
        {
            expression.ForEach(e =>
            {
                if (e is AggregateExpression or WindowExpression)
                    found.Add(e);
            });
        }

        return found;
    }

    private static void CheckAggregate(Aggregate aggregate)
    {
        CheckGroupingFunctions(aggregate);
        var keys = new HashSet<ExprId>();
        foreach (var grouping in aggregate.GroupingExpressions)
        {
            if (grouping.ContainsAny(NodeKinds.AggregateExpression) && AggregateFinder.Contains(grouping))
                throw AnalysisErrors.GroupByAggregate(grouping);
            if (grouping.ContainsAny(NodeKinds.WindowExpression))
                throw AnalysisErrors.UnsupportedExpressions(SpecialIn(grouping));
            if (!grouping.DataType.IsHashable)
                throw AnalysisErrors.GroupByType(grouping);
            if (grouping is AttributeReference attribute)
                keys.Add(attribute.ExprId);
        }

        foreach (var item in aggregate.AggregateExpressions)
            CheckItem(item is Alias alias ? alias.Child : item, aggregate, keys);
    }

    private static void CheckItem(Expression expression, Aggregate aggregate, HashSet<ExprId> keys)
    {
        DeepStack.Guard();
        switch (expression)
        {
            case AggregateExpression call:
                CheckArguments(call);
                return;
            case AttributeReference attribute:
                if (!keys.Contains(attribute.ExprId))
                    throw NotGrouped(attribute, aggregate);
                return;
            case Literal or OuterReference:
                return;
            case WindowExpression { Function: AggregateExpression over } window:
                foreach (var argument in over.Children)
                    CheckItem(argument, aggregate, keys);
                CheckItem(window.Spec, aggregate, keys);
                return;
        }

        foreach (var grouping in aggregate.GroupingExpressions)
        {
            if (grouping.GetType() == expression.GetType() && grouping.SemanticEquals(expression))
                return;
        }

        foreach (var child in expression.Children)
            CheckItem(child, aggregate, keys);
    }

    private static void CheckArguments(AggregateExpression call)
    {
        foreach (var argument in call.Call.Arguments)
        {
            if (argument.ContainsAny(NodeKinds.WindowExpression))
                throw AnalysisErrors.AggregatedWindow(call);
            if (AggregateFinder.Contains(argument))
                throw AnalysisErrors.NestedAggregate(call);
            if (!argument.IsDeterministic)
                throw AnalysisErrors.NondeterministicAggregate(call);
        }
    }

    private static Core.Errors.SqlSparkException NotGrouped(AttributeReference attribute, Aggregate aggregate) =>
        aggregate.GroupingExpressions.IsEmpty ? AnalysisErrors.MissingGroupBy(attribute) : AnalysisErrors.MissingAggregation(attribute);

    private static void CheckComparable(EquatableArray<AttributeReference> columns)
    {
        foreach (var column in columns)
        {
            if (column.Type.Exists(t => t is MapType))
                throw AnalysisErrors.SetOperationType("MAP", column);
            if (column.Type.Exists(t => t is VariantType))
                throw AnalysisErrors.SetOperationType("VARIANT", column);
        }
    }

    private static Expression? Find(Expression expression, Func<Expression, bool> predicate)
    {
        Expression? found = null;
        expression.ForEach(e => found ??= predicate(e) ? e : null);
        return found;
    }
}
