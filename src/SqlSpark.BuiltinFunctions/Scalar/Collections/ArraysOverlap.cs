using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>arrays_overlap(a, b)</c>: whether two arrays have an element in common.</summary>
/// <remarks>Spark: <c>ArraysOverlap</c> in collectionOperations.scala.</remarks>
internal static class ArraysOverlap
{
    public static readonly ScalarFunction Definition = new("arrays_overlap")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "arrays_overlap(a1, a2) - Returns whether a1 and a2 have an element in common; NULL if not, but one has NULLs and neither is empty.",
        Examples = [new("SELECT arrays_overlap(array(1, 2, 3), array(3, 4, 5))", "true")],
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Array], Bind) with { NeedsCommonType = true }],
    };

    private static BoundFunction Bind(BindCall call) => new(
        BooleanType.Instance, call.AnyNullable || call.Types.Any(static t => t is ArrayType { ContainsNull: true }), Volatility.Immutable, false, NullBehavior.Propagate,
        static _ => new Kernel());

    private sealed class Kernel : IScalarKernel
    {
        private ElementSet _elements;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var (left, right) = (arguments[0], arguments[1]);
            var first = new ListReader(left);
            var second = new ListReader(right);
            var bits = result.Bits;
            foreach (var row in rows)
            {
                _elements.Clear();
                var hasNull = false;
                var (offset, length) = first[row];
                var (otherOffset, otherLength) = second[row];
                for (var i = offset; i < offset + length; i++)
                {
                    if (first.Vector.Elements.IsNull(i))
                        hasNull = true;
                    else
                        _elements.Add(first.Vector.Elements, i);
                }

                var overlaps = false;
                for (var i = otherOffset; i < otherOffset + otherLength && !overlaps; i++)
                {
                    if (second.Vector.Elements.IsNull(i))
                        hasNull = true;
                    else
                        overlaps = _elements.Contains(second.Vector.Elements, i);
                }

                Bitmaps.Assign(bits, row, overlaps);
                if (!overlaps && hasNull && length > 0 && otherLength > 0)
                    result.SetNull(row);
            }
        }
    }
}
