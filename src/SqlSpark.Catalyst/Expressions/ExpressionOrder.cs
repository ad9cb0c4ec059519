namespace SqlSpark.Catalyst.Expressions;

/// <summary>An arbitrary but fixed order of expressions, for canonical forms of commutative operators.</summary>
internal static class ExpressionOrder
{
    public static int Compare(Expression left, Expression right)
    {
        if (ReferenceEquals(left, right))
            return 0;
        var order = Rank(left).CompareTo(Rank(right));
        return order != 0 ? order : string.CompareOrdinal(left.ToString(), right.ToString());
    }

    /// <summary>Literals come last, as people write them.</summary>
    private static int Rank(Expression expression) => expression switch
    {
        AttributeReference or BoundReference => 0,
        Literal => 2,
        _ => 1,
    };
}
