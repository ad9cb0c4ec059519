using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary>What <c>exists</c> and <c>forall</c> share: three-valued logic over the elements.</summary>
internal static class Quantifiers
{
    public static BoundFunction Bind(BindCall call, bool isExists)
    {
        LambdaTypes.RequireBoolean(call, 1);
        var elementType = ((ArrayType)call.Type(0)).ElementType;
        var lambda = (LambdaFunction)call.Arguments[1];
        return new BoundFunction(
            BooleanType.Instance, call.Arguments[0].Nullable || lambda.Body.Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            static _ => throw new InvalidOperationException("a higher-order function has no kernel without its lambda"))
        {
            CreateHigherOrderKernel = (context, lambdas) => new Kernel(elementType, isExists, lambdas[0], context.Account),
            Signature = [isExists],
        };
    }

    private sealed class Kernel(DataType elementType, bool isExists, LambdaEvaluator lambda, MemoryAccount account) : IScalarKernel, IDisposable
    {
        private readonly ArrayElements _elements = new(elementType, account);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            _elements.Begin(arguments[0], rows);
            var conditions = _elements.Count == 0 ? null : _elements.Apply(lambda);
            var arrays = new ListReader(arguments[0]);
            var bits = result.Bits;
            var element = 0;
            foreach (var row in rows)
            {
                var (isDecided, hasNull) = (false, false);
                for (var end = element + arrays[row].Length; element < end; element++)
                {
                    var isNull = conditions!.IsNull(element);
                    hasNull |= isNull;
                    isDecided |= !isNull && LambdaTypes.IsTrue(conditions, element) == isExists;
                }

                Bitmaps.Assign(bits, row, isDecided == isExists);
                if (!isDecided && hasNull)
                    result.SetNull(row);
            }
        }

        public void Dispose() => _elements.Dispose();
    }
}
