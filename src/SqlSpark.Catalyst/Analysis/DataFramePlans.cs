using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Finds the plans of DataFrames inside others.</summary>
internal static class DataFramePlans
{
    /// <summary>The nearest plans below <paramref name="inputs"/> that belong to the DataFrame.</summary>
    public static List<LogicalPlan> Find(EquatableArray<LogicalPlan> inputs, long planId)
    {
        var found = new List<LogicalPlan>();
        var pending = new Stack<LogicalPlan>();
        for (var i = inputs.Count - 1; i >= 0; i--)
            pending.Push(inputs[i]);
        while (pending.TryPop(out var plan))
        {
            if (plan.PlanId == planId)
            {
                found.Add(plan);
                continue;
            }

            var children = plan.Children;
            for (var i = children.Count - 1; i >= 0; i--)
                pending.Push(children[i]);
        }

        return found;
    }
}
