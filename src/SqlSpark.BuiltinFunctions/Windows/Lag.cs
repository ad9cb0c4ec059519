using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>lag(a, n, d)</c>: the value n rows before the current one, d where there is no such row.</summary>
/// <remarks>Spark: <c>Lag</c> in windowExpressions.scala.</remarks>
internal static class Lag
{
    public static readonly WindowFunction Definition = new("lag")
    {
        Group = FunctionGroup.Window,
        Since = "2.0.0",
        Usage = "lag(input[, offset[, default]]) - Returns the value of input offset rows before the row, 1 unless given; without such a row default, NULL unless given.",
        Examples = [new("SELECT a, lag(a) OVER (ORDER BY a), lag(a, 2, 0) OVER (ORDER BY a) FROM VALUES (20), (10), (30) AS tab(a)", "10\tNULL\t0\n20\t10\t0\n30\t20\t10")],
        TreatsNulls = true,
        Overloads = NeighborRow.Overloads(-1),
    };
}
