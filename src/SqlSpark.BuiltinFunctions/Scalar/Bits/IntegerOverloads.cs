using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary>Signatures over the four integer types.</summary>
internal static class IntegerOverloads
{
    /// <summary>Two integers, brought to their wider type.</summary>
    public static FunctionOverload Binary<TByte, TShort, TInt, TLong>()
        where TByte : struct, IBinaryOperation<sbyte, sbyte, sbyte>
        where TShort : struct, IBinaryOperation<short, short, short>
        where TInt : struct, IBinaryOperation<int, int, int>
        where TLong : struct, IBinaryOperation<long, long, long> =>
        Overload.Bound([TypePattern.Integral, TypePattern.Integral], call => Bind(call, call.Type(0) switch
        {
            ByteType => static _ => new BinaryKernel<sbyte, sbyte, sbyte, TByte>(isDense: true),
            ShortType => static _ => new BinaryKernel<short, short, short, TShort>(isDense: true),
            IntegerType => static _ => new BinaryKernel<int, int, int, TInt>(isDense: true),
            LongType => static _ => new BinaryKernel<long, long, long, TLong>(isDense: true),
            var type => throw InternalErrors.Unreachable(type),
        })) with
        { NeedsCommonType = true };

    /// <summary>One integer.</summary>
    public static FunctionOverload Unary<TByte, TShort, TInt, TLong>()
        where TByte : struct, IUnaryOperation<sbyte, sbyte>
        where TShort : struct, IUnaryOperation<short, short>
        where TInt : struct, IUnaryOperation<int, int>
        where TLong : struct, IUnaryOperation<long, long> =>
        Overload.Bound([TypePattern.Integral], call => Bind(call, call.Type(0) switch
        {
            ByteType => static _ => new UnaryKernel<sbyte, sbyte, TByte>(isDense: true),
            ShortType => static _ => new UnaryKernel<short, short, TShort>(isDense: true),
            IntegerType => static _ => new UnaryKernel<int, int, TInt>(isDense: true),
            LongType => static _ => new UnaryKernel<long, long, TLong>(isDense: true),
            var type => throw InternalErrors.Unreachable(type),
        }));

    private static BoundFunction Bind(BindCall call, Func<KernelContext, IScalarKernel> create) =>
        new(call.Type(0), call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, create) { IsDense = true };
}
