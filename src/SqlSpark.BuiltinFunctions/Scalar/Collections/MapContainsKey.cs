using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>map_contains_key(m, key)</c>: whether a map has a key.</summary>
/// <remarks>Spark: <c>MapContainsKey</c> in collectionOperations.scala.</remarks>
internal static class MapContainsKey
{
    public static readonly ScalarFunction Definition = new("map_contains_key")
    {
        Group = FunctionGroup.Map,
        Since = "3.3.0",
        Usage = "map_contains_key(map, key) - Returns whether map has key.",
        Examples = [new("SELECT map_contains_key(map(1, 'a', 2, 'b'), 1)", "true")],
        RewriteArity = (2, 2),
        Rewrite = static call => new UnresolvedFunction("array_contains", new UnresolvedFunction("map_keys", call.Arguments[0]), call.Arguments[1]),
    };
}
