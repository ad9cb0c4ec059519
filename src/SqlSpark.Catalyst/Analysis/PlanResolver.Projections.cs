using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Projections and filters.</content>
internal sealed partial class PlanResolver
{
    private LogicalPlan ResolveProject(Project project, QueryScope scope)
    {
        var child = Resolve(project.Child, scope);
        var written = project.ProjectList;
        var windows = TimeWindows.Find(this, scope, child, written);
        if (windows is not null)
            (child, written) = (windows.Input, windows.Replace(written));
        var list = new SelectList(this, scope, child) { Unlisted = windows?.Column };
        var items = list.Resolve(written);
        if (!list.HiddenColumns.IsEmpty)
        {
            project = project with { HiddenOutput = HiddenColumns.LeftOutByUsing(child).ToEquatableArray() };
            child = HiddenColumns.Add(child, list.HiddenColumns);
        }

        if (items.Any(AggregateFinder.Contains) || list.Generators.Any(g => AggregateFinder.Contains(g.Generator)))
            return WithoutWindows(FinishSelectOfGroups([], items, list, child, null));
        child = WithGenerators(list, child);
        return list.UsesLateralAliases
            ? LateralAliases.ToProjects(items, child)
            : WindowExtraction.Project(OperatorChecks.Checked(project with { ProjectList = items, Child = child }));
    }

    private LogicalPlan ResolveFilter(Filter filter, QueryScope scope)
    {
        var child = Resolve(filter.Child, scope);
        var over = ResolveOver([filter.Condition], child, scope, seesHidden: filter.Child is not PipeOperator, aggregateInputFirst: false);
        return WithoutHidden(OperatorChecks.Checked(filter with { Condition = over.Expressions[0], Child = over.Child }), child);
    }

    private LogicalPlan ResolveHaving(UnresolvedHaving having, QueryScope scope)
    {
        var child = having.Child is Aggregate { IsAnalyzed: false } written ? Analyzed(ResolveGroups(written, scope)) : Resolve(having.Child, scope);
        if (child is Project && having.Child is Aggregate && child.ContainsAny(NodeKinds.WindowExpression) && child.Exists(node => node is Window))
            throw AnalysisErrors.LateralAliasWithWindowAndHaving(child);
        var over = ResolveOver([having.Condition], child, scope, seesHidden: true, aggregateInputFirst: true);
        var filter = OperatorChecks.Checked(new Filter(over.Expressions[0], over.Child));
        if (over.Child is not Aggregate aggregate || !aggregate.AggregateExpressions.Any(WindowExtraction.HasWindow))
            return WithoutHidden(filter, child);
        var windows = aggregate.AggregateExpressions.Where(WindowExtraction.HasWindow);
        return windows.Any(w => filter.References.Contains(((INamedExpression)w).ToAttribute()))
            ? throw AnalysisErrors.InvalidWhere(filter.Condition, windows.SelectMany(w => w.Collect<WindowExpression>()))
            : ExtractWindows(aggregate, child.Output.Count, grouped => Analyzed(filter with { Child = grouped }));
    }

    /// <summary>A projection on top when columns had to be carried through the plan.</summary>
    private static LogicalPlan WithoutHidden(LogicalPlan plan, LogicalPlan child) =>
        plan.Output.Count == child.Output.Count ? plan : new Project(AsExpressions(child.Output), Analyzed(plan))
        {
            HiddenOutput = HiddenColumns.LeftOutByUsing(child).ToEquatableArray(),
        };

    /// <summary>
    /// Resolves expressions that may read more than the output of <paramref name="child"/>: hidden columns, and aggregates and grouping
    /// expressions of an aggregation below.
    /// </summary>
    /// <param name="expressions">The expressions.</param>
    /// <param name="child">The input.</param>
    /// <param name="scope">What the query sees.</param>
    /// <param name="seesHidden">False behind <c>|&gt;</c>, which hides what it does not return.</param>
    /// <param name="aggregateInputFirst">True for HAVING, where a name is first one of the aggregation's input and then one of its output.</param>
    private (EquatableArray<Expression> Expressions, LogicalPlan Child) ResolveOver(
        EquatableArray<Expression> expressions, LogicalPlan child, QueryScope scope, bool seesHidden, bool aggregateInputFirst)
    {
        var notGrouped = NoNames;
        while (true)
        {
            var hidden = new HiddenColumns(this, child, notGrouped);
            ExpressionResolver resolver = null!;
            var level = 0;
            resolver = new ExpressionResolver(
                this,
                scope,
                ScopeOf(child),
                aggregateInputFirst
                    ? name => FindInAggregateInput(name) ?? resolver.FindColumn(ScopeOf(child), name)
                    : name => level == 0 ? resolver.FindColumn(ScopeOf(child), name) : null)
            {
                Inputs = [child],
                ColumnsForSubqueries = aggregateInputFirst ? ColumnsInHaving(child) : null,
                Fallback = name => seesHidden
                    ? hidden.Find(name, resolver, level - 1)
                    : hidden.FindLeftOutByUsing(name, resolver),
            };
            var depth = seesHidden && !aggregateInputFirst ? hidden.Depth : 0;

            // A name of HAVING that leads to nothing in the aggregation's input may still be one of its output.
            Expression? FindInAggregateInput(UnresolvedAttribute name)
            {
                try
                {
                    return hidden.FindBelowAggregate(name, resolver);
                }
                catch (SqlSparkException exception) when (MayMeanAnother(exception))
                {
                    return null;
                }
            }

            var resolved = expressions.MapUnchanged(expression =>
            {
                for (level = 0; ; level++)
                {
                    try
                    {
                        return resolver.Resolve(expression);
                    }
                    catch (SqlSparkException exception) when (level < depth && MayMeanAnother(exception))
                    {
                    }
                }
            });
            var aggregate = seesHidden ? HiddenColumns.FindAggregate(child) : null;
            if (aggregate is null || !resolved.Any(e => e.ContainsAny(NodeKinds.AggregateExpression | NodeKinds.GroupingAnalytics | NodeKinds.Unresolved)))
                return (resolved, HiddenColumns.Add(child, MissingFrom(child, resolved)));

            var outputs = new AggregateOutputs(aggregate, SetsOf(aggregate));
            var rewritten = resolved.MapUnchanged(outputs.Rewrite);
            if (outputs.NotGrouped.Count > 0)
            {
                notGrouped = outputs.NotGrouped.Concat(notGrouped).ToHashSet();
                continue;
            }

            var extended = HiddenColumns.Replace(child, aggregate, OperatorChecks.Checked(outputs.Result));
            return (rewritten, HiddenColumns.Add(extended, MissingFrom(extended, rewritten)));
        }
    }

    /// <summary>
    /// True when a name leads to nothing of sense in one plan, so that another one is asked: ORDER BY reads what SELECT shadows.
    /// Spark: <c>resolveExpressionByPlanOutput</c> without <c>throws</c>, <c>resolveColWithAgg</c>.
    /// </summary>
    private static bool MayMeanAnother(SqlSparkException exception) =>
        exception.Condition is "AMBIGUOUS_REFERENCE" or "FIELD_NOT_FOUND" or "AMBIGUOUS_REFERENCE_TO_FIELDS" or "INVALID_EXTRACT_BASE_FIELD_TYPE" or "INVALID_EXTRACT_FIELD_TYPE";

    /// <summary>A subquery in HAVING reads the columns that rows are grouped by under their own names, and those of the result. Spark: <c>resolveOuterRef</c>.</summary>
    private NameScope? ColumnsInHaving(LogicalPlan child)
    {
        if (HiddenColumns.FindAggregate(child) is not { } aggregate)
            return null;
        AttributeReference[] keys = [.. aggregate.GroupingExpressions.OfType<AttributeReference>()];
        return new NameScope([.. keys, .. child.Output.Where(a => !keys.Any(key => Names.Equals(key.Name, a.Name)))], Names);
    }

    private static AttributeSet MissingFrom(LogicalPlan plan, EquatableArray<Expression> expressions)
    {
        var references = AttributeSet.Empty;
        foreach (var expression in expressions)
            references = references.Union(expression.References);
        return references.Except(plan.OutputSet);
    }
}
