using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Projections;

/// <summary>Drops projections that pass their input on as it is.</summary>
/// <remarks>
/// <code>
/// Project [a, b]
/// +- child [a, b]      =>     child
/// </code>
/// Columns, order and names must be the child's, and it must not know of fewer NULLs than the child. Spark: <c>RemoveNoopOperators</c>.
/// </remarks>
public sealed class RemoveNoopOperators : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Project, static node => node is Project project && IsNoop(project) ? project.Child : node);

    private static bool IsNoop(Project project)
    {
        var input = project.Child.Output;
        if (project.ProjectList.Count != input.Count)
            return false;
        for (var i = 0; i < input.Count; i++)
        {
            if (project.ProjectList[i] is not AttributeReference attribute || attribute.ExprId != input[i].ExprId || attribute.Name != input[i].Name
                || PromisesMore(attribute, input[i]))
                return false;
        }

        return true;
    }

    // Of INTERSECT ALL the projection alone says that a column is never NULL where one side's is not.
    private static bool PromisesMore(AttributeReference attribute, AttributeReference input) =>
        (!attribute.IsNullable && input.IsNullable) || !InputTypes.MergeNullability(attribute.Type, input.Type).Equals(attribute.Type);
}
