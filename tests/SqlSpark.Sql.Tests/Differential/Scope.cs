using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>What a term may be made of.</summary>
/// <param name="Leaves">Columns, or keys and aggregates of a grouping.</param>
/// <param name="Depth">How many more levels a term may have.</param>
/// <param name="SubqueryDepth">How many more levels of subqueries it may have.</param>
internal sealed record Scope(IReadOnlyList<Term> Leaves, int Depth, int SubqueryDepth)
{
    /// <summary>What subqueries may name: all leaves, but of a grouping its keys.</summary>
    public IReadOnlyList<Term> Outer { get; init; } = Leaves;

    /// <summary>The term is a condition, or a part of its AND and OR, so that FALSE and NULL come to the same.</summary>
    public bool IsCondition { get; init; }

    public Scope Deeper => this with { Depth = Depth - 1, IsCondition = false };

    public IReadOnlyList<Term> Of(DataType type) => [.. Leaves.Where(l => l.Type == type)];
}
