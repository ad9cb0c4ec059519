using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>
/// +, - and * over integers of any storage widths. Dense with one overflow test a batch; when that fires, live rows are computed
/// again exactly. Narrow operands give a result just wide enough to hold every value, which cannot overflow.
/// </summary>
/// <typeparam name="T">The type at full width.</typeparam>
/// <typeparam name="TOp">The operation.</typeparam>
/// <typeparam name="TChecked">The operation on one row.</typeparam>
/// <param name="type">The type of operands and result.</param>
/// <param name="wraps">True when overflow wraps around.</param>
/// <param name="account">Pays for widened operands.</param>
internal sealed class IntegerArithmeticKernel<T, TOp, TChecked>(DataType type, bool wraps, MemoryAccount account) : IScalarKernel, IDisposable
    where T : unmanaged, IBinaryInteger<T>
    where TOp : struct, IArithmeticOperation
    where TChecked : struct, ITryBinaryOperation<T, T, T>
{
    private readonly IntegerOperands _operands = new(type, account);

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var width = IntegerOperands.WidthFor(TOp.Kind, IntegerOperands.WidthOf(arguments[0]), IntegerOperands.WidthOf(arguments[1]));
        if (width < type.PhysicalType)
        {
            result.SetWidth(width);
            _operands.Apply<TOp>(arguments[0], arguments[1], width, result);
            return;
        }

        if (_operands.Apply<TOp>(arguments[0], arguments[1], type.PhysicalType, result) && !wraps)
            ArithmeticRerun.Binary<T, TChecked>(_operands.Left, _operands.Right, rows, result.Values<T>(), ref errors);
    }

    public void Dispose() => _operands.Dispose();
}

/// <summary>+, - and * over floating point.</summary>
internal sealed class FloatingArithmeticKernel<T, TOp> : IScalarKernel
    where T : unmanaged, INumberBase<T>
    where TOp : struct, IArithmeticOperation
{
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        if (arguments[0] is ConstantVector left)
            ArithmeticKernels.ApplyConstant<T, TOp>(VectorOperands.ConstantOf<T>(left), ((FlatVector)arguments[1]).Values<T>(), result.Values<T>());
        else if (arguments[1] is ConstantVector right)
            ArithmeticKernels.ApplyConstant<T, TOp>(((FlatVector)arguments[0]).Values<T>(), VectorOperands.ConstantOf<T>(right), result.Values<T>());
        else
            ArithmeticKernels.Apply<T, TOp>(((FlatVector)arguments[0]).Values<T>(), ((FlatVector)arguments[1]).Values<T>(), result.Values<T>());
    }
}

/// <summary>-a over integers and decimals.</summary>
/// <param name="isChecked">True when overflow fails; else it wraps around.</param>
internal sealed class NegateKernel<T, TChecked>(bool isChecked) : IScalarKernel
    where T : unmanaged, IBinaryInteger<T>
    where TChecked : struct, ITryUnaryOperation<T, T>
{
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = ((FlatVector)arguments[0]).Values<T>();
        if (ArithmeticKernels.Negate(values, result.Values<T>()) && isChecked)
            ArithmeticRerun.Unary<T, TChecked>(values, rows, result.Values<T>(), ref errors);
    }
}

/// <summary>-a over floating point; the sign of zero changes too.</summary>
internal sealed class NegateFloatingKernel<T> : IScalarKernel
    where T : unmanaged, INumberBase<T>
{
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) =>
        ArithmeticKernels.Negate(((FlatVector)arguments[0]).Values<T>(), result.Values<T>());
}
