using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Makes a filter of a comparison with values that are known now.</summary>
/// <remarks>
/// <code>
/// cast(a as decimal(12,1)) &gt; m * 2, with m = 2.75     =>     a &gt; 5
/// </code>
/// The values stand for their columns, then the rules for expressions are applied: what remains, a column compared with a literal, bounds parts of files. Rows are tested by the comparison itself.
/// </remarks>
internal static class RuntimeBound
{
    /// <summary>The filter, or null when there is none that leaves out rows and cannot fail.</summary>
    /// <param name="source">The comparison.</param>
    /// <param name="valueOf">The value of a kept column, by its ordinal.</param>
    /// <param name="filters">Takes the memory of the filter.</param>
    /// <param name="account">Pays for the filter.</param>
    public static RuntimeFilterContent? TryMake(RuntimeBoundSource source, Func<int, object?> valueOf, RuntimeFilterSet filters, MemoryAccount account)
    {
        var kept = source.KeptColumns;
        var known = source.Condition.TransformUp(node => node is AttributeReference column && IndexOf(kept, column) is >= 0 and var ordinal
            ? new Literal(valueOf(ordinal), column.Type)
            : node);
        var condition = ConditionSimplifier.Simplify(known, source.Column);
        if (condition is Literal { Value: null or false })
            return RuntimeFilterBuilder.Nothing;
        if (condition is Literal || condition.CanFail)
            return null;
        var rows = new ConditionFilter(condition, source.Column, account);
        filters.Own(rows);
        return condition is Comparison comparison && Normalize(comparison) is { Left: AttributeReference, Right: Literal bound } normal
            ? BoundedBy(normal.Operator, bound, rows)
            : new RuntimeFilterContent(Rows: rows);
    }

    private static RuntimeFilterContent BoundedBy(ComparisonOperator comparator, Literal bound, ConditionFilter rows) => comparator switch
    {
        ComparisonOperator.GreaterThan or ComparisonOperator.GreaterThanOrEqual => new RuntimeFilterContent(Min: bound, Rows: rows),
        ComparisonOperator.LessThan or ComparisonOperator.LessThanOrEqual => new RuntimeFilterContent(Max: bound, Rows: rows),
        _ => new RuntimeFilterContent(Rows: rows),
    };

    private static Comparison Normalize(Comparison comparison) => comparison.Left is Literal ? comparison.Flip() : comparison;

    private static int IndexOf(EquatableArray<AttributeReference> columns, AttributeReference column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].ExprId == column.ExprId)
                return i;
        }

        return -1;
    }
}
