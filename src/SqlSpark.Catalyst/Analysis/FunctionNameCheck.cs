using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Functions that do not exist are the first error of a statement that has several, since Spark looks them up before anything else. Run
/// only when a statement has failed. Spark: <c>LookupFunctions</c>.
/// </summary>
internal static class FunctionNameCheck
{
    /// <summary>Raises the error for the first function that does not exist, if there is one.</summary>
    /// <exception cref="SqlSparkException"><c>UNRESOLVED_ROUTINE</c>.</exception>
    public static void Check(LogicalPlan plan, AnalysisContext context) => PlanExpressions.ForEach(plan, expression =>
    {
        if (expression is UnresolvedFunction call && !FunctionNames.IsSpecial(call)
            && FunctionNames.Find(call, context.Functions) is null && context.Catalog.FindFunction(call.NameParts) is null)
        {
            throw FunctionNames.NotFound(call, context);
        }
    });
}
