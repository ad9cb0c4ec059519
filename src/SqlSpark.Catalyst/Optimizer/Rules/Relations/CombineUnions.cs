using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Relations;

/// <summary>Makes one union of nested ones.</summary>
/// <remarks>
/// <code>
/// Union               Union
/// :- Union            :- a
/// :  :- a       =>    :- b
/// :  +- b             +- c
/// +- c
/// </code>
/// The first input stays first: its columns are the union's. Spark: <c>CombineUnions</c>.
/// </remarks>
public sealed class CombineUnions : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Union, static node => node is Union union && union.Inputs.Any(i => i is Union)
            ? union with { Inputs = union.Inputs.SelectMany(i => i is Union inner ? inner.Inputs : [i]).ToEquatableArray() }
            : node);
}
