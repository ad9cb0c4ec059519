using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <summary>The steps of <c>|&gt;</c>. Each sees the columns of the step before it, and none of the names inside.</summary>
internal sealed partial class AstBuilder
{
    private LogicalPlan Pipe(PipeOperatorContext context, LogicalPlan input)
    {
        using var place = At(context);
        switch (context)
        {
            case PipeWhereContext where:
                return new Filter(Expression(where.whereClause().expression()), new PipeOperator(input));
            case PipeAsContext alias:
                return new SubqueryAlias(Name(alias.identifier()), input);
            case PipePivotContext pivot:
                LogicalPlan pivoted = Pivot(pivot.pivotClause(), new PipeOperator(input));
                return pivot.unpivotClause() is null ? pivoted : throw Error(
                    pivot.unpivotClause(), "NOT_ALLOWED_IN_FROM.UNPIVOT_WITH_PIVOT");
            case PipeUnpivotContext unpivot:
                return unpivot.pivotClause() is null ? Unpivot(unpivot.unpivotClause(), new PipeOperator(input)) : throw Error(
                    unpivot.pivotClause(), "NOT_ALLOWED_IN_FROM.UNPIVOT_WITH_PIVOT");
            case PipeSampleContext sample:
                return Sampled(sample.sample(), new PipeOperator(input));
            case PipeJoinContext join:
                return Extend(join.relationExtension(), input);
            case PipeSetOperationContext set:
                return Combine(set.@operator.Type, set.setQuantifier()?.ALL() is not null, new PipeOperator(input), QueryPrimary(set.queryPrimary()));
            case PipeOrganizationContext organization:
                CheckOneClause(organization.innerOrganization());
                return InnerOrganize(organization.innerOrganization(), new PipeOperator(input));
            case PipeSelectContext select:
                return PipeSelect(select, input);
            case PipeExtendContext extend:
                return new Project(
                    [new UnresolvedStar([], []), .. NamedExpressions(extend.namedExpressionList()).Map(e => AsNamed(WithoutAggregate(WithoutStar(e, extend), "EXTEND")))],
                    new PipeOperator(input));
            case PipeSetContext set:
                return PipeSet(set, input);
            case PipeDropContext drop:
                return new Project(
                    [new UnresolvedStar([], Names(drop.identifiers()).Map(name => (EquatableArray<string>)[name]))], new PipeOperator(input));
            case PipeAggregateContext aggregate:
                return PipeAggregate(aggregate, input);
            default:
                throw Unsupported(context, TextOf(context));
        }
    }

    /// <summary>ORDER BY and its like stand in a step of their own.</summary>
    private void CheckOneClause(InnerOrganizationContext context)
    {
        if (context.ordering() is not { } ordering)
            return;
        var second = context.limit() is not null ? "LIMIT" : context.offset is not null ? "OFFSET" : context.windowClause() is not null ? "WINDOW" : null;
        if (second is not null)
            throw Error(context, "MULTIPLE_QUERY_RESULT_CLAUSES_WITH_PIPE_OPERATORS", ("clause1", $"{ordering.Start.Text} BY".ToUpperInvariant()), ("clause2", second));
    }

    private Expression WithoutStar(Expression expression, PipeExtendContext context) => expression is UnresolvedStar
        ? throw Error(context, "INVALID_USAGE_OF_STAR_OR_REGEX", ("elem", "'*'"), ("prettyName", "|> EXTEND"))
        : expression;

    private LogicalPlan PipeSelect(PipeSelectContext context, LogicalPlan input)
    {
        if (context.selectClause() is not SelectItemsContext items || items.selectTransform() is not null)
            throw Unsupported(context, "TRANSFORM");
        LogicalPlan plan = new Project(
            NamedExpressions(items.namedExpressionList()).Map(e => AsNamed(WithoutAggregate(e, "SELECT"))), new PipeOperator(input));
        if (items.setQuantifier()?.DISTINCT() is not null)
            plan = new Distinct(plan);
        foreach (var window in context.windowClause().Where(w => w != context.outerWindows))
            plan = Windows(window, plan);
        return Hints(items.hint(), plan);
    }

    /// <summary>SET replaces columns one after another: later assignments see earlier ones.</summary>
    private LogicalPlan PipeSet(PipeSetContext context, LogicalPlan input)
    {
        var plan = input;
        foreach (var assignment in context.assignmentList().assignment())
        {
            using var place = At(assignment);
            var name = NameParts(assignment.multipartIdentifier());
            if (name.Count != 1)
                throw Unsupported(assignment, "|> SET of a field of a struct");
            var value = WithoutAggregate(Expression(assignment.expression()), "SET");
            plan = new Project([new UnresolvedStar([], []) { Replacements = [new Alias(value, name[0])] }], new PipeOperator(plan));
        }

        return plan;
    }

    private Aggregate PipeAggregate(PipeAggregateContext context, LogicalPlan input)
    {
        var aggregates = context.namedExpressionList() is { } list
            ? NamedExpressions(list).Map(e => AsNamed(WrapAggregate(e)))
            : [];
        var grouping = context.pipeGrouping() is { } groups
            ? groups.pipeGroupingElement()
                .Select(e => e.groupingAnalytics() is { } analytics ? GroupingAnalytics(analytics) : NamedExpression(e.namedExpression())).ToEquatableArray()
            : [];
        if (aggregates.IsEmpty && grouping.IsEmpty)
            throw Error(context, "PARSE_SYNTAX_ERROR", ("error", "end of input"), ("hint", ": the AGGREGATE clause needs aggregates or GROUP BY"));
        if (grouping.Any(e => e is GroupingSets))
            throw Error(context, "UNSUPPORTED_FEATURE.PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE", ("case", "GROUPING SETS, CUBE or ROLLUP"));

        if (conf.Get(Core.Configuration.SqlConf.GroupByOrdinal))
            grouping = grouping.Map(e => e is Literal { Value: int ordinal } ? new UnresolvedOrdinal(ordinal) { Origin = e.Origin } : e);

        // Grouping expressions come first in the result, under their aliases.
        return new Aggregate(grouping.Map(e => e is Alias alias ? alias.Child : e), [.. grouping.Map(AsNamed), .. aggregates], new PipeOperator(input));
    }

    private static Expression WithoutAggregate(Expression expression, string clause) => expression switch
    {
        Alias alias => alias with { Child = new PipeExpression(alias.Child, false, clause) },
        UnresolvedStar or UnresolvedAttribute or MultiAlias => expression,
        _ => new PipeExpression(expression, false, clause),
    };

    private static Expression WrapAggregate(Expression expression) => expression is Alias alias
        ? alias with { Child = new PipeExpression(alias.Child, true, "AGGREGATE") }
        : new PipeExpression(expression, true, "AGGREGATE");
}
