using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A parameter of a lambda inside its body.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">False when it is never NULL.</param>
/// <param name="ExprId">The identity.</param>
public sealed record NamedLambdaVariable(string Name, DataType Type, bool IsNullable, ExprId ExprId) : LeafExpression
{
    /// <inheritdoc />
    public override DataType DataType => Type;

    /// <inheritdoc />
    public override bool Nullable => IsNullable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Lambda;

    /// <inheritdoc />
    public override string Sql => $"namedlambdavariable()";

    /// <inheritdoc />
    protected override string Describe() => $"lambda {Name}{ExprId}";
}

/// <summary>A lambda: <c>x -&gt; body</c>, an argument of a higher-order function. Its body may read columns of the row around it.</summary>
/// <param name="Body">The body.</param>
/// <param name="Parameters">The parameters; <see cref="NamedLambdaVariable"/> once resolved.</param>
public sealed record LambdaFunction(Expression Body, EquatableArray<Expression> Parameters) : Expression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Body, .. Parameters.AsSpan()];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) =>
        this with { Body = children[0], Parameters = EquatableArray.Create(children.AsSpan()[1..]) };

    /// <inheritdoc />
    public override DataType DataType => Body.DataType;

    /// <inheritdoc />
    public override bool Nullable => Body.Nullable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Lambda;

    /// <inheritdoc />
    public override string Sql => $"lambdafunction({Body.Sql}, {string.Join(", ", Parameters.Select(p => p.Sql))})";

    /// <inheritdoc />
    protected override string Describe() => $"lambdafunction({Body}, {string.Join(", ", Parameters)}, false)";
}
