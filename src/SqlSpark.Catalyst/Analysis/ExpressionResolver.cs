using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Finds a column by name, or null when there is none.</summary>
internal delegate Expression? ColumnLookup(UnresolvedAttribute name);

/// <summary>
/// Resolves the expressions of one operator: names, functions, lambdas, subqueries, with implicit casts, from the leaves up. What it
/// returns is resolved; what cannot be is raised where it is met.
/// </summary>
internal sealed partial class ExpressionResolver
{
    private readonly PlanResolver _plans;
    private readonly QueryScope _scope;
    private readonly NameScope _columns;
    private readonly ColumnLookup _find;
    private readonly Func<Expression, Expression> _resolve;
    private LambdaScope? _lambdas;

    /// <summary>A resolver of expressions over the given columns.</summary>
    /// <param name="plans">Resolves subqueries.</param>
    /// <param name="scope">What the query sees.</param>
    /// <param name="columns">The columns that stars stand for and that messages suggest.</param>
    /// <param name="find">Finds columns; null for those of <paramref name="columns"/>.</param>
    public ExpressionResolver(PlanResolver plans, QueryScope scope, NameScope columns, ColumnLookup? find = null)
    {
        _plans = plans;
        _scope = scope;
        _columns = columns;
        _find = find ?? (name => FindColumn(columns, name));
        _resolve = Resolve;
    }

    /// <summary>The inputs of the operator, where columns of DataFrames are searched.</summary>
    public EquatableArray<LogicalPlan> Inputs { get; init; }

    /// <summary>The columns that subqueries may read, where they are others than those of the resolver: HAVING.</summary>
    public NameScope? ColumnsForSubqueries { get; init; }

    /// <summary>Asked when neither columns nor functions without parentheses have the name: aliases of the select list.</summary>
    public ColumnLookup? Fallback { get; init; }

    /// <summary>True where a generator may stand: in SELECT lists, and for LATERAL VIEW and FROM. It must be nested in nothing but an alias.</summary>
    public bool HostsGenerators { get; init; }

    /// <summary>True for the calls that the analyzer makes a column of time windows of.</summary>
    public bool HostsTimeWindows { get; init; }

    /// <summary>The expression resolved.</summary>
    public Expression Resolve(Expression expression)
    {
        DeepStack.Guard();
        if (expression.IsResolved)
            return WithTimeZones(expression);
        using (CurrentOrigin.With(expression.Origin))
            return ResolveNode(expression);
    }

    /// <summary>Several expressions resolved.</summary>
    public EquatableArray<Expression> Resolve(EquatableArray<Expression> expressions) => expressions.MapUnchanged(_resolve);

    private Expression ResolveNode(Expression expression) => expression switch
    {
        UnresolvedAttribute name => ResolveName(name),
        UnresolvedOrdinal position => position.Ordinal >= 1 && position.Ordinal <= _columns.Attributes.Count
            ? _columns.Attributes[position.Ordinal - 1]
            : throw AnalysisErrors.GroupByOrdinalOutOfRange(position, position.Ordinal, _columns.Attributes.Count),
        UnresolvedFunction call => ResolveFunction(call),
        UnresolvedAlias alias => ResolveAlias(alias),
        Alias alias => ResolveOperator(alias.Child is Alias inner ? alias with { Child = inner.Child } : alias),
        UnresolvedExtractValue extract => ResolveExtract(extract),
        UnresolvedStar star => throw AnalysisErrors.InvalidStar(star, "expression"),
        UnresolvedLambdaVariable variable => ResolveLambdaVariable(variable),
        LambdaFunction lambda => throw AnalysisErrors.LambdaNotAccepted(lambda),
        ParameterMarker marker => ResolveParameter(marker),
        UnresolvedIdentifierExpression identifier => Resolve(identifier.Build(ResolveIdentifier(identifier.Identifier))),
        PipeExpression pipe => ResolvePipe(pipe),
        UnresolvedWindowExpression window => ResolveNamedWindow(window),
        WindowExpression window => ResolveWindow(window),
        SubqueryExpression subquery => ResolveSubquery(subquery),
        MultiAlias alias => Resolve(alias.Child) is Generator generator
            ? alias with { Child = generator }
            : throw AnalysisErrors.MultiAliasWithoutGenerator(alias, Resolve(alias.Child)),
        GroupingSets sets => throw AnalysisErrors.UnsupportedGrouping(sets),
        _ => ResolveOperator(expression),
    };

    private Expression ResolveOperator(Expression expression)
    {
        var node = expression.MapChildren(_resolve);
        if (HostsGenerators && node is not Alias && node.Children.Any(child => child is Generator))
            throw AnalysisErrors.NestedGenerator(node, AnalysisErrors.Sql(node));
        if (node is Arithmetic arithmetic && DateTimeArithmetic.Resolve(arithmetic, _plans) is { } dateTime)
            return dateTime;
        if (node is Cast { TimeZone.Length: 0 } cast)
            node = cast with { TimeZone = _plans.Types.TimeZone };
        if (node is Comparison or In)
            node = CharPadding.Apply(node, _plans);
        if (!node.IsResolved)
            node = _plans.Types.Coerce(node);
        // A string that became a date or a number makes it another operator.
        return node is Arithmetic { IsResolved: false } coerced && DateTimeArithmetic.Resolve(coerced, _plans) is { } promoted ? promoted : Checked(node);
    }

    /// <summary>Raises the reason when the types of the children do not suit the node.</summary>
    private static Expression Checked(Expression node)
    {
        if (node.IsResolved)
            return node;
        var check = node.CheckInputTypes();
        return check.IsSuccess ? node : throw AnalysisErrors.TypeMismatch(node, check);
    }

    /// <summary>Casts that a surface made know no zone yet.</summary>
    private Expression WithTimeZones(Expression expression) => expression.ContainsAny(NodeKinds.Cast)
        ? expression.TransformUp(
            NodeKinds.Cast,
            node => node is Cast { TimeZone.Length: 0 } cast ? cast with { TimeZone = _plans.Types.TimeZone } : node)
        : expression;

    /// <summary>An expression of a select list with the name that Spark generates.</summary>
    private Expression ResolveAlias(UnresolvedAlias alias)
    {
        var child = Resolve(alias.Child);
        return child switch
        {
            INamedExpression or MultiAlias => child,
            Generator => new MultiAlias(child, []),
            Cast { Child: INamedExpression named } => new Alias(child, named.Name),
            _ => new Alias(child, GeneratedName(alias.Child, child)),
        };
    }

    /// <summary>A field has its own name; everything else that of its text.</summary>
    private static string GeneratedName(Expression written, Expression resolved) =>
        written is UnresolvedAttribute { NameParts: { Count: > 1 } parts } && resolved is GetStructField or GetArrayStructFields or GetMapValue or GetArrayItem
            ? parts[^1]
            : PrettySql.Of(resolved);

    private Expression ResolveParameter(ParameterMarker marker)
    {
        Expression? value = null;
        var isBound = marker.Name is { } name
            ? _scope.Parameters?.Named.TryGetValue(name, out value)
            : _scope.Parameters?.ByPosition.TryGetValue(marker.Position, out value);
        return isBound == true && value is not null ? Resolve(value) : throw AnalysisErrors.UnboundParameter(marker);
    }

    /// <summary>The parts of a name that constants make.</summary>
    public EquatableArray<string> ResolveIdentifier(Expression identifier)
    {
        var resolved = Resolve(identifier);
        if (!resolved.IsFoldable || ConstantFolder.TryFold(resolved) is not { } literal)
            throw AnalysisErrors.NotAConstantString(resolved, "NOT_CONSTANT");
        if (literal.Type is not StringType)
            throw AnalysisErrors.NotAConstantString(resolved, literal.Value is null ? "NULL" : "WRONG_TYPE", literal.Value is null ? null : literal.Type);
        return literal.Value is string text
            ? MultipartIdentifier.TryParse(text) ?? throw AnalysisErrors.InvalidIdentifierText(resolved, text)
            : throw AnalysisErrors.NotAConstantString(resolved, "NULL");
    }

    private Expression ResolvePipe(PipeExpression pipe)
    {
        var child = Resolve(pipe.Child);
        var aggregate = AggregateFinder.FindFirst(child);
        if (pipe.IsAggregate && aggregate is null)
            throw AnalysisErrors.PipeWithoutAggregate(pipe, child);
        if (!pipe.IsAggregate && aggregate is not null)
            throw AnalysisErrors.PipeWithAggregate(pipe, aggregate);
        return child;
    }
}
