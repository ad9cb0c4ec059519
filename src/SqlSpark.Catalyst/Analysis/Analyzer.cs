using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Gives names their meaning: relations, columns, functions and types, with every implicit cast made explicit. What cannot be resolved
/// is explained with Spark's condition and a pointer into the text.
/// </summary>
/// <remarks>
/// One pass from the leaves up, instead of rules to a fixed point: every node is resolved, coerced and checked once, over children that
/// are complete. So the cost is that of one copy of the tree, and the first error is the deepest and leftmost one, as in Spark.
/// </remarks>
public static class Analyzer
{
    /// <summary>The plan with everything resolved. A plan that was analyzed before is returned as it is.</summary>
    /// <exception cref="SqlSparkException">The statement is not valid; the condition says why and the context where.</exception>
    public static LogicalPlan Analyze(LogicalPlan plan, AnalysisContext context)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(context);
        if (plan.IsAnalyzed)
            return plan;
        return DeepStack.Run(() => AnalyzeOnce(plan, context));
    }

    /// <summary>The simple name of a session variable; null for a name in a schema that has none.</summary>
    public static string? VariableName(EquatableArray<string> name) => PlanResolver.VariableName(name);

    private static LogicalPlan AnalyzeOnce(LogicalPlan plan, AnalysisContext context)
    {
        LogicalPlan analyzed;
        try
        {
            analyzed = new PlanResolver(context).Resolve(plan, QueryScope.Root);
        }
        catch (SqlSparkException)
        {
            // Spark looks all functions up before it resolves anything else.
            FunctionNameCheck.Check(plan, context);
            throw;
        }

        if (context.Conf.Get(SqlConf.ValidatePlans))
            PlanValidator.Check(analyzed);
        return analyzed;
    }
}
