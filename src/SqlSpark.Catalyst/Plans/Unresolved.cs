using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>A relation by name.</summary>
/// <param name="NameParts">The parts of the name, without quotes: <c>csv</c> and a path for <c>csv.`path`</c>.</param>
public sealed record UnresolvedRelation(EquatableArray<string> NameParts) : LeafNode
{
    /// <summary>The options of <c>WITH (...)</c>.</summary>
    public EquatableArray<KeyValuePair<string, string>> Options { get; init; }

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.UnresolvedRelation;

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() => $"'UnresolvedRelation [{string.Join(", ", NameParts)}]";
}

/// <summary>VALUES: rows of expressions.</summary>
/// <param name="Names">The names of the columns.</param>
/// <param name="Rows">Rows of equal length, once checked.</param>
public sealed record UnresolvedInlineTable(EquatableArray<string> Names, EquatableArray<EquatableArray<Expression>> Rows) : LeafNode
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Rows.SelectMany(r => r).ToEquatableArray();

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var rows = Rows.MapUnchanged(row => row.MapUnchanged(map));
        return rows.SameStorage(Rows) ? this : this with { Rows = rows };
    }

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() => $"'UnresolvedInlineTable [{string.Join(", ", Names)}]";
}

/// <summary>A function in FROM.</summary>
/// <param name="NameParts">The parts of the function's name.</param>
/// <param name="Arguments">The arguments.</param>
public sealed record UnresolvedTableValuedFunction(EquatableArray<string> NameParts, EquatableArray<Expression> Arguments) : LeafNode
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Arguments;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var arguments = Arguments.MapUnchanged(map);
        return arguments.SameStorage(Arguments) ? this : this with { Arguments = arguments };
    }

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() => $"'UnresolvedTableValuedFunction [{string.Join(", ", NameParts)}], [{string.Join(", ", Arguments)}]";
}

/// <summary>Names for the columns of a relation: <c>t(a, b)</c>.</summary>
/// <param name="Names">One name a column.</param>
/// <param name="Child">The relation.</param>
public sealed record UnresolvedColumnAliases(EquatableArray<string> Names, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() => $"'UnresolvedColumnAliases [{string.Join(", ", Names)}]";
}

/// <summary>HAVING over an aggregation: its condition may hold aggregates.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Child">The aggregation.</param>
public sealed record UnresolvedHaving(Expression Condition, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [Condition];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var condition = map(Condition);
        return ReferenceEquals(condition, Condition) ? this : this with { Condition = condition };
    }

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override string Describe() => $"'UnresolvedHaving {Condition}";
}

/// <summary>A relation as of an earlier time or version.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Timestamp">The time, or null.</param>
/// <param name="Version">The version, or null.</param>
public sealed record RelationTimeTravel(LogicalPlan Relation, Expression? Timestamp, string? Version) : LeafNode
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Timestamp is null ? [] : [Timestamp];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() => $"'RelationTimeTravel {Timestamp?.ToString() ?? Version}";
}

/// <summary>IDENTIFIER(name) in the place of a relation: a name that is computed from constants.</summary>
/// <param name="Identifier">A foldable STRING.</param>
/// <param name="Build">Makes the plan from the parts of the name.</param>
public sealed record UnresolvedIdentifierRelation(Expression Identifier, Func<EquatableArray<string>, LogicalPlan> Build) : LeafNode
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [Identifier];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var identifier = map(Identifier);
        return ReferenceEquals(identifier, Identifier) ? this : this with { Identifier = identifier };
    }

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() => $"'PlanWithUnresolvedIdentifier {Identifier}";
}

/// <summary>A statement with values for its parameter markers. Gone after analysis.</summary>
/// <param name="Child">The statement.</param>
/// <param name="Named">Foldable values for <c>:name</c> markers.</param>
/// <param name="Positional">Foldable values for <c>?</c> markers in the order of the text.</param>
public sealed record ParameterizedQuery(
    LogicalPlan Child, EquatableArray<KeyValuePair<string, Expression>> Named, EquatableArray<Expression> Positional) : UnaryNode(Child)
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.ParameterMarker;

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override string Describe() => "'ParameterizedQuery";
}

/// <summary>The result of a <c>|&gt;</c> step, as an input: names of earlier steps are not seen through it. Gone after analysis.</summary>
/// <param name="Child">The step.</param>
public sealed record PipeOperator(LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override string Describe() => "'PipeOperator";
}
