using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>last(a)</c>: the value of the last row, or of those that are not NULL.</summary>
/// <remarks>Spark: <c>Last</c>. Depends on the order of rows.</remarks>
internal static class Last
{
    public static readonly AggregateFunction Definition = new("last")
    {
        Aliases = ["last_value"],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        Group = FunctionGroup.Aggregate,
        Since = "1.3.1",
        Usage = "last(expr[, isIgnoreNull]) - Returns the last value; if isIgnoreNull is TRUE, one that is not NULL.",
        Examples = [new("SELECT last(col) FROM VALUES (10), (5), (20) AS tab(col)", "20")],
        Overloads = Endpoints.Overloads(isLast: true),
    };
}
