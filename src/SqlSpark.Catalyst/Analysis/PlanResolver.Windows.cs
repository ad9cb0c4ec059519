using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Analysis;

/// <content>The WINDOW clause and hints.</content>
internal sealed partial class PlanResolver
{
    private LogicalPlan ResolveWindowDefinitions(WithWindowDefinition windows, QueryScope scope) =>
        Resolve(windows.Child, scope with { Windows = windows.Windows });

    /// <summary>Hints about partitions are operators; hints about joins stand at relations, for the planner.</summary>
    private LogicalPlan ResolveHint(UnresolvedHint hint, QueryScope scope)
    {
        var child = Resolve(hint.Child, scope);
        return PartitionHint.Resolve(hint, child, ResolverOver([child], scope)) is { } partitioned
            ? OperatorChecks.Checked(partitioned)
            : JoinHint.Apply(hint, child, Names);
    }
}
