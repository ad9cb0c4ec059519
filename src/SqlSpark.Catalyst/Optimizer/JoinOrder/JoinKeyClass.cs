using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Statistics;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>
/// Columns of several relations that the equalities of inner joins make equal. Any two of them may be joined by: from a = b and b = c follows a = c.
/// </summary>
internal sealed class JoinKeyClass
{
    private readonly List<JoinKeyMember> _members = [];
    private readonly List<Comparison> _equalities = [];

    /// <summary>The relations that have a column of the class, as bits.</summary>
    public ulong Relations { get; private set; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<JoinKeyMember> Members => _members;

    /// <summary>Adds a column.</summary>
    public void Add(JoinKeyMember member)
    {
        Relations |= 1UL << member.Relation;
        _members.Add(member);
    }

    /// <summary>The column of the class in <paramref name="relations"/> with the fewest values: after joins by it no more are left.</summary>
    public JoinKeyMember Narrowest(ulong relations)
    {
        JoinKeyMember? best = null;
        foreach (var member in _members)
        {
            if ((relations >> member.Relation & 1) != 0 && (best is null || member.Estimate.DomainCount < best.Estimate.DomainCount))
                best = member;
        }

        return best!;
    }

    /// <summary>True when both sides have columns of the class.</summary>
    public bool Crosses(ulong left, ulong right) => (Relations & left) != 0 && (Relations & right) != 0;

    /// <summary>True when the column is of the class.</summary>
    public bool Contains(ExprId id) => _members.Exists(member => member.Attribute.ExprId == id);

    /// <summary>Adds an equality of two of the columns that the query has.</summary>
    public void Add(Comparison equality) => _equalities.Add(equality);

    /// <summary>Takes over all of another class.</summary>
    public void Add(JoinKeyClass other)
    {
        foreach (var member in other._members)
            Add(member);
        _equalities.AddRange(other._equalities);
    }

    /// <summary>One equality between both sides: one that the query has, if there is one.</summary>
    public Comparison EqualityOf(ulong left, ulong right)
    {
        foreach (var equality in _equalities)
        {
            var (one, other) = (RelationOf(equality.Left), RelationOf(equality.Right));
            if (((one & left) != 0 && (other & right) != 0) || ((one & right) != 0 && (other & left) != 0))
                return equality;
        }

        return Comparison.EqualTo(Narrowest(left).Attribute, Narrowest(right).Attribute);
    }

    private ulong RelationOf(Expression attribute) => 1UL << _members.Find(member => member.Attribute.ExprId == ((AttributeReference)attribute).ExprId)!.Relation;
}

/// <summary>A column of a <see cref="JoinKeyClass"/>.</summary>
/// <param name="Relation">The position of its relation.</param>
/// <param name="Attribute">The column.</param>
/// <param name="Estimate">What is known of its values.</param>
/// <param name="Range">From the smallest to the largest value of integers; infinity when unknown.</param>
internal sealed record JoinKeyMember(int Relation, AttributeReference Attribute, ColumnEstimate Estimate, double Range);
