using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>bool_or(a)</c>: TRUE when some value is; NULL over none.</summary>
/// <remarks>The maximum of the values, since FALSE is less than TRUE. Spark: <c>BoolOr</c>.</remarks>
internal static class BoolOr
{
    public static readonly AggregateFunction Definition = new("bool_or")
    {
        Aliases = ["some", "any"],
        Group = FunctionGroup.Aggregate,
        Since = "3.0.0",
        Usage = "bool_or(expr) - Returns TRUE if some value of expr is TRUE.",
        Examples =
        [
            new("SELECT bool_or(col) FROM VALUES (true), (false), (false) AS tab(col)", "true"),
            new("SELECT bool_or(col) FROM VALUES (NULL), (false) AS tab(col)", "false"),
        ],
        Overloads = [new AggregateOverload([BooleanType.Instance], static call => ExtremeBinding.Bind(call.Type(0), isMax: true))],
    };
}
