using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Makes a simpler test of LIKE where the pattern has <c>%</c> at its ends only.</summary>
/// <remarks>
/// <code>
/// a LIKE 'abc'       =>     a = 'abc'
/// a LIKE 'abc%'      =>     StartsWith(a, 'abc')
/// a LIKE '%abc'      =>     EndsWith(a, 'abc')
/// a LIKE '%abc%'     =>     Contains(a, 'abc')
/// </code>
/// A pattern with <c>_</c> or the escape character stays, and one whose collation is not the operand's. Sources can use the simpler tests
/// to skip data. Spark: <c>LikeSimplification</c>, which also makes three tests of <c>'abc%def'</c>; LIKE does that in one pass here, and its
/// operand is not repeated.
/// </remarks>
public sealed class LikeSimplification : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.Like, static e =>
            e is Like { IgnoreCase: false, Right: Literal { Value: string pattern } literal } like
            && literal.Type.Equals(like.Left.DataType)
            && !pattern.Contains(like.EscapeCharacter, StringComparison.Ordinal)
                ? Simplify(like, literal, pattern)
                : e);

    private static Expression Simplify(Like like, Literal literal, string pattern)
    {
        var opensAtStart = pattern.StartsWith('%');
        var opensAtEnd = pattern.EndsWith('%');
        var part = pattern[(opensAtStart ? 1 : 0)..];
        part = part[..^(opensAtEnd && part.Length > 0 ? 1 : 0)];
        if (part.AsSpan().ContainsAny('%', '_') || (part.Length == 0 && pattern.Length > 0))
            return like;
        var right = literal with { Value = part };
        return (opensAtStart, opensAtEnd) switch
        {
            (false, false) => Comparison.EqualTo(like.Left, right),
            (false, true) => new StringPredicate(StringPredicateKind.StartsWith, like.Left, right),
            (true, false) => new StringPredicate(StringPredicateKind.EndsWith, like.Left, right),
            (true, true) => new StringPredicate(StringPredicateKind.Contains, like.Left, right),
        };
    }
}
