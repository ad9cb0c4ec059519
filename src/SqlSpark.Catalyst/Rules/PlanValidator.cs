using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Rules;

/// <summary>
/// Checks what every plan owes after analysis and after every rule of the optimizer. Tests and debug builds hand it to the
/// <see cref="RuleExecutor{TPlan}"/>; a broken plan is a bug of the rule that made it. Spark: <c>LogicalPlanIntegrity</c>.
/// </summary>
public static class PlanValidator
{
    /// <summary>Checks the result of a rule.</summary>
    /// <exception cref="InternalException">The rule broke the plan; the message names rule, invariant and plan.</exception>
    public static void Check(Rule<LogicalPlan> rule, LogicalPlan before, LogicalPlan after)
    {
        var problem = FindProblem(after) ?? (rule.ChangesOutput ? null : FindSchemaChange(before, after));
        if (problem is not null)
            throw new InternalException($"The rule {rule.Name} broke the plan: {problem}\n{before}\n=>\n{after}");
    }

    /// <summary>Checks an analyzed or optimized plan.</summary>
    /// <exception cref="InternalException">The plan is broken; the message says how.</exception>
    public static void Check(LogicalPlan plan)
    {
        if (FindProblem(plan) is { } problem)
            throw new InternalException($"The plan is broken: {problem}\n{plan}");
    }

    /// <summary>What is wrong with the plan, or null: unresolved nodes, references to columns that no child offers, columns made twice.</summary>
    public static string? FindProblem(LogicalPlan plan)
    {
        string? problem = null;
        plan.ForEachUp(node => problem ??= FindNodeProblem(node));
        return problem;
    }

    /// <summary>How the output differs in number, names, types or ids, or null. Nullability may become narrower.</summary>
    public static string? FindSchemaChange(LogicalPlan before, LogicalPlan after)
    {
        var old = before.Output;
        var output = after.Output;
        if (old.Count != output.Count)
            return $"{old.Count} columns became {output.Count}.";
        for (var i = 0; i < old.Count; i++)
        {
            if (old[i].ExprId != output[i].ExprId)
                return $"column {i} was {old[i]} and is {output[i]}.";
            if (old[i].Name != output[i].Name)
                return $"the name of column {i} was {old[i].Name} and is {output[i].Name}.";
            if (!old[i].Type.EqualsIgnoringNullability(output[i].Type))
                return $"the type of {old[i]} was {old[i].Type} and is {output[i].Type}.";
            if (!old[i].IsNullable && output[i].IsNullable)
                return $"{old[i]} was never NULL and may be so now.";
            if (!InputTypes.MergeNullability(old[i].Type, output[i].Type).Equals(old[i].Type))
                return $"elements of {old[i]} were never NULL and may be so now.";
        }

        return null;
    }

    private static string? FindNodeProblem(LogicalPlan node)
    {
        foreach (var expression in node.Expressions)
        {
            if (!expression.IsResolved)
                return $"{expression} is unresolved in {node.Description}.";
            foreach (var subquery in expression.Collect<SubqueryExpression>())
            {
                if (FindProblem(subquery.Plan) is { } problem)
                    return problem;
            }
        }

        if (!node.IsResolved)
            return $"{node.Description} is unresolved.";
        if (node.MissingInput is { IsEmpty: false } missing)
            return $"{node.Description} reads {string.Join<AttributeReference>(", ", missing)}, which no child offers.";
        return FindRepeatedId(node);
    }

    /// <summary>The inputs of a join must not share columns, and a node must not make the same column twice with different meanings.</summary>
    private static string? FindRepeatedId(LogicalPlan node)
    {
        if (node is Join { Left: var left, Right: var right } && left.OutputSet.Intersects(right.OutputSet))
            return $"both sides of {node.Description} have the same columns.";
        if (node is not (Project or Aggregate))
            return null;

        var made = new Dictionary<ExprId, Expression>();
        foreach (var expression in node is Project project ? project.ProjectList : ((Aggregate)node).AggregateExpressions)
        {
            if (expression is Alias alias && !made.TryAdd(alias.ExprId, alias) && !made[alias.ExprId].Equals(alias))
                return $"{node.Description} makes {alias.ExprId} twice.";
        }

        return null;
    }
}
