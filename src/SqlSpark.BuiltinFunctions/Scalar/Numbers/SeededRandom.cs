using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary>The random numbers of a seeded function: they begin anew with each partition.</summary>
internal sealed class SeededRandom(long seed, KernelContext context)
{
    private XorShiftRandom _numbers;
    private int _partition = -1;

    /// <summary>The numbers of the partition; after <see cref="Begin"/>.</summary>
    public ref XorShiftRandom Numbers => ref _numbers;

    /// <summary>To be called for each batch.</summary>
    /// <returns>True when a partition begins.</returns>
    public bool Begin()
    {
        if (_partition == context.PartitionOrdinal)
            return false;
        _partition = context.PartitionOrdinal;
        _numbers = new XorShiftRandom(unchecked(seed + _partition + context.SeedShift));
        return true;
    }

    /// <summary>The signature of functions of a seed that may be left out, which give doubles.</summary>
    public static FunctionOverload Overload(Func<SeededRandom, IScalarKernel> createKernel) =>
        Catalyst.Functions.Overload.Bound([TypePattern.Uncast(TypePattern.OneOf(IntegerType.Instance, LongType.Instance))], call => Bind(call, createKernel)) with { OptionalCount = 1 };

    private static BoundFunction Bind(BindCall call, Func<SeededRandom, IScalarKernel> createKernel)
    {
        var seed = SeedArgument.Of(call, 0);
        return new BoundFunction(DoubleType.Instance, false, Volatility.Volatile, false, NullBehavior.Custom, context => createKernel(new SeededRandom(seed, context)))
        {
            IsPositional = true,
            Signature = [seed],
        };
    }
}

/// <summary>The seed of a random function.</summary>
internal static class SeedArgument
{
    /// <summary>A constant, 0 for NULL; a random one when the argument is not given.</summary>
    public static long Of(BindCall call, int index)
    {
        if (index >= call.Arguments.Count)
            return Random.Shared.NextInt64();
        return (call.Constant(index) ?? throw BuiltinErrors.NotFoldable(call, index, "seed", "BIGINT")).Value switch
        {
            long seed => seed,
            int seed => seed,
            _ => 0,
        };
    }
}
