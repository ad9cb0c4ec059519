using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_min(a)</c>: the smallest element, NULLs left out.</summary>
/// <remarks>Spark: <c>ArrayMin</c> in collectionOperations.scala.</remarks>
internal static class ArrayMin
{
    public static readonly ScalarFunction Definition = new("array_min")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_min(array) - Returns the smallest element of array, NULLs left out.",
        Examples = [new("SELECT array_min(array(1, 20, null, 3))", "1")],
        Overloads = [Overload.Bound([TypePattern.Array], static call => ArrayExtremes.Bind(call, isMax: false))],
    };
}
