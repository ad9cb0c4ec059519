using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Functions;

/// <summary>
/// Signatures of scalar functions made of struct operations. NULL arguments give NULL, and the operation is only asked for the other
/// rows. Without explicit types, the SQL types that the CLR types stand for are meant.
/// </summary>
/// <remarks>The physical CLR types: bool, sbyte, short, int, long, Int128, float, double, <c>Utf8View</c>, <c>CalendarInterval</c>.</remarks>
public static class Overload
{
    /// <summary>One argument; always succeeds.</summary>
    /// <param name="parameter">What the parameter takes.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="isDense">True for operations of a few instructions over numbers: every row is computed, without looking which are wanted.</param>
    public static FunctionOverload Unary<T, TResult, TOp>(TypePattern? parameter = null, DataType? result = null, bool isDense = false)
        where T : unmanaged
        where TResult : unmanaged
        where TOp : struct, IUnaryOperation<T, TResult> =>
        Total([parameter ?? ClrTypes.Of<T>()], result ?? ClrTypes.Of<TResult>(), isDense, _ => new UnaryKernel<T, TResult, TOp>(isDense));

    /// <summary>Two arguments; always succeeds.</summary>
    /// <param name="left">What the first parameter takes.</param>
    /// <param name="right">What the second parameter takes.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="isDense">True for operations of a few instructions over numbers.</param>
    public static FunctionOverload Binary<TLeft, TRight, TResult, TOp>(
        TypePattern? left = null, TypePattern? right = null, DataType? result = null, bool isDense = false)
        where TLeft : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged
        where TOp : struct, IBinaryOperation<TLeft, TRight, TResult> =>
        Total(
            [left ?? ClrTypes.Of<TLeft>(), right ?? ClrTypes.Of<TRight>()], result ?? ClrTypes.Of<TResult>(), isDense,
            _ => new BinaryKernel<TLeft, TRight, TResult, TOp>(isDense));

    /// <summary>Three arguments; always succeeds.</summary>
    public static FunctionOverload Ternary<TFirst, TSecond, TThird, TResult, TOp>(
        TypePattern? first = null, TypePattern? second = null, TypePattern? third = null, DataType? result = null)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TThird : unmanaged
        where TResult : unmanaged
        where TOp : struct, ITernaryOperation<TFirst, TSecond, TThird, TResult> =>
        Total(
            [first ?? ClrTypes.Of<TFirst>(), second ?? ClrTypes.Of<TSecond>(), third ?? ClrTypes.Of<TThird>()], result ?? ClrTypes.Of<TResult>(), false,
            static _ => new TernaryKernel<TFirst, TSecond, TThird, TResult, TOp>());

    /// <summary>One argument; a failed row is an error in ANSI mode, else NULL.</summary>
    /// <param name="parameter">What the parameter takes.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="onError">What a failed row does where that is the same in both modes; <see cref="OnError.Null"/> makes the <c>try_</c> twin.</param>
    public static FunctionOverload TryUnary<T, TResult, TOp>(TypePattern? parameter = null, DataType? result = null, OnError? onError = null)
        where T : unmanaged
        where TResult : unmanaged
        where TOp : struct, ITryUnaryOperation<T, TResult> =>
        Fallible([parameter ?? ClrTypes.Of<T>()], result ?? ClrTypes.Of<TResult>(), onError, static _ => new TryUnaryKernel<T, TResult, TOp>());

    /// <summary>Two arguments; a failed row is an error in ANSI mode, else NULL.</summary>
    /// <param name="left">What the first parameter takes.</param>
    /// <param name="right">What the second parameter takes.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="onError">What a failed row does where that is the same in both modes; <see cref="OnError.Null"/> makes the <c>try_</c> twin.</param>
    public static FunctionOverload TryBinary<TLeft, TRight, TResult, TOp>(
        TypePattern? left = null, TypePattern? right = null, DataType? result = null, OnError? onError = null)
        where TLeft : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged
        where TOp : struct, ITryBinaryOperation<TLeft, TRight, TResult> =>
        Fallible(
            [left ?? ClrTypes.Of<TLeft>(), right ?? ClrTypes.Of<TRight>()], result ?? ClrTypes.Of<TResult>(), onError,
            static _ => new TryBinaryKernel<TLeft, TRight, TResult, TOp>());

    /// <summary>Three arguments; a failed row is an error in ANSI mode, else NULL.</summary>
    /// <param name="first">What the first parameter takes.</param>
    /// <param name="second">What the second parameter takes.</param>
    /// <param name="third">What the third parameter takes.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="onError">What a failed row does where that is the same in both modes; <see cref="OnError.Null"/> makes the <c>try_</c> twin.</param>
    public static FunctionOverload TryTernary<TFirst, TSecond, TThird, TResult, TOp>(
        TypePattern? first = null, TypePattern? second = null, TypePattern? third = null, DataType? result = null, OnError? onError = null)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TThird : unmanaged
        where TResult : unmanaged
        where TOp : struct, ITryTernaryOperation<TFirst, TSecond, TThird, TResult> =>
        Fallible(
            [first ?? ClrTypes.Of<TFirst>(), second ?? ClrTypes.Of<TSecond>(), third ?? ClrTypes.Of<TThird>()], result ?? ClrTypes.Of<TResult>(), onError,
            static _ => new TryTernaryKernel<TFirst, TSecond, TThird, TResult, TOp>());

    /// <summary>A string built from one argument.</summary>
    public static FunctionOverload Utf8<T, TOp>(TypePattern? parameter = null, DataType? result = null)
        where T : unmanaged
        where TOp : struct, IUtf8Operation<T> =>
        Text([parameter ?? ClrTypes.Of<T>()], result, static _ => new Utf8Kernel<T, TOp>());

    /// <summary>A string built from two arguments.</summary>
    public static FunctionOverload Utf8<TFirst, TSecond, TOp>(TypePattern? first = null, TypePattern? second = null, DataType? result = null)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TOp : struct, IUtf8Operation<TFirst, TSecond> =>
        Text([first ?? ClrTypes.Of<TFirst>(), second ?? ClrTypes.Of<TSecond>()], result, static _ => new Utf8Kernel<TFirst, TSecond, TOp>());

    /// <summary>A string built from three arguments.</summary>
    public static FunctionOverload Utf8<TFirst, TSecond, TThird, TOp>(
        TypePattern? first = null, TypePattern? second = null, TypePattern? third = null, DataType? result = null)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TThird : unmanaged
        where TOp : struct, IUtf8Operation<TFirst, TSecond, TThird> =>
        Text(
            [first ?? ClrTypes.Of<TFirst>(), second ?? ClrTypes.Of<TSecond>(), third ?? ClrTypes.Of<TThird>()], result,
            static _ => new Utf8Kernel<TFirst, TSecond, TThird, TOp>());

    /// <summary>A string built from one argument; a failed row is an error in ANSI mode, else NULL, unless <paramref name="onError"/> says what it is in both.</summary>
    public static FunctionOverload TryUtf8<T, TOp>(
        TypePattern? parameter = null, DataType? result = null, OnError? onError = null)
        where T : unmanaged
        where TOp : struct, ITryUtf8Operation<T> =>
        FallibleText(
            [parameter ?? ClrTypes.Of<T>()], result, onError,
            static _ => new TryUtf8Kernel<T, TOp>());

    /// <summary>A string built from two arguments; a failed row is an error in ANSI mode, else NULL, unless <paramref name="onError"/> says what it is in both.</summary>
    public static FunctionOverload TryUtf8<TFirst, TSecond, TOp>(
        TypePattern? first = null, TypePattern? second = null, DataType? result = null, OnError? onError = null)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TOp : struct, ITryUtf8Operation<TFirst, TSecond> =>
        FallibleText(
            [first ?? ClrTypes.Of<TFirst>(), second ?? ClrTypes.Of<TSecond>()], result, onError,
            static _ => new TryUtf8Kernel<TFirst, TSecond, TOp>());

    /// <summary>A string built from three arguments; a failed row is an error in ANSI mode, else NULL, unless <paramref name="onError"/> says what it is in both.</summary>
    public static FunctionOverload TryUtf8<TFirst, TSecond, TThird, TOp>(
        TypePattern? first = null, TypePattern? second = null, TypePattern? third = null, DataType? result = null, OnError? onError = null)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TThird : unmanaged
        where TOp : struct, ITryUtf8Operation<TFirst, TSecond, TThird> =>
        FallibleText(
            [first ?? ClrTypes.Of<TFirst>(), second ?? ClrTypes.Of<TSecond>(), third ?? ClrTypes.Of<TThird>()], result, onError,
            static _ => new TryUtf8Kernel<TFirst, TSecond, TThird, TOp>());

    /// <summary>An own kernel that always succeeds and never sees NULL.</summary>
    /// <param name="parameters">What the parameters take.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="createKernel">Makes a kernel; each worker has its own.</param>
    public static FunctionOverload Kernel(EquatableArray<TypePattern> parameters, DataType result, Func<KernelContext, IScalarKernel> createKernel) =>
        Total(parameters, result, isDense: false, createKernel);

    /// <summary>An own kernel that depends on the call: its types, constants or settings.</summary>
    /// <param name="parameters">What the parameters take.</param>
    /// <param name="bind">Chooses result type and kernel.</param>
    public static FunctionOverload Bound(EquatableArray<TypePattern> parameters, Binder bind) => new(parameters, bind);

    private static FunctionOverload Total(
        EquatableArray<TypePattern> parameters, DataType result, bool isDense, Func<KernelContext, IScalarKernel> createKernel) =>
        new(parameters, call => new BoundFunction(result, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, createKernel) { IsDense = isDense });

    private static FunctionOverload Fallible(
        EquatableArray<TypePattern> parameters, DataType result, OnError? onError, Func<KernelContext, IScalarKernel> createKernel) =>
        new(parameters, call =>
        {
            var mode = onError ?? (call.IsAnsi ? OnError.Throw : OnError.Null);
            var canFail = mode == OnError.Throw;
            return new BoundFunction(result, call.AnyNullable || !canFail, Volatility.Immutable, canFail, NullBehavior.Propagate, createKernel)
            {
                OnError = mode,
                Signature = [mode],
            };
        });

    private static FunctionOverload FallibleText(
        EquatableArray<TypePattern> parameters, DataType? result, OnError? onError, Func<KernelContext, IScalarKernel> createKernel)
    {
        var overload = Fallible(parameters, result ?? StringType.Instance, onError, createKernel);
        return overload with { Bind = call => overload.Bind(call) with { BorrowsArguments = false } };
    }

    private static FunctionOverload Text(EquatableArray<TypePattern> parameters, DataType? result, Func<KernelContext, IScalarKernel> createKernel) =>
        new(parameters, call => new BoundFunction(
            result ?? StringType.Instance, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, createKernel)
        {
            BorrowsArguments = false,
        });
}
