using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_distinct(a)</c>: the elements without repetitions.</summary>
/// <remarks>Spark: <c>ArrayDistinct</c> in collectionOperations.scala.</remarks>
internal static class ArrayDistinct
{
    public static readonly ScalarFunction Definition = new("array_distinct")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_distinct(array) - Returns the elements of array, each once.",
        Examples = [new("SELECT array_distinct(array(1, 2, 3, null, 3))", "[1,2,3,null]")],
        Overloads = [Overload.Bound([TypePattern.Array], static call => ElementChoices.Bind(call, default(Choice)))],
    };

    private struct Choice : IElementChoice
    {
        private ElementSet _seen;

        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            _seen.Clear();
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            {
                if (_seen.Add(elements, i))
                    chosen.Add(i);
            }

            return true;
        }
    }
}
