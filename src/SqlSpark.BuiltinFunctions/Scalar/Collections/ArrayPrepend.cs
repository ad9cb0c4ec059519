using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_prepend(a, v)</c>: an array with a value at its start.</summary>
/// <remarks>Spark: <c>ArrayPrepend</c> in collectionOperations.scala.</remarks>
internal static class ArrayPrepend
{
    public static readonly ScalarFunction Definition = new("array_prepend")
    {
        Group = FunctionGroup.Array,
        Since = "3.5.0",
        Usage = "array_prepend(array, element) - Returns array with element at its start.",
        Examples = [new("SELECT array_prepend(array('b', 'd'), 'c')", "[\"c\",\"b\",\"d\"]")],
        Overloads =
        [
            Overload.Bound([TypePattern.Array, TypePattern.Any], static call => ArrayGrowth.Bind(call, isAtStart: true)) with { ElementParameter = 1 },
        ],
    };
}
