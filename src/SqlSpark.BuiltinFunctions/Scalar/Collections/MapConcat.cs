using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>map_concat(a, b, ...)</c>: a map of the entries of all maps.</summary>
/// <remarks>Spark: <c>MapConcat</c> in collectionOperations.scala.</remarks>
internal static class MapConcat
{
    public static readonly ScalarFunction Definition = new("map_concat")
    {
        Group = FunctionGroup.Map,
        Since = "2.4.0",
        Usage = "map_concat(map, ...) - Returns a map of the entries of all maps.",
        Examples = [new("SELECT map_concat(map(1, 'a', 2, 'b'), map(3, 'c'))", "{1:\"a\",2:\"b\",3:\"c\"}")],
        Rewrite = static call => call.Arguments.IsEmpty
            ? new UnresolvedFunction("map", [])
            : new UnresolvedFunction("map_from_entries", new UnresolvedFunction("concat", call.Arguments.Map(a => (Expression)new UnresolvedFunction("map_entries", a)))),
    };
}
