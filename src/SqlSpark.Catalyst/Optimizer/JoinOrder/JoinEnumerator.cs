using System.Numerics;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Statistics;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>
/// Finds the cheapest order of joins: all orders without needless cross products by DPhyp (Moerkotte and Neumann, "Dynamic Programming Strikes Back", 2008), or, where there are too many, one that
/// joins the pair with the fewest rows first (GOO, Fegaras 1998).
/// </summary>
internal sealed class JoinEnumerator
{
    /// <summary>Sets and pairs of inputs that are looked at before the search becomes greedy: about a millisecond.</summary>
    private const int MaxSteps = 5000;

    private readonly JoinGraph _graph;
    private readonly Func<JoinPlan, double>? _costOverride;
    private readonly Dictionary<ulong, JoinPlan> _plans = [];
    private int _stepCount;

    private JoinEnumerator(JoinGraph graph, Func<JoinPlan, double>? costOverride) => (_graph, _costOverride) = (graph, costOverride);

    /// <summary>The joins as they were written, and the cheapest order found; null when the joins as written cannot be told by the graph.</summary>
    /// <param name="graph">The joins.</param>
    /// <param name="costOverride">For tests: gives a join another cost, so that other orders are chosen.</param>
    public static (JoinPlan Original, JoinPlan Best)? Enumerate(JoinGraph graph, Func<JoinPlan, double>? costOverride = null)
    {
        var enumerator = new JoinEnumerator(graph, costOverride);
        for (var i = 0; i < graph.Relations.Count; i++)
            enumerator._plans.Add(1UL << i, new JoinPlan(1UL << i, graph.Rows[i], 0, 0, JoinType.Inner, null, null));
        if (enumerator.PlanOf(graph.Original) is not { } original)
            return null;
        if (!enumerator.TryEnumerateAll())
            enumerator.JoinGreedily();
        var best = enumerator._plans[graph.All];
        return (original, (best.Applied & graph.AllEdges) == graph.AllEdges ? best : original);
    }

    private JoinPlan? PlanOf(JoinTree tree)
    {
        if (tree.Left is null)
            return _plans[tree.Relations];
        if (PlanOf(tree.Left) is not { } left || PlanOf(tree.Right!) is not { } right || Join(left, right, mayCross: true) is not { } joined)
            return null;
        _plans.TryAdd(joined.Relations, joined);

        // An equality that follows from others was not used where it was written.
        return tree.Plan is Join { Condition: null } && _graph.Classes.Exists(c => c.Crosses(left.Relations, right.Relations))
            ? joined with { Type = JoinType.Cross, Cost = left.Cost + right.Cost + JoinCost.OfNestedLoop(left.Rows, right.Rows, left.Rows * right.Rows, hasCondition: false) }
            : joined;
    }

    // DPhyp. Names are the paper's.
    private bool TryEnumerateAll()
    {
        for (var v = _graph.Relations.Count - 1; v >= 0; v--)
        {
            var single = 1UL << v;
            EmitCsg(single);
            EnumerateCsgRec(single, (single << 1) - 1);
            if (_stepCount > MaxSteps)
                return false;
        }

        return true;
    }

    private void EnumerateCsgRec(ulong s1, ulong excluded)
    {
        var neighbors = _graph.NeighborsOf(s1, excluded);
        if (neighbors == 0)
            return;
        for (var n = JoinGraph.Lowest(neighbors); n != 0; n = (n - neighbors) & neighbors)
        {
            if (++_stepCount > MaxSteps)
                return;
            if (_plans.ContainsKey(s1 | n))
                EmitCsg(s1 | n);
        }

        for (var n = JoinGraph.Lowest(neighbors); n != 0; n = (n - neighbors) & neighbors)
        {
            if (_stepCount > MaxSteps)
                return;
            EnumerateCsgRec(s1 | n, excluded | neighbors);
        }
    }

    private void EmitCsg(ulong s1)
    {
        var excluded = s1 | ((JoinGraph.Lowest(s1) << 1) - 1);
        var neighbors = _graph.NeighborsOf(s1, excluded);
        for (var rest = neighbors; rest != 0;)
        {
            var s2 = 1UL << BitOperations.Log2(rest);
            rest &= ~s2;
            Emit(s1, s2);
            EnumerateCmpRec(s1, s2, excluded | (neighbors & ((s2 << 1) - 1)));
        }
    }

    private void EnumerateCmpRec(ulong s1, ulong s2, ulong excluded)
    {
        var neighbors = _graph.NeighborsOf(s2, excluded | s1);
        if (neighbors == 0)
            return;
        for (var n = JoinGraph.Lowest(neighbors); n != 0; n = (n - neighbors) & neighbors)
        {
            if (++_stepCount > MaxSteps)
                return;
            if (_plans.ContainsKey(s2 | n))
                Emit(s1, s2 | n);
        }

        for (var n = JoinGraph.Lowest(neighbors); n != 0; n = (n - neighbors) & neighbors)
        {
            if (_stepCount > MaxSteps)
                return;
            EnumerateCmpRec(s1, s2 | n, excluded | neighbors);
        }
    }

    private void Emit(ulong s1, ulong s2)
    {
        _stepCount++;
        if (Join(_plans[s1], _plans[s2], mayCross: false) is { } joined && (!_plans.TryGetValue(joined.Relations, out var known) || joined.Cost < known.Cost))
            _plans[joined.Relations] = joined;
    }

    private void JoinGreedily()
    {
        var parts = new List<JoinPlan>(_graph.Relations.Count);
        for (var i = 0; i < _graph.Relations.Count; i++)
            parts.Add(_plans[1UL << i]);
        while (parts.Count > 1)
        {
            if ((SmallestPair(parts, mayCross: false) ?? SmallestPair(parts, mayCross: true)) is not { } joined)
                return;
            parts.RemoveAll(part => (part.Relations & joined.Relations) != 0);
            parts.Add(joined);
        }

        if (parts[0].Cost < _plans[_graph.All].Cost)
            _plans[_graph.All] = parts[0];
    }

    private JoinPlan? SmallestPair(List<JoinPlan> parts, bool mayCross)
    {
        JoinPlan? best = null;
        for (var i = 0; i < parts.Count; i++)
        {
            for (var j = i + 1; j < parts.Count; j++)
            {
                if (Join(parts[i], parts[j], mayCross) is { } joined && (best is null || (joined.Rows, joined.Cost).CompareTo((best.Rows, best.Cost)) < 0))
                    best = joined;
            }
        }

        return best;
    }

    /// <summary>
    /// Two sets joined by all conditions that have their relations now; null when nothing connects them, or when a condition would be lost: it has all it reads, but not on the sides where it belongs.
    /// </summary>
    private JoinPlan? Join(JoinPlan left, JoinPlan right, bool mayCross)
    {
        var (s1, s2) = (left.Relations, right.Relations);
        var (both, applied) = (s1 | s2, left.Applied | right.Applied);
        var (isConnected, hasKeys, isSwapped) = (false, false, false);
        var share = 1.0;
        JoinEdge? outer = null;
        for (var i = 0; i < _graph.Edges.Count; i++)
        {
            var edge = _graph.Edges[i];
            if ((applied >> i & 1) != 0 || !edge.IsComplete(both))
                continue;
            if (edge.Type == JoinType.Inner)
            {
                if (edge.Crosses(s1, s2))
                {
                    isConnected = true;
                    share *= edge.Share;
                    hasKeys |= edge.IsEquality;
                }
                else if (!edge.IsOptional)
                {
                    return null;
                }
            }
            else if (outer is null && (edge.Connects(s1, s2) || edge.Connects(s2, s1)))
            {
                (outer, isSwapped) = (edge, !edge.Connects(s1, s2));
            }
            else
            {
                return null;
            }

            applied |= 1UL << i;
        }

        var keys = KeyShare(s1, s2, out var leftRange, out var rightRange);
        if (outer is not null)
        {
            if (isConnected || keys is not null)
                return null;
            (share, hasKeys) = (outer.Share, outer.IsEquality);
        }
        else if (keys is { } keyShare)
        {
            (share, hasKeys) = (share * keyShare, true);
        }
        else if (!isConnected && !(mayCross && IsInner(left) && IsInner(right)))
        {
            return null;
        }

        if (isSwapped)
            (left, right) = (right, left);
        var type = outer?.Type ?? JoinType.Inner;
        var rows = _plans.TryGetValue(both, out var known) ? known.Rows : JoinEstimation.Rows(type, left.Rows, right.Rows, share);
        var own = hasKeys ? JoinCost.OfHashJoin(type, left.Rows, leftRange, right.Rows, rightRange, rows) : JoinCost.OfNestedLoop(left.Rows, right.Rows, rows, hasCondition: share < 1);
        var plan = new JoinPlan(both, rows, left.Cost + right.Cost + own, applied, type, left, right);
        return _costOverride is null ? plan : plan with { Cost = left.Cost + right.Cost + _costOverride(plan) };
    }

    /// <summary>True when every row of the set has one of a relation that nothing is joined to by an outer, semi or anti join from the left any more.</summary>
    private bool IsInner(JoinPlan plan) => (plan.Relations & _graph.Spine) != 0;

    /// <summary>The share of pairs for which all equalities of columns between both sides are TRUE; null when there are none.</summary>
    private double? KeyShare(ulong s1, ulong s2, out double leftRange, out double rightRange)
    {
        (leftRange, rightRange) = (double.PositiveInfinity, double.PositiveInfinity);
        var (count, commonLeft, commonRight) = (0, s1, s2);
        foreach (var joined in _graph.Classes)
        {
            if (!joined.Crosses(s1, s2))
                continue;
            count++;
            commonLeft &= joined.Relations;
            commonRight &= joined.Relations;
        }

        if (count == 0)
            return null;

        // Several keys of the same two relations belong together.
        var areTogether = count > 1 && commonLeft != 0 && commonRight != 0;
        var (l, r) = areTogether ? (JoinGraph.Lowest(commonLeft), JoinGraph.Lowest(commonRight)) : (s1, s2);
        var share = 1.0;
        KeyDomains? domains = null;
        foreach (var joined in _graph.Classes)
        {
            if (!joined.Crosses(s1, s2))
                continue;
            var (left, right) = (joined.Narrowest(l), joined.Narrowest(r));
            if (!areTogether)
                share *= new KeyDomains(left.Estimate, right.Estimate).PairShare;
            else
                domains = domains?.And(left.Estimate, right.Estimate) ?? new KeyDomains(left.Estimate, right.Estimate);
            if (count == 1)
                (leftRange, rightRange) = (left.Range, right.Range);
        }

        return domains?.PairShare ?? share;
    }
}
