using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_position(a, v)</c>: the position of the first equal element, from 1; 0 when there is none.</summary>
/// <remarks>Spark: <c>ArrayPosition</c> in collectionOperations.scala.</remarks>
internal static class ArrayPosition
{
    public static readonly ScalarFunction Definition = new("array_position")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_position(array, element) - Returns the position of the first element of array that equals element, from 1, or 0.",
        Examples = [new("SELECT array_position(array(312, 773, 708, 708), 708)", "3")],
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Any], Bind) with { ElementParameter = 1 }],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(LongType.Instance, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel());

    private sealed class Kernel : IScalarKernel
    {
        private readonly ElementSearch _search = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var found = _search.Find(new ListReader(arguments[0]), arguments[1], rows);
            var positions = result.Values<long>();
            foreach (var row in rows)
                positions[row] = found[row] + 1;
        }
    }
}
