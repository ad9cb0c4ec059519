using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Drops repeated items of IN, and makes a comparison of an IN with one item.</summary>
/// <remarks>
/// <code>
/// a IN (1, 2, 1)     =>     a IN (1, 2)
/// a IN (1)           =>     a = 1
/// </code>
/// Items must be deterministic. Structs of other field names are items, but cannot be compared. Spark: <c>OptimizeIn</c>.
/// </remarks>
public sealed class OptimizeIn : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.In, static e => e is In test ? Simplify(test) : e);

    private static Expression Simplify(In test)
    {
        var seen = new HashSet<Expression>();
        var kept = new List<Expression>(test.Items.Count);
        foreach (var item in test.Items)
        {
            if (!item.IsDeterministic || seen.Add(item.Canonicalized))
                kept.Add(item);
        }

        if (kept.Count == 1 && kept[0].DataType.EqualsIgnoringNullability(test.Value.DataType))
            return Comparison.EqualTo(test.Value, kept[0]);
        return kept.Count == test.Items.Count ? test : test with { Items = kept.ToEquatableArray() };
    }
}
