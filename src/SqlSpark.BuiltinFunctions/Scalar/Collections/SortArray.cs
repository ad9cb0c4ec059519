using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>sort_array(a, ascending)</c>: the elements in order; NULLs first, or last in descending order.</summary>
/// <remarks>Spark: <c>SortArray</c> in collectionOperations.scala.</remarks>
internal static class SortArray
{
    public static readonly ScalarFunction Definition = new("sort_array")
    {
        Printer = static (name, arguments) => $"{name}({arguments[0]}, {(arguments.Count > 1 ? arguments[1] : "true")})",
        Group = FunctionGroup.Array,
        Since = "1.5.0",
        Usage = "sort_array(array[, ascendingOrder]) - Returns the elements of array in ascending order, NULLs first, or in descending order.",
        Examples =
        [
            new("SELECT sort_array(array('b', 'd', NULL, 'c', 'a'), true)", "[null,\"a\",\"b\",\"c\",\"d\"]"),
            new("SELECT sort_array(array(3, NULL, 1), false)", "[3,1,null]"),
        ],
        Overloads = [Overload.Bound([Orderable], Bind), Overload.Bound([Orderable, TypePattern.Uncast(BooleanType.Instance)], Bind)],
    };

    private static TypePattern Orderable => TypePattern.Where("ARRAY", new ArrayType(VoidType.Instance), static t => t is ArrayType array && (array.ElementType is VoidType || array.ElementType.IsOrderable));

    private static BoundFunction Bind(BindCall call)
    {
        Collations.RequireBinary(((ArrayType)call.Type(0)).ElementType);
        return ElementChoices.Bind(call, new Choice());
    }

    private readonly struct Choice : IElementChoice
    {
        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            var isAscending = arguments.Count < 2 || new RowReader<bool>(arguments[1])[row];
            var first = chosen.Count;
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
                chosen.Add(i);
            ElementOrder.Sort(elements, chosen.Numbers[first..], isAscending);
            return true;
        }
    }
}
