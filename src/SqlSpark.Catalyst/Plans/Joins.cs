using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>What a join keeps.</summary>
public enum JoinType : byte
{
    /// <summary>Pairs that match.</summary>
    Inner,

    /// <summary>All pairs.</summary>
    Cross,

    /// <summary>Matching pairs, and left rows without a match.</summary>
    LeftOuter,

    /// <summary>Matching pairs, and right rows without a match.</summary>
    RightOuter,

    /// <summary>Matching pairs, and rows of both sides without a match.</summary>
    FullOuter,

    /// <summary>Left rows with a match, each once.</summary>
    LeftSemi,

    /// <summary>Left rows without a match.</summary>
    LeftAnti,

    /// <summary>All left rows, each once, with a column that says whether there is a match. No SQL gives it; subqueries do. Spark: <c>ExistenceJoin</c>.</summary>
    Existence,
}

/// <summary>How a join was written: with ON, USING or NATURAL. USING and NATURAL are gone after analysis.</summary>
public abstract record JoinCriteria
{
    /// <summary>USING (columns).</summary>
    /// <param name="Columns">Names that both sides have.</param>
    public sealed record Using(EquatableArray<string> Columns) : JoinCriteria;

    /// <summary>NATURAL: USING all names that both sides have.</summary>
    public sealed record Natural : JoinCriteria;
}

/// <summary>Pairs rows of two inputs.</summary>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
/// <param name="Type">What is kept.</param>
/// <param name="Condition">The ON condition, or null when every pair matches.</param>
/// <param name="Criteria">USING or NATURAL, or null.</param>
public sealed record Join(LogicalPlan Left, LogicalPlan Right, JoinType Type, Expression? Condition, JoinCriteria? Criteria = null)
    : BinaryNode(Left, Right)
{
    /// <summary>The BOOLEAN column that <see cref="JoinType.Existence"/> adds; null for other types.</summary>
    public AttributeReference? ExistsAttribute { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Condition is null ? [] : [Condition];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Join;

    /// <inheritdoc />
    public override long? MaxRows => Type switch
    {
        JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence => Left.MaxRows,
        JoinType.Inner or JoinType.Cross => Product(Left.MaxRows, Right.MaxRows),
        JoinType.LeftOuter => Product(Left.MaxRows, AtLeastOne(Right.MaxRows)),
        JoinType.RightOuter => Product(AtLeastOne(Left.MaxRows), Right.MaxRows),
        _ => null,
    };

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var condition = Condition is null ? null : map(Condition);
        return ReferenceEquals(condition, Condition) ? this : this with { Condition = condition };
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Type switch
    {
        JoinType.LeftSemi or JoinType.LeftAnti => Left.Output,
        JoinType.Existence => [.. Left.Output, ExistsAttribute!],
        JoinType.LeftOuter => [.. Left.Output, .. Nullable(Right)],
        JoinType.RightOuter => [.. Nullable(Left), .. Right.Output],
        JoinType.FullOuter => [.. Nullable(Left), .. Nullable(Right)],
        _ => [.. Left.Output, .. Right.Output],
    };

    private protected override bool ComputeIsResolved() => base.ComputeIsResolved() && Criteria is null;

    private static long? AtLeastOne(long? rows) => rows is { } n ? Math.Max(n, 1) : null;

    private static long? Product(long? left, long? right) => (left, right) switch
    {
        (0, _) or (_, 0) => 0,
        ({ } l, { } r) when (Int128)l * r <= long.MaxValue => l * r,
        _ => null,
    };

    private static IEnumerable<AttributeReference> Nullable(LogicalPlan side) => side.Output.Select(a => a.WithNullability(true));

    /// <inheritdoc />
    protected override string Describe() => $"Join {Type}{(Condition is null ? "" : $", {Condition}")}";
}

/// <summary>
/// Pairs each row of <paramref name="Left"/> with the rows that a query gives for it. The parser makes it for LATERAL subqueries and for
/// table functions in FROM behind other relations that read their columns.
/// </summary>
/// <param name="Left">The first input.</param>
/// <param name="Right">The query; a <see cref="LateralSubquery"/>.</param>
/// <param name="Type">INNER, CROSS or LEFT OUTER.</param>
/// <param name="Condition">The ON condition, or null.</param>
/// <param name="Criteria">USING or NATURAL, or null; refused by the analyzer.</param>
public sealed record LateralJoin(LogicalPlan Left, Expression Right, JoinType Type, Expression? Condition, JoinCriteria? Criteria = null)
    : LogicalPlan
{
    /// <inheritdoc />
    protected override EquatableArray<LogicalPlan> ComputeChildren() => [Left];

    /// <inheritdoc />
    public override LogicalPlan WithChildren(EquatableArray<LogicalPlan> children) =>
        ReferenceEquals(children[0], Left) ? this : this with { Left = children[0] };

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Condition is null ? [Right] : [Right, Condition];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.LateralJoin;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var right = map(Right);
        var condition = Condition is null ? null : map(Condition);
        return ReferenceEquals(right, Right) && ReferenceEquals(condition, Condition) ? this : this with { Right = right, Condition = condition };
    }

    /// <summary>The columns of the left side that are read; the condition also reads those of the query.</summary>
    private protected override AttributeSet ComputeReferences() => Condition is null ? base.ComputeReferences() : base.ComputeReferences().Except(AttributeSet.Of(RightOutput));

    /// <summary>The columns that the query on the right gives.</summary>
    public EquatableArray<AttributeReference> RightOutput => ((LateralSubquery)Right).Plan.Output;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() =>
        [.. Left.Output, .. Type == JoinType.LeftOuter ? RightOutput.Map(a => a.WithNullability(true)) : RightOutput];

    private protected override bool ComputeIsResolved() => base.ComputeIsResolved() && Criteria is null;

    /// <inheritdoc />
    protected override string Describe() => $"LateralJoin {Right}, {Type}{(Condition is null ? "" : $", {Condition}")}";
}
