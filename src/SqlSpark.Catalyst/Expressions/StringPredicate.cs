using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>Where a part is looked for in a string.</summary>
public enum StringPredicateKind
{
    /// <summary>At its start.</summary>
    StartsWith,

    /// <summary>At its end.</summary>
    EndsWith,

    /// <summary>Anywhere.</summary>
    Contains,
}

/// <summary>Whether a string or binary has another one at its start, at its end or anywhere. The empty one is everywhere.</summary>
/// <remarks>Spark: <c>StringPredicate</c> with <c>StartsWith</c>, <c>EndsWith</c> and <c>Contains</c>, and <c>BinaryPredicate</c>.</remarks>
/// <param name="Kind">Where the part is looked for.</param>
/// <param name="Left">A STRING or BINARY.</param>
/// <param name="Right">The part, of the same type.</param>
public sealed record StringPredicate(StringPredicateKind Kind, Expression Left, Expression Right) : BinaryExpression(Left, Right), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() =>
        Left.DataType is BinaryType && Right.DataType is BinaryType ? TypeCheck.Success : InputTypes.AllString(this);

    /// <inheritdoc />
    public override string Sql => $"{Kind.ToString().ToLowerInvariant()}({Left.Sql}, {Right.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"{Kind}({Left}, {Right})";
}
