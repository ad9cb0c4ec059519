using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Drops branches of CASE and IF that are never or always taken, or that change nothing.</summary>
/// <remarks>
/// <code>
/// if(TRUE, a, b)                                    =>     a
/// CASE WHEN FALSE THEN a WHEN c THEN b ELSE d END   =>     CASE WHEN c THEN b ELSE d END
/// CASE WHEN c THEN a WHEN c THEN b ELSE d END       =>     CASE WHEN c THEN a ELSE d END
/// CASE WHEN c THEN a WHEN d THEN b ELSE b END       =>     CASE WHEN c THEN a ELSE b END      when d cannot fail
/// if(c, a, a)                                       =>     a                                  when c cannot fail
/// if(c, TRUE, FALSE)                                =>     c &lt;=> TRUE, or c when it is never NULL
/// if(c, FALSE, NULL)                                =>     NOT c AND NULL                     when c is never NULL
/// </code>
/// A branch that is not taken is not evaluated, so dropping it loses no error. Conditions must be deterministic to be dropped. Results
/// keep their type: a branch whose type differs in nullability of elements stays inside. Spark: <c>SimplifyConditionals</c>.
/// </remarks>
public sealed class SimplifyConditionals : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.Conditional, static e => e switch
        {
            If branch => KeepType(e, SimplifyIf(branch)),
            CaseWhen branches => KeepType(e, SimplifyCase(branches)),
            _ => e,
        });

    private static Expression KeepType(Expression before, Expression after) =>
        ReferenceEquals(before, after) || after.DataType.Equals(before.DataType) ? after : before;

    private static Expression SimplifyIf(If expression) => expression switch
    {
        { Condition: Literal { IsTrue: true } } => expression.Then,
        { Condition: Literal } => expression.Else,
        _ when CanBeDropped(expression.Condition) && expression.Then.SemanticEquals(expression.Else) => expression.Then,
        _ => TruthValue(expression.Condition, expression.Then, expression.Else) ?? expression,
    };

    private static Expression SimplifyCase(CaseWhen expression)
    {
        var branches = new List<CaseBranch>(expression.Branches.Count);
        var otherwise = expression.Else;
        var seen = new HashSet<Expression>();
        foreach (var branch in expression.Branches)
        {
            if (branch.Condition is Literal { IsTrue: true })
            {
                otherwise = branch.Value;
                break;
            }

            if (branch.Condition is not Literal && (!branch.Condition.IsDeterministic || seen.Add(branch.Condition.Canonicalized)))
                branches.Add(branch);
        }

        var rest = otherwise ?? Literal.Null(expression.DataType);
        while (branches.Count > 0 && CanBeDropped(branches[^1].Condition) && branches[^1].Value.SemanticEquals(rest))
            branches.RemoveAt(branches.Count - 1);

        if (branches.Count == 0)
            return rest;
        if (branches.Count == 1 && TruthValue(branches[0].Condition, branches[0].Value, rest) is { } condition)
            return condition;
        return branches.Count == expression.Branches.Count ? expression : new CaseWhen(branches.ToEquatableArray(), otherwise);
    }

    private static bool CanBeDropped(Expression condition) => condition.IsDeterministic && !condition.CanFail;

    /// <summary>A choice between two of TRUE, FALSE and NULL as a condition, or null when it is no such choice.</summary>
    private static Expression? TruthValue(Expression condition, Expression then, Expression otherwise)
    {
        if (then is not Literal first || otherwise is not Literal second || then.DataType is not Core.Types.BooleanType)
            return null;
        return (first.Value, second.Value) switch
        {
            (true, false) => Holds(condition),
            (false, true) => new Not(Holds(condition)),
            _ when condition.Nullable => null,
            (null, false) => new And(condition, first),
            (null, true) => new Or(new Not(condition), first),
            (false, null) => new And(new Not(condition), second),
            (true, null) => new Or(condition, second),
            _ => null,
        };
    }

    private static Expression Holds(Expression condition) =>
        condition.Nullable ? new Comparison(ComparisonOperator.EqualNullSafe, condition, Literal.True) : condition;
}
