using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Windows;

/// <summary>Computes windows of one partitioning and order together.</summary>
/// <remarks>
/// <code>
/// Window [f AS x], [p], [o]                Window [g AS y, f AS x], [p], [o]
/// +- Window [g AS y], [p], [o]      =>     +- child
///    +- child
///
/// Window [f AS x], [p], [o]                Project [list, x]
/// +- Project [list]                        +- Window [g AS y, f AS x], [p], [o]
///    +- Window [g AS y], [p], [o]   =>        +- child
///       +- child
/// </code>
/// The upper window must read nothing that the lower one or the projection makes. Spark: <c>CollapseWindow</c>.
/// </remarks>
public sealed class CollapseWindow : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformUp(NodeKinds.Window, static node => node switch
    {
        Window { Child: Window lower } upper when AreAlike(upper, lower) => Merge(upper, lower),
        Window { Child: Project { Child: Window lower } project } upper when AreAlike(upper, lower) && upper.References.IsSubsetOf(lower.Child.OutputSet) =>
            project with { ProjectList = [.. project.ProjectList, .. upper.WindowExpressions.Map(Column)], Child = Merge(upper, lower) },
        _ => node,
    });

    private static bool AreAlike(Window upper, Window lower) =>
        upper.PartitionBy == lower.PartitionBy && upper.OrderBy == lower.OrderBy
        && !upper.References.Intersects(AttributeSet.Of(lower.WindowExpressions.Map(w => ((INamedExpression)w).ToAttribute())));

    private static Window Merge(Window upper, Window lower) => lower with { WindowExpressions = [.. lower.WindowExpressions, .. upper.WindowExpressions] };

    private static Expression Column(Expression window) => ((INamedExpression)window).ToAttribute();
}
