using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>
/// Which joins may change places. Tables of Moerkotte, Fender and Eich, "On the Correct and Complete Enumeration of the Core Search Space" (2013), for inner (cross), left semi, left anti, left
/// outer and full outer joins.
/// </summary>
/// <remarks>
/// Some pairs of outer joins may change places only if their conditions drop rows whose columns are all NULL: <c>rejects</c> tells of the first and the second condition whether they do so
/// for the input that the property names.
/// </remarks>
internal static class ReorderProperties
{
    /// <summary>(e1 a e2) b e3 = e1 a (e2 b e3), where a's condition reads e1 and e2, b's e2 and e3. Rejection is asked for e2.</summary>
    public static bool AreAssociative(JoinType a, JoinType b, Func<bool> aRejects, Func<bool> bRejects) => (Kind(a), b) switch
    {
        (JoinType.Inner, JoinType.FullOuter) => false,
        (JoinType.Inner, _) => true,
        (JoinType.LeftOuter, JoinType.LeftOuter) => bRejects(),
        (JoinType.FullOuter, JoinType.LeftOuter) => bRejects(),
        (JoinType.FullOuter, JoinType.FullOuter) => aRejects() && bRejects(),
        _ => false,
    };

    /// <summary>(e1 a e2) b e3 = (e1 b e3) a e2, where a's condition reads e1 and e2, b's e1 and e3. Rejection is asked for e1.</summary>
    public static bool AreLeftAsscom(JoinType a, JoinType b, Func<bool> aRejects, Func<bool> bRejects) => (a, b) switch
    {
        (JoinType.LeftOuter, JoinType.FullOuter) => aRejects(),
        (JoinType.FullOuter, JoinType.LeftOuter) => bRejects(),
        (JoinType.FullOuter, JoinType.FullOuter) => aRejects() && bRejects(),
        (JoinType.FullOuter, _) or (_, JoinType.FullOuter) => false,
        _ => true,
    };

    /// <summary>e1 a (e2 b e3) = e2 b (e1 a e3), where a's condition reads e1 and e3, b's e2 and e3. Rejection is asked for e3.</summary>
    public static bool AreRightAsscom(JoinType a, JoinType b, Func<bool> aRejects, Func<bool> bRejects) => (Kind(a), Kind(b)) switch
    {
        (JoinType.Inner, JoinType.Inner) => true,
        (JoinType.FullOuter, JoinType.FullOuter) => aRejects() && bRejects(),
        _ => false,
    };

    private static JoinType Kind(JoinType type) => type == JoinType.Cross ? JoinType.Inner : type;
}
