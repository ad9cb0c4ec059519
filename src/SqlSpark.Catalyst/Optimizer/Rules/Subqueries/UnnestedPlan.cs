using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>A part of a subquery that no longer refers to the outer query: its rows for all outer rows, and the conditions that say which are whose.</summary>
/// <param name="Plan">The rows. All columns of the part are there; more may be.</param>
/// <param name="Conditions">Over columns of <paramref name="Plan"/> and references to the outer query.</param>
/// <param name="Columns">Columns of <paramref name="Plan"/> that equal a column of the outer query in every row that fulfils the conditions; by the reference to it.</param>
internal sealed record UnnestedPlan(LogicalPlan Plan, EquatableArray<Expression> Conditions, IReadOnlyDictionary<ExprId, AttributeReference> Columns)
{
    private static readonly Dictionary<ExprId, AttributeReference> NoColumns = [];

    /// <summary>A plan that never referred to the outer query.</summary>
    public static UnnestedPlan Of(LogicalPlan plan) => new(plan, [], NoColumns);

    /// <summary>
    /// What tells the rows of different outer rows apart: columns that the conditions read, and those that stand for <paramref name="needed"/>; each once.
    /// </summary>
    public IEnumerable<AttributeReference> Keys(AttributeSet needed)
    {
        var read = AttributeSet.Empty;
        foreach (var condition in Conditions)
            read = read.Union(condition.References);
        read = read.Union(AttributeSet.Of(needed.Where(mark => Columns.ContainsKey(mark.ExprId)).Select(mark => Columns[mark.ExprId])));
        return Plan.Output.Where(read.Contains);
    }

    /// <summary>The same over another plan, which may have lost columns.</summary>
    public UnnestedPlan Over(LogicalPlan plan)
    {
        var lost = Columns.Values.Any(column => !plan.OutputSet.Contains(column));
        return this with { Plan = plan, Columns = lost ? Columns.Where(c => plan.OutputSet.Contains(c.Value)).ToDictionary(c => c.Key, c => c.Value) : Columns };
    }

    /// <summary>Over the columns <paramref name="output"/> and then the keys, and no others.</summary>
    public UnnestedPlan Only(EquatableArray<AttributeReference> output, AttributeSet needed)
    {
        var has = AttributeSet.Of(output);
        EquatableArray<AttributeReference> columns = [.. output, .. Keys(needed).Where(key => !has.Contains(key))];
        var isSame = columns.Count == Plan.Output.Count && Enumerable.Range(0, columns.Count).All(i => columns[i].ExprId == Plan.Output[i].ExprId);
        return isSame ? this : Over(new Project(columns.Map(Expression (c) => c), Plan));
    }
}
