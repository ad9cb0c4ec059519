using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_size(a)</c>: the number of elements; NULL of NULL.</summary>
/// <remarks>Spark: <c>ArraySize</c> in collectionOperations.scala.</remarks>
internal static class ArraySize
{
    public static readonly ScalarFunction Definition = new("array_size")
    {
        Group = FunctionGroup.Collection,
        Since = "3.3.0",
        Usage = "array_size(expr) - Returns the number of elements of an array; NULL of NULL.",
        Examples = [new("SELECT array_size(array('b', 'd', 'c', 'a'))", "4")],
        Overloads = [Overload.Kernel([TypePattern.Array], IntegerType.Instance, static _ => new Kernel())],
    };

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var lists = new ListReader(arguments[0]);
            var sizes = result.Values<int>();
            foreach (var row in rows)
                sizes[row] = lists[row].Length;
        }
    }
}
