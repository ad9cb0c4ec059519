using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Computes expressions that depend on no row.</summary>
/// <remarks>
/// <code>
/// Filter a > 1 + 1      =>     Filter a > 2
/// </code>
/// An expression whose computation fails stays as it is, so that the error comes when, and only if, a row needs the value. Aliases keep
/// their place. Spark: <c>ConstantFolding</c>.
/// </remarks>
public sealed class ConstantFolding : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(static node => node.MapExpressions(Fold));

    private static Expression Fold(Expression expression) => expression.TransformDown(static e =>
    {
        if (IsWanted(e))
            return ConstantFolder.TryFold(e) ?? e;
        return e.Children.Count > 1 && !IsKept(e) ? FoldChildren(e) : e;
    });

    private static bool IsKept(Expression e) => e is Literal or Alias or SortOrder or AggregateExpression or AggregateCall or LambdaFunction;

    private static bool IsWanted(Expression e) => !IsKept(e) && e.IsFoldable && e.IsDeterministic;

    /// <summary>The values of an IN list and the like, all at once.</summary>
    private static Expression FoldChildren(Expression e)
    {
        var wanted = e.Children.Where(IsWanted).ToArray();
        if (wanted.Length < 2)
            return e;
        var folded = ConstantFolder.TryFold(wanted);
        var next = 0;
        return e.MapChildren(child => IsWanted(child) ? folded[next++] ?? child : child);
    }
}
