using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>What <c>min</c> and <c>max</c> share.</summary>
internal static class ExtremeBinding
{
    /// <summary>One value of an orderable type.</summary>
    public static AggregateOverload Overload(bool isMax) =>
        new([TypePattern.Where("ORDERABLE", VoidType.Instance, t => t.IsOrderable)], call => Bind(call.Type(0), isMax));

    /// <summary>The smallest or largest value of a type.</summary>
    public static BoundAggregate Bind(DataType type, bool isMax)
    {
        Collations.RequireBinary(type);
        return new BoundAggregate(type, true, false, context => CreateKernel(type, isMax, context)) { IgnoresDuplicates = true, Signature = [isMax] };
    }

    private static IAggregateKernel CreateKernel(DataType type, bool isMax, AggregateContext context) => type.PhysicalType switch
    {
        PhysicalType.Int8 => new FixedExtremeKernel<sbyte>(type, isMax, context),
        PhysicalType.Int16 => new FixedExtremeKernel<short>(type, isMax, context),
        PhysicalType.Int32 => new FixedExtremeKernel<int>(type, isMax, context),
        PhysicalType.Int64 => new FixedExtremeKernel<long>(type, isMax, context),
        PhysicalType.Int128 => new FixedExtremeKernel<Int128>(type, isMax, context),
        PhysicalType.Float32 => new FixedExtremeKernel<float>(type, isMax, context),
        PhysicalType.Float64 => new FixedExtremeKernel<double>(type, isMax, context),
        PhysicalType.View => new TextExtremeKernel(type, isMax, context),
        _ => new StoredExtremeKernel(type, isMax, context),
    };
}
