using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>zip_with(a, b, (x, y) -> ...)</c>: what a lambda makes of the elements at each position; NULL where an array is shorter.</summary>
/// <remarks>Spark: <c>ZipWith</c> in higherOrderFunctions.scala.</remarks>
internal static class ZipWith
{
    public static readonly ScalarFunction Definition = new("zip_with")
    {
        Group = FunctionGroup.Lambda,
        Since = "2.4.0",
        Usage = "zip_with(left, right, func) - Returns an array of func of the elements of both arrays at each position, NULL where one is shorter.",
        Examples =
        [
            new("SELECT zip_with(array(1, 2), array(3, 4), (x, y) -> x + y)", "[4,6]"),
            new("SELECT zip_with(array('a'), array('d', 'e'), (x, y) -> coalesce(x, 'none'))", "[\"a\",\"none\"]"),
        ],
        LambdaParameters = ParametersOf,
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Array, TypePattern.Lambda], Bind)],
    };

    private static EquatableArray<(DataType Type, bool Nullable)>? ParametersOf(BindCall call, int index) =>
        index == 2 ? [(((ArrayType)call.Type(0)).ElementType, true), (((ArrayType)call.Type(1)).ElementType, true)] : null;

    private static BoundFunction Bind(BindCall call)
    {
        var body = ((LambdaFunction)call.Arguments[2]).Body;
        var (left, right) = (((ArrayType)call.Type(0)).ElementType, ((ArrayType)call.Type(1)).ElementType);
        return new BoundFunction(
            new ArrayType(body.DataType, body.Nullable), call.Arguments[0].Nullable || call.Arguments[1].Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            static _ => throw new InvalidOperationException("a higher-order function has no kernel without its lambda"))
        {
            CreateHigherOrderKernel = (context, lambdas) => new Kernel(left, right, lambdas[0], context.Account),
        };
    }

    private sealed class Kernel(DataType leftType, DataType rightType, LambdaEvaluator lambda, MemoryAccount account) : IScalarKernel, IDisposable
    {
        private readonly VectorWriter _left = new(leftType, account);
        private readonly VectorWriter _right = new(rightType, account);
        private readonly ElementGather _leftElements = new();
        private readonly ElementGather _rightElements = new();
        private readonly Vector[] _parameters = new Vector[2];
        private int[] _parents = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var left = new ListReader(arguments[0]);
            var right = new ListReader(arguments[1]);
            var count = 0;
            foreach (var row in rows)
                count = checked(count + Math.Max(left[row].Length, right[row].Length));
            if (count == 0)
                return;
            if (_parents.Length < count)
                _parents = new int[count];

            _leftElements.Begin(count);
            _rightElements.Begin(count);
            var entries = result.Entries;
            var next = 0;
            foreach (var row in rows)
            {
                var (first, second) = (left[row], right[row]);
                var length = Math.Max(first.Length, second.Length);
                entries[row] = new ListEntry(length == 0 ? 0 : next, length);
                for (var i = 0; i < length; i++, next++)
                {
                    _parents[next] = row;
                    if (i < first.Length)
                        _leftElements.Take(next, first.Offset + i);
                    if (i < second.Length)
                        _rightElements.Take(next, second.Offset + i);
                }
            }

            _left.Begin(count);
            _leftElements.Write(left.Vector.Elements, _left);
            _right.Begin(count);
            _rightElements.Write(right.Vector.Elements, _right);
            (_parameters[0], _parameters[1]) = (_left.Publish(), _right.Publish());
            VectorCopy.AppendRange(lambda.Evaluate(count, _parameters, _parents.AsSpan(0, count)), 0, count, result.Elements);
        }

        public void Dispose()
        {
            _left.Dispose();
            _right.Dispose();
        }
    }
}
