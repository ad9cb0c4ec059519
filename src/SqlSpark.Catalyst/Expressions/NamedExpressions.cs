using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>An expression with a name: what a SELECT list consists of once it is resolved.</summary>
public interface INamedExpression
{
    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>The identity of the column.</summary>
    ExprId ExprId { get; }

    /// <summary>The column that this expression makes.</summary>
    AttributeReference ToAttribute();
}

/// <summary>A column of some plan's output.</summary>
/// <param name="Name">The name, as written where it was made.</param>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">False when the column is never NULL.</param>
/// <param name="ExprId">The identity.</param>
public sealed record AttributeReference(string Name, DataType Type, bool IsNullable, ExprId ExprId) : LeafExpression, INamedExpression
{
    /// <summary>A column with an identity of its own.</summary>
    public AttributeReference(string name, DataType type, bool isNullable = true)
        : this(name, type, isNullable, ExprId.New())
    {
    }

    /// <summary>The names before the column's: alias, or catalog, database and table.</summary>
    public EquatableArray<string> Qualifier { get; init; }

    /// <summary>Key and value pairs that travel with the column.</summary>
    public EquatableArray<KeyValuePair<string, string>> Metadata { get; init; }

    /// <inheritdoc />
    public override DataType DataType => Type;

    /// <inheritdoc />
    public override bool Nullable => IsNullable;

    /// <inheritdoc />
    public override string Sql => QualifiedName;

    /// <inheritdoc />
    public AttributeReference ToAttribute() => this;

    /// <summary>The same column under a fresh identity.</summary>
    public AttributeReference NewInstance() => this with { ExprId = ExprId.New() };

    /// <summary>The same column with another nullability.</summary>
    public AttributeReference WithNullability(bool nullable) => nullable == IsNullable ? this : this with { IsNullable = nullable };

    /// <summary>The column's name with its qualifier, quoted where needed.</summary>
    public string QualifiedName => SqlIdentifier.QuoteIfNeeded([.. Qualifier, Name]);

    /// <summary>This column as a field of a schema.</summary>
    public StructField ToField() => new(Name, Type, IsNullable) { Metadata = Metadata };

    private protected override AttributeSet ComputeReferences() => AttributeSet.Of(this);

    /// <inheritdoc />
    protected override Expression Canonicalize() => new AttributeReference("none", Type, true, ExprId);

    /// <inheritdoc />
    protected override string Describe() => $"{Name}{ExprId}";
}

/// <summary>An expression under a name and an identity.</summary>
/// <param name="Child">The expression.</param>
/// <param name="Name">The name.</param>
/// <param name="ExprId">The identity.</param>
public sealed record Alias(Expression Child, string Name, ExprId ExprId) : UnaryExpression(Child), INamedExpression
{
    /// <summary>An expression under a name, with an identity of its own.</summary>
    public Alias(Expression child, string name)
        : this(child, name, ExprId.New())
    {
    }

    /// <summary>The names before the alias.</summary>
    public EquatableArray<string> Qualifier { get; init; }

    /// <summary>Metadata in place of the child's.</summary>
    public EquatableArray<KeyValuePair<string, string>>? ExplicitMetadata { get; init; }

    /// <inheritdoc />
    public override DataType DataType => Child.DataType;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Alias;

    /// <inheritdoc />
    public override string Sql => $"{Child.Sql} AS {SqlIdentifier.QuoteIfNeeded(Name)}";

    /// <inheritdoc />
    public AttributeReference ToAttribute() => new(Name, Child.DataType, Child.Nullable, ExprId)
    {
        Qualifier = Qualifier,
        Metadata = ExplicitMetadata ?? (Child is AttributeReference attribute ? attribute.Metadata : default),
    };

    /// <inheritdoc />
    protected override Expression Canonicalize() => Child.Canonicalized;

    /// <inheritdoc />
    protected override string Describe() => $"{Child} AS {Name}{ExprId}";
}

/// <summary>A column by its ordinal in the input batch: what attributes become when a plan is made executable.</summary>
/// <param name="Ordinal">The position in the input.</param>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">False when the column is never NULL.</param>
public sealed record BoundReference(int Ordinal, DataType Type, bool IsNullable) : LeafExpression
{
    /// <inheritdoc />
    public override DataType DataType => Type;

    /// <inheritdoc />
    public override bool Nullable => IsNullable;

    /// <inheritdoc />
    public override string Sql => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"input[{Ordinal}, {Type.SimpleString}]");
}
