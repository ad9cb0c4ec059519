using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_contains(a, v)</c>: whether an array has a value.</summary>
/// <remarks>Spark: <c>ArrayContains</c> in collectionOperations.scala.</remarks>
internal static class ArrayContains
{
    public static readonly ScalarFunction Definition = new("array_contains")
    {
        Group = FunctionGroup.Array,
        Since = "1.5.0",
        Usage = "array_contains(array, value) - Returns whether array has value; NULL if not, but it has NULLs.",
        Examples = [new("SELECT array_contains(array(1, 2, 3), 2)", "true")],
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Any], Bind) with { ElementParameter = 1 }],
    };

    private static BoundFunction Bind(BindCall call) => new(
        BooleanType.Instance, call.AnyNullable || call.Type(0) is ArrayType { ContainsNull: true }, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel());

    private sealed class Kernel : IScalarKernel
    {
        private readonly ElementSearch _search = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var lists = new ListReader(arguments[0]);
            var elements = lists.Vector.Elements;
            var found = _search.Find(lists, arguments[1], rows);
            var bits = result.Bits;
            foreach (var row in rows)
            {
                Bitmaps.Assign(bits, row, found[row] >= 0);
                if (found[row] < 0 && elements.MayHaveNulls && HasNull(elements, lists[row]))
                    result.SetNull(row);
            }
        }

        private static bool HasNull(Vector elements, ListEntry entry)
        {
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            {
                if (elements.IsNull(i))
                    return true;
            }

            return false;
        }
    }
}
