using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Makes NULL FALSE where only TRUE counts: in conditions of filters, joins, IF, CASE and FILTER (WHERE ...).</summary>
/// <remarks>
/// <code>
/// Filter (a > 1 AND NULL)            Filter (a > 1 AND FALSE)
/// +- child                     =>    +- child
///
/// if(a > 1 OR NULL, b, c)      =>    if(a > 1 OR FALSE, b, c)
/// </code>
/// AND, OR and the branches of IF and CASE are TRUE with FALSE exactly where they are TRUE with NULL; NOT is not, so nothing under it
/// changes. Spark: <c>ReplaceNullWithFalseInPredicate</c>.
/// </remarks>
public sealed class ReplaceNullWithFalseInPredicate : Rule<LogicalPlan>
{
    private const NodeKinds WithConditions = NodeKinds.Conditional | NodeKinds.AggregateExpression;

    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.ContainsAny(NodeKinds.Literal | NodeKinds.Conditional)
        ? plan.TransformUp(WithConditions | NodeKinds.Filter | NodeKinds.Join, static node => Rewrite(node))
        : plan;

    private static LogicalPlan Rewrite(LogicalPlan node)
    {
        var rewritten = node.MapExpressions(static e => e.TransformUp(WithConditions, RewriteConditions));
        return rewritten switch
        {
            Filter or Join { Condition: not null } => rewritten.MapExpressions(AsPredicate),
            _ => rewritten,
        };
    }

    private static Expression RewriteConditions(Expression expression) => expression switch
    {
        If branch when AsPredicate(branch.Condition) is var condition && !ReferenceEquals(condition, branch.Condition) =>
            branch with { Condition = condition },
        CaseWhen branches => WithConditionsOf(branches),
        AggregateExpression { Filter: { } filter } aggregate when AsPredicate(filter) is var condition && !ReferenceEquals(condition, filter) =>
            aggregate with { Filter = condition },
        _ => expression,
    };

    private static CaseWhen WithConditionsOf(CaseWhen expression) => WithBranches(
        expression, branch => AsPredicate(branch.Condition) is var condition && ReferenceEquals(condition, branch.Condition) ? branch : branch with { Condition = condition });

    /// <summary>An expression that is TRUE exactly where this one is, with FALSE in the place of NULL.</summary>
    private static Expression AsPredicate(Expression expression)
    {
        DeepStack.Guard();
        return expression switch
        {
            Literal { IsNull: true, Type: BooleanType or VoidType } => Literal.False,
            And or Or => expression.MapChildren(AsPredicate),
            If branch => WithBranches(branch),
            CaseWhen { Else: null } branches => WithValues(branches) with { Else = Literal.False },
            CaseWhen { Else: { } otherwise } branches => AsPredicate(otherwise) is var changed && ReferenceEquals(changed, otherwise)
                ? WithValues(branches)
                : WithValues(branches) with { Else = changed },
            _ => expression,
        };
    }

    private static If WithBranches(If expression)
    {
        var (then, otherwise) = (AsPredicate(expression.Then), AsPredicate(expression.Else));
        return ReferenceEquals(then, expression.Then) && ReferenceEquals(otherwise, expression.Else)
            ? expression
            : expression with { Then = then, Else = otherwise };
    }

    private static CaseWhen WithValues(CaseWhen expression) => WithBranches(
        expression, branch => AsPredicate(branch.Value) is var value && ReferenceEquals(value, branch.Value) ? branch : branch with { Value = value });

    private static CaseWhen WithBranches(CaseWhen expression, Func<CaseBranch, CaseBranch> map)
    {
        var branches = expression.Branches.MapUnchanged(map);
        return branches.SameStorage(expression.Branches) ? expression : expression with { Branches = branches };
    }
}
