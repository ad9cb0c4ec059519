using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>transform_keys(m, (k, v) -> ...)</c>: a map with what a lambda makes of each entry as its keys.</summary>
/// <remarks>Spark: <c>TransformKeys</c> in higherOrderFunctions.scala.</remarks>
internal static class TransformKeys
{
    public static readonly ScalarFunction Definition = new("transform_keys")
    {
        Group = FunctionGroup.Lambda,
        Since = "3.0.0",
        Usage = "transform_keys(expr, func) - Returns expr with func of key and value in the place of its keys.",
        Examples = [new("SELECT transform_keys(map_from_arrays(array(1, 2, 3), array(1, 2, 3)), (k, v) -> k + v)", "{2:1,4:2,6:3}")],
        LambdaParameters = static (call, index) => index == 1 ? LambdaTypes.Entry(call) : null,
        Overloads = [Overload.Bound([TypePattern.Map, TypePattern.Lambda], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var body = ((LambdaFunction)call.Arguments[1]).Body;
        var map = (MapType)call.Type(0);
        var keepsLast = MapAppender.KeepsLast(call);
        return new BoundFunction(
            new MapType(body.DataType, map.ValueType, map.ValueContainsNull), call.Arguments[0].Nullable, Volatility.Immutable, true, NullBehavior.Propagate,
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
                    _maps.Add(outcome, element, element, row, ref errors);
                entries[row] = _maps.End();
            }

            _maps.Write(outcome, _elements.Values, result);
        }

        public void Dispose() => _elements.Dispose();
    }
}
