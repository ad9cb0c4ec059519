using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>flatten(a)</c>: the elements of the arrays in an array; NULL when one of them is NULL.</summary>
/// <remarks>Spark: <c>Flatten</c> in collectionOperations.scala.</remarks>
internal static class Flatten
{
    public static readonly ScalarFunction Definition = new("flatten")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "flatten(arrayOfArrays) - Returns the elements of the arrays in an array as one array.",
        Examples = [new("SELECT flatten(array(array(1, 2), array(3, 4)))", "[1,2,3,4]"), new("SELECT flatten(array(array(1), NULL))", "NULL")],
        Overloads = [Overload.Bound([ArrayOfArrays], Bind)],
    };

    private static TypePattern ArrayOfArrays => TypePattern.Where("ARRAY<ARRAY>", new ArrayType(new ArrayType(VoidType.Instance)), static t => t is ArrayType { ElementType: ArrayType });

    private static BoundFunction Bind(BindCall call)
    {
        var type = (ArrayType)call.Type(0);
        return new BoundFunction(type.ElementType, call.AnyNullable || type.ContainsNull, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel());
    }

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var outer = new ListReader(arguments[0]);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var (offset, length) = outer[row];
                var first = result.Elements.Length;
                for (var i = offset; i < offset + length; i++)
                {
                    if (outer.Vector.Elements.IsNull(i))
                    {
                        result.SetNull(row);
                        break;
                    }

                    var (list, entry) = VectorFlattening.ListAt(outer.Vector.Elements, i);
                    VectorCopy.AppendRange(list.Elements, entry.Offset, entry.Length, result.Elements);
                }

                var count = result.Elements.Length - first;
                if (!result.HasValidity || Bitmaps.Get(result.Validity, row))
                    entries[row] = new ListEntry(count == 0 ? 0 : first, count);
            }
        }
    }
}
