using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>try_element_at(a, i)</c>: as element_at, NULL where there is no such element.</summary>
/// <remarks>Spark: <c>TryElementAt</c> in collectionOperations.scala.</remarks>
internal static class TryElementAt
{
    public static readonly ScalarFunction Definition = new("try_element_at")
    {
        Group = FunctionGroup.Collection,
        Since = "3.5.0",
        Usage = "try_element_at(array, index), try_element_at(map, key) - Returns the element at a position that counts from 1, or the value under a key; NULL when there is none.",
        Examples = [new("SELECT try_element_at(array(1, 2, 3), 2)", "2"), new("SELECT try_element_at(map(1, 'a', 2, 'b'), 2)", "b")],
        Overloads =
        [
            Overload.Bound([TypePattern.Array, IntegerType.Instance], static call => ElementAt.OfArray(call, isAnsi: false)),
            Overload.Bound([TypePattern.Map, TypePattern.Any], ElementAt.OfMap) with { ElementParameter = 1 },
        ],
    };
}
