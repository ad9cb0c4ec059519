using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Operators.Sorts;

namespace SqlSpark.Execution.Planning;

/// <summary>Plans ORDER BY, LIMIT and OFFSET.</summary>
internal sealed partial class PhysicalPlanner
{
    private static PhysicalPlan PlanSort(Sort sort, PhysicalPlan child) =>
        PlanOrder(sort.Order, child, (keys, order, input) => new SortExec(keys, order, sort.IsGlobal, input));

    private PhysicalPlan PlanLimit(LogicalPlan plan)
    {
        var (limit, offset, input) = CollectLimits(plan);
        return PlanTopRows(limit, offset, input) ?? AddLimit(limit, offset, Plan(input));
    }

    // Runs of LIMIT and OFFSET become one: first rows are left out, then some are kept.
    private (long Limit, long Offset, LogicalPlan Input) CollectLimits(LogicalPlan plan)
    {
        var outer = new List<LogicalPlan>();
        for (; plan is Limit or Offset; plan = ((UnaryNode)plan).Child)
            outer.Add(plan);
        var (limit, offset) = (long.MaxValue, 0L);
        for (var i = outer.Count - 1; i >= 0; i--)
        {
            if (outer[i] is Limit { LimitExpression: var rows })
            {
                limit = Math.Min(limit, RowCountOf(rows));
                continue;
            }

            var skipped = RowCountOf(((Offset)outer[i]).OffsetExpression);
            offset = skipped > long.MaxValue - offset ? long.MaxValue : offset + skipped;
            limit = limit == long.MaxValue ? limit : Math.Max(0, limit - skipped);
        }

        return (limit, offset, plan);
    }

    private static long RowCountOf(Expression expression) => ConstantFolder.TryFold(expression)?.Value switch
    {
        int rows and >= 0 => rows,
        long rows and >= 0 => rows,
        _ => throw InternalErrors.Unreachable(expression),
    };

    /// <summary>Plans LIMIT over ORDER BY, perhaps with projections between, as top-N; null when there is no order below.</summary>
    private PhysicalPlan? PlanTopRows(long limit, long offset, LogicalPlan input)
    {
        var projections = new Stack<Project>();
        for (; input is Project project; input = project.Child)
            projections.Push(project);
        if (limit > Math.Min(_conf.Get(SqlConf.TopKSortFallbackThreshold), TopNSink.MaxRows) - offset || input is not Sort { IsGlobal: true } sort)
            return null;
        CheckExpressions(sort);
        var plan = PlanOrder(
            sort.Order, Plan(sort.Child), (keys, order, child) => new TakeOrderedAndProjectExec(limit, offset, keys, order, child), limit, offset);
        foreach (var project in projections)
        {
            CheckExpressions(project);
            plan = AddStep(plan, columns => ComputeStep.Project(project.ProjectList, columns));
        }

        return plan;
    }

    /// <summary>Computes keys that are no columns below the order, and drops them above it.</summary>
    private static PhysicalPlan PlanOrder(
        EquatableArray<Expression> written,
        PhysicalPlan child,
        Func<EquatableArray<SortKey>, EquatableArray<SortOrder>, PhysicalPlan, PhysicalPlan> create,
        long limit = long.MaxValue,
        long offset = 0)
    {
        // Constants order nothing.
        var order = written.Cast<SortOrder>().Where(key => !key.Child.IsFoldable).ToEquatableArray();
        if (Satisfies(child.OutputOrdering, order))
            return AddLimit(limit, offset, child);
        var columns = child.Output.Map(Expression (a) => a).ToList();
        var keys = order.Map(key => new SortKey(OrdinalOf(key.Child, columns), key.IsAscending, key.NullsFirst));
        if (columns.Count == child.Output.Count)
            return create(keys, order, child);

        var input = AddStep(child, before => ComputeStep.Project(columns.ToEquatableArray(), before));
        return AddStep(create(keys, order, input), before => ComputeStep.Project(child.Output.Map(Expression (a) => a), before));
    }

    private static PhysicalPlan AddLimit(long limit, long offset, PhysicalPlan child) =>
        limit == long.MaxValue && offset == 0 ? child : new LimitExec(limit, offset, child);

    private static int OrdinalOf(Expression key, List<Expression> columns)
    {
        var ordinal = columns.FindIndex(column => (column is Alias alias ? alias.Child : column).SemanticEquals(key));
        if (ordinal >= 0)
            return ordinal;
        columns.Add(new Alias(key, "_sortkey"));
        return columns.Count - 1;
    }

    private static bool Satisfies(EquatableArray<SortOrder> given, EquatableArray<SortOrder> wanted)
    {
        if (wanted.Count > given.Count)
            return false;
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!given[i].Child.SemanticEquals(wanted[i].Child) || given[i].IsAscending != wanted[i].IsAscending
                || (given[i].NullsFirst != wanted[i].NullsFirst && wanted[i].Child.Nullable))
                return false;
        }

        return true;
    }
}
