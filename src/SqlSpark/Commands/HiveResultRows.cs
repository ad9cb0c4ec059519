using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Commands;

/// <summary>Rows as Hive's shell prints them, where they differ from cells joined by tabs. Spark: <c>HiveResult.hiveResultString</c>.</summary>
internal static class HiveResultRows
{
    private const int CellWidth = -20;

    /// <summary>A row of a plan.</summary>
    /// <param name="plan">The analyzed plan: it knows the command that made it.</param>
    /// <param name="cells">The cells as text.</param>
    public static string Row(LogicalPlan plan, IReadOnlyList<string> cells) => (plan as LocalRelation)?.Source switch
    {
        DescribeColumns => string.Join('\t', cells.Select(static cell => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(cell == "NULL" ? "" : cell),CellWidth}"))),
        ShowTables or ShowViews => cells[1],
        _ => string.Join('\t', cells),
    };
}
