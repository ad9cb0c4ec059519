using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>size(a)</c>: the number of elements of an array, or of entries of a map.</summary>
/// <remarks>Spark: <c>Size</c> in collectionOperations.scala. The size of NULL is NULL, or -1 by a legacy setting.</remarks>
internal static class Size
{
    public static readonly ScalarFunction Definition = new("size")
    {
        Aliases = ["cardinality"],
        Group = FunctionGroup.Collection,
        Since = "1.5.0",
        Usage = "size(expr) - Returns the number of elements of an array or entries of a map. Of NULL it is NULL; " +
            "-1 if spark.sql.legacy.sizeOfNull is true and ANSI mode is off.",
        Examples = [new("SELECT size(array('b', 'd', 'c', 'a'))", "4")],
        Overloads = [Overload.Bound([TypePattern.OneOf(TypePattern.Array, TypePattern.Map)], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var countsNull = call.Conf.SizeOfNullIsMinusOne;
        return new BoundFunction(
            IntegerType.Instance, !countsNull && call.AnyNullable, Volatility.Immutable, false, countsNull ? NullBehavior.Custom : NullBehavior.Propagate,
            static _ => new Kernel())
        {
            Signature = [countsNull],
        };
    }

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var sizes = result.Values<int>();
            if (arguments[0] is VoidVector)
            {
                sizes.Fill(-1);
                return;
            }

            var lists = new ListReader(arguments[0]);
            foreach (var row in rows)
                sizes[row] = arguments[0].IsNull(row) ? -1 : lists[row].Length;
        }
    }
}
