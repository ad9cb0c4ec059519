using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>if(condition, a, b): only the branch that is taken is evaluated for a row.</summary>
/// <param name="Condition">A BOOLEAN; NULL counts as FALSE.</param>
/// <param name="Then">The value where the condition is TRUE.</param>
/// <param name="Else">The value elsewhere, of the same type.</param>
public sealed record If(Expression Condition, Expression Then, Expression Else) : Expression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Condition, Then, Else];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) =>
        this with { Condition = children[0], Then = children[1], Else = children[2] };

    /// <inheritdoc />
    public override DataType DataType => InputTypes.MergeNullability(Then.DataType, Else.DataType);

    /// <inheritdoc />
    public override bool Nullable => Then.Nullable || Else.Nullable;

    /// <inheritdoc />
    public override bool IsFoldable => Condition.IsFoldable && Then.IsFoldable && Else.IsFoldable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Conditional;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.Branches(this, [Condition], [Then, Else]);

    /// <inheritdoc />
    public override string Sql => $"(IF({Condition.Sql}, {Then.Sql}, {Else.Sql}))";

    /// <inheritdoc />
    protected override string Describe() => $"if ({Condition}) {Then} else {Else}";
}

/// <summary>One WHEN of a CASE.</summary>
/// <param name="Condition">A BOOLEAN.</param>
/// <param name="Value">The value where it is the first TRUE one.</param>
public sealed record CaseBranch(Expression Condition, Expression Value);

/// <summary>CASE WHEN: the value of the first branch whose condition is TRUE; branches not taken are not evaluated for a row.</summary>
/// <param name="Branches">One or more branches.</param>
/// <param name="Else">The value when no condition is TRUE; absent, it is NULL.</param>
public sealed record CaseWhen(EquatableArray<CaseBranch> Branches, Expression? Else) : Expression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() =>
        [.. Branches.SelectMany(b => new[] { b.Condition, b.Value }), .. Else is null ? [] : new[] { Else }];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children)
    {
        var branches = new CaseBranch[Branches.Count];
        for (var i = 0; i < branches.Length; i++)
            branches[i] = new CaseBranch(children[2 * i], children[(2 * i) + 1]);
        return this with { Branches = EquatableArray.Create<CaseBranch>(branches), Else = Else is null ? null : children[^1] };
    }

    /// <inheritdoc />
    public override DataType DataType
    {
        get
        {
            var type = Branches[0].Value.DataType;
            for (var i = 1; i < Branches.Count; i++)
                type = InputTypes.MergeNullability(type, Branches[i].Value.DataType);
            return Else is null ? type : InputTypes.MergeNullability(type, Else.DataType);
        }
    }

    /// <inheritdoc />
    public override bool Nullable => Else is null || Else.Nullable || Branches.Any(b => b.Value.Nullable);

    /// <inheritdoc />
    public override bool IsFoldable => Children.All(c => c.IsFoldable);

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Conditional;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.Branches(
        this, [.. Branches.Select(b => b.Condition)], [.. Branches.Select(b => b.Value), .. Else is null ? [] : new[] { Else }]);

    /// <inheritdoc />
    public override string Sql =>
        $"CASE{string.Concat(Branches.Select(b => $" WHEN {b.Condition.Sql} THEN {b.Value.Sql}"))}{(Else is null ? "" : $" ELSE {Else.Sql}")} END";

    /// <inheritdoc />
    protected override string Describe() =>
        $"CASE{string.Concat(Branches.Select(b => $" WHEN {b.Condition} THEN {b.Value}"))}{(Else is null ? "" : $" ELSE {Else}")} END";
}

/// <summary>coalesce(a, b, ...): the first value that is not NULL; later ones are evaluated only for rows that need them.</summary>
/// <param name="Arguments">One or more expressions of one type.</param>
public sealed record Coalesce(EquatableArray<Expression> Arguments) : Expression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => Arguments;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Arguments = children };

    /// <inheritdoc />
    public override DataType DataType => Arguments.Select(a => a.DataType).Aggregate(InputTypes.MergeNullability);

    /// <inheritdoc />
    public override bool Nullable => Arguments.All(a => a.Nullable);

    /// <inheritdoc />
    public override bool IsFoldable => Arguments.All(a => a.IsFoldable);

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.NullTest;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.AllSame(this);

    /// <inheritdoc />
    public override string Sql => $"coalesce({string.Join(", ", Arguments.Select(a => a.Sql))})";

    /// <inheritdoc />
    protected override string Describe() => $"coalesce({string.Join(", ", Arguments)})";
}
