using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Drops branches of CASE and IF that are never or always taken.</summary>
/// <remarks>
/// <code>
/// if(TRUE, a, b)                                    =>     a
/// CASE WHEN FALSE THEN a WHEN c THEN b ELSE d END   =>     CASE WHEN c THEN b ELSE d END
/// if(c, a, a)                                       =>     a        when c is deterministic and cannot fail
/// </code>
/// A branch that is not taken is not evaluated, so dropping it loses no error. Results keep their type: a branch whose type differs in
/// nullability of elements stays inside. Spark: <c>SimplifyConditionals</c>.
/// </remarks>
public sealed class SimplifyConditionals : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.Conditional, static e => e switch
        {
            If branch => SimplifyIf(branch),
            CaseWhen branches => SimplifyCase(branches),
            _ => e,
        });

    private static Expression SimplifyIf(If expression)
    {
        var result = expression switch
        {
            { Condition: Literal { IsTrue: true } } => expression.Then,
            { Condition: Literal } => expression.Else,
            { Condition: { IsDeterministic: true, CanFail: false } } when expression.Then.SemanticEquals(expression.Else) => expression.Then,
            _ => expression,
        };
        return result.DataType.Equals(expression.DataType) ? result : expression;
    }

    private static Expression SimplifyCase(CaseWhen expression)
    {
        var branches = new List<CaseBranch>(expression.Branches.Count);
        var otherwise = expression.Else;
        foreach (var branch in expression.Branches)
        {
            if (branch.Condition is Literal { IsTrue: true })
            {
                otherwise = branch.Value;
                break;
            }

            if (branch.Condition is not Literal)
                branches.Add(branch);
        }

        if (branches.Count == expression.Branches.Count)
            return expression;
        var result = branches.Count == 0
            ? otherwise ?? Literal.Null(expression.DataType)
            : new CaseWhen(branches.ToEquatableArray(), otherwise);
        return result.DataType.Equals(expression.DataType) ? result : expression;
    }
}
