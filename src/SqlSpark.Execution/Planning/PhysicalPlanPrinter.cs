using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Execution.Planning;

/// <summary>Prints physical plans as trees, the way EXPLAIN shows them.</summary>
internal static class PhysicalPlanPrinter
{
    /// <summary>The tree, one line a node or step, without a line feed at the end.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="annotate">Text for the end of a node's first line, such as its metrics; empty for none.</param>
    public static string Print(PhysicalPlan plan, Func<PhysicalPlan, string> annotate) =>
        PlanPrinter.Print(new Line(plan, 0), line => line.Text(annotate), line => line.Below);

    private readonly record struct Line(PhysicalPlan Plan, int Index)
    {
        public string Text(Func<PhysicalPlan, string> annotate) => Index == 0 ? Plan.Lines[0] + annotate(Plan) : Plan.Lines[Index];

        public IEnumerable<Line> Below => Index + 1 < Plan.Lines.Count
            ? [new Line(Plan, Index + 1)]
            : Plan.Children.Select(child => new Line(child, 0));
    }
}
