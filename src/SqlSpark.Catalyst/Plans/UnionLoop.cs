using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>
/// A recursive query: the rows of the anchor, then those that the recursive part makes of them, then those that it makes of these, until there are none. Spark: <c>UnionLoop</c>.
/// </summary>
/// <param name="Id">The identity that references in <paramref name="Recursion"/> name.</param>
/// <param name="Anchor">Where it begins.</param>
/// <param name="Recursion">What is repeated, with a <see cref="UnionLoopReference"/> for the rows of the step before.</param>
/// <param name="Attributes">The columns; by position in both inputs, of equal types.</param>
public sealed record UnionLoop(long Id, LogicalPlan Anchor, LogicalPlan Recursion, EquatableArray<AttributeReference> Attributes) : LogicalPlan
{
    /// <summary>How many steps may have rows, of MAX RECURSION LEVEL; null for the session's limit.</summary>
    public int? MaxLevel { get; init; }

    /// <summary>The first rows that are enough, of a LIMIT above; null when all are wanted.</summary>
    public long? WantedRows { get; init; }

    /// <summary>True under LIMIT ALL: the session's limit of rows does not count.</summary>
    public bool IsUnlimited { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<LogicalPlan> ComputeChildren() => [Anchor, Recursion];

    /// <inheritdoc />
    public override LogicalPlan WithChildren(EquatableArray<LogicalPlan> children) =>
        ReferenceEquals(children[0], Anchor) && ReferenceEquals(children[1], Recursion) ? this : this with { Anchor = children[0], Recursion = children[1] };

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Recursion;

    /// <inheritdoc />
    public override long? MaxRows => WantedRows;

    /// <summary>True when the plan reads the steps of a loop that stands around it.</summary>
    public static bool IsReadIn(LogicalPlan plan)
    {
        if (!plan.ContainsAny(NodeKinds.Recursion))
            return false;
        var loops = new HashSet<long>();
        var read = new HashSet<long>();
        plan.ForEachWithSubqueries(node =>
        {
            if (node is UnionLoop loop)
                loops.Add(loop.Id);
            else if (node is UnionLoopReference step)
                read.Add(step.LoopId);
        });
        return !read.IsSubsetOf(loops);
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Attributes;

    /// <inheritdoc />
    protected override string Describe() => string.Create(CultureInfo.InvariantCulture, $"UnionLoop {Id}{(WantedRows is { } rows ? $", {rows}" : "")}");
}

/// <summary>The rows of the last step of a <see cref="UnionLoop"/>, within its recursive part. Spark: <c>UnionLoopRef</c>.</summary>
/// <param name="LoopId">The identity of the loop.</param>
/// <param name="Attributes">The columns, position by position those of the loop.</param>
public sealed record UnionLoopReference(long LoopId, EquatableArray<AttributeReference> Attributes) : LeafNode
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Recursion;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Attributes;

    /// <inheritdoc />
    protected override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"UnionLoopRef {LoopId}, [{string.Join(", ", Attributes)}], false");
}
