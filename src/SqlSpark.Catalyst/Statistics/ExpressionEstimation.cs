using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>What is estimated of the values of an expression, from those of the columns that it reads.</summary>
internal static class ExpressionEstimation
{
    private const double DaysOfYear = 365.25;

    /// <summary>An expression over the columns of an input: it has no more values than its columns have together, and parts of dates as many as there are.</summary>
    public static ColumnEstimate Of(Expression expression, PlanStatistics input)
    {
        switch (expression)
        {
            case Alias alias:
                return Of(alias.Child, input);
            case AttributeReference attribute:
                return input.Estimate(attribute.ExprId);
            case ScalarCall { Arguments: [AttributeReference date], Function.Name: "year" or "quarter" or "month" or "day" or "dayofweek" or "weekday" } call:
                var column = input.Estimate(date.ExprId);
                return Computed(column, Math.Min(column.DomainCount, PartsOf(call.Function.Name, column.RangeOf(date.Type))));
            case { IsDeterministic: false } or AggregateExpression or WindowExpression or SubqueryExpression:
                return ColumnEstimate.Unknown;
            default:
                return OfColumns(expression, input);
        }
    }

    private static double PartsOf(string function, double days) => function switch
    {
        "year" => Math.Ceiling(days / DaysOfYear) + 1,
        "quarter" => 4,
        "month" => 12,
        "day" => 31,
        _ => 7,
    };

    private static ColumnEstimate OfColumns(Expression expression, PlanStatistics input)
    {
        if (expression.ContainsAny(Trees.NodeKinds.AggregateExpression | Trees.NodeKinds.WindowExpression | Trees.NodeKinds.Subquery))
            return ColumnEstimate.Unknown;
        var result = new ColumnEstimate(ColumnStatistics.Unknown, 1, true, null);
        foreach (var attribute in expression.References)
        {
            var column = input.Estimate(attribute.ExprId);
            result = Computed(column, result.DomainCount * column.DomainCount) with { IsCounted = result.IsCounted && column.IsCounted };
        }

        return result;
    }

    private static ColumnEstimate Computed(ColumnEstimate source, double domainCount) =>
        source with { Statistics = ColumnStatistics.Unknown with { NullCount = source.Statistics.NullCount is 0 ? 0 : null }, DomainCount = domainCount };
}
