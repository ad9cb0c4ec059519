using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_max(a)</c>: the largest element, NULLs left out.</summary>
/// <remarks>Spark: <c>ArrayMax</c> in collectionOperations.scala.</remarks>
internal static class ArrayMax
{
    public static readonly ScalarFunction Definition = new("array_max")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_max(array) - Returns the largest element of array, NULLs left out.",
        Examples = [new("SELECT array_max(array(1, 20, null, 3))", "20")],
        Overloads = [Overload.Bound([TypePattern.Array], static call => ArrayExtremes.Bind(call, isMax: true))],
    };
}
