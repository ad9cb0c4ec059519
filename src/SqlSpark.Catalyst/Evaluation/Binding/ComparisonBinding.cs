using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Comparisons of all types.</summary>
internal static class ComparisonBinding
{
    public static BoundFunction Bind(Comparison node) => Bind(node.Operator, node.Left.DataType, node.Nullable);

    /// <summary>A comparison of two values of <paramref name="type"/>.</summary>
    public static BoundFunction Bind(ComparisonOperator operation, DataType type, bool isNullable)
    {
        Collations.RequireBinary(type);
        var nulls = operation == ComparisonOperator.EqualNullSafe ? NullBehavior.Custom : NullBehavior.Propagate;
        return new BoundFunction(BooleanType.Instance, isNullable, Volatility.Immutable, false, nulls, CreateKernel)
        {
            IsDense = type.PhysicalType is PhysicalType.Bool or (>= PhysicalType.Int8 and <= PhysicalType.Float64),
            AcceptsNarrowWidths = true,
        };

        IScalarKernel CreateKernel(KernelContext context)
        {
            var comparer = CreateComparer(type, context.Account);
            return nulls == NullBehavior.Custom ? new NullSafeEqualKernel(comparer) : new ComparisonKernel(operation, comparer);
        }
    }

    /// <summary>What compares columns of a type.</summary>
    public static IComparer CreateComparer(DataType type, MemoryAccount account) => type.PhysicalType switch
    {
        PhysicalType.Void => new VoidComparer(),
        PhysicalType.Bool => new BooleanComparer(),
        PhysicalType.Float32 => new FixedComparer<float>(),
        PhysicalType.Float64 => new FixedComparer<double>(),
        PhysicalType.View => new ViewComparer(),
        PhysicalType.Interval => new IntervalComparer(),
        PhysicalType.List or PhysicalType.Map or PhysicalType.Struct => new NestedComparer(),
        _ => new IntegerComparer(type, account),
    };
}
