using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_remove(a, v)</c>: the elements that are not equal to a value.</summary>
/// <remarks>Spark: <c>ArrayRemove</c> in collectionOperations.scala.</remarks>
internal static class ArrayRemove
{
    public static readonly ScalarFunction Definition = new("array_remove")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_remove(array, element) - Returns the elements of array that are not equal to element.",
        Examples = [new("SELECT array_remove(array(1, 2, 3, null, 3), 3)", "[1,2,null]")],
        Overloads =
        [
            Overload.Bound([TypePattern.Array, TypePattern.Any], static call => ElementChoices.Bind(call, default(Choice))) with { ElementParameter = 1 },
        ],
    };

    private readonly struct Choice : IElementChoice
    {
        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            {
                if (!VectorComparer.AreEqual(elements, i, arguments[1], row))
                    chosen.Add(i);
            }

            return true;
        }
    }
}
