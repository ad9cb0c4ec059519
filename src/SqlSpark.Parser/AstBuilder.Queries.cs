using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    private LogicalPlan Query(QueryContext context)
    {
        using var place = At(context);
        return With(context.ctes(), QueryBody(context.queryBody()));
    }

    private LogicalPlan With(CtesContext? context, LogicalPlan child)
    {
        if (context is null)
            return child;
        var definitions = context.namedQuery().Select(NamedQuery).ToEquatableArray();
        var names = new HashSet<string>(conf.NameComparer);
        var duplicates = definitions.Where(d => !names.Add(d.Name)).Select(d => $"`{d.Name}`").ToArray();
        return duplicates.Length == 0
            ? new UnresolvedWith(child, definitions, context.RECURSIVE() is not null)
            : throw Error(context, "DUPLICATED_CTE_NAMES", ("duplicateNames", string.Join(", ", duplicates)));
    }

    private CteDefinition NamedQuery(NamedQueryContext context)
    {
        using var place = At(context);
        int? limit = context.INTEGER_VALUE() is { } number ? int.Parse(number.GetText(), CultureInfo.InvariantCulture) : null;
        return new CteDefinition(Name(context.identifier()), Query(context.query()), Names(context.identifierList()), limit);
    }

    private LogicalPlan QueryBody(QueryBodyContext context)
    {
        using var place = At(context);
        var plan = QueryTerm(context.queryTerm());
        return context.queryOrganization() is { } organization
            ? Organize(
                organization, plan, organization.ordering(), organization.windowClause(), organization.limit(), organization.offset)
            : plan;
    }

    // --- Set operations and pipes ------------------------------------------------------------------------------------

    private LogicalPlan QueryTerm(QueryTermContext context)
    {
        var spine = new Stack<QueryTermContext>();
        while (true)
        {
            if (context is SetOperationContext set)
                context = Push(set, set.left);
            else if (context is PipeQueryContext pipe)
                context = Push(pipe, pipe.queryTerm());
            else
                break;
        }

        var result = QueryPrimary(((QueryPrimaryTermContext)context).queryPrimary());
        foreach (var node in spine)
        {
            using var place = At(node);
            result = node is SetOperationContext set
                ? Combine(result, set)
                : Pipe(((PipeQueryContext)node).pipeOperator(), result);
        }

        return result;

        QueryTermContext Push(QueryTermContext node, QueryTermContext left)
        {
            spine.Push(node);
            return left;
        }
    }

    /// <summary>INTERSECT binds more tightly than the others, unless the legacy setting takes all from left to right.</summary>
    private LogicalPlan Combine(LogicalPlan left, SetOperationContext set)
    {
        var right = set.right;
        var later = new Stack<SetOperationContext>();
        while (right is SetOperationContext inner && conf.Get(SqlConf.LegacySetopsPrecedence))
        {
            later.Push(inner);
            right = inner.left;
        }

        var result = Combine(set.@operator.Type, set.setQuantifier()?.ALL() is not null, left, QueryTerm(right));
        foreach (var inner in later)
        {
            using var place = At(inner);
            result = Combine(result, inner);
        }

        return result;
    }

    private static LogicalPlan Combine(int operation, bool isAll, LogicalPlan left, LogicalPlan right) => operation switch
    {
        UNION => isAll ? new Union([left, right]) : new Distinct(new Union([left, right])),
        INTERSECT => new SetOperation(SetOperator.Intersect, isAll, left, right),
        _ => new SetOperation(SetOperator.Except, isAll, left, right),
    };

    // --- SELECT ------------------------------------------------------------------------------------------------------

    private LogicalPlan QueryPrimary(QueryPrimaryContext context)
    {
        using var place = At(context);
        return context switch
        {
            SelectQueryContext select => SelectQuery(select),
            ParenthesizedQueryContext parenthesized => Query(parenthesized.query()),
            InlineTableQueryContext table => InlineTable(table.inlineTable()),
            TableQueryContext table => Relation(table.identifierReference(), []),
            FromQueryContext from => FromQuery(from),
            _ => throw Unsupported(context, TextOf(context)),
        };
    }

    private LogicalPlan SelectQuery(SelectQueryContext context)
    {
        var input = context.fromClause() is { } from ? From(from) : new OneRowRelation();
        input = LateralViews(context.lateralView(), input);
        return Select(
            new SelectParts(
                context.selectClause(), context.whereClause(), context.aggregationClause(), context.havingClause(), context.qualifyClause(), context.windowClause()),
            input);
    }

    private LogicalPlan FromQuery(FromQueryContext context)
    {
        var input = From(context.fromClause());
        if (context.fromInsert().Length > 0)
            return new UnsupportedCommand("FROM ... INSERT");
        if (context.fromSelect().Length == 0)
            return input;
        var parts = context.fromSelect().Select(part =>
        {
            using var place = At(part);
            var plan = Select(
                new SelectParts(
                    part.selectClause(), part.whereClause(), part.aggregationClause(), part.havingClause(), part.qualifyClause(), part.windowClause()),
                LateralViews(part.lateralView(), input));
            return part.innerOrganization() is { } organization ? InnerOrganize(organization, plan) : plan;
        }).ToEquatableArray();
        return parts.Count == 1 ? parts[0] : new Union(parts);
    }

    private sealed record SelectParts(
        SelectClauseContext Select,
        WhereClauseContext? Where,
        AggregationClauseContext? Aggregation,
        HavingClauseContext? Having,
        QualifyClauseContext? Qualify,
        WindowClauseContext? Window);

    private LogicalPlan Select(SelectParts parts, LogicalPlan input)
    {
        if (parts.Select is not SelectItemsContext items || items.selectTransform() is not null)
            throw Unsupported(parts.Select, "TRANSFORM");
        if (parts.Qualify is { } qualify)
            throw Unsupported(qualify, "QUALIFY");

        var filtered = parts.Where is { } where ? Where(where, input) : input;
        var list = NamedExpressions(items.namedExpressionList()).Map(AsNamed);
        var plan = parts.Aggregation is { } aggregation ? Aggregation(aggregation, list, filtered) : ProjectOrAggregate(parts, list, filtered);
        if (parts.Having is { } having && (parts.Aggregation is not null || plan is Aggregate))
        {
            using var place = At(having);
            plan = new UnresolvedHaving(Expression(having.expression()), plan);
        }

        if (items.setQuantifier()?.DISTINCT() is not null)
            plan = new Distinct(plan);
        if (parts.Window is { } window)
            plan = Windows(window, plan);
        return Hints(items.hint(), plan);
    }

    /// <summary>HAVING without GROUP BY makes the query an aggregation of all rows, or is a WHERE in the legacy mode.</summary>
    private LogicalPlan ProjectOrAggregate(SelectParts parts, EquatableArray<Expression> list, LogicalPlan input)
    {
        if (parts.Having is not { } having)
            return new Project(list, input);
        return conf.Get(SqlConf.LegacyHavingWithoutGroupByAsWhere)
            ? new Project(list, new Filter(Expression(having.expression()), input))
            : new Aggregate([], list, input);
    }

    private static Expression AsNamed(Expression expression) =>
        expression is INamedExpression or UnresolvedAttribute or UnresolvedStar or MultiAlias ? expression : new UnresolvedAlias(expression) { Origin = expression.Origin };

    private Filter Where(WhereClauseContext context, LogicalPlan child)
    {
        using var place = At(context);
        return new Filter(Expression(context.expression()), child);
    }

    private Aggregate Aggregation(AggregationClauseContext context, EquatableArray<Expression> list, LogicalPlan child)
    {
        using var place = At(context);
        return context switch
        {
            GroupByAllContext all => new Aggregate([AllColumns(all.ALL().Symbol.Text)], list, child),
            GroupByElementsContext elements => new Aggregate(Grouping(elements), list, child),
            _ => throw Unsupported(context, TextOf(context)),
        };
    }

    /// <summary>GROUP BY ALL and ORDER BY ALL arrive at the analyzer as a column of that name, which a real column may shadow.</summary>
    private static UnresolvedAttribute AllColumns(string word) => new(word);

    private EquatableArray<Expression> Grouping(GroupByElementsContext context)
    {
        var elements = context.groupingElement()
            .Select(e => e.groupingAnalytics() is { } analytics ? GroupingAnalytics(analytics) : Expression(e.expression())).ToEquatableArray();
        if (context.withKind is { } kind)
        {
            var single = elements.Map(e => (EquatableArray<Expression>)[e]);
            return [new GroupingSets(kind.Type == ROLLUP ? Catalyst.Expressions.GroupingAnalytics.Rollup : Catalyst.Expressions.GroupingAnalytics.Cube, single, [])];
        }

        return context.groupingSets() is { } sets
            ? [new GroupingSets(Catalyst.Expressions.GroupingAnalytics.GroupingSets, Sets(sets), elements)]
            : elements;
    }

    private GroupingSets GroupingAnalytics(GroupingAnalyticsContext context)
    {
        using var place = At(context);
        return context switch
        {
            RollupOrCubeContext both when both.groupingSets().groupingSet().Any(set => set.expression() is null) =>
                throw Error(context, "_LEGACY_ERROR_TEMP_0051", ("element", both.ROLLUP() is null ? "CUBE" : "ROLLUP")),
            RollupOrCubeContext both => new GroupingSets(
                both.ROLLUP() is null ? Catalyst.Expressions.GroupingAnalytics.Cube : Catalyst.Expressions.GroupingAnalytics.Rollup, Sets(both.groupingSets()), []),
            GroupingSetsOfContext sets => new GroupingSets(
                Catalyst.Expressions.GroupingAnalytics.GroupingSets,
                sets.groupingSetElement()
                    .Select(e => e.groupingAnalytics() is { } nested ? [GroupingAnalytics(nested)] : Set(e.groupingSet())).ToEquatableArray(),
                []),
            _ => throw Unsupported(context, TextOf(context)),
        };
    }

    private EquatableArray<EquatableArray<Expression>> Sets(GroupingSetsContext context) => context.groupingSet().Select(Set).ToEquatableArray();

    private EquatableArray<Expression> Set(GroupingSetContext context)
    {
        if (context.expression() is not { } expression)
            return [];
        var built = Expression(expression);
        return built is UnresolvedFunction { IsInternal: true, Name: "struct" } && expression.Start.Type is LEFT_PAREN ? RowValues(built) : [built];
    }

    private WithWindowDefinition Windows(WindowClauseContext context, LogicalPlan child)
    {
        using var place = At(context);
        var windows = context.namedWindow().Select(w => w.windowSpec() switch
        {
            WindowDefinitionContext definition => new NamedWindow(Name(w.identifier()), Window(definition)),
            WindowReferenceContext reference => new NamedWindow(Name(w.identifier()), null, Name(reference.identifier())),
            var other => throw Unsupported(other, TextOf(other)),
        }).ToEquatableArray();
        var names = new HashSet<string>(conf.NameComparer);
        var repeated = windows.FirstOrDefault(w => !names.Add(w.Name));
        if (repeated is not null)
            throw Error(context, "INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION", ("windowName", $"`{repeated.Name}`"));
        foreach (var window in windows)
        {
            if (window.Reference is { } reference)
                CheckReference(context, reference, windows.FirstOrDefault(w => conf.NameComparer.Equals(w.Name, reference)));
        }

        return new WithWindowDefinition(windows, child);
    }

    private void CheckReference(WindowClauseContext context, string reference, NamedWindow? window)
    {
        if (window is null)
            throw Error(context, "INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE", ("windowName", $"`{reference}`"));
        if (window.Spec is null)
            throw Error(context, "INVALID_SQL_SYNTAX.INVALID_WINDOW_REFERENCE", ("windowName", $"`{reference}`"));
    }

    private LogicalPlan Hints(HintContext[] contexts, LogicalPlan plan)
    {
        // The first hint written is the outermost.
        foreach (var call in contexts.SelectMany(h => h.hintCall()).Reverse())
        {
            using var place = At(call);
            plan = new UnresolvedHint(Name(call.identifier()), call.hintParameter().Select(HintParameter).ToEquatableArray(), plan);
        }

        return plan;
    }

    private Expression HintParameter(HintParameterContext context)
    {
        using var place = At(context);
        return context switch
        {
            HintLiteralContext literal => Literal(literal.literal()),
            HintNameContext name when name.LEFT_PAREN() is null => new UnresolvedAttribute(NameParts(name.multipartIdentifier())),
            HintNameContext call => new UnresolvedFunction(NameParts(call.multipartIdentifier()), call.hintParameter().Select(HintParameter).ToEquatableArray()),
            HintListContext list => Internal("struct", list.hintParameter().Select(HintParameter).ToEquatableArray()),
            _ => throw Unsupported(context, TextOf(context)),
        };
    }

    // --- ORDER BY to OFFSET ------------------------------------------------------------------------------------------

    private LogicalPlan InnerOrganize(InnerOrganizationContext context, LogicalPlan plan) =>
        Organize(context, plan, context.ordering(), context.windowClause(), context.limit(), context.offset);

    private LogicalPlan Organize(
        Antlr4.Runtime.ParserRuleContext context,
        LogicalPlan plan,
        OrderingContext? ordering,
        WindowClauseContext? window,
        LimitContext? limit,
        ExpressionContext? offset)
    {
        using var place = At(context);
        if (ordering is not null)
            plan = Order(ordering, plan);
        if (window is not null)
            plan = Windows(window, plan);
        if (offset is not null)
        {
            using var offsetPlace = At(offset);
            plan = new Offset(Expression(offset), plan);
        }

        if (limit?.expression() is { } count)
        {
            using var limitPlace = At(count);
            plan = new Limit(Expression(count), plan);
        }

        return plan;
    }

    private LogicalPlan Order(OrderingContext context, LogicalPlan plan) =>
        (context.orderBy(), context.clusterBy(), context.distributeBy(), context.sortBy()) switch
        {
            ({ } orderBy, null, null, null) => new Sort(SortItems(orderBy.sortItems()), true, plan),
            (null, null, null, { } sortBy) => new Sort(SortItems(sortBy.sortItems()), false, plan),
            (null, null, { } distributeBy, null) => Distribute(distributeBy, plan),
            (null, null, { } distributeBy, { } sortBy) => new Sort(SortItems(sortBy.sortItems()), false, Distribute(distributeBy, plan)),
            (null, { } clusterBy, null, null) => Cluster(Expressions(clusterBy.expressionList().expression()), plan),
            _ => throw Error(context, "UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES"),
        };

    private RepartitionByExpression Distribute(DistributeByContext context, LogicalPlan plan) =>
        new(Expressions(context.expressionList().expression()), null, plan);

    private static Sort Cluster(EquatableArray<Expression> keys, LogicalPlan plan) =>
        new(keys.Map(key => (Expression)new SortOrder(key)), false, new RepartitionByExpression(keys, null, plan));

    private EquatableArray<Expression> SortItems(SortItemsContext context) => context switch
    {
        SortByAllContext all => [NewSortOrder(AllColumns(all.ALL().Symbol.Text), all.sortDirection(), all.nullOrdering())],
        SortByItemsContext items => items.sortItem().Select(item => (Expression)SortItem(item)).ToEquatableArray(),
        _ => throw Unsupported(context, TextOf(context)),
    };
}
