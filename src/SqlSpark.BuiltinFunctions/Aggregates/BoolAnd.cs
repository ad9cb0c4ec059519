using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>bool_and(a)</c>: TRUE when all values are; NULL over none.</summary>
/// <remarks>The minimum of the values, since FALSE is less than TRUE. Spark: <c>BoolAnd</c>.</remarks>
internal static class BoolAnd
{
    public static readonly AggregateFunction Definition = new("bool_and")
    {
        Aliases = ["every"],
        Group = FunctionGroup.Aggregate,
        Since = "3.0.0",
        Usage = "bool_and(expr) - Returns TRUE if all values of expr are TRUE.",
        Examples =
        [
            new("SELECT bool_and(col) FROM VALUES (true), (true), (true) AS tab(col)", "true"),
            new("SELECT bool_and(col) FROM VALUES (NULL), (true), (false) AS tab(col)", "false"),
        ],
        Overloads = [new AggregateOverload([BooleanType.Instance], static call => ExtremeBinding.Bind(call.Type(0), isMax: false))],
    };
}
