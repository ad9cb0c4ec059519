using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>One query of a WITH clause, as written.</summary>
/// <param name="Name">The name.</param>
/// <param name="Query">The query.</param>
/// <param name="ColumnNames">The names in parentheses behind the name, or none.</param>
/// <param name="RecursionLimit">The number of <c>MAX RECURSION LEVEL n</c>, or null.</param>
public sealed record CteDefinition(string Name, LogicalPlan Query, EquatableArray<string> ColumnNames, int? RecursionLimit = null);

/// <summary>WITH: names for queries that <paramref name="Child"/> may read. Gone after analysis. Spark: <c>UnresolvedWith</c>.</summary>
/// <param name="Child">The query below the clause.</param>
/// <param name="Definitions">The queries in order; each sees those before it, and itself when <paramref name="IsRecursive"/>.</param>
/// <param name="IsRecursive">WITH RECURSIVE.</param>
public sealed record UnresolvedWith(LogicalPlan Child, EquatableArray<CteDefinition> Definitions, bool IsRecursive = false) : LogicalPlan
{
    /// <summary>The queries of the definitions, then the query below.</summary>
    protected override EquatableArray<LogicalPlan> ComputeChildren() => [.. Definitions.Select(d => d.Query), Child];

    /// <inheritdoc />
    public override LogicalPlan WithChildren(EquatableArray<LogicalPlan> children)
    {
        var definitions = new CteDefinition[Definitions.Count];
        for (var i = 0; i < definitions.Length; i++)
            definitions[i] = Definitions[i] with { Query = children[i] };
        return this with { Child = children[^1], Definitions = EquatableArray.Create<CteDefinition>(definitions) };
    }

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.Cte;

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() => $"CTE [{string.Join(", ", Definitions.Select(d => d.Name))}]";
}

/// <summary>A resolved query of a WITH clause. Spark: <c>CTERelationDef</c>.</summary>
/// <param name="Child">The query.</param>
/// <param name="Id">The identity that references name.</param>
/// <param name="Name">The name it was given.</param>
public sealed record CteRelationDefinition(LogicalPlan Child, long Id, string Name) : UnaryNode(Child)
{
    /// <summary>True when the optimizer has brought into it what all references need: columns and conditions.</summary>
    public bool IsNarrowed { get; init; }

    private static long s_lastId;

    /// <summary>An identity that no definition has yet.</summary>
    public static long NewId() => Interlocked.Increment(ref s_lastId);

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Cte;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    protected override string Describe() => string.Create(CultureInfo.InvariantCulture, $"CTERelationDef {Id}, false");
}

/// <summary>A use of a <see cref="CteRelationDefinition"/>, with columns of its own identity. Spark: <c>CTERelationRef</c>.</summary>
/// <param name="Id">The identity of the definition.</param>
/// <param name="Attributes">The columns, position by position those of the definition.</param>
public sealed record CteRelationReference(long Id, EquatableArray<AttributeReference> Attributes) : LeafNode
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Cte;

    /// <summary>The largest number of rows of the definition, or null when unknown.</summary>
    public long? DefinitionMaxRows { get; init; }

    /// <inheritdoc />
    public override long? MaxRows => DefinitionMaxRows;

    /// <summary>True under LIMIT ALL, by which a recursive definition may have any number of rows. Spark: <c>isUnlimitedRecursion</c>.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>What is estimated of the definition, by this node's columns; null until the optimizer has looked.</summary>
    public PlanStatistics? Statistics { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Attributes;

    /// <inheritdoc />
    protected override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"CTERelationRef {Id}, true, [{string.Join(", ", Attributes)}], false");
}

/// <summary>LIMIT ALL, as written; gone after analysis. It drops no row, but lifts the limit of rows from recursive queries below. Spark: <c>LimitAll</c>.</summary>
/// <param name="Child">The input.</param>
public sealed record LimitAll(LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override string Describe() => "LimitAll";
}

/// <summary>A query and the definitions that it, or a later definition, reads. Spark: <c>WithCTE</c>.</summary>
/// <param name="Child">The query.</param>
/// <param name="Definitions">Each is a <see cref="CteRelationDefinition"/>; each reads only those before it.</param>
public sealed record WithCte(LogicalPlan Child, EquatableArray<LogicalPlan> Definitions) : LogicalPlan
{
    /// <summary>The definitions, then the query.</summary>
    protected override EquatableArray<LogicalPlan> ComputeChildren() => [.. Definitions, Child];

    /// <inheritdoc />
    public override LogicalPlan WithChildren(EquatableArray<LogicalPlan> children) =>
        this with { Definitions = EquatableArray.Create(children.AsSpan()[..^1]), Child = children[^1] };

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Cte;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Child.Output;

    /// <inheritdoc />
    protected override string Describe() => "WithCTE";
}
