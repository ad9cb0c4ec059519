using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_append(a, v)</c>: an array with a value at its end.</summary>
/// <remarks>Spark: <c>ArrayAppend</c> in collectionOperations.scala.</remarks>
internal static class ArrayAppend
{
    public static readonly ScalarFunction Definition = new("array_append")
    {
        Group = FunctionGroup.Array,
        Since = "3.4.0",
        Usage = "array_append(array, element) - Returns array with element at its end.",
        Examples = [new("SELECT array_append(array('b', 'd'), 'c')", "[\"b\",\"d\",\"c\"]")],
        Overloads =
        [
            Overload.Bound([TypePattern.Array, TypePattern.Any], static call => ArrayGrowth.Bind(call, isAtStart: false)) with { ElementParameter = 1 },
        ],
    };
}
