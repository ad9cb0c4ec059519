using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Sessions;

namespace SqlSpark.Commands;

/// <summary>The text of EXPLAIN.</summary>
internal sealed class Explanation(SessionState session)
{
    /// <summary>Explains a plan, parsed or analyzed.</summary>
    public string Of(LogicalPlan plan, ExplainMode mode)
    {
        var analyzed = session.Analyze(plan);
        if (analyzed is Command writing && new CommandRunner(session, CancellationToken.None).PlanWrite(writing) is var (write, query))
            return session.ExplainWrite(write, query);
        if (analyzed is Command command)
            return $"== Physical Plan ==\n{command.Description}\n";
        return mode switch
        {
            ExplainMode.Extended =>
                $"== Parsed Logical Plan ==\n{plan}\n\n== Analyzed Logical Plan ==\n{Columns(analyzed)}\n{analyzed}\n\n"
                + $"== Optimized Logical Plan ==\n{session.Optimize(session.WithCached(analyzed))}\n\n{session.ExplainPhysical(analyzed)}",
            ExplainMode.Cost => $"== Optimized Logical Plan ==\n{WithStatistics(session.Optimize(session.WithCached(analyzed)))}\n\n{session.ExplainPhysical(analyzed)}",
            ExplainMode.Codegen => session.ExplainCodegen(analyzed),
            ExplainMode.Analyze => Analyze(analyzed),
            _ => session.ExplainPhysical(analyzed),
        };
    }

    private static string Columns(LogicalPlan plan) => string.Join(", ", plan.Output.Select(a => $"{a.Name}: {a.Type.SimpleString}"));

    private static string WithStatistics(LogicalPlan optimized)
    {
        var estimator = new StatisticsEstimator();
        return PlanPrinter.Print(optimized, node => $"{node.Description}, {estimator.Estimate(node)}", node => node.Children);
    }

    /// <summary>Runs the query, drops its rows, and prints what each operator did.</summary>
    private string Analyze(LogicalPlan analyzed)
    {
        using var result = session.Execute(analyzed, null, CancellationToken.None);
        while (result.TryNext(out _))
        {
        }

        return result.ExplainAnalyzed();
    }
}
