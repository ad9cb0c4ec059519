using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>One argument, an operation that always succeeds.</summary>
/// <param name="isDense">True to compute every row.</param>
public sealed class UnaryKernel<T, TResult, TOp>(bool isDense) : IScalarKernel
    where T : unmanaged
    where TResult : unmanaged
    where TOp : struct, IUnaryOperation<T, TResult>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        if (isDense)
            rows = Rows.All(rows.Length);
        switch (arguments[0])
        {
            case ConstantVector constant:
                Run(new ConstantOperand<T>(VectorOperands.ConstantOf<T>(constant)), rows, result);
                break;
            case FlatVector flat when typeof(T) == typeof(bool):
                Run(new BitColumn<T>(flat.Bits), rows, result);
                break;
            case FlatVector flat:
                Run(new FlatOperand<T>(flat.Values<T>()), rows, result);
                break;
            default:
                throw InternalErrors.Unreachable(arguments[0]);
        }

        if (typeof(TResult) == typeof(Utf8View))
            result.BorrowHeaps(arguments[0]);
    }

    private static void Run<TOperand>(TOperand values, Rows rows, VectorWriter result)
        where TOperand : struct, IOperand<T>, allows ref struct
    {
        if (typeof(TResult) == typeof(bool))
            MapKernels.Test<T, AsBoolean<T, TResult, TOp>, TOperand>(values, rows, result.Bits);
        else
            MapKernels.Live<T, TResult, TOp, TOperand>(values, rows, result.Values<TResult>());
    }
}

/// <summary>Two arguments, an operation that always succeeds.</summary>
/// <param name="isDense">True to compute every row.</param>
public sealed class BinaryKernel<TLeft, TRight, TResult, TOp>(bool isDense) : IScalarKernel
    where TLeft : unmanaged
    where TRight : unmanaged
    where TResult : unmanaged
    where TOp : struct, IBinaryOperation<TLeft, TRight, TResult>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        if (isDense)
            rows = Rows.All(rows.Length);
        var right = arguments[1];
        switch (arguments[0])
        {
            case ConstantVector constant:
                Run(new ConstantOperand<TLeft>(VectorOperands.ConstantOf<TLeft>(constant)), right, rows, result);
                break;
            case FlatVector flat when typeof(TLeft) == typeof(bool):
                Run(new BitColumn<TLeft>(flat.Bits), right, rows, result);
                break;
            case FlatVector flat:
                Run(new FlatOperand<TLeft>(flat.Values<TLeft>()), right, rows, result);
                break;
            default:
                throw InternalErrors.Unreachable(arguments[0]);
        }

        if (typeof(TResult) == typeof(Utf8View))
        {
            result.BorrowHeaps(arguments[0]);
            result.BorrowHeaps(right);
        }
    }

    private static void Run<TOperand>(TOperand left, Vector right, Rows rows, VectorWriter result)
        where TOperand : struct, IOperand<TLeft>, allows ref struct
    {
        switch (right)
        {
            case ConstantVector constant:
                Run(left, new ConstantOperand<TRight>(VectorOperands.ConstantOf<TRight>(constant)), rows, result);
                break;
            case FlatVector flat when typeof(TRight) == typeof(bool):
                Run(left, new BitColumn<TRight>(flat.Bits), rows, result);
                break;
            case FlatVector flat:
                Run(left, new FlatOperand<TRight>(flat.Values<TRight>()), rows, result);
                break;
            default:
                throw InternalErrors.Unreachable(right);
        }
    }

    private static void Run<TLeftOperand, TRightOperand>(TLeftOperand left, TRightOperand right, Rows rows, VectorWriter result)
        where TLeftOperand : struct, IOperand<TLeft>, allows ref struct
        where TRightOperand : struct, IOperand<TRight>, allows ref struct
    {
        if (typeof(TResult) == typeof(bool))
            MapKernels.Test<TLeft, TRight, AsBoolean<TLeft, TRight, TResult, TOp>, TLeftOperand, TRightOperand>(left, right, rows, result.Bits);
        else
            MapKernels.Live<TLeft, TRight, TResult, TOp, TLeftOperand, TRightOperand>(left, right, rows, result.Values<TResult>());
    }
}

/// <summary>Three arguments, an operation that always succeeds.</summary>
public sealed class TernaryKernel<TFirst, TSecond, TThird, TResult, TOp> : IScalarKernel
    where TFirst : unmanaged
    where TSecond : unmanaged
    where TThird : unmanaged
    where TResult : unmanaged
    where TOp : struct, ITernaryOperation<TFirst, TSecond, TThird, TResult>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var first = new RowReader<TFirst>(arguments[0]);
        var second = new RowReader<TSecond>(arguments[1]);
        var third = new RowReader<TThird>(arguments[2]);
        if (typeof(TResult) == typeof(bool))
        {
            var bits = result.Bits;
            foreach (var row in rows)
                Bitmaps.Assign(bits, row, Unsafe.BitCast<TResult, bool>(TOp.Invoke(first[row], second[row], third[row])));
            return;
        }

        MapKernels.Live<TFirst, TSecond, TThird, TResult, TOp, RowReader<TFirst>, RowReader<TSecond>, RowReader<TThird>>(
            first, second, third, rows, result.Values<TResult>());
        if (typeof(TResult) == typeof(Utf8View))
        {
            foreach (var argument in arguments.Vectors)
                result.BorrowHeaps(argument);
        }
    }
}

/// <summary>One argument, an operation that may fail.</summary>
public sealed class TryUnaryKernel<T, TResult, TOp> : IScalarKernel
    where T : unmanaged
    where TResult : unmanaged
    where TOp : struct, ITryUnaryOperation<T, TResult>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = new RowReader<T>(arguments[0]);
        var writer = new RowWriter<TResult>(result);
        foreach (var row in rows)
        {
            var value = values[row];
            if (TOp.TryInvoke(value, out var outcome))
                writer[row] = outcome;
            else if (!errors.NullsRow(row))
                errors.Report(row, TOp.Error(value));
        }

        if (typeof(TResult) == typeof(Utf8View))
            result.BorrowHeaps(arguments[0]);
    }
}

/// <summary>Two arguments, an operation that may fail.</summary>
public sealed class TryBinaryKernel<TLeft, TRight, TResult, TOp> : IScalarKernel
    where TLeft : unmanaged
    where TRight : unmanaged
    where TResult : unmanaged
    where TOp : struct, ITryBinaryOperation<TLeft, TRight, TResult>
{
    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var left = new RowReader<TLeft>(arguments[0]);
        var right = new RowReader<TRight>(arguments[1]);
        var writer = new RowWriter<TResult>(result);
        foreach (var row in rows)
        {
            var (a, b) = (left[row], right[row]);
            if (TOp.TryInvoke(a, b, out var outcome))
                writer[row] = outcome;
            else if (!errors.NullsRow(row))
                errors.Report(row, TOp.Error(a, b));
        }

        if (typeof(TResult) == typeof(Utf8View))
        {
            result.BorrowHeaps(arguments[0]);
            result.BorrowHeaps(arguments[1]);
        }
    }
}

/// <summary>Three arguments, an operation that may fail.</summary>
public sealed class TryTernaryKernel<TFirst, TSecond, TThird, TResult, TOp> : IScalarKernel
    where TFirst : unmanaged
    where TSecond : unmanaged
    where TThird : unmanaged
    where TResult : unmanaged
    where TOp : struct, ITryTernaryOperation<TFirst, TSecond, TThird, TResult>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var first = new RowReader<TFirst>(arguments[0]);
        var second = new RowReader<TSecond>(arguments[1]);
        var third = new RowReader<TThird>(arguments[2]);
        var writer = new RowWriter<TResult>(result);
        foreach (var row in rows)
        {
            var (a, b, c) = (first[row], second[row], third[row]);
            if (TOp.TryInvoke(a, b, c, out var outcome))
                writer[row] = outcome;
            else if (!errors.NullsRow(row))
                errors.Report(row, TOp.Error(a, b, c));
        }

        if (typeof(TResult) == typeof(Utf8View))
        {
            foreach (var argument in arguments.Vectors)
                result.BorrowHeaps(argument);
        }
    }
}

/// <summary>An operation whose result type is known to be bool only at run time.</summary>
internal readonly struct AsBoolean<T, TResult, TOp> : IUnaryOperation<T, bool>
    where TResult : unmanaged
    where TOp : struct, IUnaryOperation<T, TResult>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Invoke(T value) => Unsafe.BitCast<TResult, bool>(TOp.Invoke(value));
}

/// <summary>An operation whose result type is known to be bool only at run time.</summary>
internal readonly struct AsBoolean<TLeft, TRight, TResult, TOp> : IBinaryOperation<TLeft, TRight, bool>
    where TResult : unmanaged
    where TOp : struct, IBinaryOperation<TLeft, TRight, TResult>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Invoke(TLeft left, TRight right) => Unsafe.BitCast<TResult, bool>(TOp.Invoke(left, right));
}
