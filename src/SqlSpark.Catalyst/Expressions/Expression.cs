using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A value computed from a row. Spark: <c>Expression</c>.</summary>
public abstract record Expression : TreeNode<Expression>
{
    private AttributeSet? _references;
    private Expression? _canonicalized;
    private bool? _isResolved;

    /// <summary>The type, kept by nodes whose type depends on a chain of others that may be long. Copies drop it.</summary>
    private protected DataType? KnownType { get; set; }

    /// <summary>A new node at the current origin.</summary>
    protected Expression()
    {
    }

    /// <summary>Copies no cached value.</summary>
    protected Expression(Expression original)
        : base(original)
    {
    }

    /// <summary>The type of the value. Only of resolved expressions.</summary>
    public abstract DataType DataType { get; }

    /// <summary>False when the value is never NULL. Only of resolved expressions.</summary>
    public abstract bool Nullable { get; }

    /// <summary>True when names are resolved and types agree, here and below.</summary>
    public bool IsResolved => _isResolved ??= ComputeIsResolved();

    /// <summary>True when all children are resolved.</summary>
    public bool ChildrenResolved
    {
        get
        {
            DeepStack.Guard();
            foreach (var child in Children)
            {
                if (!child.IsResolved)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Whether the children's types suit this node. Asked only when the children are resolved.</summary>
    public virtual TypeCheck CheckInputTypes() => TypeCheck.Success;

    /// <summary>True when equal rows always give equal values, in any order and number of calls.</summary>
    public bool IsDeterministic => !ContainsAny(NodeKinds.Nondeterministic);

    /// <summary>True when the value depends on no row, so that it can be computed once before the query runs.</summary>
    public virtual bool IsFoldable => false;

    /// <summary>True when evaluation may raise an error for some row; such expressions are not moved in front of a filter.</summary>
    public virtual bool CanFail
    {
        get
        {
            DeepStack.Guard();
            foreach (var child in Children)
            {
                if (child.CanFail)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The columns of the input that are read.</summary>
    public AttributeSet References => _references ??= ComputeReferences();

    /// <summary>A form in which expressions that always give equal values tend to be equal: names dropped, operands ordered.</summary>
    public Expression Canonicalized => _canonicalized ??= Canonicalize();

    /// <summary>True when both always give equal values, as far as <see cref="Canonicalized"/> shows, and are deterministic.</summary>
    public bool SemanticEquals(Expression other) => IsDeterministic && other.IsDeterministic && Canonicalized.Equals(other.Canonicalized);

    /// <summary>
    /// The expression as SQL text, as Spark's <c>sql</c> prints it. Names of columns without alias come from
    /// <see cref="PrettySql"/>.
    /// </summary>
    public abstract string Sql { get; }

    /// <summary>Resolved is more than the children's being so for nodes that overrides this.</summary>
    private protected virtual bool ComputeIsResolved() => ChildrenResolved && CheckInputTypes().IsSuccess;

    private protected virtual AttributeSet ComputeReferences()
    {
        DeepStack.Guard();
        var set = AttributeSet.Empty;
        foreach (var child in Children)
            set = set.Union(child.References);
        return set;
    }

    /// <summary>Computes <see cref="Canonicalized"/>; overrides order commutative operands.</summary>
    protected virtual Expression Canonicalize()
    {
        DeepStack.Guard();
        return MapChildren(child => child.Canonicalized);
    }

    /// <inheritdoc />
    public virtual bool Equals(Expression? other) => base.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>The expression as plans print it.</summary>
    public sealed override string ToString() => Describe();

    /// <summary>How plans print the node: attributes with their ids.</summary>
    protected virtual string Describe() => Sql;

    /// <summary>An unresolved node was asked for what only resolved ones know.</summary>
    private protected InternalException Unresolved(string what) => InternalErrors.Unreachable($"{what} of unresolved {GetType().Name}");
}

/// <summary>Whether the types of a node's children suit it; if not, why, as an error condition with its parameters.</summary>
public sealed class TypeCheck
{
    private TypeCheck(string? subCondition, (string Name, string Value)[] parameters)
    {
        SubCondition = subCondition;
        Parameters = parameters;
    }

    /// <summary>The types suit.</summary>
    public static TypeCheck Success { get; } = new(null, []);

    /// <summary>True when the types suit.</summary>
    public bool IsSuccess => SubCondition is null;

    /// <summary>The sub-condition of DATATYPE_MISMATCH, or a whole condition when it contains no such prefix and starts with <c>!</c>.</summary>
    public string? SubCondition { get; }

    /// <summary>The values of the condition's parameters, but for <c>sqlExpr</c>, which the analyzer adds.</summary>
    public IReadOnlyList<(string Name, string Value)> Parameters { get; }

    /// <summary>The types don't suit: <c>DATATYPE_MISMATCH.subCondition</c>.</summary>
    public static TypeCheck Mismatch(string subCondition, params (string Name, string Value)[] parameters) => new(subCondition, parameters);

    /// <summary>The types don't suit, under a condition of its own.</summary>
    public static TypeCheck Error(string condition, params (string Name, string Value)[] parameters) => new("!" + condition, parameters);
}

/// <summary>An expression without children.</summary>
public abstract record LeafExpression : Expression
{
    /// <inheritdoc />
    protected sealed override Core.Collections.EquatableArray<Expression> ComputeChildren() => [];

    /// <inheritdoc />
    public sealed override Expression WithChildren(Core.Collections.EquatableArray<Expression> children) => this;
}

/// <summary>An expression with one child.</summary>
/// <param name="Child">The child.</param>
public abstract record UnaryExpression(Expression Child) : Expression
{
    /// <inheritdoc />
    protected sealed override Core.Collections.EquatableArray<Expression> ComputeChildren() => [Child];

    /// <inheritdoc />
    public sealed override Expression WithChildren(Core.Collections.EquatableArray<Expression> children) =>
        ReferenceEquals(children[0], Child) ? this : this with { Child = children[0] };

    /// <inheritdoc />
    public override bool IsFoldable
    {
        get
        {
            DeepStack.Guard();
            return Child.IsFoldable;
        }
    }

    /// <inheritdoc />
    public override bool Nullable
    {
        get
        {
            DeepStack.Guard();
            return Child.Nullable;
        }
    }
}

/// <summary>An expression with two children.</summary>
/// <param name="Left">The first child.</param>
/// <param name="Right">The second child.</param>
public abstract record BinaryExpression(Expression Left, Expression Right) : Expression
{
    /// <inheritdoc />
    protected sealed override Core.Collections.EquatableArray<Expression> ComputeChildren() => [Left, Right];

    /// <inheritdoc />
    public sealed override Expression WithChildren(Core.Collections.EquatableArray<Expression> children) =>
        ReferenceEquals(children[0], Left) && ReferenceEquals(children[1], Right)
            ? this
            : this with { Left = children[0], Right = children[1] };

    /// <inheritdoc />
    public override bool IsFoldable
    {
        get
        {
            DeepStack.Guard();
            return Left.IsFoldable && Right.IsFoldable;
        }
    }

    /// <inheritdoc />
    public override bool Nullable
    {
        get
        {
            DeepStack.Guard();
            return Left.Nullable || Right.Nullable;
        }
    }
}
