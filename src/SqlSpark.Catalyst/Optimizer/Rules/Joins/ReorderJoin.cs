using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Chooses the order of inner joins that follow each other: the pair that gives the fewest rows first.</summary>
/// <remarks>
/// <code>
/// Join Inner, c = d                             Project [a, b, c, d]
/// :- Join Cross                     =>          +- Join Inner, a = b
/// :  :- t1 [a]      (1,000 rows)                   :- t1 [a]
/// :  +- t2 [b, c]   (9,000 rows)                   +- Join Inner, c = d
/// +- t3 [d], WHERE a = b  (3 rows)                    :- t2 [b, c]
///                                                     +- t3 [d]
/// </code>
/// Greedy: of all inputs and joins so far the two are joined whose join is estimated to be smallest, those with an equality between them before others, so that a cross product is
/// only made when there is no other way. Conditions stand at the first join that has their columns. Only deterministic conditions move. Conditions that can fail may then
/// fail for pairs that another condition would have dropped, as in Spark. Spark: <c>ReorderJoin</c>, <c>CostBasedJoinReorder</c>.
/// </remarks>
public sealed class ReorderJoin : Rule<LogicalPlan>
{
    private const int MaxInputs = 24;

    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context)
    {
        if (!plan.ContainsAny(NodeKinds.Join))
            return plan;
        DeepStack.Guard();
        if (plan is Join { Type: JoinType.Inner or JoinType.Cross } join)
        {
            var inputs = new List<LogicalPlan>();
            var conditions = new List<Expression>();
            if (Collect(join, inputs, conditions) && inputs.Count is > 2 and <= MaxInputs)
            {
                var ordered = Order([.. inputs.Select(input => Apply(input, context))], conditions);
                return HasSameShape(join, ordered) ? join : WithOutput(ordered, join.Output);
            }
        }

        return plan.MapChildren(child => Apply(child, context));
    }

    /// <summary>The inputs and conditions of inner joins, through projections that only choose columns; false when a condition cannot move.</summary>
    private static bool Collect(LogicalPlan plan, List<LogicalPlan> inputs, List<Expression> conditions)
    {
        switch (plan)
        {
            case Join { Type: JoinType.Inner or JoinType.Cross } join:
                if (join.Condition is { } condition)
                {
                    if (!condition.IsDeterministic)
                        return false;
                    conditions.AddRange(And.Split(condition));
                }

                return Collect(join.Left, inputs, conditions) && Collect(join.Right, inputs, conditions);
            case Project { Child: Join { Type: JoinType.Inner or JoinType.Cross } below } choice when choice.ProjectList.All(e => e is AttributeReference):
                return Collect(below, inputs, conditions);
            default:
                inputs.Add(plan);
                return true;
        }
    }

    private static LogicalPlan Order(List<LogicalPlan> parts, List<Expression> conditions)
    {
        var estimator = new StatisticsEstimator();
        while (parts.Count > 1)
        {
            Candidate? best = null;
            for (var i = 0; i < parts.Count; i++)
            {
                for (var j = i + 1; j < parts.Count; j++)
                {
                    var candidate = Candidate.Of(parts[i], parts[j], conditions, estimator);
                    if (best is null || candidate.IsBetterThan(best))
                        best = candidate;
                }
            }

            conditions.RemoveAll(best!.Conditions.Contains);
            var place = parts.IndexOf(best.Join.Left);
            parts.Remove(best.Join.Right);
            parts[place] = best.Join;
        }

        // Conditions without columns, and of one input only, which were not pushed to it.
        return conditions.Count == 0 ? parts[0] : new Filter(And.Of([.. conditions]), parts[0]);
    }

    private static bool HasSameShape(LogicalPlan before, LogicalPlan after) => (before, after) switch
    {
        (Project { Child: Join } choice, _) => HasSameShape(choice.Child, after),
        (Join b, Join a) when b.Type is JoinType.Inner or JoinType.Cross && a.Type is JoinType.Inner or JoinType.Cross =>
            HasSameShape(b.Left, a.Left) && HasSameShape(b.Right, a.Right) && JoinConditions.Members(b.Condition).ToHashSet().SetEquals(JoinConditions.Members(a.Condition)),
        _ => ReferenceEquals(before, after),
    };

    private static LogicalPlan WithOutput(LogicalPlan plan, EquatableArray<AttributeReference> output) =>
        plan.Output.Equals(output) ? plan : new Project(output.Map(a => (Expression)a), plan);

    /// <summary>Two parts that might be joined next.</summary>
    private sealed record Candidate(Join Join, HashSet<Expression> Conditions, bool HasEquality, long? RowCount, Int128 SizeInBytes)
    {
        public static Candidate Of(LogicalPlan left, LogicalPlan right, List<Expression> conditions, StatisticsEstimator estimator)
        {
            var both = left.OutputSet.Union(right.OutputSet);
            var usable = conditions.Where(c => c.References.IsSubsetOf(both) && c.References.Intersects(left.OutputSet) && c.References.Intersects(right.OutputSet)).ToArray();
            var join = new Join(left, right, JoinType.Inner, JoinConditions.All(usable));
            var statistics = estimator.Estimate(join);
            return new Candidate(join, [.. usable], !EquiJoinKeys.Of(join).Keys.IsEmpty, statistics.RowCount, statistics.SizeInBytes);
        }

        public bool IsBetterThan(Candidate other)
        {
            if (HasEquality != other.HasEquality)
                return HasEquality;
            return RowCount is { } rows && other.RowCount is { } otherRows ? rows < otherRows : SizeInBytes < other.SizeInBytes;
        }
    }
}
