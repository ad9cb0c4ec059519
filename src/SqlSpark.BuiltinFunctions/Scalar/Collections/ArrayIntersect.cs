using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_intersect(a, b)</c>: the elements of the first array that are in the second too, each once.</summary>
/// <remarks>Spark: <c>ArrayIntersect</c> in collectionOperations.scala.</remarks>
internal static class ArrayIntersect
{
    public static readonly ScalarFunction Definition = new("array_intersect")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_intersect(array1, array2) - Returns the elements of array1 that are in the second too array, each once.",
        Examples = [new("SELECT array_intersect(array(1, 2, 3), array(1, 3, 5))", "[1,3]")],
        Overloads =
        [
            Overload.Bound([TypePattern.Array, TypePattern.Array], static call => ElementChoices.Bind(call, default(Choice))) with { NeedsCommonType = true },
        ],
    };

    private struct Choice : IElementChoice
    {
        private ElementSet _others;
        private ElementSet _seen;

        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            _others.Clear();
            _seen.Clear();
            var second = new ListReader(arguments[1]);
            var (offset, length) = second[row];
            for (var i = offset; i < offset + length; i++)
                _others.Add(second.Vector.Elements, i);
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            {
                if (_others.Contains(elements, i) && _seen.Add(elements, i))
                    chosen.Add(i);
            }

            return true;
        }
    }
}
