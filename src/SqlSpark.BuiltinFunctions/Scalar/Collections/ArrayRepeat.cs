using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_repeat(v, n)</c>: an array of a value n times.</summary>
/// <remarks>Spark: <c>ArrayRepeat</c> in collectionOperations.scala.</remarks>
internal static class ArrayRepeat
{
    public static readonly ScalarFunction Definition = new("array_repeat")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_repeat(element, count) - Returns an array of element count times.",
        Examples = [new("SELECT array_repeat('123', 2)", "[\"123\",\"123\"]")],
        Overloads = [Overload.Bound([TypePattern.Any, IntegerType.Instance], Bind)],
    };

    private static BoundFunction Bind(BindCall call) => new(
        new ArrayType(call.Type(0), call.Arguments[0].Nullable), call.Arguments[1].Nullable, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel());

    private sealed class Kernel : IScalarKernel
    {
        private ElementNumbers _numbers;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            _numbers.Clear();
            var counts = arguments[1] is VoidVector ? default : new RowReader<int>(arguments[1]);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                if (arguments[1].IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }

                var first = _numbers.Count;
                for (var i = 0; i < counts[row]; i++)
                    _numbers.Add(row);
                entries[row] = new ListEntry(_numbers.Count == first ? 0 : first, _numbers.Count - first);
            }

            VectorCopy.Append(arguments[0], _numbers.Numbers, result.Elements);
        }
    }
}
