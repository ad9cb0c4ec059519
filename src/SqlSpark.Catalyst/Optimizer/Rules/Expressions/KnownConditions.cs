using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>
/// Takes up the members of a chain of AND or OR from left to right, and leaves out of each what the ones before it say already or
/// contradict.
/// </summary>
/// <param name="connective">What joins the members.</param>
internal sealed class KnownConditions(Connective connective)
{
    /// <summary>Canonical forms of the members so far, and where they stand.</summary>
    private readonly Dictionary<Expression, int> _positions = [];

    /// <summary>Canonical forms of their opposites, and where the members stand.</summary>
    private readonly Dictionary<Expression, int> _opposites = [];

    /// <summary>The members that are left.</summary>
    public List<Expression> Conditions { get; } = [];

    /// <summary>True when a member was changed that still counts as one.</summary>
    public bool Changed { get; private set; }

    /// <summary>Takes up one more member.</summary>
    public void Add(Expression member)
    {
        if (!member.IsDeterministic)
        {
            Conditions.Add(member);
            return;
        }

        if (connective.Dual.Joins(member))
            member = WithoutContradictions(member);
        if (_positions.ContainsKey(member.Canonicalized))
            return;
        if (PositionOfOpposite(member) is { } position)
        {
            Conditions[position] = Contradiction(Conditions[position]);
            _positions.Add(member.Canonicalized, position);
            Changed = true;
            return;
        }

        _positions.Add(member.Canonicalized, Conditions.Count);
        if (Negation.Of(member) is { } opposite)
            _opposites.TryAdd(opposite.Canonicalized, Conditions.Count);
        Conditions.Add(member);
    }

    private int? PositionOfOpposite(Expression condition)
    {
        if (_opposites.TryGetValue(condition.Canonicalized, out var position))
            return position;
        return Negation.Of(condition) is { } opposite && _positions.TryGetValue(opposite.Canonicalized, out position) ? position : null;
    }

    /// <summary>What x and NOT x make together: NULL where x is, and otherwise the literal that decides the chain.</summary>
    private Expression Contradiction(Expression condition) => condition.Nullable
        ? new If(new IsNull(condition), Literal.Null(BooleanType.Instance), connective.Dominant)
        : connective.Dominant;

    /// <summary><c>a AND (NOT a OR b)</c> is <c>a AND b</c>, unless a is NULL and b FALSE.</summary>
    private Expression WithoutContradictions(Expression chain)
    {
        var parts = connective.Dual.Split(chain);
        Expression[] rest = [.. parts.Where(part => PositionOfOpposite(part) is not { } position || Conditions[position].Nullable)];
        if (rest.Length == parts.Count)
            return chain;
        Changed = true;
        return connective.Dual.Of(rest);
    }
}
