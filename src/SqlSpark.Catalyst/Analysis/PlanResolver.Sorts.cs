using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>ORDER BY, SORT BY, DISTRIBUTE BY, LIMIT and OFFSET.</content>
internal sealed partial class PlanResolver
{
    private LogicalPlan ResolveSort(Sort sort, QueryScope scope)
    {
        var child = Resolve(sort.Child, scope);
        var order = WithOrdinals(sort, child);
        var over = ResolveOver(order, child, scope, seesHidden: sort.Child is not PipeOperator, aggregateInputFirst: false);
        var (keys, input) = PullOutNondeterministic(over.Expressions, over.Child);
        return WithoutHidden(OperatorChecks.Checked(sort with { Order = keys, Child = input }), child);
    }

    /// <summary>Positions and ALL as columns of the select list.</summary>
    private EquatableArray<Expression> WithOrdinals(Sort sort, LogicalPlan child)
    {
        if (sort.IsGlobal && sort.Order is [SortOrder { Child: UnresolvedAttribute { NameParts: [var name] } all } only]
            && name.Equals("ALL", StringComparison.OrdinalIgnoreCase) && !IsColumn(all.NameParts, child))
        {
            return child.Output.Map(Expression (a) => only with { Child = a });
        }

        return Context.Conf.Get(SqlConf.OrderByOrdinal)
            ? sort.Order.MapUnchanged(key => key is SortOrder { Child: Literal { Value: int ordinal } literal } order
                ? order with { Child = ColumnAt(ordinal, literal, child) }
                : key)
            : sort.Order;
    }

    /// <summary>True when a key of ORDER BY finds a column of this name in the select list or, hidden, below it.</summary>
    private bool IsColumn(EquatableArray<string> name, LogicalPlan plan)
    {
        while (true)
        {
            if (ScopeOf(plan).Find(name, out _) is not null)
                return true;
            if (plan is Aggregate aggregate)
                return ScopeOf(aggregate.Child).Find(name, out _) is { } match && aggregate.GroupingExpressions.Any(g => g.SemanticEquals(match.Attribute));
            if (plan is Distinct or SubqueryAlias or not UnaryNode)
                return false;
            plan = plan.Children[0];
        }
    }

    private static AttributeReference ColumnAt(int ordinal, Literal literal, LogicalPlan child) => ordinal >= 1 && ordinal <= child.Output.Count
        ? child.Output[ordinal - 1]
        : throw AnalysisErrors.OrderByOrdinalOutOfRange(literal, ordinal, child.Output.Count);

    /// <summary>Sorting by rand() sorts by a column that is computed once.</summary>
    private static (EquatableArray<Expression> Keys, LogicalPlan Child) PullOutNondeterministic(EquatableArray<Expression> keys, LogicalPlan child)
    {
        if (keys.All(k => k.IsDeterministic))
            return (keys, child);
        var columns = new List<Expression>();
        var replaced = keys.MapUnchanged(key =>
        {
            if (key.IsDeterministic || key is not SortOrder order)
                return key;
            var alias = new Alias(order.Child, "_nondeterministic");
            columns.Add(alias);
            return order with { Child = alias.ToAttribute() };
        });
        return (replaced, Analyzed(new Project([.. child.Output, .. columns], child)));
    }

    private LogicalPlan ResolveRepartition(UnaryNode plan, QueryScope scope)
    {
        var child = Resolve(plan.Child, scope);
        var over = ResolveOver(plan.Expressions, child, scope, seesHidden: plan.Child is not PipeOperator, aggregateInputFirst: false);
        LogicalPlan resolved = plan is RepartitionByExpression repartition
            ? repartition with { Keys = over.Expressions, Child = over.Child }
            : (RebalancePartitions)plan with { Keys = over.Expressions, Child = over.Child };
        return WithoutHidden(OperatorChecks.Checked(resolved), child);
    }

    private LogicalPlan ResolveLimit(Limit limit, QueryScope scope)
    {
        var child = Resolve(limit.Child, scope);
        return limit with { LimitExpression = ResolveCount("limit", limit.LimitExpression, child, scope), Child = child };
    }

    private LogicalPlan ResolveOffset(Offset offset, QueryScope scope)
    {
        var child = Resolve(offset.Child, scope);
        return offset with { OffsetExpression = ResolveCount("offset", offset.OffsetExpression, child, scope), Child = child };
    }

    /// <summary>A number of rows: a constant INT that is neither NULL nor negative.</summary>
    private Expression ResolveCount(string clause, Expression written, LogicalPlan child, QueryScope scope)
    {
        var count = ResolverOver([child], scope).Resolve(written);
        if (!count.IsFoldable)
            throw AnalysisErrors.InvalidLimit("IS_UNFOLDABLE", clause, count);
        if (count is RewriteCall { IsSqlFunction: true } call)
            throw AnalysisErrors.SqlFunctionNotAllowed(call, new Limit(count, child));
        if (count.DataType is not IntegerType)
            throw AnalysisErrors.InvalidLimit("DATA_TYPE", clause, count, ("dataType", $"\"{count.DataType.Sql}\""));
        return ConstantFolder.TryFold(count) switch
        {
            null => count,
            { Value: int rows } when rows < 0 =>
                throw AnalysisErrors.InvalidLimit("IS_NEGATIVE", clause, count, ("v", rows.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            { Value: null } => throw AnalysisErrors.InvalidLimit("IS_NULL", clause, count),
            { } literal => literal,
        };
    }
}
