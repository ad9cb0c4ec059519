using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>map_filter(m, (k, v) -> ...)</c>: the entries for which a condition is TRUE.</summary>
/// <remarks>Spark: <c>MapFilter</c> in higherOrderFunctions.scala.</remarks>
internal static class MapFilter
{
    public static readonly ScalarFunction Definition = new("map_filter")
    {
        Group = FunctionGroup.Lambda,
        Since = "3.0.0",
        Usage = "map_filter(expr, func) - Returns the entries of expr for which func is TRUE.",
        Examples = [new("SELECT map_filter(map(1, 0, 2, 2, 3, -1), (k, v) -> k > v)", "{1:0,3:-1}")],
        LambdaParameters = static (call, index) => index == 1 ? LambdaTypes.Entry(call) : null,
        Overloads = [Overload.Bound([TypePattern.Map, TypePattern.Lambda], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        LambdaTypes.RequireBoolean(call, 1);
        var map = (MapType)call.Type(0);
        var keepsLast = MapAppender.KeepsLast(call);
        return new BoundFunction(
            map, call.Arguments[0].Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            static _ => throw new InvalidOperationException("a higher-order function has no kernel without its lambda"))
        {
            CreateHigherOrderKernel = (context, lambdas) => new Kernel(map, keepsLast, lambdas[0], context),
            Signature = [keepsLast],
        };
    }

    private sealed class Kernel(MapType type, bool keepsLast, LambdaEvaluator lambda, KernelContext context) : IScalarKernel, IDisposable
    {
        private readonly MapEntryElements _elements = new(type, context.Account);
        private readonly MapBuilder _maps = new(keepsLast);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            _maps.Clear();
            _elements.Begin(arguments[0], rows);
            if (_elements.Count == 0)
                return;
            var outcome = _elements.Apply(lambda);
            var maps = new ListReader(arguments[0]);
            var entries = result.Entries;
            var element = 0;
            foreach (var row in rows)
            {
                _maps.Begin(result);
                for (var end = element + maps[row].Length; element < end; element++)
                {
                    if (LambdaTypes.IsTrue(outcome, element))
                        _maps.Add(_elements.Keys, element, element, row, ref errors);
                }
                entries[row] = _maps.End();
            }

            _maps.Write(_elements.Keys, _elements.Values, result);
        }

        public void Dispose() => _elements.Dispose();
    }
}
