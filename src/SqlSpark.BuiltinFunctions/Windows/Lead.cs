using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>lead(a, n, d)</c>: the value n rows after the current one, d where there is no such row.</summary>
/// <remarks>Spark: <c>Lead</c> in windowExpressions.scala.</remarks>
internal static class Lead
{
    public static readonly WindowFunction Definition = new("lead")
    {
        Group = FunctionGroup.Window,
        Since = "2.0.0",
        Usage = "lead(input[, offset[, default]]) - Returns the value of input offset rows after the row, 1 unless given; without such a row default, NULL unless given.",
        Examples = [new("SELECT a, lead(a) OVER (ORDER BY a), lead(a, 2, 0) OVER (ORDER BY a) FROM VALUES (20), (10), (30) AS tab(a)", "10\t20\t30\n20\t30\t0\n30\tNULL\t0")],
        TreatsNulls = true,
        Overloads = NeighborRow.Overloads(1),
    };
}
