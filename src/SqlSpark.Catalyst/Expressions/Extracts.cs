using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A field of a struct.</summary>
/// <param name="Child">A struct.</param>
/// <param name="Ordinal">The field's position.</param>
/// <param name="Name">The field's name as written, or null.</param>
public sealed record GetStructField(Expression Child, int Ordinal, string? Name = null) : UnaryExpression(Child), IEvaluable, IPrettyExpression
{
    private StructField Field => ((StructType)Child.DataType).Fields[Ordinal];

    /// <summary>The field's name as written, or as declared.</summary>
    public string FieldName => Name ?? Field.Name;

    /// <inheritdoc />
    public override DataType DataType => Field.DataType;

    /// <inheritdoc />
    public override bool Nullable => Child.Nullable || Field.Nullable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Extract;

    /// <inheritdoc />
    public Expression ToPretty() => new PrettyAttribute($"{Child.Sql}.{FieldName}", DataType);

    /// <inheritdoc />
    public override string Sql => $"{Child.Sql}.{SqlIdentifier.QuoteIfNeeded(FieldName)}";

    /// <inheritdoc />
    protected override string Describe() => $"{Child}.{FieldName}";
}

/// <summary>An element of an array by position from 0. Outside the array: an error in ANSI mode, else NULL.</summary>
/// <param name="Left">An array.</param>
/// <param name="Right">An integer.</param>
/// <param name="FailOnError">True in ANSI mode.</param>
public sealed record GetArrayItem(Expression Left, Expression Right, bool FailOnError) : BinaryExpression(Left, Right), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => ((ArrayType)Left.DataType).ElementType;

    /// <inheritdoc />
    public override bool Nullable => !FailOnError || base.Nullable || ((ArrayType)Left.DataType).ContainsNull;

    /// <inheritdoc />
    public override bool CanFail => FailOnError || base.CanFail;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Extract;

    /// <inheritdoc />
    public override string Sql => $"{Left.Sql}[{Right.Sql}]";

    /// <inheritdoc />
    protected override string Describe() => $"{Left}[{Right}]";
}

/// <summary>The value under a key of a map, NULL when the key is absent.</summary>
/// <param name="Left">A map.</param>
/// <param name="Right">A key.</param>
public sealed record GetMapValue(Expression Left, Expression Right) : BinaryExpression(Left, Right), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => ((MapType)Left.DataType).ValueType;

    /// <inheritdoc />
    public override bool Nullable => true;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Extract;

    /// <inheritdoc />
    public override string Sql => $"{Left.Sql}[{Right.Sql}]";

    /// <inheritdoc />
    protected override string Describe() => $"{Left}[{Right}]";
}

/// <summary>One field of every struct of an array: <c>a.f</c> where a is an array of structs.</summary>
/// <param name="Child">An array of structs.</param>
/// <param name="Ordinal">The field's position.</param>
public sealed record GetArrayStructFields(Expression Child, int Ordinal) : UnaryExpression(Child), IEvaluable, IPrettyExpression
{
    private StructField Field => ((StructType)((ArrayType)Child.DataType).ElementType).Fields[Ordinal];

    /// <inheritdoc />
    public override DataType DataType => new ArrayType(Field.DataType, ((ArrayType)Child.DataType).ContainsNull || Field.Nullable);

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Extract;

    /// <inheritdoc />
    public Expression ToPretty() => new PrettyAttribute($"{Child.Sql}.{Field.Name}", DataType);

    /// <inheritdoc />
    public override string Sql => $"{Child.Sql}.{SqlIdentifier.QuoteIfNeeded(Field.Name)}";

    /// <inheritdoc />
    protected override string Describe() => $"{Child}.{Field.Name}";
}

/// <summary>Structs built from values: <c>named_struct</c>, <c>struct</c> and row constructors.</summary>
/// <param name="Names">One name a field.</param>
/// <param name="Values">One value a field.</param>
public sealed record CreateStruct(EquatableArray<string> Names, EquatableArray<Expression> Values) : Expression, IEvaluable
{
    /// <summary>The name it was called by, for printing: <c>struct</c> or <c>named_struct</c>.</summary>
    public string CalledAs { get; init; } = "named_struct";

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => Values;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Values = children };

    /// <inheritdoc />
    public override DataType DataType => new StructType(
        Enumerable.Range(0, Names.Count).Select(i => new StructField(Names[i], Values[i].DataType, Values[i].Nullable)).ToEquatableArray());

    /// <inheritdoc />
    public override bool Nullable => false;

    /// <inheritdoc />
    public override bool IsFoldable => Values.All(v => v.IsFoldable);

    /// <inheritdoc />
    public override string Sql => CalledAs == "struct"
        ? $"struct({string.Join(", ", Values.Select(v => v.Sql))})"
        : $"{CalledAs}({string.Join(", ", Enumerable.Range(0, Names.Count).Select(i => $"{Names[i]}, {Values[i].Sql}"))})";

    /// <inheritdoc />
    protected override string Describe() =>
        $"{CalledAs}({string.Join(", ", Enumerable.Range(0, Names.Count).Select(i => $"{Names[i]}, {Values[i]}"))})";
}
