using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_compact(a)</c>: the elements that are not NULL.</summary>
/// <remarks>Spark: <c>ArrayCompact</c> in collectionOperations.scala.</remarks>
internal static class ArrayCompact
{
    public static readonly ScalarFunction Definition = new("array_compact")
    {
        Group = FunctionGroup.Array,
        Since = "3.4.0",
        Usage = "array_compact(array) - Returns the elements of array that are not NULL.",
        Examples = [new("SELECT array_compact(array(1, 2, 3, NULL))", "[1,2,3]")],
        Overloads = [Overload.Bound([TypePattern.Array], Bind)],
    };

    private static BoundFunction Bind(BindCall call) =>
        ElementChoices.Bind(call, default(Choice)) with { Type = ((ArrayType)call.Type(0)) with { ContainsNull = false } };

    private readonly struct Choice : IElementChoice
    {
        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            {
                if (!elements.IsNull(i))
                    chosen.Add(i);
            }

            return true;
        }
    }
}
