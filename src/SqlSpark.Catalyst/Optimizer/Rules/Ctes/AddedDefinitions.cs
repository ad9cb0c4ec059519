using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Adds definitions of plans that run once to a query that reads them.</summary>
internal static class AddedDefinitions
{
    /// <summary>The query with more definitions, each behind those that it reads.</summary>
    /// <param name="plan">The whole query, with or without definitions.</param>
    /// <param name="added">The new definitions; they and the old ones may read each other.</param>
    public static WithCte To(LogicalPlan plan, IEnumerable<CteRelationDefinition> added)
    {
        var (child, definitions) = plan is WithCte with ? (with.Child, with.Definitions.Concat(added)) : (plan, added);
        var byId = definitions.Cast<CteRelationDefinition>().ToDictionary(d => d.Id);
        var ordered = new List<LogicalPlan>();
        foreach (var definition in byId.Values.ToArray())
            Add(definition);
        return new WithCte(child, ordered.ToEquatableArray());

        void Add(CteRelationDefinition definition)
        {
            if (!byId.Remove(definition.Id))
                return;
            foreach (var read in definition.Collect<CteRelationReference>())
            {
                if (byId.TryGetValue(read.Id, out var before))
                    Add(before);
            }

            ordered.Add(definition);
        }
    }

    /// <summary>Columns of a definition under the names and ids of those of a plan that it stands for.</summary>
    /// <param name="definition">What is read.</param>
    /// <param name="plan">What is replaced.</param>
    /// <param name="positions">Where each of its columns stands in the definition.</param>
    public static LogicalPlan Read(CteRelationDefinition definition, LogicalPlan plan, EquatableArray<int> positions)
    {
        if (positions.Count == definition.Output.Count && Enumerable.Range(0, positions.Count).All(i => positions[i] == i))
            return new CteRelationReference(definition.Id, plan.Output) { DefinitionMaxRows = plan.MaxRows };
        var columns = definition.Output.Map(a => a.NewInstance());
        var list = new Expression[plan.Output.Count];
        for (var i = 0; i < list.Length; i++)
            list[i] = new Alias(columns[positions[i]], plan.Output[i].Name, plan.Output[i].ExprId) { Qualifier = plan.Output[i].Qualifier };
        return new Project(EquatableArray.Create<Expression>(list), new CteRelationReference(definition.Id, columns) { DefinitionMaxRows = plan.MaxRows });
    }
}
