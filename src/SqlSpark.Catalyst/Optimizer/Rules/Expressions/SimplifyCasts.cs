using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Drops casts that change nothing.</summary>
/// <remarks>
/// <code>
/// cast(a as int)                        =>     a                      when a is an int
/// cast(cast(a as bigint) as double)     =>     cast(a as double)      when a is an int or narrower
/// </code>
/// Two casts become one only where the first one widens without loss. Spark: <c>SimplifyCasts</c>.
/// </remarks>
public sealed class SimplifyCasts : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.Cast, static e => e switch
        {
            Cast cast when cast.Child.DataType.Equals(cast.Type) => cast.Child,
            Cast { Child: Cast inner, Type: NumericType } outer when IsIntegerWidening(inner) =>
                inner.Child.DataType.Equals(outer.Type) ? inner.Child : outer with { Child = inner.Child },
            _ => e,
        });

    private static bool IsIntegerWidening(Cast cast) =>
        cast.Child.DataType is IntegralType from && cast.Type is IntegralType to && from.PhysicalType <= to.PhysicalType;
}
