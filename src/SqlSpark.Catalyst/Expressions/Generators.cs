using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A function that makes any number of rows of one; evaluated by a <see cref="Plans.Generate"/> alone. Spark: <c>Generator</c>.</summary>
public abstract record Generator : Expression
{
    /// <summary>True when a row without results stays once, with NULLs: OUTER, and <c>explode_outer</c> and its kin.</summary>
    public bool IsOuter { get; init; }

    /// <summary>The columns of the rows that it makes, as they are without OUTER.</summary>
    public abstract StructType ElementSchema { get; }

    /// <inheritdoc />
    public sealed override DataType DataType => ElementSchema;

    /// <inheritdoc />
    public sealed override bool Nullable => true;

    /// <inheritdoc />
    public sealed override bool IsFoldable => false;

    /// <inheritdoc />
    public sealed override NodeKinds OwnKinds => NodeKinds.Generator;
}

/// <summary>What an <see cref="Explode"/> makes of an element.</summary>
public enum ExplodeForm : byte
{
    /// <summary>The element, or key and value.</summary>
    Elements,

    /// <summary>The position from 0 on, then the element, or key and value.</summary>
    WithPosition,

    /// <summary>The fields of the element, a struct; NULLs for a NULL element.</summary>
    Fields,
}

/// <summary>A row for each element of an array or entry of a map. Spark: <c>Explode</c>, <c>PosExplode</c>, <c>Inline</c>.</summary>
/// <param name="Collection">An array or a map; for <see cref="ExplodeForm.Fields"/> an array of structs.</param>
/// <param name="Form">What becomes of an element.</param>
public sealed record Explode(Expression Collection, ExplodeForm Form) : Generator
{
    /// <summary>The call that this one stands for, as SQL, or null for one of its own.</summary>
    public string? WrittenAs { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Collection];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) =>
        ReferenceEquals(children[0], Collection) ? this : this with { Collection = children[0] };

    /// <inheritdoc />
    public override StructType ElementSchema => (Form, Collection.DataType) switch
    {
        (ExplodeForm.Fields, ArrayType { ElementType: StructType element } array) => array.ContainsNull ? WithNullableFields(element) : element,
        (ExplodeForm.WithPosition, var type) => new StructType([new StructField("pos", IntegerType.Instance, false), .. ElementFields(type)]),
        (_, var type) => new StructType(ElementFields(type)),
    };

    /// <inheritdoc />
    public override string Sql => WrittenAs ?? $"{Name}({Collection.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"{Name}({Collection})";

    private string Name => Form switch
    {
        ExplodeForm.Fields => "inline",
        ExplodeForm.WithPosition => "posexplode",
        _ => "explode",
    };

    private static EquatableArray<StructField> ElementFields(DataType type) => type is MapType map
        ? [new StructField("key", map.KeyType, false), new StructField("value", map.ValueType, map.ValueContainsNull)]
        : [new StructField("col", ((ArrayType)type).ElementType, ((ArrayType)type).ContainsNull)];

    private static StructType WithNullableFields(StructType type) => new(type.Fields.Map(f => f with { Nullable = true }));
}

/// <summary>The row itself, a number of times; it makes no column. Rows with a number under 1 or NULL go. Spark: <c>ReplicateRows</c>.</summary>
/// <param name="Count">A BIGINT.</param>
public sealed record ReplicateRows(Expression Count) : Generator
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Count];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) =>
        ReferenceEquals(children[0], Count) ? this : this with { Count = children[0] };

    /// <inheritdoc />
    public override StructType ElementSchema => StructType.Empty;

    /// <inheritdoc />
    public override string Sql => $"replicaterows({Count.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"replicaterows({Count})";
}
