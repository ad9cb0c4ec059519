using SqlSpark.Core.Collections;

namespace SqlSpark.Sql.Differential;

/// <summary>What stands in FROM.</summary>
internal abstract record Relation : SqlNode;

/// <summary>A table or a query of WITH.</summary>
internal sealed record TableRelation(string Table, string Alias) : Relation
{
    public override EquatableArray<SqlNode> Children => [];

    public override SqlNode With(EquatableArray<SqlNode> children) => this;

    public override string In(Dialect dialect) => $"{Table} AS {Alias}";
}

/// <summary>A query in FROM.</summary>
internal sealed record DerivedRelation(Query Query, string Alias) : Relation
{
    /// <summary>The query sees the relations before it.</summary>
    public bool IsLateral { get; init; }

    public override EquatableArray<SqlNode> Children => [Query];

    public override SqlNode With(EquatableArray<SqlNode> children) => this with { Query = (Query)children[0] };

    public override string In(Dialect dialect) => $"{(IsLateral ? "LATERAL " : "")}({Query.In(dialect)}) AS {Alias}";
}

/// <summary>A join.</summary>
/// <param name="Kind">As it is written, such as LEFT JOIN.</param>
/// <param name="Condition">ON.</param>
internal sealed record JoinRelation(Relation Left, Relation Right, string Kind, Term? Condition) : Relation
{
    /// <summary>USING: columns that both sides have. Each is one column without a name of a relation.</summary>
    public EquatableArray<string> Using { get; init; } = [];

    /// <summary>NATURAL.</summary>
    public bool IsNatural { get; init; }

    public override EquatableArray<SqlNode> Children => Condition is null ? [Left, Right] : [Left, Right, Condition];

    public override SqlNode With(EquatableArray<SqlNode> children) =>
        this with { Left = (Relation)children[0], Right = (Relation)children[1], Condition = Condition is null ? null : (Term)children[2] };

    public override IEnumerable<SqlNode> Simpler()
    {
        yield return Left;
        yield return Right;
        if (Kind is not ("JOIN" or "CROSS JOIN") && Condition is not null)
            yield return this with { Kind = "JOIN" };
    }

    public override string In(Dialect dialect)
    {
        var right = Right is JoinRelation ? $"({Right.In(dialect)})" : Right.In(dialect);
        var kind = dialect == Dialect.Spark && Kind is ("SEMI JOIN" or "ANTI JOIN") ? $"LEFT {Kind}" : Kind;
        var condition = Condition is not null ? $" ON {Condition.In(dialect)}" : Using.IsEmpty ? "" : $" USING ({string.Join(", ", Using)})";
        return $"{Left.In(dialect)} {(IsNatural ? "NATURAL " : "")}{kind} {right}{condition}";
    }
}
