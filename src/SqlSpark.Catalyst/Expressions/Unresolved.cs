using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>An expression that the analyzer has to replace.</summary>
public abstract record UnresolvedExpression : Expression
{
    /// <inheritdoc />
    public override DataType DataType => throw Unresolved("type");

    /// <inheritdoc />
    public override bool Nullable => throw Unresolved("nullability");

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    private protected sealed override bool ComputeIsResolved() => false;
}

/// <summary>A column, or a field of one, by name.</summary>
/// <param name="NameParts">The parts of the name as written, without quotes.</param>
public sealed record UnresolvedAttribute(EquatableArray<string> NameParts) : UnresolvedExpression
{
    /// <summary>A simple name.</summary>
    public UnresolvedAttribute(string name)
        : this([name])
    {
    }

    /// <summary>The DataFrame that the column was taken from, or null: then only its output is searched.</summary>
    public long? PlanId { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.UnresolvedAttribute;

    /// <inheritdoc />
    public override string Sql => SqlIdentifier.QuoteIfNeeded(NameParts);

    /// <inheritdoc />
    protected override string Describe() => $"'{Sql}";
}

/// <summary>A column of the input by its position from 1: GROUP BY of <c>|&gt; AGGREGATE</c>.</summary>
/// <param name="Ordinal">The position.</param>
public sealed record UnresolvedOrdinal(int Ordinal) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this;

    /// <inheritdoc />
    public override string Sql => Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>All columns, or all of one relation or struct: <c>*</c>, <c>t.*</c>, with EXCEPT.</summary>
/// <param name="Target">The parts before the star.</param>
/// <param name="Except">Names that are left out, each with its parts.</param>
public sealed record UnresolvedStar(EquatableArray<string> Target, EquatableArray<EquatableArray<string>> Except) : UnresolvedExpression
{
    /// <summary>
    /// What takes the place of columns, one each: <c>|&gt; SET name = expression</c>. Each is an <see cref="Alias"/> under the column's name.
    /// </summary>
    public EquatableArray<Expression> Replacements { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => Replacements;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Replacements = children };

    /// <inheritdoc />
    public override string Sql =>
        $"{string.Concat(Target.Select(p => SqlIdentifier.QuoteIfNeeded(p) + "."))}*{(Except.IsEmpty ? "" : $" EXCEPT ({string.Join(", ", Except.Select(e => SqlIdentifier.QuoteIfNeeded(e)))})")}";
}

/// <summary>A call of a function by name.</summary>
/// <param name="NameParts">The parts of the name.</param>
/// <param name="Arguments">The arguments; <see cref="UnresolvedStar"/> for <c>f(*)</c>, <see cref="NamedArgument"/> for <c>name =&gt; value</c>.</param>
public sealed record UnresolvedFunction(EquatableArray<string> NameParts, EquatableArray<Expression> Arguments) : UnresolvedExpression
{
    /// <summary>A call of a function with a simple name.</summary>
    public UnresolvedFunction(string name, params EquatableArray<Expression> arguments)
        : this((EquatableArray<string>)[name], arguments)
    {
    }

    /// <summary>True for <c>f(DISTINCT ...)</c>.</summary>
    public bool IsDistinct { get; init; }

    /// <summary>The condition of <c>FILTER (WHERE ...)</c>, or null.</summary>
    public Expression? Filter { get; init; }

    /// <summary>The keys of <c>WITHIN GROUP (ORDER BY ...)</c>.</summary>
    public EquatableArray<SortOrder> OrderBy { get; init; }

    /// <summary>IGNORE NULLS (true) or RESPECT NULLS (false), or null when neither was written.</summary>
    public bool? IgnoreNulls { get; init; }

    /// <summary>True when the parser made the call out of an operator or a special form; such names are not looked up in user functions.</summary>
    public bool IsInternal { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [.. Arguments, .. Filter is null ? [] : new[] { Filter }, .. OrderBy];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children)
    {
        var afterArguments = Arguments.Count + (Filter is null ? 0 : 1);
        return this with
        {
            Arguments = EquatableArray.Create(children.AsSpan()[..Arguments.Count]),
            Filter = Filter is null ? null : children[Arguments.Count],
            OrderBy = children.Skip(afterArguments).Cast<SortOrder>().ToEquatableArray(),
        };
    }

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.UnresolvedFunction;

    /// <summary>The name as written.</summary>
    public string Name => string.Join('.', NameParts);

    /// <inheritdoc />
    public override string Sql => $"{Name}({(IsDistinct ? "DISTINCT " : "")}{string.Join(", ", Arguments.Select(a => a.Sql))})";

    /// <inheritdoc />
    protected override string Describe() => $"'{Name}({(IsDistinct ? "distinct " : "")}{string.Join(", ", Arguments)})";
}

/// <summary><c>name =&gt; value</c> in a call.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Child">The argument.</param>
public sealed record NamedArgument(string Name, Expression Child) : UnaryExpression(Child)
{
    /// <inheritdoc />
    public override DataType DataType => Child.DataType;

    /// <inheritdoc />
    public override string Sql => $"{Name} => {Child.Sql}";
}

/// <summary>An element, a value or a field: <c>child[extraction]</c> and <c>child.field</c>.</summary>
/// <param name="Left">An array, a map or a struct.</param>
/// <param name="Right">The position, the key or the name of a field.</param>
public sealed record UnresolvedExtractValue(Expression Left, Expression Right) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Left, Right];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Left = children[0], Right = children[1] };

    /// <inheritdoc />
    public override string Sql => $"{Left.Sql}[{Right.Sql}]";
}

/// <summary>An expression of a SELECT list that still needs a name.</summary>
/// <param name="Child">The expression.</param>
public sealed record UnresolvedAlias(Expression Child) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Child];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Child = children[0] };

    /// <inheritdoc />
    public override string Sql => Child.Sql;

    /// <inheritdoc />
    protected override string Describe() => $"unresolvedalias({Child})";
}

/// <summary>Several names for the columns of one expression: <c>explode(m) AS (k, v)</c>.</summary>
/// <param name="Child">A generator or a struct.</param>
/// <param name="Names">The names.</param>
public sealed record MultiAlias(Expression Child, EquatableArray<string> Names) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Child];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Child = children[0] };

    /// <inheritdoc />
    public override string Sql => $"{Child.Sql} AS ({string.Join(", ", Names.Select(SqlIdentifier.QuoteIfNeeded))})";
}

/// <summary>A parameter of a lambda by name.</summary>
/// <param name="Name">The name.</param>
public sealed record UnresolvedLambdaVariable(string Name) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.Lambda;

    /// <inheritdoc />
    public override string Sql => SqlIdentifier.QuoteIfNeeded(Name);
}

/// <summary>A parameter marker: <c>:name</c> or <c>?</c>.</summary>
/// <param name="Name">The name; null for <c>?</c>.</param>
/// <param name="Position">The index of the character in the text, which orders unnamed markers.</param>
public sealed record ParameterMarker(string? Name, int Position) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.ParameterMarker;

    /// <inheritdoc />
    public override string Sql => Name is null ? "?" : $":{Name}";
}

/// <summary>IDENTIFIER(name) in an expression: a column's or a function's name that is computed from constants.</summary>
/// <param name="Identifier">A foldable STRING.</param>
/// <param name="Build">Makes the expression from the parts of the name.</param>
public sealed record UnresolvedIdentifierExpression(Expression Identifier, Func<EquatableArray<string>, Expression> Build) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Identifier];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Identifier = children[0] };

    /// <inheritdoc />
    public override string Sql => $"IDENTIFIER({Identifier.Sql})";
}

/// <summary>An expression of a <c>|&gt;</c> clause, which must or must not hold an aggregate.</summary>
/// <param name="Child">The expression.</param>
/// <param name="IsAggregate">True in <c>|&gt; AGGREGATE</c>: it must hold one.</param>
/// <param name="Clause">The clause for messages: SELECT, EXTEND, SET, AGGREGATE, WHERE.</param>
public sealed record PipeExpression(Expression Child, bool IsAggregate, string Clause) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Child];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Child = children[0] };

    /// <inheritdoc />
    public override string Sql => Child.Sql;
}
