using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Simplifies AND, OR and NOT.</summary>
/// <remarks>
/// <code>
/// a AND TRUE           =>     a
/// a AND FALSE          =>     FALSE
/// a AND a              =>     a
/// a AND (a OR b)       =>     a
/// NOT (a &lt; b)          =>     a >= b
/// NOT (a AND b)        =>     NOT a OR NOT b
/// </code>
/// The order of the conditions that stay is kept, since AND and OR narrow from left to right and later ones may fail on rows that
/// earlier ones decide. Comparisons can be negated because NaN has a place in Spark's order. Spark: <c>BooleanSimplification</c>.
/// </remarks>
public sealed class BooleanSimplification : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.AndOr | NodeKinds.Not, static e => e switch
        {
            And and => SimplifyAnd(and),
            Or or => SimplifyOr(or),
            Not not => SimplifyNot(not),
            _ => e,
        });

    private static Expression SimplifyAnd(And and)
    {
        var conditions = And.Split(and);
        var kept = new List<Expression>(conditions.Count);
        var seen = new HashSet<Expression>();
        foreach (var condition in conditions)
        {
            if (condition is Literal { IsTrue: true })
                continue;
            if (condition is Literal { IsFalse: true })
                return condition;
            if (condition is Or or && IsAbsorbed(Or.Split(or), seen))
                continue;
            if (!condition.IsDeterministic || seen.Add(condition.Canonicalized))
                kept.Add(condition);
        }

        return kept.Count == and.Conditions.Count ? and : And.Of([.. kept]);
    }

    private static Expression SimplifyOr(Or or)
    {
        var conditions = Or.Split(or);
        var kept = new List<Expression>(conditions.Count);
        var seen = new HashSet<Expression>();
        foreach (var condition in conditions)
        {
            if (condition is Literal { IsFalse: true })
                continue;
            if (condition is Literal { IsTrue: true })
                return condition;
            if (condition is And and && IsAbsorbed(And.Split(and), seen))
                continue;
            if (!condition.IsDeterministic || seen.Add(condition.Canonicalized))
                kept.Add(condition);
        }

        return kept.Count == or.Conditions.Count ? or : Or.Of([.. kept]);
    }

    /// <summary><c>a AND (a OR b)</c> is a, and <c>a OR (a AND b)</c> is a: whenever the inner one matters, the outer one has decided.</summary>
    private static bool IsAbsorbed(IEnumerable<Expression> inner, HashSet<Expression> outer) =>
        inner.Any(condition => condition.IsDeterministic && outer.Contains(condition.Canonicalized));

    private static Expression SimplifyNot(Not not) => not.Child switch
    {
        Literal { Value: bool value } => Literal.Boolean(!value),
        Not inner => inner.Child,
        IsNull test => new IsNotNull(test.Child),
        IsNotNull test => new IsNull(test.Child),
        Comparison { Operator: ComparisonOperator.LessThan } c => Comparison.GreaterThanOrEqual(c.Left, c.Right),
        Comparison { Operator: ComparisonOperator.LessThanOrEqual } c => Comparison.GreaterThan(c.Left, c.Right),
        Comparison { Operator: ComparisonOperator.GreaterThan } c => Comparison.LessThanOrEqual(c.Left, c.Right),
        Comparison { Operator: ComparisonOperator.GreaterThanOrEqual } c => Comparison.LessThan(c.Left, c.Right),
        And and => Or.Of([.. and.Conditions.Select(c => SimplifyNot(new Not(c)))]),
        Or or => And.Of([.. or.Conditions.Select(c => SimplifyNot(new Not(c)))]),
        _ => not,
    };
}
