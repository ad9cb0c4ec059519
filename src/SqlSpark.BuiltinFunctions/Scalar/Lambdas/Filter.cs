using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>filter(a, x -> condition)</c>: the elements for which the condition is TRUE.</summary>
/// <remarks>Spark: <c>ArrayFilter</c> in higherOrderFunctions.scala.</remarks>
internal static class Filter
{
    public static readonly ScalarFunction Definition = new("filter")
    {
        Group = FunctionGroup.Lambda,
        Since = "2.4.0",
        Usage = "filter(expr, func) - Returns the elements of expr for which func is TRUE.",
        Examples = [new("SELECT filter(array(1, 2, 3), x -> x % 2 == 1)", "[1,3]"), new("SELECT filter(array(0, 2, 3), (x, i) -> x > i)", "[2,3]")],
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Lambda], Bind)],
        LambdaParameters = static (call, index) => index == 1 ? LambdaTypes.ElementAndPosition(call) : null,
    };

    private static BoundFunction Bind(BindCall call)
    {
        LambdaTypes.RequireBoolean(call, 1);
        var elementType = ((ArrayType)call.Type(0)).ElementType;
        return new BoundFunction(
            call.Type(0), call.Arguments[0].Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            static _ => throw new InvalidOperationException("a higher-order function has no kernel without its lambda"))
        {
            CreateHigherOrderKernel = (context, lambdas) => new Kernel(elementType, lambdas[0], context.Account),
        };
    }

    private sealed class Kernel(DataType elementType, LambdaEvaluator lambda, MemoryAccount account) : IScalarKernel, IDisposable
    {
        private readonly ArrayElements _elements = new(elementType, account);
        private int[] _kept = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            _elements.Begin(arguments[0], rows);
            if (_elements.Count == 0)
                return;
            if (_kept.Length < _elements.Count)
                _kept = new int[_elements.Count];

            var conditions = _elements.Apply(lambda);
            var arrays = new ListReader(arguments[0]);
            var entries = result.Entries;
            var (element, keptCount) = (0, 0);
            foreach (var row in rows)
            {
                var first = keptCount;
                for (var end = element + arrays[row].Length; element < end; element++)
                {
                    if (LambdaTypes.IsTrue(conditions, element))
                        _kept[keptCount++] = element;
                }

                entries[row] = new ListEntry(keptCount == first ? 0 : first, keptCount - first);
            }

            VectorCopy.Append(_elements.Values, _kept.AsSpan(0, keptCount), result.Elements);
        }

        public void Dispose() => _elements.Dispose();
    }
}
