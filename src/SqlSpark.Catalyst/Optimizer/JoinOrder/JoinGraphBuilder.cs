using System.Numerics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>Makes the <see cref="JoinGraph"/> of joins that follow each other, with the conflicts between them (CD-C of Moerkotte, Fender and Eich, 2013).</summary>
/// <remarks>
/// Projections that only choose columns do not separate joins. Nothing moves into or out of the right side of a semi or anti join, so it is a relation. Rows of unknown number are taken
/// from the size, or to be a million.
/// </remarks>
internal sealed class JoinGraphBuilder
{
    private const double UnknownRows = 1e6;

    private readonly StatisticsEstimator _estimator;
    private readonly Func<LogicalPlan, LogicalPlan> _optimizeRelation;
    private readonly List<LogicalPlan> _relations = [];
    private readonly List<PlanStatistics> _statistics = [];
    private readonly List<JoinEdge> _edges = [];
    private readonly List<JoinKeyClass> _classes = [];
    private readonly List<Expression> _leftover = [];
    private readonly Dictionary<LogicalPlan, LogicalPlan> _replacements = new(ReferenceEqualityComparer.Instance);

    private JoinGraphBuilder(StatisticsEstimator estimator, Func<LogicalPlan, LogicalPlan> optimizeRelation) =>
        (_estimator, _optimizeRelation) = (estimator, optimizeRelation);

    /// <summary>True when the join is one whose place may change.</summary>
    public static bool MayMove(LogicalPlan plan) =>
        plan is Join { Type: not JoinType.Existence } join && (join.Condition is null || join.Condition.IsDeterministic);

    /// <summary>The joins from <paramref name="root"/> down, with relations that were optimized by themselves; null when there are too few or too many, or conditions that have no place.</summary>
    public static JoinGraph? TryBuild(Join root, StatisticsEstimator estimator, Func<LogicalPlan, LogicalPlan> optimizeRelation)
    {
        var builder = new JoinGraphBuilder(estimator, optimizeRelation);
        if (builder.Collect(root, isSpine: true) is not { } tree || builder._relations.Count < 3 || builder.HaveCommonColumns())
            return null;
        builder.AddRelations();
        foreach (var join in tree.Joins())
        {
            if (!builder.AddEdges(join))
                return null;
        }

        if (builder._edges.Count > JoinGraph.MaxCount)
            return null;
        return new JoinGraph(tree, builder._relations, builder.RowsOfRelations(), builder._edges, builder._classes, builder._leftover)
        {
            Replacements = builder._replacements,
        };
    }

    private JoinTree? Collect(LogicalPlan plan, bool isSpine)
    {
        DeepStack.Guard();
        var below = plan;
        while (below is Project project && project.ProjectList.All(static e => e is AttributeReference))
            below = project.Child;
        if (!MayMove(below))
        {
            if (_relations.Count == JoinGraph.MaxCount)
                return null;
            _relations.Add(plan);
            return new JoinTree(1UL << (_relations.Count - 1), plan, null, null, JoinType.Inner, isSpine);
        }

        var join = (Join)below;
        var (left, right, type) = join.Type switch
        {
            JoinType.RightOuter => (join.Right, join.Left, JoinType.LeftOuter),
            JoinType.Cross => (join.Left, join.Right, JoinType.Inner),
            _ => (join.Left, join.Right, join.Type),
        };
        var keepsLeft = isSpine && type != JoinType.FullOuter;
        if (Collect(left, keepsLeft) is not { } leftTree)
            return null;
        var rightTree = type is JoinType.LeftSemi or JoinType.LeftAnti ? CollectRelation(right) : Collect(right, isSpine && type == JoinType.Inner);
        return rightTree is null ? null : new JoinTree(leftTree.Relations | rightTree.Relations, join, leftTree, rightTree, type, isSpine);
    }

    private JoinTree? CollectRelation(LogicalPlan plan)
    {
        if (_relations.Count == JoinGraph.MaxCount)
            return null;
        _relations.Add(plan);
        return new JoinTree(1UL << (_relations.Count - 1), plan, null, null, JoinType.Inner, IsSpine: false);
    }

    /// <summary>The right side of a semi join may be a table whose columns, under the same ids, are those of another relation: nothing tells them apart once joins move.</summary>
    private bool HaveCommonColumns()
    {
        var columns = AttributeSet.Empty;
        foreach (var relation in _relations)
        {
            if (relation.OutputSet.Intersects(columns))
                return true;
            columns = columns.Union(relation.OutputSet);
        }

        return false;
    }

    private void AddRelations()
    {
        for (var i = 0; i < _relations.Count; i++)
        {
            var optimized = _optimizeRelation(_relations[i]);
            if (!ReferenceEquals(optimized, _relations[i]))
                _replacements.Add(_relations[i], optimized);
            _relations[i] = optimized;
            var statistics = _estimator.Estimate(_relations[i]);
            _statistics.Add(statistics.RowCount is null ? statistics.WithRows(RowsBySize(_relations[i], statistics)) : statistics);
        }
    }

    /// <summary>The rows of relations, of whose columns those of one class are made equal (<see cref="JoinPlanEmitter"/>).</summary>
    private double[] RowsOfRelations()
    {
        var rows = new double[_relations.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = _statistics[i].RowCount!.Value;
        foreach (var joined in _classes)
        {
            for (var i = 0; i < joined.Members.Count; i++)
            {
                var relation = joined.Members[i].Relation;
                for (var j = 0; j < i; j++)
                {
                    if (joined.Members[j].Relation != relation)
                        continue;
                    rows[relation] = Math.Ceiling(rows[relation] * Guesses.Of(Comparison.EqualTo(joined.Members[j].Attribute, joined.Members[i].Attribute)));
                    break;
                }
            }
        }

        return rows;
    }

    private static long RowsBySize(LogicalPlan plan, PlanStatistics statistics) =>
        (long)Math.Min(UnknownRows, Math.Ceiling((double)statistics.SizeInBytes / RowSize.Of(plan.Output)));

    private bool AddEdges(JoinTree tree)
    {
        var condition = ((Join)tree.Plan).Condition;
        if (condition is not null && ReadBy(condition) is { } read)
            tree.Read = read;
        else if (condition is not null)
            return false;
        var rules = RulesOf(tree);
        if (tree.Type != JoinType.Inner)
        {
            _edges.Add(EdgeOf(tree, tree.Type, condition, tree.Read, rules, ShareOf(tree), IsEquality(tree), isOptional: false));
            return true;
        }

        var crosses = false;
        foreach (var member in condition is null ? [] : And.Split(condition))
        {
            var reads = ReadBy(member)!.Value;
            var (share, isEquality) = ShareOf(member);
            var edge = EdgeOf(tree, JoinType.Inner, member, reads, rules, share, isEquality, isOptional: false);
            var isOfBothSides = (reads & tree.Left!.Relations) != 0 && (reads & tree.Right!.Relations) != 0;
            crosses |= isOfBothSides;
            if (isOfBothSides || edge.IsFree)
            {
                if (!(edge.IsFree && tree.IsSpine && TryAddToClass(member)))
                    _edges.Add(edge);
            }
            else if (tree.IsSpine)
            {
                _leftover.Add(member);
            }
            else
            {
                return false;
            }
        }

        if (!crosses)
            _edges.Add(EdgeOf(tree, JoinType.Inner, null, 0, rules, 1, isEquality: false, isOptional: true));
        return true;
    }

    /// <summary>An edge, whose sides grow by the conflicts that always matter.</summary>
    private static JoinEdge EdgeOf(
        JoinTree tree, JoinType type, Expression? condition, ulong read, List<(ulong If, ulong Then)> rules, double share, bool isEquality, bool isOptional)
    {
        var (left, right) = (tree.Left!.Relations, tree.Right!.Relations);
        if (type == JoinType.Inner && !isOptional && ((read & left) == 0 || (read & right) == 0))
        {
            // A condition over several relations of one side. Which of them stand left or right does not matter.
            right = BitOperations.IsPow2(read) ? 0 : JoinGraph.Lowest(read);
            left = read & ~right;
        }

        var total = read;
        if ((total & left) == 0)
            total |= left;
        if ((total & right) == 0)
            total |= right;
        var isSettled = false;
        while (!isSettled)
        {
            isSettled = true;
            foreach (var (present, needed) in rules)
            {
                if ((present & total) == 0 || (needed & ~total) == 0)
                    continue;
                total |= needed;
                isSettled = false;
            }
        }

        // Of a spine, what a conflict names is only there together with what it demands: nothing else reads it by itself.
        var isFree = type == JoinType.Inner && !isOptional && total == read && right != 0 && (rules.Count == 0 || tree.IsSpine);
        var open = isFree ? [] : rules.FindAll(rule => (rule.If & total) == 0 && (rule.Then & ~total) != 0);
        return new JoinEdge(type, condition, read, total & left, total & right, [.. open], share, isEquality, isFree, isOptional);
    }

    /// <summary>The conflicts of a join with those below it.</summary>
    private List<(ulong If, ulong Then)> RulesOf(JoinTree b)
    {
        var rules = new List<(ulong If, ulong Then)>();
        if (!(b.Left!.IsInner && b.Type != JoinType.FullOuter))
        {
            foreach (var a in b.Left.Joins())
            {
                if (!ReorderProperties.AreAssociative(a.Type, b.Type, () => Rejects(a, a.Right!), () => Rejects(b, a.Right!)))
                    rules.Add((a.Right!.Relations, ReadOrAll(a, a.Left!)));
                if (!ReorderProperties.AreLeftAsscom(a.Type, b.Type, () => Rejects(a, a.Left!), () => Rejects(b, a.Left!)))
                    rules.Add((a.Left!.Relations, ReadOrAll(a, a.Right!)));
            }
        }

        if (!(b.Right!.IsInner && b.Type == JoinType.Inner))
        {
            foreach (var a in b.Right.Joins())
            {
                if (!ReorderProperties.AreAssociative(b.Type, a.Type, () => Rejects(b, a.Left!), () => Rejects(a, a.Left!)))
                    rules.Add((a.Left!.Relations, ReadOrAll(a, a.Right!)));
                if (!ReorderProperties.AreRightAsscom(b.Type, a.Type, () => Rejects(b, a.Right!), () => Rejects(a, a.Right!)))
                    rules.Add((a.Right!.Relations, ReadOrAll(a, a.Left!)));
            }
        }

        return rules;
    }

    private static ulong ReadOrAll(JoinTree join, JoinTree side) => (join.Read & side.Relations) is var read && read != 0 ? read : side.Relations;

    /// <summary>True when the condition of a join is TRUE for no row in which all columns of <paramref name="input"/> are NULL.</summary>
    private bool Rejects(JoinTree join, JoinTree input)
    {
        if (((Join)join.Plan).Condition is not { } condition)
            return false;
        foreach (var member in And.Split(condition))
        {
            if (member is Comparison { Operator: not ComparisonOperator.EqualNullSafe } comparison && (IsOf(comparison.Left, input) || IsOf(comparison.Right, input)))
                return true;
        }

        return false;
    }

    private bool IsOf(Expression expression, JoinTree input) =>
        (expression is Cast cast ? cast.Child : expression) is AttributeReference attribute && RelationOf(attribute) is >= 0 and var relation && (input.Relations >> relation & 1) != 0;

    /// <summary>Makes the columns of an equality members of one class. False when it is no equality of columns whose values are equal only to themselves.</summary>
    private bool TryAddToClass(Expression condition)
    {
        if (condition is not Comparison { Operator: ComparisonOperator.Equal, Left: AttributeReference left, Right: AttributeReference right } equality
            || !left.Type.Equals(right.Type) || left.Type.Exists(static t => t is StringType { IsBinaryCollation: false }))
        {
            return false;
        }

        var (one, other) = (_classes.Find(c => c.Contains(left.ExprId)), _classes.Find(c => c.Contains(right.ExprId)));
        if (one is null)
        {
            one = other;
            if (one is null)
                _classes.Add(one = new JoinKeyClass());
            one.Add(MemberOf(left));
        }

        if (other is null)
        {
            one.Add(MemberOf(right));
        }
        else if (!ReferenceEquals(one, other))
        {
            one.Add(other);
            _classes.Remove(other);
        }

        one.Add(equality);
        return true;
    }

    private JoinKeyMember MemberOf(AttributeReference attribute)
    {
        var relation = RelationOf(attribute);
        var estimate = JoinEstimation.KeyOf(attribute, _statistics[relation]);
        return new JoinKeyMember(relation, attribute, estimate, estimate.RangeOf(attribute.Type));
    }

    private static bool IsEquality(JoinTree tree) => !EquiJoinKeys.Of((Join)tree.Plan).Keys.IsEmpty;

    private double ShareOf(JoinTree tree)
    {
        var join = (Join)tree.Plan;
        var parts = EquiJoinKeys.Of(join.Type == JoinType.RightOuter ? join with { Left = join.Right, Right = join.Left } : join);
        var (left, right) = (StatisticsOf(tree.Left!), StatisticsOf(tree.Right!));
        return tree.Type is JoinType.LeftSemi or JoinType.LeftAnti
            ? JoinEstimation.MatchShareOf(tree.Type, parts, left, right)
            : JoinEstimation.PairShareOf(parts, left, right);
    }

    /// <summary>What is known of the columns of several relations. Keys that are no columns are taken to have as many values as the largest relation has rows.</summary>
    private PlanStatistics StatisticsOf(JoinTree tree)
    {
        if (tree.Left is null)
            return _statistics[BitOperations.TrailingZeroCount(tree.Relations)];
        var rows = 0L;
        for (var rest = tree.Relations; rest != 0; rest &= rest - 1)
            rows = Math.Max(rows, _statistics[BitOperations.TrailingZeroCount(rest)].RowCount!.Value);
        return new PlanStatistics(rows, 1, id => RelationOf(id) is >= 0 and var relation ? _statistics[relation].Estimate(id) : ColumnEstimate.Unknown);
    }

    private (double Share, bool IsEquality) ShareOf(Expression condition)
    {
        if (condition is Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe } equality
            && ReadBy(equality.Left) is { } left && ReadBy(equality.Right) is { } right && BitOperations.IsPow2(left) && BitOperations.IsPow2(right) && left != right)
        {
            var domains = new KeyDomains(
                JoinEstimation.KeyOf(equality.Left, _statistics[BitOperations.TrailingZeroCount(left)]), JoinEstimation.KeyOf(equality.Right, _statistics[BitOperations.TrailingZeroCount(right)]));
            return (domains.PairShare, true);
        }

        return (Guesses.Of(condition), false);
    }

    /// <summary>The relations that an expression reads; null when it reads a column of none.</summary>
    private ulong? ReadBy(Expression expression)
    {
        var read = 0UL;
        foreach (var attribute in expression.References)
        {
            var relation = RelationOf(attribute);
            if (relation < 0)
                return null;
            read |= 1UL << relation;
        }

        return read;
    }

    private int RelationOf(AttributeReference attribute) => RelationOf(attribute.ExprId);

    private int RelationOf(ExprId id)
    {
        for (var i = 0; i < _relations.Count; i++)
        {
            if (_relations[i].OutputSet.Contains(id))
                return i;
        }

        return -1;
    }
}
