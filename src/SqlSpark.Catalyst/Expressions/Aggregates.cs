using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>
/// A resolved aggregate function over its arguments, bound to their types. The arguments are what rules look at; DISTINCT, FILTER
/// and order stand in <see cref="AggregateExpression"/>.
/// </summary>
/// <param name="Function">The definition: <c>sum</c>, <c>count</c>, <c>min</c>, <c>max</c>, <c>avg</c>, ...</param>
/// <param name="Arguments">The arguments, coerced to the overload's types.</param>
/// <param name="Bound">Result type, nullability and kernel for these arguments.</param>
public sealed record AggregateCall(AggregateFunction Function, EquatableArray<Expression> Arguments, BoundAggregate Bound) : Expression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => Arguments;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Arguments = children };

    /// <inheritdoc />
    public override DataType DataType => Bound.Type;

    /// <inheritdoc />
    public override bool Nullable => Bound.Nullable;

    /// <inheritdoc />
    public override bool CanFail => Bound.CanFail || base.CanFail;

    /// <summary>Equal definitions over equal arguments of equal types bind equally.</summary>
    public bool Equals(AggregateCall? other) =>
        base.Equals(other) && ReferenceEquals(Function, other!.Function) && Arguments.Equals(other.Arguments) && Bound.Signature == other.Bound.Signature;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Function.Name, Arguments);

    /// <inheritdoc />
    public override string Sql => Function.Format(Bound.Name, [.. Arguments.Select(a => a.Sql)], isDistinct: false);

    /// <inheritdoc />
    protected override string Describe() => Function.Format(Bound.Name, [.. Arguments.Select(a => a.ToString())], isDistinct: false);
}

/// <summary>An aggregate function as it stands in a query.</summary>
/// <param name="Call">The function and its arguments.</param>
/// <param name="IsDistinct">True for <c>f(DISTINCT ...)</c>.</param>
/// <param name="Filter">The condition of <c>FILTER (WHERE ...)</c>, or null.</param>
/// <param name="OrderBy">The keys of <c>WITHIN GROUP (ORDER BY ...)</c>, or of an ORDER BY inside.</param>
/// <param name="ResultId">The identity of the result column.</param>
public sealed record AggregateExpression(
    AggregateCall Call, bool IsDistinct, Expression? Filter, EquatableArray<SortOrder> OrderBy, ExprId ResultId) : Expression, IPrettyExpression
{
    /// <summary>A plain call.</summary>
    public AggregateExpression(AggregateCall call, bool isDistinct = false, Expression? filter = null)
        : this(call, isDistinct, filter, [], ExprId.New())
    {
    }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Call, .. Filter is null ? [] : new[] { Filter }, .. OrderBy];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with
    {
        Call = (AggregateCall)children[0],
        Filter = Filter is null ? null : children[1],
        OrderBy = children.Skip(Filter is null ? 1 : 2).Cast<SortOrder>().ToEquatableArray(),
    };

    /// <inheritdoc />
    public override DataType DataType => Call.DataType;

    /// <inheritdoc />
    public override bool Nullable => Call.Nullable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.AggregateExpression;

    /// <summary>The column that the result becomes.</summary>
    public AttributeReference ResultAttribute => new(PrettySql.Of(this), DataType, Nullable, ResultId);

    /// <inheritdoc />
    protected override Expression Canonicalize() => (AggregateExpression)base.Canonicalize() with { ResultId = default };

    /// <inheritdoc />
    public Expression ToPretty() => this;

    /// <inheritdoc />
    public override string Sql => Text(e => e.Sql);

    /// <inheritdoc />
    protected override string Describe() => Text(e => e.ToString());

    private string Text(Func<Expression, string> format)
    {
        var text = Call.Function.Format(Call.Bound.Name, [.. Call.Arguments.Select(format)], IsDistinct);
        if (!OrderBy.IsEmpty)
            text += $" WITHIN GROUP (ORDER BY {string.Join(", ", OrderBy.Select(format))})";
        return Filter is null ? text : $"{text} FILTER (WHERE {format(Filter)})";
    }
}
