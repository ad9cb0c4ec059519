using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Simplifies AND, OR, NOT and comparisons with TRUE and FALSE.</summary>
/// <remarks>
/// <code>
/// a AND TRUE                   =>     a
/// a AND FALSE                  =>     FALSE
/// a AND a                      =>     a
/// a AND (a OR b)               =>     a
/// a AND NOT a                  =>     FALSE, or if(a IS NULL, NULL, FALSE) when a may be NULL
/// a AND (NOT a OR b)           =>     a AND b            when a is never NULL
/// (a OR b) AND (a OR c)        =>     a OR (b AND c)
/// NOT (a &lt; b)                  =>     a >= b
/// NOT (a AND b)                =>     NOT a OR NOT b
/// a = TRUE, a = FALSE          =>     a, NOT a
/// </code>
/// The same with AND and OR exchanged. The order of the conditions that stay is kept, since AND and OR narrow from left to right and
/// later ones may fail on rows that earlier ones decide. Comparisons can be negated because NaN has a place in Spark's order. An error
/// of a condition that cannot change the answer is lost, as in Spark: <c>BooleanSimplification</c>.
/// </remarks>
public sealed class BooleanSimplification : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.AndOr | NodeKinds.Not | NodeKinds.Comparison, Simplify);

    /// <summary>Simplifies a node whose children are simple already, until nothing changes.</summary>
    private static Expression Simplify(Expression expression)
    {
        DeepStack.Guard();
        while (true)
        {
            var next = expression switch
            {
                And and => SimplifyChain(Connective.And, and),
                Or or => SimplifyChain(Connective.Or, or),
                Not not => SimplifyNot(not),
                Comparison { Left.DataType: BooleanType } comparison => SimplifyTruthTest(comparison),
                _ => expression,
            };
            if (ReferenceEquals(next, expression))
                return expression;
            expression = next;
        }
    }

    private static Expression SimplifyChain(Connective connective, NaryPredicate chain)
    {
        var members = connective.Split(chain);
        var all = new HashSet<Expression>(members.Count);
        foreach (var member in members)
        {
            if (member.IsDeterministic)
                all.Add(member.Canonicalized);
        }

        var kept = new KnownConditions(connective);
        foreach (var member in members)
        {
            if (connective.IsDominant(member))
                return member;
            if (!connective.IsNeutral(member) && !IsAbsorbed(connective.Dual, member, all))
                kept.Add(member);
        }

        var shrinks = kept.Conditions.Count != members.Count || members.Count != chain.Conditions.Count;
        return CommonFactors.Extract(connective, kept.Conditions, Simplify) || kept.Changed || shrinks ? connective.Of([.. kept.Conditions]) : chain;
    }

    /// <summary><c>a AND (a OR b)</c> is a, and <c>a OR (a AND b)</c> is a: whenever the inner one matters, the outer one has decided.</summary>
    private static bool IsAbsorbed(Connective dual, Expression member, HashSet<Expression> all)
    {
        if (!dual.Joins(member))
            return false;
        foreach (var part in dual.Split(member))
        {
            if (part.IsDeterministic && all.Contains(part.Canonicalized))
                return true;
        }

        return false;
    }

    private static Expression SimplifyNot(Not not) => not.Child switch
    {
        Literal { Value: bool value } => Literal.Boolean(!value),
        And and => Or.Of([.. and.Conditions.Select(c => Simplify(new Not(c)))]),
        Or or => And.Of([.. or.Conditions.Select(c => Simplify(new Not(c)))]),
        var child => Negation.Of(child) ?? not,
    };

    private static Expression SimplifyTruthTest(Comparison comparison) => comparison switch
    {
        { Left: Literal { Value: bool value }, Right: var other } when MayReplace(comparison, other) => value ? other : Simplify(new Not(other)),
        { Right: Literal { Value: bool value }, Left: var other } when MayReplace(comparison, other) => value ? other : Simplify(new Not(other)),
        _ => comparison,
    };

    private static bool MayReplace(Comparison comparison, Expression other) =>
        comparison.Operator == ComparisonOperator.Equal || (comparison.Operator == ComparisonOperator.EqualNullSafe && !other.Nullable);
}
