using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>LATERAL VIEW as written; becomes a <see cref="Generate"/>.</summary>
/// <param name="Generator">A call of a generator.</param>
/// <param name="IsOuter">OUTER: a row without results stays once, with NULLs.</param>
/// <param name="TableAlias">The name of the view.</param>
/// <param name="ColumnNames">The names of the generator's columns, or none.</param>
/// <param name="Child">The input.</param>
public sealed record UnresolvedLateralView(
    Expression Generator, bool IsOuter, string TableAlias, EquatableArray<string> ColumnNames, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [Generator];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.Generate;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var generator = map(Generator);
        return ReferenceEquals(generator, Generator) ? this : this with { Generator = generator };
    }

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() =>
        $"'Generate {Generator}, {(IsOuter ? "true" : "false")}, {TableAlias}, [{string.Join(", ", ColumnNames.Select(n => "'" + n))}]";
}

/// <summary>Joins each row with the rows that a generator makes of it. The columns of the input come first.</summary>
/// <param name="Generator">The generator.</param>
/// <param name="GeneratorOutput">The columns that it makes; of <see cref="Generator.ElementSchema"/>, under any names.</param>
/// <param name="Child">The input.</param>
public sealed record Generate(Generator Generator, EquatableArray<AttributeReference> GeneratorOutput, LogicalPlan Child) : UnaryNode(Child)
{
    /// <summary>Columns of the input that nobody but the generator reads and that are no output. Spark: <c>unrequiredChildIndex</c>.</summary>
    public EquatableArray<ExprId> Dropped { get; init; } = [];

    /// <summary>The columns of the input that are output.</summary>
    public EquatableArray<AttributeReference> KeptOutput =>
        Dropped.IsEmpty ? Child.Output : Child.Output.Where(a => !Dropped.Contains(a.ExprId)).ToEquatableArray();

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [Generator];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Generate;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var generator = (Generator)map(Generator);
        return ReferenceEquals(generator, Generator) ? this : this with { Generator = generator };
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() =>
        [.. KeptOutput, .. Generator.IsOuter ? GeneratorOutput.Map(a => a.WithNullability(true)) : GeneratorOutput];

    /// <inheritdoc />
    protected override string Describe() =>
        $"Generate {Generator}, {(Dropped.IsEmpty ? "" : $"[{string.Join(", ", Child.Output.Where(a => Dropped.Contains(a.ExprId)))}], ")}{(Generator.IsOuter ? "true" : "false")}, [{string.Join(", ", GeneratorOutput)}]";
}
