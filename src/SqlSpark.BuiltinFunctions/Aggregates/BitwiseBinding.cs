using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>What <c>bit_and</c>, <c>bit_or</c> and <c>bit_xor</c> share.</summary>
internal static class BitwiseBinding
{
    /// <summary>One integer of any width; the result has its type.</summary>
    /// <param name="ignoresDuplicates">True when a value that comes twice counts once.</param>
    public static AggregateOverload Overload<TOp>(bool ignoresDuplicates)
        where TOp : struct, IBitwiseOperation =>
        new([TypePattern.Integral], call => new BoundAggregate(call.Type(0), true, false, context => CreateKernel<TOp>(call.Type(0), context))
        {
            IgnoresDuplicates = ignoresDuplicates,
        });

    private static IAggregateKernel CreateKernel<TOp>(DataType type, AggregateContext context)
        where TOp : struct, IBitwiseOperation => type switch
        {
            ByteType => new BitwiseKernel<sbyte, TOp>(type, context.Account),
            ShortType => new BitwiseKernel<short, TOp>(type, context.Account),
            IntegerType => new BitwiseKernel<int, TOp>(type, context.Account),
            LongType => new BitwiseKernel<long, TOp>(type, context.Account),
            _ => throw InternalErrors.Unreachable(type),
        };
}
