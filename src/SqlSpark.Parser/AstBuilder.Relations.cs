using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    /// <summary>What Spark calls a subquery in FROM that was given no name.</summary>
    private const string UnnamedSubquery = "__auto_generated_subquery_name";

    private LogicalPlan From(FromClauseContext context)
    {
        using var place = At(context);
        LogicalPlan? plan = null;
        foreach (var relation in context.relation())
        {
            plan = plan is null
                ? RelationPrimary(relation.relationPrimary())
                : JoinWith(relation, plan, relation.relationPrimary(), relation.LATERAL() is not null, JoinType.Inner, null, null);
            foreach (var extension in relation.relationExtension())
                plan = Extend(extension, plan);
        }

        if (context.pivotClause() is not null && context.unpivotClause() is { } second)
            throw Error(second, "NOT_ALLOWED_IN_FROM.UNPIVOT_WITH_PIVOT");
        if (context.pivotClause() is { } behindViews)
            throw Error(behindViews, "NOT_ALLOWED_IN_FROM.LATERAL_WITH_PIVOT");
        if (context.unpivotClause() is { } unpivotBehindViews)
            throw Error(unpivotBehindViews, "NOT_ALLOWED_IN_FROM.LATERAL_WITH_UNPIVOT");
        return LateralViews(context.lateralView(), plan!);
    }

    private LogicalPlan Relation(RelationContext context)
    {
        var plan = RelationPrimary(context.relationPrimary());
        foreach (var extension in context.relationExtension())
            plan = Extend(extension, plan);
        return plan;
    }

    private LogicalPlan Extend(RelationExtensionContext context, LogicalPlan left)
    {
        using var place = At(context);
        return context switch
        {
            JoinContext join => JoinWith(
                join,
                left,
                join.relationPrimary(),
                join.LATERAL() is not null,
                TypeOf(join.joinType()),
                join.joinCriteria()?.expression() is { } on ? Expression(on) : null,
                join.joinCriteria()?.identifierList() is { } columns ? new JoinCriteria.Using(Names(columns)) : null),
            NaturalJoinContext natural => TypeOf(natural.joinType()) is var type && type == JoinType.Cross
                ? throw Error(natural, "INCOMPATIBLE_JOIN_TYPES", ("joinType1", "NATURAL"), ("joinType2", "CROSS"))
                : JoinWith(natural, left, natural.relationPrimary(), natural.LATERAL() is not null, type, null, new JoinCriteria.Natural()),
            PivotRelationContext pivot => Pivot(pivot.pivotClause(), left),
            UnpivotRelationContext unpivot => Unpivot(unpivot.unpivotClause(), left),
            _ => throw Unsupported(context, TextOf(context)),
        };
    }

    private LogicalPlan JoinWith(
        Antlr4.Runtime.ParserRuleContext context,
        LogicalPlan left,
        RelationPrimaryContext right,
        bool isLateral,
        JoinType type,
        Expression? condition,
        JoinCriteria? criteria)
    {
        if (!isLateral)
            return new Join(left, RelationPrimary(right), type, condition, criteria);
        if (right is not (SubqueryRelationContext or TableFunctionContext))
            throw Error(right, "INVALID_SQL_SYNTAX.LATERAL_WITHOUT_SUBQUERY_OR_TABLE_VALUED_FUNC");
        if (criteria is JoinCriteria.Using)
            throw Error(context, "UNSUPPORTED_FEATURE.LATERAL_JOIN_USING");
        if (type is not (JoinType.Inner or JoinType.Cross or JoinType.LeftOuter))
            throw Error(context, "INVALID_LATERAL_JOIN_TYPE", ("joinType", SqlName(type)));
        return new LateralJoin(left, new LateralSubquery(RelationPrimary(right)), type, condition, criteria);
    }

    private static JoinType TypeOf(JoinTypeContext context)
    {
        if (context.CROSS() is not null)
            return JoinType.Cross;
        if (context.FULL() is not null)
            return JoinType.FullOuter;
        if (context.SEMI() is not null)
            return JoinType.LeftSemi;
        if (context.ANTI() is not null)
            return JoinType.LeftAnti;
        if (context.LEFT() is not null)
            return JoinType.LeftOuter;
        return context.RIGHT() is not null ? JoinType.RightOuter : JoinType.Inner;
    }

    private static string SqlName(JoinType type) => type switch
    {
        JoinType.RightOuter => "RIGHT OUTER",
        JoinType.FullOuter => "FULL OUTER",
        JoinType.LeftSemi => "LEFT SEMI",
        JoinType.LeftAnti => "LEFT ANTI",
        _ => type.ToString().ToUpperInvariant(),
    };

    // --- Tables and subqueries ---------------------------------------------------------------------------------------

    private LogicalPlan RelationPrimary(RelationPrimaryContext context)
    {
        using var place = At(context);
        return context switch
        {
            TableRelationContext table => TableRelation(table),
            SubqueryRelationContext subquery when subquery.watermark() is null => Aliased(
                subquery.tableAlias(), Sampled(subquery.sample(), Query(subquery.query())), UnnamedSubquery),
            ParenthesizedRelationContext inner when inner.watermark() is null => Aliased(
                inner.tableAlias(), Sampled(inner.sample(), Relation(inner.relation())), null),
            InlineTableRelationContext table => InlineTable(table.inlineTable()),
            TableFunctionContext function => TableFunction(function),
            FileRelationContext files => Aliased(files.tableAlias(), Sampled(files.sample(), FileRelation(files)), null),
            StreamRelationContext => throw Error(context, "UNSUPPORTED_FEATURE.STREAMING", ("operation", "STREAM")),
            _ => throw Unsupported(context, "WATERMARK"),
        };
    }

    private LogicalPlan TableRelation(TableRelationContext context)
    {
        if (context.STREAM() is not null)
            throw Error(context, "UNSUPPORTED_FEATURE.STREAMING", ("operation", "STREAM"));
        if (context.watermark() is { } watermark)
            throw Unsupported(watermark, "WATERMARK");
        if (context.changesClause() is { } changes)
            throw Unsupported(changes, "CHANGES");
        var relation = Relation(context.identifierReference(), Options(context.tableOptions()?.propertyList()));
        if (context.temporalClause() is { } temporal)
            relation = TimeTravel(temporal, relation);
        return Aliased(context.tableAlias(), Sampled(context.sample(), relation), null);
    }

    /// <summary>Files by their path, as <c>format.`path`</c> names them: the extension tells the format.</summary>
    private UnresolvedRelation FileRelation(FileRelationContext context)
    {
        var path = StringValue(context.STRING());
        var name = path;
        foreach (var codec in (string[])[".gz", ".deflate", ".br"])
            name = name.EndsWith(codec, StringComparison.OrdinalIgnoreCase) ? name[..^codec.Length] : name;
        var extension = Path.GetExtension(name).ToLowerInvariant();
        var format = extension switch
        {
            ".parquet" => "parquet",
            ".csv" => "csv",
            ".tbl" => "tbl",
            ".txt" => "text",
            _ => throw Error(context, "UNSUPPORTED_FEATURE.FILE_FORMAT", ("format", extension), ("operation", "a path in FROM; write format.`path`")),
        };
        return new UnresolvedRelation([format, path]);
    }

    /// <summary>A relation by name, or by IDENTIFIER(expression).</summary>
    private LogicalPlan Relation(IdentifierReferenceContext context, EquatableArray<KeyValuePair<string, string>> options)
    {
        using var place = At(context);
        return IdentifierClause(context.multipartIdentifier()) is { } clause
            ? new UnresolvedIdentifierRelation(Expression(clause.expression()), parts => new UnresolvedRelation(parts) { Options = options })
            : new UnresolvedRelation(NameParts(context)) { Options = options };
    }

    private RelationTimeTravel TimeTravel(TemporalClauseContext context, LogicalPlan relation) => context switch
    {
        VersionAsOfContext version => new RelationTimeTravel(
            relation, null, version.version.Type == STRING ? Unescape(version.version.Text) : version.version.Text),
        TimestampAsOfContext timestamp => new RelationTimeTravel(relation, Value(timestamp.valueExpression()), null),
        _ => throw Unsupported(context, TextOf(context)),
    };

    private LogicalPlan Aliased(TableAliasContext? context, LogicalPlan plan, string? defaultName)
    {
        if (context is null)
            return defaultName is null ? plan : new SubqueryAlias(defaultName, plan);
        var name = Name((Antlr4.Runtime.Tree.IParseTree?)context.tableAliasName() ?? context.infixWord());
        var aliased = new SubqueryAlias(name, plan);
        return context.identifierList() is { } columns ? new UnresolvedColumnAliases(Names(columns), aliased) : aliased;
    }

    private LogicalPlan InlineTable(InlineTableContext context)
    {
        using var place = At(context);
        var rows = context.expression().Select(row => Row(Expression(row))).ToEquatableArray();
        var alias = context.tableAlias();
        var names = alias?.identifierList() is { } list
            ? Names(list)
            : Enumerable.Range(1, rows[0].Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"col{i}")).ToEquatableArray();
        var table = new UnresolvedInlineTable(names, rows);
        return alias is null ? table : new SubqueryAlias(Name((Antlr4.Runtime.Tree.IParseTree?)alias.tableAliasName() ?? alias.infixWord()), table);
    }

    /// <summary>A row of VALUES: the members of <c>(a, b)</c> and of <c>struct(a, b)</c>, or one value.</summary>
    private static EquatableArray<Expression> Row(Expression expression) =>
        expression is UnresolvedFunction { Name: "struct" or "named_struct" } row && (row.IsInternal || row.Name == "struct") ? row.Arguments : [expression];

    private LogicalPlan TableFunction(TableFunctionContext context)
    {
        if (context.STREAM() is not null)
            throw Error(context, "UNSUPPORTED_FEATURE.STREAMING", ("operation", "STREAM"));
        if (context.watermark() is { } watermark)
            throw Unsupported(watermark, "WATERMARK");
        var start = context.functionName().functionNameStart();
        if (start.identifierClause() is { } clause)
        {
            if (context.functionName().identifier().Length > 0)
                throw Unsupported(clause, "a name after IDENTIFIER(...)");
            EquatableArray<Expression> arguments = context.tableFunctionArgument().Select(TableFunctionArgument).ToEquatableArray();
            return Aliased(
                context.tableAlias(), new UnresolvedIdentifierRelation(Expression(clause.expression()), parts => new UnresolvedTableValuedFunction(parts, arguments)), null);
        }

        EquatableArray<string> name = [Name(start), .. context.functionName().identifier().Select(Name)];
        var function = new UnresolvedTableValuedFunction(name, context.tableFunctionArgument().Select(TableFunctionArgument).ToEquatableArray());
        return Aliased(context.tableAlias(), function, null);
    }

    private Expression TableFunctionArgument(TableFunctionArgumentContext context)
    {
        using var place = At(context);
        var value = context.tableArgument() is { } table ? TableArgument(table) : Argument(context.functionArgumentValue());
        return context.identifier() is { } name ? new NamedArgument(Name(name), value) : value;
    }

    private TableArgument TableArgument(TableArgumentContext context)
    {
        if (context.missingParentheses is { } name)
        {
            throw Error(
                context,
                "INVALID_SQL_SYNTAX.INVALID_TABLE_FUNCTION_IDENTIFIER_ARGUMENT_MISSING_PARENTHESES",
                ("argumentName", Core.Types.SqlIdentifier.Quote(NameParts(name))));
        }

        var source = context.tableArgumentSource();
        var plan = source.query() is { } query ? Query(query) : Relation(source.identifierReference(), []);
        var partitioning = context.tableArgumentPartitioning();
        return new TableArgument(
            plan,
            partitioning?.expression() is { } key ? RowValues(Expression(key)) : [],
            partitioning?.tableArgumentOrdering() is { } order ? order.sortItem().Select(item => (Expression)SortItem(item)).ToEquatableArray() : [],
            partitioning?.SINGLE() is not null);
    }

    // --- TABLESAMPLE -------------------------------------------------------------------------------------------------

    private LogicalPlan Sampled(SampleContext? context, LogicalPlan plan)
    {
        if (context is null)
            return plan;
        using var place = At(context);
        long? seed = context.seed is null ? null : long.Parse(context.seed.Text, CultureInfo.InvariantCulture);
        var isSystem = context.method?.Type == SYSTEM;
        if (isSystem && seed is not null)
            throw Error(context, "UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM_REPEATABLE");
        return context.sampleSize() switch
        {
            SampleByBytesContext bytes when isSystem => throw Error(bytes, "UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM_SAMPLE_METHOD", ("sampleMethod", "BYTES")),
            null => throw Error(context, "_LEGACY_ERROR_TEMP_0014"),
            SampleByRowsContext rows when isSystem => throw Error(rows, "UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM_SAMPLE_METHOD", ("sampleMethod", "ROWS")),
            SampleByBucketContext bucket when isSystem => throw Error(
                bucket, "UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM_SAMPLE_METHOD", ("sampleMethod", "BUCKET")),
            SampleByRowsContext rows => new Limit(Expression(rows.expression()), plan),
            SampleByPercentContext percent when percent.percentage.Type == QUESTION => throw Unsupported(percent, "a parameter in TABLESAMPLE"),
            SampleByPercentContext percent => NewSample(
                percent, double.Parse(percent.percentage.Text, CultureInfo.InvariantCulture) * (percent.HYPHEN() is null ? 1 : -1) / 100, seed, plan) with
            {
                Method = isSystem ? SampleMethod.System : SampleMethod.Bernoulli,
            },
            SampleByBucketContext bucket when bucket.ON() is not null => throw Error(
                bucket, "_LEGACY_ERROR_TEMP_0015", ("msg", bucket.identifier() is null ? "BUCKET x OUT OF y ON function" : "BUCKET x OUT OF y ON colname")),
            SampleByBucketContext bucket => NewSample(
                bucket,
                double.Parse(bucket.numerator.Text, CultureInfo.InvariantCulture) / double.Parse(bucket.denominator.Text, CultureInfo.InvariantCulture),
                seed,
                plan),
            SampleByBytesContext bytes => TextOf(bytes) is var text && char.IsAsciiDigit(text[0])
                ? throw Error(bytes, "_LEGACY_ERROR_TEMP_0015", ("msg", "byteLengthLiteral"))
                : throw Error(bytes, "_LEGACY_ERROR_TEMP_0016", ("bytesStr", text)),
            var other => throw Unsupported(other, TextOf(other)),
        };
    }

    /// <summary>Fractions may be off by a rounding error. Spark: <c>RandomSampler.roundingEpsilon</c>.</summary>
    private Sample NewSample(Antlr4.Runtime.ParserRuleContext context, double fraction, long? seed, LogicalPlan plan) => fraction is >= 0 - 1e-6 and <= 1 + 1e-6
        ? new Sample(0, fraction, false, seed, plan)
        : throw Error(context, "INVALID_TABLESAMPLE_FRACTION", ("fraction", fraction.ToString(CultureInfo.InvariantCulture)));

    // --- LATERAL VIEW, PIVOT, UNPIVOT --------------------------------------------------------------------------------

    private LogicalPlan LateralViews(LateralViewContext[] contexts, LogicalPlan plan)
    {
        foreach (var context in contexts)
        {
            using var place = At(context);
            var start = context.functionName().functionNameStart();
            EquatableArray<string> name = [Name(start), .. context.functionName().identifier().Select(Name)];
            plan = new UnresolvedLateralView(
                new UnresolvedFunction(name, Expressions(context.expression())),
                context.OUTER() is not null,
                context.tableName is null ? "" : Name(context.tableName),
                context.identifiers() is { } columns ? Names(columns) : [],
                plan);
        }

        return plan;
    }

    private UnresolvedPivot Pivot(PivotClauseContext context, LogicalPlan child)
    {
        using var place = At(context);
        EquatableArray<string> columns = context.pivotColumn().identifierList() is { } list ? Names(list) : [Name(context.pivotColumn().identifier())];
        var column = columns is [var only]
            ? (Expression)new UnresolvedAttribute(only)
            : Internal("struct", columns.Map(name => (Expression)new UnresolvedAttribute(name)));
        var values = context.pivotValue().Select(v =>
        {
            using var valuePlace = At(v);
            var value = Expression(v.expression());
            var alias = (Antlr4.Runtime.Tree.IParseTree?)v.identifier() ?? v.implicitAlias();
            return alias is null ? value : new Alias(value, Name(alias));
        }).ToEquatableArray();
        return new UnresolvedPivot(null, column, values, NamedExpressions(context.namedExpressionList()), child);
    }

    private LogicalPlan Unpivot(UnpivotClauseContext context, LogicalPlan child)
    {
        using var place = At(context);
        LogicalPlan plan = context.unpivotBody() switch
        {
            UnpivotOneValueContext one => new UnresolvedUnpivot(
                null,
                one.unpivotColumn().Select(c => new UnpivotGroup(
                    [new UnresolvedAttribute(NameParts(c.multipartIdentifier()))], c.identifier() is { } alias ? Name(alias) : null)).ToEquatableArray(),
                Name(one.nameColumn),
                [Name(one.identifier(0))],
                context.INCLUDE() is not null,
                child),
            UnpivotManyValuesContext many => new UnresolvedUnpivot(
                null,
                many.unpivotColumnSet().Select(set => new UnpivotGroup(
                    set.multipartIdentifierList().multipartIdentifier().Select(c => (Expression)new UnresolvedAttribute(NameParts(c))).ToEquatableArray(),
                    set.identifier() is { } alias ? Name(alias) : null)).ToEquatableArray(),
                Name(many.nameColumn),
                Names(many.identifierList()),
                context.INCLUDE() is not null,
                child),
            _ => throw Unsupported(context, TextOf(context)),
        };
        return context.tableAliasName() is { } name ? new SubqueryAlias(Name(name), plan) : plan;
    }
}
