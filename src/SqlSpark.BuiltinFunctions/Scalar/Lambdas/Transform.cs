using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>transform(a, x -> ...)</c>: an array of what a lambda makes of each element; with two parameters it gets the position too.</summary>
/// <remarks>Spark: <c>ArrayTransform</c> in higherOrderFunctions.scala.</remarks>
internal static class Transform
{
    public static readonly ScalarFunction Definition = new("transform")
    {
        Group = FunctionGroup.Lambda,
        Since = "2.4.0",
        Usage = "transform(expr, func) - Returns an array of the results of func for the elements of expr.",
        Examples = [new("SELECT transform(array(1, 2, 3), x -> x + 1)", "[2,3,4]"), new("SELECT transform(array(1, 2, 3), (x, i) -> x + i)", "[1,3,5]")],
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Lambda], Bind)],
        LambdaParameters = static (call, index) => index == 1 ? LambdaTypes.ElementAndPosition(call) : null,
    };

    private static BoundFunction Bind(BindCall call)
    {
        var body = ((LambdaFunction)call.Arguments[1]).Body;
        var elementType = ((ArrayType)call.Type(0)).ElementType;
        return new BoundFunction(
            new ArrayType(body.DataType, body.Nullable), call.Arguments[0].Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            static _ => throw new InvalidOperationException("a higher-order function has no kernel without its lambda"))
        {
            CreateHigherOrderKernel = (context, lambdas) => new Kernel(elementType, lambdas[0], context.Account),
        };
    }

    private sealed class Kernel(DataType elementType, LambdaEvaluator lambda, MemoryAccount account) : IScalarKernel, IDisposable
    {
        private readonly ArrayElements _elements = new(elementType, account);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            _elements.Begin(arguments[0], rows);
            if (_elements.Count > 0)
                VectorCopy.AppendRange(_elements.Apply(lambda), 0, _elements.Count, result.Elements);
            ArrayElements.WriteEntries(arguments[0], rows, 0, result.Entries);
        }

        public void Dispose() => _elements.Dispose();
    }
}
