using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    private Expression FunctionCall(FunctionCallContext context)
    {
        if (context.columnAliases is { } aliases
            && !(context.Parent.Parent is NamedExpressionContext named && CallWithColumnAliases(named) == context))
            throw Error(aliases, "PARSE_SYNTAX_ERROR", ("error", "'('"), ("hint", ""));
        var start = context.functionName().functionNameStart();
        if (start.identifierClause() is { } clause)
        {
            if (context.functionName().identifier().Length > 0)
                throw Unsupported(context, "a name after IDENTIFIER(...)");
            return new UnresolvedIdentifierExpression(Expression(clause.expression()), parts => Windowed(context, Call(context, parts)));
        }

        return Windowed(context, Call(context, [Name(start), .. context.functionName().identifier().Select(Name)]));
    }

    private UnresolvedFunction Call(FunctionCallContext context, EquatableArray<string> name)
    {
        var nulls = context.nullTreatment();
        if (nulls.Length > 1)
            throw Error(nulls[1], "DUPLICATE_CLAUSES", ("clauseName", "NULLS"));
        if (WithUnit(context, name) is { } withUnit)
            return withUnit;
        return new UnresolvedFunction(name, context.functionArgument().Select(Argument).ToEquatableArray())
        {
            IsDistinct = context.setQuantifier()?.DISTINCT() is not null,
            Filter = context.filter() is { } filter ? Expression(filter.expression()) : null,
            OrderBy = context.withinGroup() is { } order ? order.sortItem().Select(SortItem).ToEquatableArray() : [],
            IgnoreNulls = nulls.Length == 0 ? null : nulls[0].IGNORE() is not null,
        };
    }

    /// <summary>
    /// TIMESTAMPADD and TIMESTAMPDIFF by all their names, whose first argument is a unit and no column; null for any other call. A string in its place is
    /// INVALID_PARAMETER_VALUE.DATETIME_UNIT.
    /// </summary>
    private UnresolvedFunction? WithUnit(FunctionCallContext context, EquatableArray<string> name)
    {
        var arguments = context.functionArgument();
        if (name.Count != 1 || arguments.Length != 3)
            return null;
        var function = name[0].ToUpperInvariant() switch
        {
            "TIMESTAMPADD" or "DATEADD" or "DATE_ADD" => "timestampadd",
            "TIMESTAMPDIFF" or "DATEDIFF" or "DATE_DIFF" or "TIMEDIFF" => "timestampdiff",
            _ => null,
        };
        if (function is null)
            return null;
        var first = Argument(arguments[0]);
        if (first is Literal { Value: string text })
        {
            throw Error(
                arguments[0], "INVALID_PARAMETER_VALUE.DATETIME_UNIT",
                ("functionName", ErrorFormat.SqlId(name[0])), ("parameter", ErrorFormat.SqlId("unit")), ("invalidValue", ErrorFormat.SqlValue(text)));
        }

        return first is UnresolvedAttribute { NameParts: [var unit] }
            ? new UnresolvedFunction(function, [Catalyst.Expressions.Literal.String(unit.ToUpperInvariant()), Argument(arguments[1]), Argument(arguments[2])])
            : null;
    }

    private Expression Windowed(FunctionCallContext context, UnresolvedFunction function)
    {
        using var place = At(context);
        return context.windowSpec() switch
        {
            null => function,
            WindowReferenceContext reference => new UnresolvedWindowExpression(function, Name(reference.identifier())),
            WindowDefinitionContext definition => new WindowExpression(function, Window(definition)),
            var other => throw Unsupported(other, TextOf(other)),
        };
    }

    private Expression Argument(FunctionArgumentContext context)
    {
        var value = Argument(context.functionArgumentValue());
        return context.identifier() is { } name ? new NamedArgument(Name(name), value) : value;
    }

    private Expression Argument(FunctionArgumentValueContext context)
    {
        using var place = At(context);
        if (context.body is null)
            return Expression(context.expression(0));

        var parameters = LambdaParameters(context, Expression(context.expression(0)));
        return new LambdaFunction(Expression(context.body), parameters.Map(name => (Expression)new UnresolvedLambdaVariable(name)));
    }

    /// <summary>The names before an arrow: <c>x</c> or <c>(x, y)</c>.</summary>
    private EquatableArray<string> LambdaParameters(FunctionArgumentValueContext context, Expression head)
    {
        EquatableArray<Expression> members = head is UnresolvedFunction { IsInternal: true, Name: "struct" } tuple ? tuple.Arguments : [head];
        return members.Map(member => member is UnresolvedAttribute { NameParts: [var name] }
            ? name
            : throw Error(context, "PARSE_SYNTAX_ERROR", ("error", "'->'"), ("hint", "")));
    }

    // --- Windows -----------------------------------------------------------------------------------------------------

    private WindowSpec Window(WindowDefinitionContext context)
    {
        using var place = At(context);
        EquatableArray<Expression> partitionBy = [];
        EquatableArray<Expression> orderBy = [];
        if (context.windowPartitioning() is { } partitioning)
        {
            if (partitioning.expressionList() is { } keys)
                partitionBy = Expressions(keys.expression());
            orderBy = partitioning.CLUSTER() is not null
                ? partitionBy.Map(key => (Expression)new SortOrder(key))
                : partitioning.sortItem().Select(item => (Expression)SortItem(item)).ToEquatableArray();
        }

        return new WindowSpec(partitionBy, orderBy, context.windowFrame() is { } frame ? Frame(frame) : null);
    }

    private WindowFrame Frame(WindowFrameContext context) => new(
        context.ROWS() is null ? WindowFrameUnit.Range : WindowFrameUnit.Rows,
        Bound(context.start),
        context.end is null ? WindowBound.CurrentRow : Bound(context.end));

    private WindowBound Bound(FrameBoundContext context) => context switch
    {
        FrameUnboundedContext unbounded => unbounded.PRECEDING() is null ? WindowBound.UnboundedFollowing : WindowBound.UnboundedPreceding,
        FrameOffsetContext offset => new WindowBound(
            offset.PRECEDING() is null ? WindowBoundKind.Following : WindowBoundKind.Preceding, Expression(offset.expression())),
        _ => WindowBound.CurrentRow,
    };

    private SortOrder SortItem(SortItemContext context)
    {
        using var place = At(context);
        return NewSortOrder(Expression(context.expression()), context.sortDirection(), context.nullOrdering());
    }

    private static SortOrder NewSortOrder(Expression key, SortDirectionContext? direction, NullOrderingContext? nulls)
    {
        var isAscending = direction?.DESC() is null;
        return new SortOrder(key, isAscending, nulls is null ? isAscending : nulls.FIRST() is not null);
    }
}
