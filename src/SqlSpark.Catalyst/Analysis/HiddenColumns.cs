using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Columns below an operator's input that WHERE, HAVING and ORDER BY may still name: <c>SELECT a FROM t ORDER BY b</c>, and the columns that
/// USING left out. They are carried through the plan to where they are read.
/// </summary>
/// <remarks>Spark: <c>resolveExprsAndAddMissingAttrs</c>, <c>resolveColWithAgg</c> and hidden output.</remarks>
internal sealed class HiddenColumns(PlanResolver plans, LogicalPlan input, IReadOnlySet<EquatableArray<string>> notBelowAggregate)
{
    /// <summary>How many plans below the input names are searched in.</summary>
    public int Depth
    {
        get
        {
            var depth = 0;
            for (var plan = input; plan is UnaryNode unary and not (Distinct or SubqueryAlias); plan = unary is Aggregate ? null : unary.Child)
                depth++;
            return depth;
        }
    }

    /// <summary>The column that a name means below the input, or null.</summary>
    /// <param name="name">The name.</param>
    /// <param name="resolver">Takes fields out of columns.</param>
    /// <param name="skipped">How many plans below the input are left out.</param>
    public Expression? Find(UnresolvedAttribute name, ExpressionResolver resolver, int skipped = 0) =>
        FindLeftOutByUsing(name, resolver) ?? FindBelow(name, resolver, skipped);

    /// <summary>The column of the input of the nearest aggregation, or null; marked for a check of where it stands.</summary>
    public Expression? FindBelowAggregate(UnresolvedAttribute name, ExpressionResolver resolver)
    {
        if (notBelowAggregate.Contains(name.NameParts) || FindAggregate(input) is not { } aggregate)
            return null;
        var scope = plans.ScopeOf(plans.SourceOf(aggregate));
        if (scope.Find(name.NameParts, out var ambiguous) is not { } match)
            return ambiguous.IsEmpty ? null : throw AnalysisErrors.AmbiguousReference(name, name.NameParts, ambiguous);
        var column = new TempResolvedColumn(ExpressionResolver.Named(match.Attribute, name, match.UsedParts), name.NameParts);
        return resolver.WithFields(column, name, match.UsedParts);
    }

    /// <summary>The columns of a plan that a join with USING left out, which their qualified names still reach.</summary>
    public static IEnumerable<AttributeReference> LeftOutByUsing(LogicalPlan plan) => plan switch
    {
        Project { HiddenOutput.IsEmpty: false } project => project.HiddenOutput.Where(a => !project.OutputSet.Contains(a)),
        Project project => LeftOutByUsing(project.Child).Where(a => !project.OutputSet.Contains(a)),
        SubqueryAlias or Distinct or Aggregate => [],
        Join { Type: JoinType.LeftSemi or JoinType.LeftAnti } join => LeftOutByUsing(join.Left),
        Join join => LeftOutByUsing(join.Left).Concat(LeftOutByUsing(join.Right)),
        Filter filter => LeftOutByUsing(filter.Child),
        Sort or Limit or Offset => LeftOutByUsing(plan.Children[0]),
        _ => [],
    };

    /// <summary>The plan with more columns of its descendants in its output.</summary>
    public static LogicalPlan Add(LogicalPlan plan, AttributeSet columns)
    {
        var missing = columns.Except(plan.OutputSet);
        if (missing.IsEmpty)
            return plan;
        switch (plan)
        {
            case Project project:
                var input = Add(project.Child, missing);
                return Analyzed(new Project([.. project.ProjectList, .. Offered(missing, input)], input) { PlanId = project.PlanId, HiddenOutput = project.HiddenOutput });
            case Aggregate aggregate:
                return Analyzed(aggregate with
                {
                    AggregateExpressions =
                    [
                        .. aggregate.AggregateExpressions,
                        .. missing.Where(m => aggregate.GroupingExpressions.Any(g => g.SemanticEquals(m))),
                    ],
                });
            case Join join:
                return Analyzed(join with { Left = Add(join.Left, missing), Right = Add(join.Right, missing) });
            case UnaryNode and not (SubqueryAlias or Distinct):
                return Analyzed(plan.WithChildren([Add(plan.Children[0], missing)]));
            default:
                return plan;
        }
    }

    /// <summary>The nearest aggregation that the operator's expressions may reach into, or null.</summary>
    public static Aggregate? FindAggregate(LogicalPlan plan) => plan switch
    {
        Aggregate aggregate => aggregate,
        Project project => FindAggregate(project.Child),
        Filter filter => FindAggregate(filter.Child),
        Sort sort => FindAggregate(sort.Child),
        Window window => FindAggregate(window.Child),
        _ => null,
    };

    /// <summary>The plan with its aggregation replaced.</summary>
    public static LogicalPlan Replace(LogicalPlan plan, Aggregate aggregate, Aggregate replacement)
    {
        if (ReferenceEquals(plan, aggregate))
            return Analyzed(replacement);
        return plan.Children.Count == 1 ? Analyzed(plan.WithChildren([Replace(plan.Children[0], aggregate, replacement)])) : plan;
    }

    private static IEnumerable<AttributeReference> Offered(AttributeSet missing, LogicalPlan input) => missing.Where(input.OutputSet.Contains);

    private static LogicalPlan Analyzed(LogicalPlan plan)
    {
        plan.MarkAnalyzed();
        return plan;
    }

    /// <summary>The column that a name means among those that USING left out, or null.</summary>
    public Expression? FindLeftOutByUsing(UnresolvedAttribute name, ExpressionResolver resolver)
    {
        var hidden = LeftOutByUsing(input).ToEquatableArray();
        return hidden.IsEmpty ? null : resolver.FindColumn(new NameScope(hidden, plans.Names), name);
    }

    private Expression? FindBelow(UnresolvedAttribute name, ExpressionResolver resolver, int skipped)
    {
        for (var plan = input; plan is UnaryNode unary and not (Distinct or SubqueryAlias); plan = unary.Child)
        {
            if (skipped-- > 0)
            {
                if (unary is Aggregate)
                    return null;
                continue;
            }

            if (unary is Aggregate)
                return FindBelowAggregate(name, resolver);
            if (resolver.FindColumn(plans.ScopeOf(unary.Child), name) is { } column)
                return column;
        }

        return null;
    }
}
