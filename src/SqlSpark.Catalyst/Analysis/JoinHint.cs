using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>The hints BROADCAST, MERGE, SHUFFLE_HASH and SHUFFLE_REPLICATE_NL. Spark: <c>ResolveJoinStrategyHints</c>.</summary>
internal static class JoinHint
{
    /// <summary>
    /// The plan with the hint at the relations that it names, or on top when it names none. Names that no relation of the query has, and
    /// hints that are not known, change nothing: Spark only warns of them.
    /// </summary>
    public static LogicalPlan Apply(UnresolvedHint hint, LogicalPlan child, StringComparer names)
    {
        if (StrategyOf(hint.Name) is not { } strategy)
            return child;
        if (hint.Parameters.IsEmpty)
            return new ResolvedHint(strategy, child);
        var relations = hint.Parameters.Map(p => p switch
        {
            UnresolvedAttribute name => name.NameParts,
            Literal { Value: string name } => [name],
            _ => throw AnalysisErrors.InvalidJoinHint(p),
        });
        return Apply(strategy, relations, child, names);
    }

    private static LogicalPlan Apply(
        JoinStrategyHint strategy, EquatableArray<EquatableArray<string>> relations, LogicalPlan plan, StringComparer names)
    {
        Trees.DeepStack.Guard();
        if (plan is SubqueryAlias alias)
            return relations.Any(r => Matches(alias.Identifier, r, names)) ? Hinted(strategy, alias) : plan;
        if (plan is WithCte or CteRelationDefinition or Expand or Command)
            return plan;
        var hinted = plan.MapChildren(child => Apply(strategy, relations, child, names));
        hinted.MarkAnalyzed();
        return hinted;
    }

    private static ResolvedHint Hinted(JoinStrategyHint strategy, SubqueryAlias relation)
    {
        var hint = new ResolvedHint(strategy, relation);
        hint.MarkAnalyzed();
        return hint;
    }

    private static bool Matches(EquatableArray<string> alias, EquatableArray<string> name, StringComparer names) =>
        alias.Count >= name.Count && Enumerable.Range(1, name.Count).All(i => names.Equals(alias[^i], name[^i]));

    private static JoinStrategyHint? StrategyOf(string name) => name.ToUpperInvariant() switch
    {
        "BROADCAST" or "BROADCASTJOIN" or "MAPJOIN" => JoinStrategyHint.Broadcast,
        "MERGE" or "SHUFFLE_MERGE" or "MERGEJOIN" => JoinStrategyHint.ShuffleMerge,
        "SHUFFLE_HASH" => JoinStrategyHint.ShuffleHash,
        "SHUFFLE_REPLICATE_NL" => JoinStrategyHint.ShuffleReplicateNestedLoop,
        _ => null,
    };
}
