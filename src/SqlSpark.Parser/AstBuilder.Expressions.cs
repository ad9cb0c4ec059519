using System.Diagnostics.CodeAnalysis;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    /// <summary>An expression, with an alias where one was written.</summary>
    public Expression NamedExpression(NamedExpressionContext context)
    {
        using var place = At(context);
        var expression = Expression(context.expression());
        if ((context.identifierList() ?? CallWithColumnAliases(context)?.columnAliases) is { } names)
            return new MultiAlias(expression, Names(names));
        if (context.identifier() is { } name)
            return new Alias(expression, Name(name));
        return context.implicitAlias() is { } implicitName ? new Alias(expression, Name(implicitName)) : expression;
    }

    /// <summary>The call that is all of the expression and names its columns, as <c>stack(2, 1, 2) (a, b)</c>; or null.</summary>
    private static FunctionCallContext? CallWithColumnAliases(NamedExpressionContext context) =>
        context.ChildCount == 1 && context.expression() is PredicatedContext { ChildCount: 1 } predicated
            && predicated.valueExpression() is FunctionCallContext { columnAliases: not null } call
            ? call
            : null;

    private EquatableArray<Expression> NamedExpressions(NamedExpressionListContext context) =>
        context.namedExpression().Select(NamedExpression).ToEquatableArray();

    private EquatableArray<Expression> Expressions(IEnumerable<ExpressionContext> contexts) => contexts.Select(Expression).ToEquatableArray();

    private Expression Expression(ExpressionContext context)
    {
        using var place = At(context);
        return context switch
        {
            PredicatedContext predicated => predicated.predicate() is { } predicate
                ? Predicate(predicate, Value(predicated.valueExpression()))
                : Value(predicated.valueExpression()),
            LogicalNotContext not => new Not(Expression(not.expression())),
            ExistsContext exists => new Exists(Query(exists.query())),
            LogicalAndContext => And.Of([.. Chain<LogicalAndContext>(context, c => (c.left, c.right)).Select(Expression)]),
            LogicalOrContext => Or.Of([.. Chain<LogicalOrContext>(context, c => (c.left, c.right)).Select(Expression)]),
            _ => throw Unsupported(context, TextOf(context)),
        };
    }

    /// <summary>The operands of a left-deep chain of one operator, from left to right.</summary>
    private static Stack<ExpressionContext> Chain<T>(ExpressionContext context, Func<T, (ExpressionContext Left, ExpressionContext Right)> split)
        where T : ExpressionContext
    {
        var operands = new Stack<ExpressionContext>();
        while (context is T chain)
        {
            var (left, right) = split(chain);
            operands.Push(right);
            context = left;
        }

        operands.Push(context);
        return operands;
    }

    // --- Predicates --------------------------------------------------------------------------------------------------

    private Expression Predicate(PredicateContext context, Expression value)
    {
        var (result, negation) = context switch
        {
            BetweenContext between => (
                new UnresolvedFunction("between", value, Value(between.lower), Value(between.upper)) { IsInternal = true }, between.negation()),
            InListContext list => (new In(value, Expressions(list.expression())), list.negation()),
            InQueryContext query => (new InSubquery(RowValues(value), Query(query.query())), query.negation()),
            LikeContext like => (LikePattern(like, value), like.negation()),
            LikeQuantifiedContext quantified => ((Expression)LikeAny(quantified, value), null),
            RlikeContext rlike => (new UnresolvedFunction("rlike", value, Value(rlike.pattern)) { IsInternal = true }, rlike.negation()),
            IsNullContext isNull => (isNull.negation() is null ? new IsNull(value) : new IsNotNull(value), null),
            IsTruthValueContext truth => (TruthTest(truth, value), truth.negation()),
            IsDistinctFromContext distinct => (DistinctFrom(distinct, value), null),
            _ => throw Unsupported(context, TextOf(context)),
        };
        return negation is null ? result : new Not(result);
    }

    private Expression DistinctFrom(IsDistinctFromContext context, Expression left)
    {
        var same = new Comparison(ComparisonOperator.EqualNullSafe, left, Value(context.right));
        return context.negation() is null ? new Not(same) : same;
    }

    /// <summary>The values of a row: the members of <c>(a, b)</c>, or the value alone.</summary>
    private static EquatableArray<Expression> RowValues(Expression value) =>
        value is UnresolvedFunction { IsInternal: true, Name: "struct" } row ? row.Arguments : [value];

    private static Expression TruthTest(IsTruthValueContext context, Expression value) => context.truth.Type switch
    {
        TRUE => new Comparison(ComparisonOperator.EqualNullSafe, value, Catalyst.Expressions.Literal.True),
        FALSE => new Comparison(ComparisonOperator.EqualNullSafe, value, Catalyst.Expressions.Literal.False),
        _ => new Comparison(ComparisonOperator.EqualNullSafe, value, new Literal(null, Core.Types.BooleanType.Instance)),
    };

    private Like LikePattern(LikeContext context, Expression value)
    {
        var escape = context.escape is null ? "\\" : Unescape(context.escape.Text);
        return escape.Length == 1
            ? new Like(value, Value(context.pattern), escape[0], context.ILIKE() is not null)
            : throw Error(context, "INVALID_ESC", ("invalidEscape", context.escape!.Text));
    }

    private Expression LikeAny(LikeQuantifiedContext context, Expression value)
    {
        if (context.expression().Length == 0)
            throw Error(context, "INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN");
        var isNegated = context.negation() is not null;
        var tests = context.expression()
            .Select(pattern => (Expression)new Like(value, Expression(pattern), IgnoreCase: context.ILIKE() is not null))
            .Select(test => isNegated ? new Not(test) : test).ToArray();
        return context.ALL() is not null ? And.Of(tests) : Or.Of(tests);
    }

    // --- Values ------------------------------------------------------------------------------------------------------

    private Expression Value(ValueExpressionContext context)
    {
        using var place = At(context);
        return context switch
        {
            LiteralExpressionContext literal => Literal(literal.literal()),
            ColumnReferenceContext column => Column(column.identifier()),
            DereferenceContext dereference => Dereference(dereference),
            FunctionCallContext call => FunctionCall(call),
            BinaryContext or ComparisonContext => Operators(context),
            UnaryContext unary => Unary(unary),
            ParenthesizedContext parenthesized => Parenthesized(parenthesized),
            CastContext cast => NewCast(Expression(cast.expression()), cast.dataType(), cast.CAST() is null ? EvalMode.Try : EvalMode),
            CastOperatorContext cast => NewCast(Value(cast.valueExpression()), cast.dataType(), EvalMode),
            SearchedCaseContext searched => Case(searched.whenClause(), searched.elseResult, operand: null),
            SimpleCaseContext simple => Case(simple.whenClause(), simple.elseResult, Expression(simple.operand)),
            IntervalExpressionContext interval => Interval(interval.interval()),
            StarContext star => new UnresolvedStar([], Except(star.exceptClause())),
            QualifiedStarContext star => new UnresolvedStar(QualifierOf(star.valueExpression()), Except(star.exceptClause())),
            SubscriptContext subscript => new UnresolvedExtractValue(Value(subscript.valueExpression(0)), Value(subscript.index)),
            ScalarSubqueryContext subquery => new ScalarSubquery(Query(subquery.query())),
            ParameterExpressionContext parameter => Parameter(parameter.parameterMarker()),
            CurrentLikeContext current => new UnresolvedAttribute(current.currentLike.Text),
            StructConstructorContext constructor => Internal("struct", constructor.namedExpressionList() is { } list ? NamedExpressions(list) : []),
            CollateContext collate => Internal(
                "collate", [Value(collate.valueExpression()), Catalyst.Expressions.Literal.String(string.Join('.', NameParts(collate.multipartIdentifier())))]),
            VariantExtractionContext variant => throw Unsupported(variant, "a path into a VARIANT behind ':'"),
            _ => SpecialForm(context),
        };
    }

    private static UnresolvedFunction Internal(string name, EquatableArray<Expression> arguments) =>
        new(name, arguments) { IsInternal = true };

    private Expression Column(IdentifierContext context) => context.identifierClause() is { } clause
        ? new UnresolvedIdentifierExpression(Expression(clause.expression()), static parts => new UnresolvedAttribute(parts))
        : new UnresolvedAttribute(Name(context));

    private Expression Dereference(DereferenceContext context)
    {
        // a.b.c.d: names first; only what stands behind another expression is a field of its value.
        var parts = new Stack<string>();
        ValueExpressionContext start = context;
        while (start is DereferenceContext dereference)
        {
            parts.Push(Name(dereference.identifier()));
            start = dereference.valueExpression();
        }

        if (start is ColumnReferenceContext column && (column.identifier().identifierClause() is null || !IsLegacyClause))
        {
            parts.Push(Name(column.identifier()));
            return new UnresolvedAttribute(parts.ToEquatableArray());
        }

        var value = Value(start);
        foreach (var part in parts)
            value = new UnresolvedExtractValue(value, Catalyst.Expressions.Literal.String(part));
        return value;
    }

    private EquatableArray<string> QualifierOf(ValueExpressionContext context) => Value(context) is UnresolvedAttribute attribute
        ? attribute.NameParts
        : throw Error(context, "PARSE_SYNTAX_ERROR", ("error", $"'{context.Start.Text}'"), ("hint", ""));

    private EquatableArray<EquatableArray<string>> Except(ExceptClauseContext? context) =>
        context is null ? [] : context.multipartIdentifierList().multipartIdentifier().Select(NameParts).ToEquatableArray();

    private Expression Parenthesized(ParenthesizedContext context)
    {
        var members = context.namedExpression();
        return members.Length == 1 ? NamedExpression(members[0]) : Internal("struct", members.Select(NamedExpression).ToEquatableArray());
    }

    /// <summary>Values in queries are STRING, whatever length is asked for. Spark: <c>replaceCharVarcharWithStringForCast</c>.</summary>
    private Cast NewCast(Expression child, DataTypeContext type, EvalMode mode) =>
        new(child, conf.Get(SqlConf.PreserveCharVarchar) ? DataType(type) : CharVarchar.AsString(DataType(type)), mode, conf.SessionTimeZone);

    private CaseWhen Case(WhenClauseContext[] clauses, ExpressionContext? elseResult, Expression? operand)
    {
        var branches = clauses.Select(clause =>
        {
            var condition = Expression(clause.condition);
            return new CaseBranch(operand is null ? condition : Comparison.EqualTo(operand, condition), Expression(clause.result));
        });
        return new CaseWhen(branches.ToEquatableArray(), elseResult is null ? null : Expression(elseResult));
    }

    private Expression Parameter(ParameterMarkerContext context)
    {
        if (context.parameter().Length + context.STRING().Length > 1)
            throw Unsupported(context, "adjacent parameters and strings");
        return context.parameter(0) is NamedParameterContext named
            ? new ParameterMarker(Name(named.identifier()), context.Start.StartIndex)
            : new ParameterMarker(null, context.Start.StartIndex);
    }

    // --- Operators ---------------------------------------------------------------------------------------------------

    /// <summary>Binary operators: the left spine is walked in a loop, so that long sums do not nest.</summary>
    private Expression Operators(ValueExpressionContext context)
    {
        var spine = new Stack<ValueExpressionContext>();
        while (context is BinaryContext or ComparisonContext)
        {
            spine.Push(context);
            context = context is BinaryContext binary ? binary.left : ((ComparisonContext)context).left;
        }

        var result = Value(context);
        foreach (var node in spine)
        {
            using var place = At(node);
            result = node is BinaryContext binary
                ? Binary(binary.@operator.Type, result, Value(binary.right))
                : CompareWith((ComparisonContext)node, result);
        }

        return result;
    }

    private Expression Binary(int operation, Expression left, Expression right) => operation switch
    {
        PLUS => NewArithmetic(ArithmeticOperator.Add, left, right),
        HYPHEN => NewArithmetic(ArithmeticOperator.Subtract, left, right),
        ASTERISK => NewArithmetic(ArithmeticOperator.Multiply, left, right),
        SLASH => NewArithmetic(ArithmeticOperator.Divide, left, right),
        PERCENT_SIGN => NewArithmetic(ArithmeticOperator.Remainder, left, right),
        DIV => NewArithmetic(ArithmeticOperator.IntegralDivide, left, right),
        CONCAT => Internal("concat", [left, right]),
        SHIFT_LEFT => Internal("<<", [left, right]),
        SHIFT_RIGHT => Internal(">>", [left, right]),
        SHIFT_RIGHT_UNSIGNED => Internal(">>>", [left, right]),
        AMPERSAND => Internal("&", [left, right]),
        HAT => Internal("^", [left, right]),
        _ => Internal("|", [left, right]),
    };

    private Arithmetic NewArithmetic(ArithmeticOperator operation, Expression left, Expression right) =>
        new(operation, left, right, EvalMode, AllowPrecisionLoss);

    private Expression CompareWith(ComparisonContext context, Expression left)
    {
        var right = Value(context.right);
        return context.comparisonOperator().Start.Type switch
        {
            EQ => Comparison.EqualTo(left, right),
            NULL_SAFE_EQ => new Comparison(ComparisonOperator.EqualNullSafe, left, right),
            NEQ => new Not(Comparison.EqualTo(left, right)),
            LT => Comparison.LessThan(left, right),
            LTE => Comparison.LessThanOrEqual(left, right),
            GT => Comparison.GreaterThan(left, right),
            _ => Comparison.GreaterThanOrEqual(left, right),
        };
    }

    private Expression Unary(UnaryContext context)
    {
        if (IsSign(context, out var signed))
            return context.valueExpression() is LiteralExpressionContext ? Number(signed.number(), isNegative: true) : Value(context.valueExpression());

        var operations = new Stack<UnaryContext>();
        ValueExpressionContext operand = context;
        while (operand is UnaryContext unary && !IsSign(unary, out _))
        {
            operations.Push(unary);
            operand = unary.valueExpression();
        }

        var result = Value(operand);
        foreach (var operation in operations)
        {
            using var place = At(operation);
            result = operation.@operator.Type switch
            {
                HYPHEN => new UnaryMinus(result, EvalMode),
                PLUS => Internal("positive", [result]),
                _ => Internal("~", [result]),
            };
        }

        return result;
    }

    /// <summary>
    /// A minus in front of a number belongs to it, also when casts and the like follow: -2147483648 is an INT, and -1::string is (-1)::string.
    /// </summary>
    private static bool IsSign(UnaryContext context, [NotNullWhen(true)] out NumericLiteralContext? signed)
    {
        signed = null;
        if (context.@operator.Type != HYPHEN)
            return false;
        var operand = context.valueExpression();
        while (StartOf(operand) is { } start)
            operand = start;
        signed = (operand as LiteralExpressionContext)?.literal() as NumericLiteralContext;
        return signed is not null;
    }

    /// <summary>True for a number that the minus in front of what it starts belongs to.</summary>
    private static bool HasSign(NumericLiteralContext number)
    {
        Antlr4.Runtime.RuleContext node = number.Parent;
        while (node.Parent is ValueExpressionContext outer && ReferenceEquals(StartOf(outer), node))
            node = outer;
        return node.Parent is UnaryContext { @operator.Type: HYPHEN };
    }

    /// <summary>What an operator that stands behind its operand is applied to, or null.</summary>
    private static ValueExpressionContext? StartOf(ValueExpressionContext context) => context switch
    {
        CastOperatorContext cast => cast.valueExpression(),
        SubscriptContext subscript => subscript.valueExpression(0),
        DereferenceContext dereference => dereference.valueExpression(),
        CollateContext collate => collate.valueExpression(),
        _ => null,
    };

    // --- Special forms -----------------------------------------------------------------------------------------------

    private UnresolvedFunction SpecialForm(ValueExpressionContext context) => context switch
    {
        ExtractContext extract => Internal("extract", [Catalyst.Expressions.Literal.String(Name(extract.field)), Value(extract.source)]),
        SubstringContext substring => Internal(
            substring.SUBSTR() is not null && substring.FROM() is null ? "substr" : "substring", substring.length is null ? [Value(substring.text), Value(substring.start)] : [Value(substring.text), Value(substring.start), Value(substring.length)]),
        TrimFromContext trim => Internal(
            trim.trimSide?.Type switch
            {
                LEADING => "ltrim",
                TRAILING => "rtrim",
                _ => "trim",
            },
            trim.characters is null ? [Value(trim.text)] : [Value(trim.characters), Value(trim.text)]),
        PositionInContext position => Internal("locate", [Value(position.substring), Value(position.text)]),
        OverlayPlacingContext overlay => Internal(
            "overlay",
            overlay.length is null
                ? [Value(overlay.input), Value(overlay.replacement), Value(overlay.start)]
                : [Value(overlay.input), Value(overlay.replacement), Value(overlay.start), Value(overlay.length)]),
        TrimCallContext call => new UnresolvedFunction("trim", call.functionArgument().Select(Argument).ToEquatableArray()),
        PositionCallContext call => new UnresolvedFunction("position", call.functionArgument().Select(Argument).ToEquatableArray()),
        OverlayCallContext call => new UnresolvedFunction("overlay", call.functionArgument().Select(Argument).ToEquatableArray()),
        _ => throw Unsupported(context, TextOf(context)),
    };
}
