using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>A hint as written: <c>/*+ NAME(parameters) */</c>. Gone after analysis.</summary>
/// <param name="Name">The hint's name.</param>
/// <param name="Parameters">Its parameters: relations as <see cref="UnresolvedAttribute"/>, numbers as literals.</param>
/// <param name="Child">The query the hint stands in.</param>
public sealed record UnresolvedHint(string Name, EquatableArray<Expression> Parameters, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Parameters;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.Hint;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var parameters = Parameters.MapUnchanged(map);
        return parameters.SameStorage(Parameters) ? this : this with { Parameters = parameters };
    }

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override string Describe() => $"'UnresolvedHint {Name}, [{string.Join(", ", Parameters)}]";
}

/// <summary>How a join should be executed, as a hint asks.</summary>
public enum JoinStrategyHint : byte
{
    /// <summary>BROADCAST, BROADCASTJOIN, MAPJOIN: this side is the build side.</summary>
    Broadcast,

    /// <summary>MERGE, SHUFFLE_MERGE, MERGEJOIN: sort and merge.</summary>
    ShuffleMerge,

    /// <summary>SHUFFLE_HASH: this side is hashed.</summary>
    ShuffleHash,

    /// <summary>SHUFFLE_REPLICATE_NL: nested loops.</summary>
    ShuffleReplicateNestedLoop,
}

/// <summary>A join hint at the relation it is about. It changes no answer; the planner may follow it.</summary>
/// <param name="Strategy">What it asks for.</param>
/// <param name="Child">The relation.</param>
public sealed record ResolvedHint(JoinStrategyHint Strategy, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Hint;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    protected override string Describe() => $"ResolvedHint (strategy={Strategy})";
}

/// <summary>Spreads rows over a number of partitions: the hints REPARTITION(n) and COALESCE(n), and their DataFrame methods.</summary>
/// <param name="PartitionCount">The number of partitions.</param>
/// <param name="Shuffles">True for repartition; false for coalesce, which only joins partitions.</param>
/// <param name="Child">The input.</param>
public sealed record Repartition(int PartitionCount, bool Shuffles, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    protected override string Describe() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Repartition {PartitionCount}, {(Shuffles ? "true" : "false")}");
}

/// <summary>Brings rows with equal keys together: DISTRIBUTE BY, the first half of CLUSTER BY, and REPARTITION(keys).</summary>
/// <param name="Keys">The keys; with <see cref="SortOrder"/>s, ranges of them (REPARTITION_BY_RANGE).</param>
/// <param name="PartitionCount">The number of partitions, or null for the default.</param>
/// <param name="Child">The input.</param>
public sealed record RepartitionByExpression(EquatableArray<Expression> Keys, int? PartitionCount, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Keys;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var keys = Keys.MapUnchanged(map);
        return keys.SameStorage(Keys) ? this : this with { Keys = keys };
    }

    /// <inheritdoc />
    protected override string Describe() => PartitionCount is { } count
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"RepartitionByExpression [{string.Join(", ", Keys)}], {count}")
        : $"RepartitionByExpression [{string.Join(", ", Keys)}]";
}

/// <summary>The hint REBALANCE: partitions of about equal size.</summary>
/// <param name="Keys">The keys that belong together, or none.</param>
/// <param name="PartitionCount">The number of partitions, or null for the default.</param>
/// <param name="Child">The input.</param>
public sealed record RebalancePartitions(EquatableArray<Expression> Keys, int? PartitionCount, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Keys;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var keys = Keys.MapUnchanged(map);
        return keys.SameStorage(Keys) ? this : this with { Keys = keys };
    }

    /// <inheritdoc />
    protected override string Describe() => $"RebalancePartitions [{string.Join(", ", Keys)}]";
}
