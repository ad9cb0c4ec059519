using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>The joins of a plan as they were written: what may be reordered, down to the relations that stay as they are.</summary>
/// <param name="Relations">The relations at the leaves, as bits.</param>
/// <param name="Plan">The join; of a leaf the relation.</param>
/// <param name="Left">The left input, null for a leaf. A right outer join is a left one with its sides exchanged.</param>
/// <param name="Right">The right input, null for a leaf.</param>
/// <param name="Type">Inner (also for cross), left semi, left anti, left outer or full outer.</param>
/// <param name="IsSpine">True when every row of the whole has a row of this one in it: nothing above adds rows of NULLs in its place or only looks at it.</param>
internal sealed record JoinTree(ulong Relations, LogicalPlan Plan, JoinTree? Left, JoinTree? Right, JoinType Type, bool IsSpine)
{
    /// <summary>The relations that the condition reads.</summary>
    public ulong Read { get; set; }

    /// <summary>True when all joins here and below are inner ones.</summary>
    public bool IsInner => Left is null || (Type == JoinType.Inner && Left.IsInner && Right!.IsInner);

    /// <summary>The joins here and below, inputs first.</summary>
    public IEnumerable<JoinTree> Joins() => Left is null ? [] : [.. Left.Joins(), .. Right!.Joins(), this];
}
