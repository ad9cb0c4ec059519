using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>AND or OR, so that each law of Boolean algebra is written once for the two.</summary>
internal sealed class Connective
{
    private readonly bool _isAnd;

    private Connective(bool isAnd) => _isAnd = isAnd;

    /// <summary>AND.</summary>
    public static Connective And { get; } = new(isAnd: true);

    /// <summary>OR.</summary>
    public static Connective Or { get; } = new(isAnd: false);

    /// <summary>OR of AND, AND of OR.</summary>
    public Connective Dual => _isAnd ? Or : And;

    /// <summary>The literal that decides a chain whatever the others are: FALSE of AND, TRUE of OR. Also what x and NOT x make.</summary>
    public Literal Dominant => Literal.Boolean(!_isAnd);

    /// <summary>True for the literal that decides nothing: TRUE of AND, FALSE of OR.</summary>
    public bool IsNeutral(Expression member) => member is Literal literal && (_isAnd ? literal.IsTrue : literal.IsFalse);

    /// <summary>True for the literal that decides the chain.</summary>
    public bool IsDominant(Expression member) => member is Literal literal && (_isAnd ? literal.IsFalse : literal.IsTrue);

    /// <summary>True for a chain of this connective.</summary>
    public bool Joins(Expression expression) => _isAnd ? expression is And : expression is Or;

    /// <summary>The members of a chain, or the expression itself.</summary>
    public EquatableArray<Expression> Split(Expression expression) =>
        _isAnd ? Catalyst.Expressions.And.Split(expression) : Catalyst.Expressions.Or.Split(expression);

    /// <summary>The chain of members: the neutral literal for none, the member itself for one.</summary>
    public Expression Of(params ReadOnlySpan<Expression> members) =>
        _isAnd ? Catalyst.Expressions.And.Of(members) : Catalyst.Expressions.Or.Of(members);
}
