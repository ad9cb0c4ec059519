using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>Counts what the columns of rows in a plan hold.</summary>
internal static class LocalColumns
{
    /// <summary>Exact statistics of all columns; least and greatest value of numbers, dates and the like alone.</summary>
    public static Dictionary<ExprId, ColumnStatistics> Of(LocalRelation relation)
    {
        var columns = new Dictionary<ExprId, ColumnStatistics>(relation.Attributes.Count);
        for (var i = 0; i < relation.Attributes.Count; i++)
            columns[relation.Attributes[i].ExprId] = Of(relation, i);
        return columns;
    }

    private static ColumnStatistics Of(LocalRelation relation, int column)
    {
        var type = relation.Attributes[column].Type;
        var distinct = new HashSet<object>();
        object? min = null;
        object? max = null;
        var nulls = 0L;
        foreach (var row in relation.Rows)
        {
            if (row[column] is not { } value)
            {
                nulls++;
                continue;
            }

            if (!distinct.Add(value) || NumericValue.Of(value, type) is not { } number)
                continue;
            if (min is null || number < NumericValue.Of(min, type))
                min = value;
            if (max is null || number > NumericValue.Of(max, type))
                max = value;
        }

        return new ColumnStatistics(distinct.Count, min, max, nulls);
    }
}
