using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>PIVOT and UNPIVOT.</content>
internal sealed partial class PlanResolver
{
    private static readonly string[] AnyValueFunctions = ["any_value", "first", "max"];

    /// <summary>
    /// Two aggregations: by the keys and the pivot column, then by the keys, picking the one row of each value. A combination that does not occur
    /// is NULL, also for count. Where a result is of a type that Spark does not pivot that way, one aggregation computes them all, each over the rows of one value; count is 0 then.
    /// Spark: <c>PivotTransformer</c>.
    /// </summary>
    private LogicalPlan ResolvePivot(UnresolvedPivot pivot, QueryScope scope)
    {
        var child = Resolve(pivot.Child, scope);
        var resolver = ResolverOver([child], scope);
        var column = resolver.Resolve(pivot.PivotColumn);
        if (!column.DataType.IsOrderable)
            throw AnalysisErrors.IncomparablePivotColumn(column);
        var aggregates = resolver.Resolve(pivot.Aggregates);
        var keys = pivot.GroupBy is { } groupBy
            ? resolver.Resolve(groupBy).Map(k => k is INamedExpression ? k : new Alias(k, PrettySql.Of(k)))
            : ImplicitKeys(child, [column, .. aggregates]);
        var values = pivot.PivotValues.Map(v => ResolvePivotValue(v, column, resolver));

        var pivotAlias = new Alias(column, "_pivot");
        var computed = aggregates.Map(a => a is Alias alias ? alias : new Alias(a, PrettySql.Of(a)));
        foreach (var aggregate in computed)
        {
            if (!AggregateFinder.Contains(aggregate))
                throw AnalysisErrors.PivotWithoutAggregate(aggregate.Child);
        }

        if (!computed.All(a => IsPivotedFirst(a.DataType)))
            return PivotByFilters(column, keys, values, computed, child);
        var first = Analyzed(OperatorChecks.Checked(new Aggregate(
            [.. keys.Map(k => k is Alias alias ? alias.Child : k), column], [.. keys, pivotAlias, .. computed], child)));
        var keyColumns = keys.Map(Expression (k) => ((INamedExpression)k).ToAttribute());
        var outputs = values.SelectMany(value => computed.Select(Expression (aggregate) => new Alias(
            PickValue(aggregate.ToAttribute(), new Comparison(ComparisonOperator.EqualNullSafe, pivotAlias.ToAttribute(), value.Value)),
            computed.Count == 1 ? value.Name : $"{value.Name}_{aggregate.Name}")));
        return new Aggregate(keyColumns, [.. keyColumns, .. outputs], first);
    }

    private static bool IsPivotedFirst(DataType type) => type is NumericType or BooleanType;

    private static Aggregate PivotByFilters(
        Expression column, EquatableArray<Expression> keys, EquatableArray<(Literal Value, string Name)> values, EquatableArray<Alias> aggregates, LogicalPlan child)
    {
        var outputs = values.SelectMany(value =>
        {
            var isValue = new Comparison(ComparisonOperator.EqualNullSafe, column, value.Value);
            return aggregates.Select(Expression (aggregate) => new Alias(
                aggregate.Child.TransformUp(NodeKinds.AggregateExpression, node => node is AggregateExpression call
                    ? call with { Filter = call.Filter is null ? isValue : new And(isValue, call.Filter), ResultId = ExprId.New() }
                    : node),
                aggregates.Count == 1 ? value.Name : $"{value.Name}_{aggregate.Name}"));
        });
        return OperatorChecks.Checked(new Aggregate(keys.Map(k => k is Alias alias ? alias.Child : k), [.. keys, .. outputs], child));
    }

    private static EquatableArray<Expression> ImplicitKeys(LogicalPlan child, EquatableArray<Expression> used)
    {
        var references = AttributeSet.Empty;
        foreach (var expression in used)
            references = references.Union(expression.References);
        return child.Output.Where(a => !references.Contains(a)).Select(Expression (a) => a).ToEquatableArray();
    }

    private (Literal Value, string Name) ResolvePivotValue(Expression written, Expression column, ExpressionResolver resolver)
    {
        var name = (written as Alias)?.Name;
        var value = resolver.Resolve(written is Alias alias ? alias.Child : written);
        if (!value.IsFoldable)
            throw AnalysisErrors.NonLiteralPivotValue(value);
        if (!CastRules.CanCast(value.DataType, column.DataType, Types.Mode) && !value.DataType.EqualsIgnoringNullability(column.DataType))
            throw AnalysisErrors.PivotValueType(value, column.DataType);
        var literal = ConstantFolder.TryFold(Types.CastIfNotSame(value, column.DataType)) ?? throw AnalysisErrors.NonLiteralPivotValue(value);
        return (literal, name ?? PivotName(ConstantFolder.TryFold(value) ?? literal));
    }

    private string PivotName(Literal value) => value switch
    {
        { Value: null } => "null",
        { Value: string text } => text,
        _ => ConstantFolder.TryFold(new Cast(value, StringType.Instance, Types.Mode, Types.TimeZone)) is { Value: string text } ? text : PrettySql.Of(value),
    };

    private Expression PickValue(AttributeReference column, Expression condition)
    {
        foreach (var name in AnyValueFunctions)
        {
            if (Context.Functions.Find(name) is AggregateFunction function)
                return Functions.BindAggregate(function, new UnresolvedFunction(name, column), [column], condition, [], static e => e);
        }

        throw AnalysisErrors.UnsupportedOperator("PIVOT");
    }

    /// <summary>One projection a group of columns. Spark: <c>ResolveUnpivot</c>.</summary>
    private LogicalPlan ResolveUnpivot(UnresolvedUnpivot unpivot, QueryScope scope)
    {
        var child = Resolve(unpivot.Child, scope);
        var resolver = ResolverOver([child], scope);
        var groups = unpivot.Groups.Map(g => g with { Columns = resolver.Resolve(g.Columns) });
        if (groups.IsEmpty)
            throw AnalysisErrors.UnpivotWithoutColumns();
        if (groups.Any(g => g.Columns.Count != unpivot.ValueColumns.Count))
            throw AnalysisErrors.UnpivotSize(unpivot.ValueColumns);
        var ids = unpivot.Ids is { } written ? resolver.Resolve(written) : UnpivotIds(child, groups);
        var columns = ids.Map(i => i is INamedExpression ? i : new Alias(i, PrettySql.Of(i)));
        var input = columns.All(c => c is AttributeReference) ? child : Analyzed(new Project([.. child.Output, .. columns.Where(c => c is Alias)], child));

        var types = Enumerable.Range(0, unpivot.ValueColumns.Count).Select(i =>
            Types.FindWiderCommonType(groups.Select(g => g.Columns[i].DataType)) ?? throw AnalysisErrors.UnpivotTypes(groups.Map(g => g.Columns[i].DataType))).ToArray();
        var idAttributes = columns.Map(c => ((INamedExpression)c).ToAttribute());
        var projections = groups.Map(g => (EquatableArray<Expression>)
        [
            .. idAttributes,
            Literal.String(g.Alias ?? string.Join('_', g.Columns.Select(UnpivotName))),
            .. g.Columns.Select((c, i) => Types.CastIfNotSame(c, types[i])),
        ]);
        var valueAttributes = unpivot.ValueColumns.Select((name, i) => new AttributeReference(name, types[i], true)).ToArray();
        var expand = new Expand(projections, [.. idAttributes, new AttributeReference(unpivot.NameColumn, StringType.Instance, false), .. valueAttributes], input)
        {
            KeepsOrder = true,
        };
        return unpivot.IncludeNulls
            ? expand
            : new Filter(Or.Of([.. valueAttributes.Select(Expression (a) => new IsNotNull(a))]), Analyzed(expand));
    }

    private static EquatableArray<Expression> UnpivotIds(LogicalPlan child, EquatableArray<UnpivotGroup> groups)
    {
        var values = groups.SelectMany(g => g.Columns).ToArray();
        if (values.FirstOrDefault(v => !IsColumn(v)) is { } expression)
            throw AnalysisErrors.UnpivotRequiresAttributes(expression);
        return ImplicitKeys(child, values.ToEquatableArray());
    }

    private static bool IsColumn(Expression expression) => expression is AttributeReference || (expression is GetStructField field && IsColumn(field.Child));

    private static string UnpivotName(Expression column) => column switch
    {
        INamedExpression named => named.Name,
        GetStructField field => field.FieldName,
        _ => PrettySql.Of(column),
    };
}
