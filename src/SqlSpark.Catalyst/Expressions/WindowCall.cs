using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A resolved window function that is no aggregate, bound to the types of its arguments. Stands in a <see cref="WindowExpression"/>.</summary>
/// <param name="Function">The definition.</param>
/// <param name="Arguments">The arguments, coerced to the overload's types, with the defaults of those that were not given.</param>
/// <param name="Bound">Result type, nullability and what computes it.</param>
/// <param name="IgnoresNulls">True with IGNORE NULLS: rows whose first argument is NULL are passed over when rows are counted.</param>
public sealed record WindowCall(WindowFunction Function, EquatableArray<Expression> Arguments, BoundWindowFunction Bound, bool IgnoresNulls) : Expression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => Arguments;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Arguments = children };

    /// <inheritdoc />
    public override DataType DataType => Bound.Type;

    /// <inheritdoc />
    /// <remarks>Arguments may have become nullable by grouping sets.</remarks>
    public override bool Nullable => Bound.Nullable || (Bound.Pick is not null && Arguments.Any(a => a.Nullable));

    /// <summary>Equal definitions over equal arguments of equal types bind equally.</summary>
    public bool Equals(WindowCall? other) =>
        base.Equals(other) && ReferenceEquals(Function, other!.Function) && Arguments.Equals(other.Arguments) && IgnoresNulls == other.IgnoresNulls
        && Bound.Signature == other.Bound.Signature;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Function.Name, Arguments);

    /// <inheritdoc />
    public override string Sql => Text(e => e.Sql);

    /// <inheritdoc />
    protected override string Describe() => Text(e => e.ToString());

    private string Text(Func<Expression, string> format)
    {
        var text = Function.Format(Bound.Name, [.. Arguments.Select(format)]);
        return IgnoresNulls && Function.PrintsNullTreatment ? text + " ignore nulls" : text;
    }
}
