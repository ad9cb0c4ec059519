using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>array_sort(a, (x, y) -> ...)</c>: the elements in order, NULLs last, or in the order that a lambda gives by negative, zero and positive numbers.</summary>
/// <remarks>Spark: <c>ArraySort</c> in higherOrderFunctions.scala. The form with a lambda is not there yet.</remarks>
internal static class ArraySort
{
    public static readonly ScalarFunction Definition = new("array_sort")
    {
        Group = FunctionGroup.Lambda,
        Since = "2.4.0",
        Usage = "array_sort(expr[, func]) - Returns the elements of expr in ascending order, NULLs last, or in the order of func, which returns a negative number, 0 or a positive one.",
        Examples = [new("SELECT array_sort(array('b', 'd', NULL, 'c', 'a'))", "[\"a\",\"b\",\"c\",\"d\",null]")],
        Overloads = [Overload.Bound([TypePattern.Array], Plain)],
    };

    private static BoundFunction Plain(BindCall call)
    {
        var type = ((ArrayType)call.Type(0)).ElementType;
        Collations.RequireBinary(type);
        if (type is not VoidType && !type.IsOrderable)
            throw BuiltinErrors.UnexpectedType(call, 0, ["ARRAY"]);
        return ElementChoices.Bind(call, new Choice());
    }

    private struct Choice : IElementChoice
    {
        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            var first = chosen.Count;
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            {
                if (!elements.IsNull(i))
                    chosen.Add(i);
            }

            ElementOrder.Sort(elements, chosen.Numbers[first..], isAscending: true);
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            {
                if (elements.IsNull(i))
                    chosen.Add(i);
            }

            return true;
        }
    }
}
