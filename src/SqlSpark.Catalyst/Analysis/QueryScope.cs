using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>What a query sees of the query around it. Immutable; inner scopes extend outer ones.</summary>
internal sealed record QueryScope
{
    /// <summary>The scope of a statement.</summary>
    public static QueryScope Root { get; } = new();

    /// <summary>The nearest common table expression, or null.</summary>
    public CteScope? Ctes { get; init; }

    /// <summary>
    /// With <c>spark.sql.legacy.ctePrecedencePolicy</c> LEGACY, in the query of a common table expression or of a subquery: those that were visible
    /// around it, which count before <see cref="Ctes"/>. Null elsewhere.
    /// </summary>
    public CteScope? OuterCtes { get; init; }

    /// <summary>The columns of the outer query that a subquery may read, or null outside of subqueries.</summary>
    public NameScope? Outer { get; init; }

    /// <summary>The columns of queries further out, nearest first, where a subquery may read them too.</summary>
    public EquatableArray<NameScope> FurtherOuter { get; init; }

    /// <summary>The windows of the WINDOW clause.</summary>
    public EquatableArray<NamedWindow> Windows { get; init; }

    /// <summary>The values of parameter markers, or null when the statement has none.</summary>
    public ParameterValues? Parameters { get; init; }
}

/// <summary>One visible common table expression and those behind it; the nearest of a name counts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">Its plan, or null while it is being resolved: then it refers to itself.</param>
/// <param name="Next">Those that were visible before it.</param>
internal sealed record CteScope(string Name, CteRelationDefinition? Definition, CteScope? Next)
{
    /// <summary>The recursive query that it is while it is being resolved.</summary>
    public RecursiveQuery? Recursion { get; init; }

    /// <summary>The entry of this name, or null.</summary>
    public CteScope? Find(string name, StringComparer names)
    {
        for (var scope = this; scope is not null; scope = scope.Next)
        {
            if (names.Equals(scope.Name, name))
                return scope;
        }

        return null;
    }

    /// <summary>All of this one, and <paramref name="others"/> behind them.</summary>
    public CteScope Then(CteScope? others) => this with { Next = Next is null ? others : Next.Then(others) };
}

/// <summary>A query of WITH RECURSIVE while it is being resolved.</summary>
/// <param name="id">The identity of its loop.</param>
internal sealed class RecursiveQuery(long id)
{
    /// <summary>The identity of its loop.</summary>
    public long Id { get; } = id;

    /// <summary>Its columns; null where it must not be referred to: in all but the second part of its UNION ALL.</summary>
    public EquatableArray<AttributeReference>? Columns { get; set; }

    /// <summary>True when it is a UNION without ALL, which may not refer to itself at all.</summary>
    public bool IsDistinct { get; set; }

    /// <summary>True when it refers to itself.</summary>
    public bool IsReferenced { get; set; }
}

/// <summary>Values for parameter markers.</summary>
/// <param name="Named">By name.</param>
/// <param name="ByPosition">By the index in the text of an unnamed marker.</param>
internal sealed record ParameterValues(IReadOnlyDictionary<string, Expression> Named, IReadOnlyDictionary<int, Expression> ByPosition);
