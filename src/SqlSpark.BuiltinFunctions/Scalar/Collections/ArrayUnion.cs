using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_union(a, b)</c>: the elements of both arrays, each once.</summary>
/// <remarks>Spark: <c>ArrayUnion</c> in collectionOperations.scala.</remarks>
internal static class ArrayUnion
{
    public static readonly ScalarFunction Definition = new("array_union")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_union(array1, array2) - Returns the elements of both arrays, each once.",
        Examples = [new("SELECT array_union(array(1, 2, 3), array(1, 3, 5))", "[1,2,3,5]")],
        RewriteArity = (2, 2),
        Rewrite = static call => new UnresolvedFunction("array_distinct", new UnresolvedFunction("concat", call.Arguments[0], call.Arguments[1])),
    };
}
