namespace SqlSpark.Catalyst.Trees;

/// <summary>
/// Kinds of nodes as bits, so that a rule can skip a tree that has none of its kinds. Spark: <c>TreePattern</c>. Only kinds that
/// some rule asks for have a bit; at most 63 (the sign bit marks "not computed").
/// </summary>
[Flags]
public enum NodeKinds : long
{
    /// <summary>No kind that rules ask for.</summary>
    None = 0,

    /// <summary>Anything the analyzer still has to resolve.</summary>
    Unresolved = 1L << 0,

    /// <summary>An attribute by name.</summary>
    UnresolvedAttribute = 1L << 1,

    /// <summary>A function by name.</summary>
    UnresolvedFunction = 1L << 2,

    /// <summary>A relation by name.</summary>
    UnresolvedRelation = 1L << 3,

    /// <summary>An expression that holds a plan.</summary>
    Subquery = 1L << 4,

    /// <summary>An aggregate function.</summary>
    AggregateExpression = 1L << 5,

    /// <summary>A window function.</summary>
    WindowExpression = 1L << 6,

    /// <summary>A generator such as explode.</summary>
    Generator = 1L << 7,

    /// <summary>A cast.</summary>
    Cast = 1L << 8,

    /// <summary>AND or OR.</summary>
    AndOr = 1L << 9,

    /// <summary>NOT.</summary>
    Not = 1L << 10,

    /// <summary>A comparison.</summary>
    Comparison = 1L << 11,

    /// <summary>IN.</summary>
    In = 1L << 12,

    /// <summary>CASE or IF.</summary>
    Conditional = 1L << 13,

    /// <summary>IS NULL or IS NOT NULL, coalesce.</summary>
    NullTest = 1L << 14,

    /// <summary>LIKE.</summary>
    Like = 1L << 15,

    /// <summary>Arithmetic.</summary>
    Arithmetic = 1L << 16,

    /// <summary>A literal.</summary>
    Literal = 1L << 17,

    /// <summary>An alias.</summary>
    Alias = 1L << 18,

    /// <summary>A lambda.</summary>
    Lambda = 1L << 19,

    /// <summary>A reference to an outer query.</summary>
    OuterReference = 1L << 20,

    /// <summary>A call of a function that is declared as a rewrite.</summary>
    RewriteCall = 1L << 21,

    /// <summary>A field of a struct, array or map.</summary>
    Extract = 1L << 22,

    /// <summary>An expression that is not deterministic.</summary>
    Nondeterministic = 1L << 23,

    /// <summary>GROUPING SETS, ROLLUP, CUBE, grouping() and grouping_id().</summary>
    GroupingAnalytics = 1L << 24,

    /// <summary>A parameter marker.</summary>
    ParameterMarker = 1L << 25,

    /// <summary>A filter.</summary>
    Filter = 1L << 30,

    /// <summary>A projection.</summary>
    Project = 1L << 31,

    /// <summary>An aggregation.</summary>
    Aggregate = 1L << 32,

    /// <summary>A join.</summary>
    Join = 1L << 33,

    /// <summary>A limit or offset.</summary>
    Limit = 1L << 34,

    /// <summary>A sort.</summary>
    Sort = 1L << 35,

    /// <summary>A union.</summary>
    Union = 1L << 36,

    /// <summary>DISTINCT.</summary>
    Distinct = 1L << 37,

    /// <summary>A window.</summary>
    Window = 1L << 38,

    /// <summary>A common table expression.</summary>
    Cte = 1L << 39,

    /// <summary>A scan.</summary>
    Scan = 1L << 40,

    /// <summary>Rows in the plan itself.</summary>
    LocalRelation = 1L << 41,

    /// <summary>A subquery's alias.</summary>
    SubqueryAlias = 1L << 42,

    /// <summary>EXCEPT or INTERSECT.</summary>
    SetOperation = 1L << 43,

    /// <summary>A hint.</summary>
    Hint = 1L << 44,

    /// <summary>A generator's join with its input.</summary>
    Generate = 1L << 45,

    /// <summary>A grouping expression list per set.</summary>
    Expand = 1L << 46,

    /// <summary>A LATERAL join.</summary>
    LateralJoin = 1L << 47,

    /// <summary>A recursive query, or the reference to itself within it.</summary>
    Recursion = 1L << 48,
}
