namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>Which correlated conditions may leave an operator of a subquery to become those of the join with the outer query.</summary>
internal enum Rising : byte
{
    /// <summary>Only that columns of the domain are those of the outer row: an operator above looks at all columns, as UNION does, or adds rows.</summary>
    None,

    /// <summary>Equalities of a column of the subquery with what the outer query gives: all rows for one outer row have one value there, so that an operator above can group by it.</summary>
    Equalities,

    /// <summary>All: nothing above looks at more than one row.</summary>
    Any,
}
