using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Takes a part of what is being put together directly.</summary>
/// <remarks>
/// <code>
/// named_struct('x', a, 'y', b).y      =>     b
/// array(a, b, c)[1]                   =>     b
/// </code>
/// The other parts are not computed any more; they must be deterministic. Positions outside of the array keep their NULL or error. Spark: <c>SimplifyExtractValueOps</c>.
/// </remarks>
public sealed class SimplifyExtractValueOps : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.Extract, static e => e switch
        {
            GetStructField { Child: CreateStruct record } field when record.IsDeterministic => record.Values[field.Ordinal],
            GetArrayItem { Left: ScalarCall { Function.Name: "array" } array, Right: Literal { Value: int position } }
                when array.IsDeterministic && position >= 0 && position < array.Arguments.Count => array.Arguments[position],
            _ => e,
        });
}
