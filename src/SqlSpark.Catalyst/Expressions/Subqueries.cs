using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>An expression over the rows of a query. The query is no child: transforms of expressions do not enter it.</summary>
/// <param name="Plan">The query.</param>
/// <param name="OuterReferences">The expressions of the outer query that the query reads; set by the analyzer.</param>
/// <remarks>Inside <paramref name="Plan"/> columns of the outer query are wrapped in <see cref="OuterReference"/>.</remarks>
public abstract record SubqueryExpression(LogicalPlan Plan, EquatableArray<Expression> OuterReferences) : Expression
{
    /// <summary>True when the query reads columns of the outer one.</summary>
    public bool IsCorrelated => !OuterReferences.IsEmpty;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Subquery;

    /// <inheritdoc />
    public override bool CanFail => true;

    /// <summary>The query with ids that depend on its form alone.</summary>
    private protected LogicalPlan NormalizedPlan => Plan.IsResolved ? FreshIds.Normalize(Plan) : Plan;

    private protected override NodeKinds ComputeSubtreeKinds() => base.ComputeSubtreeKinds() | Plan.SubtreeKinds;

    private protected override bool ComputeIsResolved() => Plan.IsResolved && base.ComputeIsResolved();
}

/// <summary>The value of the only row and column of a query; NULL when it has no row.</summary>
/// <param name="Plan">The query.</param>
/// <param name="OuterReferences">What it reads of the outer query.</param>
/// <param name="ExprId">The identity of the value.</param>
public sealed record ScalarSubquery(LogicalPlan Plan, EquatableArray<Expression> OuterReferences, ExprId ExprId)
    : SubqueryExpression(Plan, OuterReferences)
{
    /// <summary>A query as the parser finds it.</summary>
    public ScalarSubquery(LogicalPlan plan)
        : this(plan, [], ExprId.New())
    {
    }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => OuterReferences;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { OuterReferences = children };

    /// <inheritdoc />
    public override DataType DataType => Plan.Output[0].Type;

    /// <inheritdoc />
    public override bool Nullable => true;

    private protected override bool ComputeIsResolved() => base.ComputeIsResolved() && Plan.Output.Count == 1;

    /// <inheritdoc />
    protected override Expression Canonicalize() => (ScalarSubquery)base.Canonicalize() with { ExprId = default, Plan = NormalizedPlan };

    /// <inheritdoc />
    public override string Sql => "scalarsubquery(" + string.Join(", ", OuterReferences.Select(o => o.Sql)) + ")";

    /// <inheritdoc />
    protected override string Describe() => $"scalar-subquery{ExprId} [{string.Join(" && ", OuterReferences)}]";
}

/// <summary>EXISTS: whether a query has a row. Never NULL.</summary>
/// <param name="Plan">The query.</param>
/// <param name="OuterReferences">What it reads of the outer query.</param>
/// <param name="ExprId">The identity of the value.</param>
public sealed record Exists(LogicalPlan Plan, EquatableArray<Expression> OuterReferences, ExprId ExprId)
    : SubqueryExpression(Plan, OuterReferences)
{
    /// <summary>A query as the parser finds it.</summary>
    public Exists(LogicalPlan plan)
        : this(plan, [], ExprId.New())
    {
    }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => OuterReferences;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { OuterReferences = children };

    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override bool Nullable => false;

    /// <inheritdoc />
    protected override Expression Canonicalize() => (Exists)base.Canonicalize() with { ExprId = default, Plan = NormalizedPlan };

    /// <inheritdoc />
    public override string Sql => "exists(" + string.Join(", ", OuterReferences.Select(o => o.Sql)) + ")";

    /// <inheritdoc />
    protected override string Describe() => $"exists{ExprId} [{string.Join(" && ", OuterReferences)}]";
}

/// <summary>values IN (query): one value a column of the query. NULL when no row is equal and a value is NULL on either side.</summary>
/// <param name="Values">The values.</param>
/// <param name="Plan">The query.</param>
/// <param name="OuterReferences">What it reads of the outer query.</param>
/// <param name="ExprId">The identity of the value.</param>
public sealed record InSubquery(EquatableArray<Expression> Values, LogicalPlan Plan, EquatableArray<Expression> OuterReferences, ExprId ExprId)
    : SubqueryExpression(Plan, OuterReferences)
{
    /// <summary>A query as the parser finds it.</summary>
    public InSubquery(EquatableArray<Expression> values, LogicalPlan plan)
        : this(values, plan, [], ExprId.New())
    {
    }

    /// <summary>The values, then the outer references.</summary>
    protected override EquatableArray<Expression> ComputeChildren() => [.. Values, .. OuterReferences];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with
    {
        Values = EquatableArray.Create(children.AsSpan()[..Values.Count]),
        OuterReferences = EquatableArray.Create(children.AsSpan()[Values.Count..]),
    };

    /// <inheritdoc />
    public override DataType DataType => BooleanType.Instance;

    /// <inheritdoc />
    public override bool Nullable => Values.Any(v => v.Nullable) || Plan.Output.Any(a => a.IsNullable);

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Subquery | NodeKinds.In;

    /// <inheritdoc />
    protected override Expression Canonicalize() => (InSubquery)base.Canonicalize() with { ExprId = default, Plan = NormalizedPlan };

    /// <inheritdoc />
    public override string Sql => Values.Count == 1
        ? $"({Values[0].Sql} IN (listquery({OuterSql})))"
        : $"(named_struct({string.Join(", ", Values.Select(v => v.Sql))}) IN (listquery({OuterSql})))";

    private string OuterSql => string.Join(", ", OuterReferences.Select(o => o.Sql));

    /// <inheritdoc />
    protected override string Describe() => $"({string.Join(", ", Values)}) IN (list{ExprId} [{string.Join(" && ", OuterReferences)}])";
}

/// <summary>The right side of a LATERAL join: a query that reads columns of the left side.</summary>
/// <param name="Plan">The query.</param>
/// <param name="OuterReferences">What it reads of the left side.</param>
/// <param name="ExprId">An identity, for printing.</param>
public sealed record LateralSubquery(LogicalPlan Plan, EquatableArray<Expression> OuterReferences, ExprId ExprId)
    : SubqueryExpression(Plan, OuterReferences)
{
    /// <summary>A query as the parser finds it.</summary>
    public LateralSubquery(LogicalPlan plan)
        : this(plan, [], ExprId.New())
    {
    }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => OuterReferences;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { OuterReferences = children };

    /// <inheritdoc />
    public override DataType DataType => Plan.Schema;

    /// <inheritdoc />
    public override bool Nullable => true;

    /// <inheritdoc />
    protected override Expression Canonicalize() => (LateralSubquery)base.Canonicalize() with { ExprId = default, Plan = NormalizedPlan };

    /// <inheritdoc />
    public override string Sql => "lateralsubquery(" + string.Join(", ", OuterReferences.Select(o => o.Sql)) + ")";

    /// <inheritdoc />
    protected override string Describe() => $"lateral-subquery{ExprId} [{string.Join(" && ", OuterReferences)}]";
}

/// <summary>TABLE (query) as an argument of a table function.</summary>
/// <param name="Plan">The query.</param>
/// <param name="PartitionBy">PARTITION BY keys.</param>
/// <param name="OrderBy">ORDER BY keys; each is a <see cref="SortOrder"/>.</param>
/// <param name="WithSinglePartition">WITH SINGLE PARTITION.</param>
public sealed record TableArgument(
    LogicalPlan Plan, EquatableArray<Expression> PartitionBy, EquatableArray<Expression> OrderBy, bool WithSinglePartition)
    : SubqueryExpression(Plan, [])
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [.. PartitionBy, .. OrderBy];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with
    {
        PartitionBy = EquatableArray.Create(children.AsSpan()[..PartitionBy.Count]),
        OrderBy = EquatableArray.Create(children.AsSpan()[PartitionBy.Count..]),
    };

    /// <inheritdoc />
    public override DataType DataType => Plan.Schema;

    /// <inheritdoc />
    public override bool Nullable => false;

    /// <inheritdoc />
    public override string Sql => "TABLE(...)";
}

/// <summary>A column of the outer query, inside a subquery.</summary>
/// <param name="Child">The column.</param>
public sealed record OuterReference(AttributeReference Child) : LeafExpression, INamedExpression, IPrettyExpression
{
    /// <inheritdoc />
    public string Name => Child.Name;

    /// <inheritdoc />
    public ExprId ExprId => Child.ExprId;

    /// <inheritdoc />
    public override DataType DataType => Child.Type;

    /// <inheritdoc />
    public override bool Nullable => Child.IsNullable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.OuterReference;

    /// <inheritdoc />
    public AttributeReference ToAttribute() => Child;

    /// <inheritdoc />
    public Expression ToPretty() => new PrettyAttribute($"outer({Child.QualifiedName})", DataType);

    /// <inheritdoc />
    public override string Sql => $"outer({Child.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"outer({Child})";
}
