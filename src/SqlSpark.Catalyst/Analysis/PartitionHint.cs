using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>The hints COALESCE, REPARTITION, REPARTITION_BY_RANGE and REBALANCE. Spark: <c>ResolveCoalesceHints</c>.</summary>
internal static class PartitionHint
{
    /// <summary>The operator that the hint asks for, or null when it is another hint.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">The parameters make no sense.</exception>
    public static LogicalPlan? Resolve(UnresolvedHint hint, LogicalPlan child, ExpressionResolver resolver)
    {
        switch (hint.Name.ToUpperInvariant())
        {
            case "COALESCE":
                return hint.Parameters is [Literal { Value: int count }]
                    ? new Repartition(count, Shuffles: false, child)
                    : throw AnalysisErrors.InvalidCoalesceHint(hint.Name);
            case "REPARTITION":
                if (hint.Parameters is [Literal { Value: int partitions }])
                    return new Repartition(partitions, Shuffles: true, child);
                return ByKeys(hint, resolver, (keys, count) => new RepartitionByExpression(keys, count, child));
            case "REPARTITION_BY_RANGE":
                return ByKeys(hint, resolver, (keys, count) => keys.IsEmpty
                    ? throw AnalysisErrors.InvalidRepartitionHint(hint.Name)
                    : new RepartitionByExpression(keys.Map(Expression (k) => k is SortOrder ? k : new SortOrder(k)), count, child));
            case "REBALANCE":
                return ByKeys(hint, resolver, (keys, count) => new RebalancePartitions(keys, count, child));
            default:
                return null;
        }
    }

    private static LogicalPlan ByKeys(UnresolvedHint hint, ExpressionResolver resolver, Func<EquatableArray<Expression>, int?, LogicalPlan> build)
    {
        int? count = null;
        var keys = hint.Parameters;
        if (!keys.IsEmpty && keys[0] is Literal { Value: int number })
        {
            count = number;
            keys = EquatableArray.Create(keys.AsSpan()[1..]);
        }

        foreach (var key in keys)
        {
            if (key is Literal)
                throw AnalysisErrors.InvalidRepartitionHint(hint.Name);
        }

        return build(resolver.Resolve(keys), count);
    }
}
