using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>NOT and the tests for NULL.</summary>
internal static class LogicBinding
{
    public static BoundFunction Bind(Not not) =>
        new(BooleanType.Instance, not.Nullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new NotKernel()) { IsDense = true };

    public static BoundFunction Bind(IsNull node) => NullTest(node, isNull: true);

    public static BoundFunction Bind(IsNotNull node) => NullTest(node, isNull: false);

    private static BoundFunction NullTest(UnaryExpression node, bool isNull) =>
        new(BooleanType.Instance, node.Nullable, Volatility.Immutable, false, NullBehavior.Custom, _ => new NullTestKernel(isNull))
        {
            IsDense = true,
            AcceptsNarrowWidths = true,
            AcceptsDictionaries = true,
        };

    private sealed class NotKernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (arguments[0] is ConstantVector constant)
                result.Bits.Fill(VectorOperands.ConstantOf<bool>(constant) ? 0 : ulong.MaxValue);
            else
                BooleanKernels.Not(((FlatVector)arguments[0]).Bits, result.Bits);
        }
    }

    private sealed class NullTestKernel(bool isNull) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            switch (arguments[0])
            {
                case ConstantVector or VoidVector:
                    result.Bits.Fill(arguments[0].IsNull(0) == isNull ? ulong.MaxValue : 0);
                    break;
                case DictionaryVector coded when coded.Dictionary.Values.MayHaveNulls:
                    result.Bits.Clear();
                    foreach (var row in rows)
                        Bitmaps.Assign(result.Bits, row, coded.IsNull(row) == isNull);
                    break;
                case var vector when isNull:
                    BooleanKernels.IsNull(vector.Validity, rows.Length, result.Bits);
                    break;
                case var vector:
                    BooleanKernels.IsNotNull(vector.Validity, rows.Length, result.Bits);
                    break;
            }
        }
    }
}
