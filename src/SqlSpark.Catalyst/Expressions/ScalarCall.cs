using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A resolved scalar function over its arguments, bound to their types.</summary>
/// <param name="Function">The definition.</param>
/// <param name="Arguments">The arguments, coerced to the overload's types.</param>
/// <param name="Bound">Result type, nullability, failure and kernel for these arguments.</param>
public sealed record ScalarCall(ScalarFunction Function, EquatableArray<Expression> Arguments, BoundFunction Bound) : Expression, IEvaluable
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
    public override bool IsFoldable => Bound.Volatility == Volatility.Immutable && Arguments.All(a => a.IsFoldable);

    /// <inheritdoc />
    public override bool CanFail => Bound.CanFail || base.CanFail;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => Bound.Volatility == Volatility.Volatile ? NodeKinds.Nondeterministic : NodeKinds.None;

    /// <summary>Equal definitions over equal arguments of equal types bind equally.</summary>
    public bool Equals(ScalarCall? other) =>
        base.Equals(other) && ReferenceEquals(Function, other!.Function) && Arguments.Equals(other.Arguments) && Bound.Signature == other.Bound.Signature;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Function.Name, Arguments);

    /// <inheritdoc />
    public override string Sql => Function.Format(Bound.Name, [.. Arguments.Select(a => a.Sql)]);

    /// <inheritdoc />
    protected override string Describe() => Function.Format(Bound.Name, [.. Arguments.Select(a => a.ToString())]);
}

/// <summary>
/// A call of a function that is declared as a rewrite. It keeps name and arguments for printing; evaluation and all rules after
/// analysis see <see cref="Replacement"/>, which the rule ReplaceExpressions puts in its place.
/// </summary>
/// <param name="Function">The definition.</param>
/// <param name="Arguments">The arguments as given, for printing.</param>
/// <param name="Replacement">The resolved expression that computes the value.</param>
public sealed record RewriteCall(ScalarFunction Function, EquatableArray<Expression> Arguments, Expression Replacement) : Expression
{
    /// <summary>The name it was called by.</summary>
    public string CalledAs { get; init; } = Function.Name;

    /// <summary>True for a function that CREATE FUNCTION made.</summary>
    public bool IsSqlFunction { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Replacement];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Replacement = children[0] };

    /// <inheritdoc />
    public override DataType DataType => Replacement.DataType;

    /// <inheritdoc />
    public override bool Nullable => Replacement.Nullable;

    /// <inheritdoc />
    public override bool IsFoldable => Replacement.IsFoldable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.RewriteCall;

    /// <inheritdoc />
    protected override Expression Canonicalize() => Replacement.Canonicalized;

    /// <inheritdoc />
    public override string Sql => Function.Format(CalledAs, [.. Arguments.Select(a => a.Sql)]);

    /// <inheritdoc />
    protected override string Describe() => Function.Format(CalledAs, [.. Arguments.Select(a => a.ToString())]);
}
