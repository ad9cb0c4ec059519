using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Makes one plan of plans that differ only in their filters and in the columns that they compute.</summary>
/// <remarks>
/// <code>
/// Filter (a > 1)      Project [b]                     Project [a, b, (a > 1) AS f1, (a = 0) AS f2]
/// +- q [a, b]         +- Filter (a = 0)         =>    +- Filter ((a > 1) OR (a = 0))
///                        +- q [c, d]                     +- q [a, b]
/// </code>
/// Where filters differ, each plan has a flag: a BOOLEAN expression over the merged plan that is TRUE for its rows. Through inner joins the flags of both sides go on; other joins hand
/// on those of the side whose rows they keep. What may fail is computed for the rows of its own plan only, so plans in which it would be computed for more are not merged. Spark:
/// <c>PlanMerger</c>.
/// </remarks>
internal sealed class PlanMerger(CanonicalPlans forms, StatisticsEstimator estimator)
{
    /// <summary>What became of several plans.</summary>
    /// <param name="Plan">The one plan.</param>
    /// <param name="Columns">For each of them, where its columns are now.</param>
    /// <param name="Flags">For each of them, what tells its rows; null when all rows are.</param>
    internal sealed record Merged(LogicalPlan Plan, Dictionary<ExprId, AttributeReference>[] Columns, Expression?[] Flags)
    {
        /// <summary>True when all plans have the same rows.</summary>
        public bool AreRowsEqual => Array.TrueForAll(Flags, static flag => flag is null);

        /// <summary>An expression of a plan over the merged one.</summary>
        public Expression Renamed(Expression expression, int plan) =>
            expression.TransformUp(e => e is AttributeReference attribute && Columns[plan].TryGetValue(attribute.ExprId, out var column) ? column : e);
    }

    /// <summary>The plans as one, or null when they differ in more than filters and computed columns.</summary>
    public Merged? Merge(LogicalPlan[] plans)
    {
        DeepStack.Guard();
        var number = forms.NumberOf(plans[0]);
        if (Array.TrueForAll(plans, plan => forms.NumberOf(plan) == number))
            return new Merged(plans[0], [.. plans.Select(plan => Positions(plan, plans[0].Output))], new Expression?[plans.Length]);
        if (Array.Exists(plans, static plan => plan is Project))
            return Merge([.. plans.Select(static plan => plan is Project project ? project.Child : plan)]) is { } input ? MergeProjects(plans, input) : null;
        if (Array.Exists(plans, static plan => plan is Filter))
            return Merge([.. plans.Select(static plan => plan is Filter filter ? filter.Child : plan)]) is { } rows ? MergeFilters(plans, rows) : null;
        return Array.TrueForAll(plans, static plan => plan is Join { ExistsAttribute: null, Criteria: null }) ? MergeJoins([.. plans.Cast<Join>()]) : null;
    }

    private static Dictionary<ExprId, AttributeReference> Positions(LogicalPlan plan, EquatableArray<AttributeReference> columns)
    {
        var positions = new Dictionary<ExprId, AttributeReference>();
        for (var i = 0; i < columns.Count; i++)
            positions.TryAdd(plan.Output[i].ExprId, columns[i]);
        return positions;
    }

    private static Merged? MergeProjects(LogicalPlan[] plans, Merged input)
    {
        var list = new List<Expression>();
        var known = new Dictionary<Expression, AttributeReference>();
        var columns = new Dictionary<ExprId, AttributeReference>[plans.Length];
        for (var i = 0; i < plans.Length; i++)
        {
            columns[i] = [];
            foreach (var own in plans[i] is Project project ? project.ProjectList : plans[i].Output.Map(Expression (a) => a))
            {
                if (!own.IsDeterministic || (own.CanFail && !input.AreRowsEqual))
                    return null;
                columns[i][((INamedExpression)own).ExprId] = Column(input.Renamed(own, i), isFirst: i == 0);
            }
        }

        var flags = new Expression?[plans.Length];
        for (var i = 0; i < plans.Length; i++)
        {
            if (input.Flags[i] is { } flag)
                flags[i] = Column(flag, isFirst: true);
        }

        return new Merged(new Project(list.ToEquatableArray(), input.Plan), columns, flags);

        AttributeReference Column(Expression expression, bool isFirst)
        {
            var value = (expression as Alias)?.Child ?? expression;
            if (known.TryGetValue(value.Canonicalized, out var column))
                return column;
            list.Add(expression switch
            {
                AttributeReference => expression,
                Alias alias => isFirst ? alias : alias with { ExprId = ExprId.New() },
                _ => new Alias(expression, "_flag"),
            });
            known.Add(value.Canonicalized, column = ((INamedExpression)list[^1]).ToAttribute());
            return column;
        }
    }

    private Merged? MergeFilters(LogicalPlan[] plans, Merged input)
    {
        var conditions = new List<Expression>[plans.Length];
        for (var i = 0; i < plans.Length; i++)
        {
            conditions[i] = plans[i] is Filter filter ? [.. And.Split(input.Renamed(filter.Condition, i)).Distinct()] : [];
            if (conditions[i].Exists(static c => !c.IsDeterministic || c.CanFail))
                return null;
        }

        Expression[] common = [.. conditions[0].Where(c => Array.TrueForAll(conditions, other => other.Contains(c)))];
        var flags = new Expression?[plans.Length];
        for (var i = 0; i < plans.Length; i++)
        {
            conditions[i].RemoveAll(common.Contains);
            if (input.Flags[i] is { } flag)
                conditions[i].Insert(0, flag);
            flags[i] = conditions[i].Count == 0 ? null : And.Of([.. conditions[i]]);
        }

        var plan = common.Length == 0 ? input.Plan : new Filter(And.Of(common), input.Plan);
        return new Merged(WithRowsOfAny(plan, flags), input.Columns, flags);
    }

    /// <summary>The rows that some plan wants; all where that is most of them.</summary>
    private LogicalPlan WithRowsOfAny(LogicalPlan plan, Expression?[] flags)
    {
        Expression[] distinct = [.. flags.OfType<Expression>().Distinct()];
        if (distinct.Length == 0 || Array.Exists(flags, static flag => flag is null))
            return plan;
        var filtered = new Filter(Or.Of(distinct), plan);
        return estimator.Estimate(plan).RowCount is { } all && estimator.Estimate(filtered).RowCount is { } kept && kept > all / 4 * 3 ? plan : filtered;
    }

    private Merged? MergeJoins(Join[] joins)
    {
        var type = joins[0].Type;
        if (type is JoinType.RightOuter or JoinType.FullOuter or JoinType.Existence || Array.Exists(joins, join => join.Type != type || (join.Condition is null) != (joins[0].Condition is null)))
            return null;
        if (Merge([.. joins.Select(static join => join.Left)]) is not { } left || Merge([.. joins.Select(static join => join.Right)]) is not { } right)
            return null;
        if (type is not (JoinType.Inner or JoinType.Cross) && !right.AreRowsEqual)
            return null;
        left = WithFlagColumns(left);
        right = WithFlagColumns(right);
        var both = new Merged(left.Plan, new Dictionary<ExprId, AttributeReference>[joins.Length], new Expression?[joins.Length]);
        Expression? condition = null;
        for (var i = 0; i < joins.Length; i++)
        {
            both.Columns[i] = new Dictionary<ExprId, AttributeReference>(left.Columns[i]);
            foreach (var (id, column) in right.Columns[i])
                both.Columns[i].TryAdd(id, column);
            both.Flags[i] = (left.Flags[i], right.Flags[i]) is ({ } ofLeft, { } ofRight) ? And.Of(ofLeft, ofRight) : left.Flags[i] ?? right.Flags[i];
            if (joins[i].Condition is not { } own)
                continue;
            if (!own.IsDeterministic || (own.CanFail && !(left.AreRowsEqual && right.AreRowsEqual)))
                return null;
            own = both.Renamed(own, i);
            condition ??= own;
            if (own != condition)
                return null;
        }

        var join = joins[0] with { Left = left.Plan, Right = right.Plan, Condition = condition };
        var output = join.Output.ToDictionary(static a => a.ExprId);     // the side that may be missing is nullable
        foreach (var columns in both.Columns)
        {
            foreach (var (id, column) in columns)
            {
                if (output.TryGetValue(column.ExprId, out var joined))
                    columns[id] = joined;
            }
        }

        return both with { Plan = join };
    }

    /// <summary>Computes flags before the join makes many rows of one.</summary>
    private static Merged WithFlagColumns(Merged input) => Array.TrueForAll(input.Flags, static flag => flag is null or AttributeReference)
        ? input
        : MergeProjects([.. input.Flags.Select(_ => input.Plan)], input with { Columns = [.. input.Columns.Select(_ => new Dictionary<ExprId, AttributeReference>())] })! with { Columns = input.Columns };
}
