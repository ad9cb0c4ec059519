using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>AND of two or more conditions, from left to right: later ones see only rows for which no earlier one was FALSE.</summary>
/// <param name="Conditions">Two or more BOOLEAN expressions; no member is an AND itself when built by <see cref="Of(ReadOnlySpan{Expression})"/>.</param>
public sealed record And(EquatableArray<Expression> Conditions) : NaryPredicate(Conditions)
{
    /// <summary>AND of two conditions; chains become one flat node.</summary>
    public And(Expression left, Expression right)
        : this(Flatten<And>([left, right]))
    {
    }

    /// <summary>AND of all conditions: TRUE for none, the condition itself for one, flat otherwise.</summary>
    public static Expression Of(params ReadOnlySpan<Expression> conditions) => conditions.Length switch
    {
        0 => Literal.True,
        1 => conditions[0],
        _ => new And(Flatten<And>(conditions)),
    };

    /// <summary>The members of an AND, or the expression itself.</summary>
    public static EquatableArray<Expression> Split(Expression condition) => condition is And and ? Flatten<And>(and.Conditions.AsSpan()) : [condition];

    /// <inheritdoc />
    protected override string Operator => "AND";
}

/// <summary>OR of two or more conditions, from left to right.</summary>
/// <param name="Conditions">Two or more BOOLEAN expressions.</param>
public sealed record Or(EquatableArray<Expression> Conditions) : NaryPredicate(Conditions)
{
    /// <summary>OR of two conditions; chains become one flat node.</summary>
    public Or(Expression left, Expression right)
        : this(Flatten<Or>([left, right]))
    {
    }

    /// <summary>OR of all conditions: FALSE for none, the condition itself for one, flat otherwise.</summary>
    public static Expression Of(params ReadOnlySpan<Expression> conditions) => conditions.Length switch
    {
        0 => Literal.False,
        1 => conditions[0],
        _ => new Or(Flatten<Or>(conditions)),
    };

    /// <summary>The members of an OR, or the expression itself.</summary>
    public static EquatableArray<Expression> Split(Expression condition) => condition is Or or ? Flatten<Or>(or.Conditions.AsSpan()) : [condition];

    /// <inheritdoc />
    protected override string Operator => "OR";
}

/// <summary>AND and OR.</summary>
/// <param name="Conditions">Two or more BOOLEAN expressions.</param>
public abstract record NaryPredicate(EquatableArray<Expression> Conditions) : Expression
{
    /// <inheritdoc />
    protected sealed override EquatableArray<Expression> ComputeChildren() => Conditions;

    /// <inheritdoc />
    public sealed override Expression WithChildren(EquatableArray<Expression> children) =>
        children.SameStorage(Conditions) ? this : this with { Conditions = children };

    /// <inheritdoc />
    public sealed override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public sealed override bool Nullable => Conditions.Any(c => c.Nullable);

    /// <inheritdoc />
    public sealed override bool IsFoldable => Conditions.All(c => c.IsFoldable);

    /// <inheritdoc />
    public sealed override NodeKinds OwnKinds => NodeKinds.AndOr;

    /// <summary>The keyword.</summary>
    protected abstract string Operator { get; }

    /// <inheritdoc />
    public sealed override TypeCheck CheckInputTypes() => InputTypes.Conditions(this);

    /// <summary>Printed as the binary chain it was written as.</summary>
    public sealed override string Sql
    {
        get
        {
            var text = Conditions[0].Sql;
            for (var i = 1; i < Conditions.Count; i++)
                text = $"({text} {Operator} {Conditions[i].Sql})";
            return text;
        }
    }

    /// <inheritdoc />
    protected sealed override string Describe()
    {
        var text = Conditions[0].ToString();
        for (var i = 1; i < Conditions.Count; i++)
            text = $"({text} {Operator} {Conditions[i]})";
        return text;
    }

    private protected static EquatableArray<Expression> Flatten<T>(ReadOnlySpan<Expression> conditions)
        where T : NaryPredicate
    {
        var flat = new List<Expression>(conditions.Length);
        foreach (var condition in conditions)
        {
            if (condition is T nested)
                flat.AddRange(Flatten<T>(nested.Conditions.AsSpan()));
            else
                flat.Add(condition);
        }

        return flat.ToEquatableArray();
    }
}

/// <summary>NOT.</summary>
/// <param name="Child">A BOOLEAN.</param>
public sealed record Not(Expression Child) : UnaryExpression(Child), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Not;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.AllBoolean(this);

    /// <inheritdoc />
    public override string Sql => $"(NOT {Child.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"NOT {Child}";
}

/// <summary>The operator of a comparison.</summary>
public enum ComparisonOperator : byte
{
    /// <summary>=</summary>
    Equal,

    /// <summary>&lt;=&gt;, never NULL.</summary>
    EqualNullSafe,

    /// <summary>&lt;</summary>
    LessThan,

    /// <summary>&lt;=</summary>
    LessThanOrEqual,

    /// <summary>&gt;</summary>
    GreaterThan,

    /// <summary>&gt;=</summary>
    GreaterThanOrEqual,
}

/// <summary>
/// A comparison of two values of equal type. NaN equals NaN and is the largest value, -0.0 equals 0.0. <c>a != b</c> is NOT a = b.
/// </summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The first operand.</param>
/// <param name="Right">The second operand, of the same type.</param>
public sealed record Comparison(ComparisonOperator Operator, Expression Left, Expression Right) : BinaryExpression(Left, Right), IEvaluable
{
    /// <summary>a = b.</summary>
    public static Comparison EqualTo(Expression left, Expression right) => new(ComparisonOperator.Equal, left, right);

    /// <summary>a &lt; b.</summary>
    public static Comparison LessThan(Expression left, Expression right) => new(ComparisonOperator.LessThan, left, right);

    /// <summary>a &lt;= b.</summary>
    public static Comparison LessThanOrEqual(Expression left, Expression right) => new(ComparisonOperator.LessThanOrEqual, left, right);

    /// <summary>a &gt; b.</summary>
    public static Comparison GreaterThan(Expression left, Expression right) => new(ComparisonOperator.GreaterThan, left, right);

    /// <summary>a &gt;= b.</summary>
    public static Comparison GreaterThanOrEqual(Expression left, Expression right) => new(ComparisonOperator.GreaterThanOrEqual, left, right);

    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override bool Nullable => Operator != ComparisonOperator.EqualNullSafe && base.Nullable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Comparison;

    /// <summary>The operator as SQL.</summary>
    public string Symbol => Operator switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.EqualNullSafe => "<=>",
        ComparisonOperator.LessThan => "<",
        ComparisonOperator.LessThanOrEqual => "<=",
        ComparisonOperator.GreaterThan => ">",
        _ => ">=",
    };

    /// <summary>The comparison that holds for b, a when this one holds for a, b.</summary>
    public Comparison Flip() => new(
        Operator switch
        {
            ComparisonOperator.LessThan => ComparisonOperator.GreaterThan,
            ComparisonOperator.LessThanOrEqual => ComparisonOperator.GreaterThanOrEqual,
            ComparisonOperator.GreaterThan => ComparisonOperator.LessThan,
            ComparisonOperator.GreaterThanOrEqual => ComparisonOperator.LessThanOrEqual,
            _ => Operator,
        },
        Right,
        Left);

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.Comparable(this);

    /// <inheritdoc />
    protected override Expression Canonicalize()
    {
        var canonical = (Comparison)base.Canonicalize();
        return ExpressionOrder.Compare(canonical.Left, canonical.Right) > 0 ? canonical.Flip() : canonical;
    }

    /// <inheritdoc />
    public override string Sql => $"({Left.Sql} {Symbol} {Right.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"({Left} {Symbol} {Right})";
}

/// <summary>value IN (items). NULL when no item is equal and the value or an item is NULL.</summary>
/// <param name="Value">The value.</param>
/// <param name="Items">One or more expressions of the value's type.</param>
public sealed record In(Expression Value, EquatableArray<Expression> Items) : Expression, IEvaluable
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Value, .. Items.AsSpan()];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) =>
        this with { Value = children[0], Items = EquatableArray.Create(children.AsSpan()[1..]) };

    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override bool Nullable => Value.Nullable || Items.Any(i => i.Nullable);

    /// <inheritdoc />
    public override bool IsFoldable => Value.IsFoldable && Items.All(i => i.IsFoldable);

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.In;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.AllSame(this);

    /// <inheritdoc />
    public override string Sql => $"({Value.Sql} IN ({string.Join(", ", Items.Select(i => i.Sql))}))";

    /// <inheritdoc />
    protected override string Describe() => $"{Value} IN ({string.Join(",", Items)})";
}

/// <summary>IS NULL. Never NULL itself.</summary>
/// <param name="Child">Any expression.</param>
public sealed record IsNull(Expression Child) : UnaryExpression(Child), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override bool Nullable => false;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.NullTest;

    /// <inheritdoc />
    public override string Sql => $"({Child.Sql} IS NULL)";

    /// <inheritdoc />
    protected override string Describe() => $"isnull({Child})";
}

/// <summary>IS NOT NULL. Never NULL itself.</summary>
/// <param name="Child">Any expression.</param>
public sealed record IsNotNull(Expression Child) : UnaryExpression(Child), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override bool Nullable => false;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.NullTest;

    /// <inheritdoc />
    public override string Sql => $"({Child.Sql} IS NOT NULL)";

    /// <inheritdoc />
    protected override string Describe() => $"isnotnull({Child})";
}

/// <summary>str LIKE pattern ESCAPE character: _ is any character, % any sequence.</summary>
/// <param name="Left">A STRING.</param>
/// <param name="Right">The pattern.</param>
/// <param name="EscapeCharacter">The character that takes its meaning from the next one.</param>
/// <param name="IgnoreCase">ILIKE.</param>
public sealed record Like(Expression Left, Expression Right, char EscapeCharacter = '\\', bool IgnoreCase = false)
    : BinaryExpression(Left, Right), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override bool CanFail => Right is not Literal || base.CanFail;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Like;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.AllString(this);

    /// <inheritdoc />
    public override string Sql => IgnoreCase ? $"ilike({Left.Sql}, {Right.Sql}{Escape})" : $"{Left.Sql} LIKE {Right.Sql}{Escape}";

    private string Escape => EscapeCharacter == '\\' ? "" : IgnoreCase ? $", '{EscapeCharacter}'" : $" ESCAPE '{EscapeCharacter}'";

    /// <inheritdoc />
    protected override string Describe() => IgnoreCase ? $"{Left} ILIKE {Right}{Escape}" : $"{Left} LIKE {Right}{Escape}";
}
