using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>first(a)</c>: the value of the first row, or of those that are not NULL.</summary>
/// <remarks>Spark: <c>First</c>. Depends on the order of rows.</remarks>
internal static class First
{
    public static readonly AggregateFunction Definition = new("first")
    {
        Aliases = ["first_value"],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        Group = FunctionGroup.Aggregate,
        Since = "1.3.1",
        Usage = "first(expr[, isIgnoreNull]) - Returns the first value; if isIgnoreNull is TRUE, one that is not NULL.",
        Examples = [new("SELECT first(col) FROM VALUES (10), (5), (20) AS tab(col)", "10")],
        Overloads = Endpoints.Overloads(isLast: false),
    };
}
