using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>any_value(a)</c>: the value of some row, or of those that are not NULL.</summary>
/// <remarks>Spark: <c>AnyValue</c>. Depends on the order of rows.</remarks>
internal static class AnyValue
{
    public static readonly AggregateFunction Definition = new("any_value")
    {
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        Group = FunctionGroup.Aggregate,
        Since = "3.4.0",
        Usage = "any_value(expr[, isIgnoreNull]) - Returns some value; if isIgnoreNull is TRUE, one that is not NULL.",
        Examples = [new("SELECT any_value(col) FROM VALUES (10), (5), (20) AS tab(col)", "10")],
        Overloads = Endpoints.Overloads(isLast: false),
    };
}
