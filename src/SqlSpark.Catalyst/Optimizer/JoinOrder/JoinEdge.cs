using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>
/// A hyperedge of the join graph: a join other than an inner one with its condition, one condition of an inner join, or a cross product that may be needed. Relations are bits.
/// </summary>
/// <param name="Type">The type; <see cref="JoinType.Inner"/> for conditions of inner and cross joins.</param>
/// <param name="Condition">The condition, or null.</param>
/// <param name="Read">The relations that the condition reads.</param>
/// <param name="Left">Relations that must be on the left (SES and conflicts, the TES of the paper).</param>
/// <param name="Right">Relations that must be on the right.</param>
/// <param name="Rules">Conflicts that do not always matter: where a relation of the first set is present, all of the second must be.</param>
/// <param name="Share">The share of pairs for which the condition is TRUE; of semi and anti joins the share of left rows that is kept.</param>
/// <param name="IsEquality">True when a hash join can use the condition.</param>
/// <param name="IsFree">True for conditions of inner joins that may be tested anywhere once the relations that they read are there.</param>
/// <param name="IsOptional">True for cross products: nothing is lost if they are never made by themselves.</param>
internal sealed record JoinEdge(
    JoinType Type,
    Expression? Condition,
    ulong Read,
    ulong Left,
    ulong Right,
    (ulong If, ulong Then)[] Rules,
    double Share,
    bool IsEquality,
    bool IsFree,
    bool IsOptional)
{
    /// <summary>All relations that must be present.</summary>
    public ulong Total => Left | Right;

    /// <summary>True when all that must be present is in <paramref name="relations"/>.</summary>
    public bool IsComplete(ulong relations)
    {
        if ((Total & ~relations) != 0)
            return false;
        foreach (var (present, needed) in Rules)
        {
            if ((present & relations) != 0 && (needed & ~relations) != 0)
                return false;
        }

        return true;
    }

    /// <summary>True when the edge joins <paramref name="left"/> with <paramref name="right"/> in this order.</summary>
    public bool Connects(ulong left, ulong right) => (Left & ~left) == 0 && (Right & ~right) == 0;

    /// <summary>True when the condition of an inner join reads both sides, or the cross product is that of both.</summary>
    public bool Crosses(ulong left, ulong right) =>
        IsFree ? (Read & ~left) != 0 && (Read & ~right) != 0 : Connects(left, right) || Connects(right, left);
}
