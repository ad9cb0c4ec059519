using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>The errors of analysis. Spark: <c>QueryCompilationErrors</c>.</summary>
internal static partial class AnalysisErrors
{
    /// <summary>An expression as messages quote it.</summary>
    public static string Sql(Expression expression) => ErrorFormat.SqlExpr(PrettySql.Of(expression));

    /// <summary>Several expressions as messages quote them.</summary>
    public static string SqlList(IEnumerable<Expression> expressions) => string.Join(", ", expressions.Select(Sql));

    private static string Type(DataType type) => ErrorFormat.SqlType(type.Sql);

    private static string Id(EquatableArray<string> parts) => ErrorFormat.SqlId(parts.AsSpan());

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static QueryContext? At(Expression expression) => expression.Origin.ToQueryContext();

    private static QueryContext? Here => CurrentOrigin.Value.ToQueryContext();

    /// <summary><c>UNRESOLVED_COLUMN</c>, 42703.</summary>
    public static SqlSparkException UnresolvedColumn(Expression at, EquatableArray<string> name, IEnumerable<AttributeReference> candidates) =>
        Unresolved("UNRESOLVED_COLUMN", at, name, candidates);

    /// <summary><c>UNRESOLVED_MAP_KEY</c>, 42703: a name in brackets behind a map.</summary>
    public static SqlSparkException UnresolvedMapKey(Expression at, EquatableArray<string> name, IEnumerable<AttributeReference> candidates) =>
        Unresolved("UNRESOLVED_MAP_KEY", at, name, candidates);

    private static SqlSparkException Unresolved(
        string condition, Expression at, EquatableArray<string> name, IEnumerable<AttributeReference> candidates)
    {
        var names = candidates.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => (IReadOnlyList<string>)[.. a.Qualifier, a.Name]).ToArray();
        return names.Length == 0
            ? SqlSparkException.Create(condition + ".WITHOUT_SUGGESTION", At(at), ("objectName", Id(name)))
            : SqlSparkException.Create(
                condition + ".WITH_SUGGESTION", At(at), ("objectName", Id(name)), ("proposal", NameSuggestions.Format(name, names)));
    }

    /// <summary><c>AMBIGUOUS_REFERENCE</c>, 42704.</summary>
    public static SqlSparkException AmbiguousReference(Expression at, EquatableArray<string> name, EquatableArray<AttributeReference> candidates) =>
        SqlSparkException.Create(
            "AMBIGUOUS_REFERENCE",
            At(at),
            ("name", Id(name)),
            ("referenceNames", $"[{string.Join(", ", candidates.Select(c => Id([.. c.Qualifier, c.Name])).Order(StringComparer.Ordinal))}]"));

    /// <summary><c>AMBIGUOUS_LATERAL_COLUMN_ALIAS</c>, 42702.</summary>
    public static SqlSparkException AmbiguousLateralAlias(Expression at, string name, int count) =>
        SqlSparkException.Create("AMBIGUOUS_LATERAL_COLUMN_ALIAS", At(at), ("name", ErrorFormat.SqlId(name)), ("n", Number(count)));

    /// <summary><c>AMBIGUOUS_COLUMN_REFERENCE</c>, 42702: a DataFrame that stands on both sides of a join.</summary>
    public static SqlSparkException AmbiguousDataFrameColumn(Expression at, EquatableArray<string> name) =>
        SqlSparkException.Create("AMBIGUOUS_COLUMN_REFERENCE", At(at), ("name", Id(name)));

    /// <summary><c>CANNOT_RESOLVE_DATAFRAME_COLUMN</c>, 42704.</summary>
    public static SqlSparkException UnresolvedDataFrameColumn(Expression at, EquatableArray<string> name) =>
        SqlSparkException.Create("CANNOT_RESOLVE_DATAFRAME_COLUMN", At(at), ("name", Id(name)));

    /// <summary><c>AMBIGUOUS_REFERENCE_TO_FIELDS</c>, 42000.</summary>
    public static SqlSparkException AmbiguousField(Expression at, string field, int count) =>
        SqlSparkException.Create("AMBIGUOUS_REFERENCE_TO_FIELDS", At(at), ("field", ErrorFormat.SqlId(field)), ("count", Number(count)));

    /// <summary><c>FIELD_NOT_FOUND</c>, 42704.</summary>
    public static SqlSparkException FieldNotFound(Expression at, string field, StructType type) =>
        SqlSparkException.Create(
            "FIELD_NOT_FOUND",
            At(at),
            ("fieldName", ErrorFormat.SqlId(field)),
            ("fields", string.Join(", ", type.Fields.Select(f => ErrorFormat.SqlId(f.Name)))));

    /// <summary><c>INVALID_EXTRACT_FIELD</c>, 42601.</summary>
    public static SqlSparkException InvalidExtractField(Expression at, Expression child, Expression field) =>
        SqlSparkException.Create("INVALID_EXTRACT_FIELD", At(at), ("field", Sql(field)), ("expr", Sql(child)));

    /// <summary><c>INVALID_EXTRACT_BASE_FIELD_TYPE</c>, 42000.</summary>
    public static SqlSparkException InvalidExtractBase(Expression at, Expression child) =>
        SqlSparkException.Create("INVALID_EXTRACT_BASE_FIELD_TYPE", At(at), ("base", Sql(child)), ("other", Type(child.DataType)));

    /// <summary><c>CANNOT_RESOLVE_STAR_EXPAND</c>, 42704.</summary>
    public static SqlSparkException UnresolvedStar(Expression at, EquatableArray<string> target, IEnumerable<AttributeReference> candidates) =>
        SqlSparkException.Create(
            "CANNOT_RESOLVE_STAR_EXPAND",
            At(at),
            ("targetString", Id(target)),
            ("columns", string.Join(", ", candidates.Select(c => ErrorFormat.SqlId(c.Name)))));

    /// <summary><c>INVALID_USAGE_OF_STAR_OR_REGEX</c>, 42000.</summary>
    public static SqlSparkException InvalidStar(Expression at, string where) =>
        SqlSparkException.Create("INVALID_USAGE_OF_STAR_OR_REGEX", At(at), ("elem", "'*'"), ("prettyName", where));

    /// <summary><c>EXCEPT_OVERLAPPING_COLUMNS</c>, 42702.</summary>
    public static SqlSparkException ExceptOverlaps(Expression at, EquatableArray<EquatableArray<string>> columns) =>
        SqlSparkException.Create("EXCEPT_OVERLAPPING_COLUMNS", At(at), ("columns", string.Join(", ", columns.Select(c => Id(c)))));

    /// <summary><c>EXCEPT_NESTED_COLUMN_INVALID_TYPE</c>, 428H2.</summary>
    public static SqlSparkException ExceptNestedType(Expression at, EquatableArray<string> column, DataType type) =>
        SqlSparkException.Create("EXCEPT_NESTED_COLUMN_INVALID_TYPE", At(at), ("columnName", Id(column)), ("dataType", Type(type)));

    /// <summary><c>TABLE_OR_VIEW_NOT_FOUND</c>, 42P01.</summary>
    public static SqlSparkException RelationNotFound(EquatableArray<string> name) =>
        SqlSparkException.Create("TABLE_OR_VIEW_NOT_FOUND", Here, ("relationName", Id(name)));

    /// <summary>The reason why types do not suit: <c>DATATYPE_MISMATCH</c> (42K09) or a condition of its own.</summary>
    public static SqlSparkException TypeMismatch(Expression node, TypeCheck check) => TypeMismatch(node, Sql(node), check);

    /// <summary>The reason why the types of arguments do not suit a function.</summary>
    public static SqlSparkException TypeMismatch(UnresolvedFunction call, EquatableArray<Expression> arguments, TypeCheck check) =>
        TypeMismatch(call, CallSql(call, arguments), check);

    private static SqlSparkException TypeMismatch(Expression at, string sql, TypeCheck check)
    {
        var condition = check.SubCondition!;
        condition = condition.StartsWith('!') ? condition[1..] : "DATATYPE_MISMATCH." + condition;
        (string, string)[] parameters = [.. check.Parameters.Where(p => p.Name != "sqlExpr"), ("sqlExpr", sql)];
        return SqlSparkException.Create(condition, At(at), parameters);
    }

    /// <summary><c>DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN</c>, 42K09.</summary>
    public static SqlSparkException FilterNotBoolean(Expression condition) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
            At(condition),
            ("sqlExpr", SqlList([condition])),
            ("filter", Sql(condition)),
            ("type", Type(condition.DataType)));

    /// <summary><c>JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE</c>, 42K09.</summary>
    public static SqlSparkException JoinConditionNotBoolean(Expression condition) =>
        SqlSparkException.Create(
            "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE", At(condition), ("joinCondition", Sql(condition)), ("conditionType", Type(condition.DataType)));

    /// <summary><c>UNBOUND_SQL_PARAMETER</c>, 42P02.</summary>
    public static SqlSparkException UnboundParameter(ParameterMarker marker) =>
        SqlSparkException.Create(
            "UNBOUND_SQL_PARAMETER", At(marker), ("name", marker.Name ?? string.Create(CultureInfo.InvariantCulture, $"_{marker.Position}")));

    /// <summary><c>NOT_A_CONSTANT_STRING</c>, 42601.</summary>
    public static SqlSparkException NotAConstantString(Expression expression, string reason, DataType? type = null) => type is null
        ? SqlSparkException.Create("NOT_A_CONSTANT_STRING." + reason, At(expression), ("name", "IDENTIFIER"), ("expr", Sql(expression)))
        : SqlSparkException.Create(
            "NOT_A_CONSTANT_STRING." + reason, At(expression), ("name", "IDENTIFIER"), ("expr", Sql(expression)), ("dataType", Type(type)));

    /// <summary><c>PARSE_SYNTAX_ERROR</c>, 42601: the text in IDENTIFIER(...) is no name.</summary>
    public static SqlSparkException InvalidIdentifierText(Expression expression, string text) =>
        text.Length == 0
            ? SqlSparkException.Create("PARSE_EMPTY_STATEMENT", At(expression))
            : SqlSparkException.Create("PARSE_SYNTAX_ERROR", At(expression), ("error", ErrorFormat.SqlValue(text)), ("hint", ""));

    /// <summary><c>UNSUPPORTED_FEATURE.STATEMENT</c>, 0A000.</summary>
    public static SqlSparkException UnsupportedStatement(string statement) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.STATEMENT", Here, ("statement", statement));

    /// <summary><c>UNSUPPORTED_FEATURE.OPERATOR</c>, 0A000.</summary>
    public static SqlSparkException UnsupportedOperator(string what) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.OPERATOR", Here, ("operator", what));

    /// <summary><c>UNSUPPORTED_FEATURE.FUNCTION</c>, 0A000.</summary>
    public static SqlSparkException UnsupportedFunction(Expression at, string name) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.FUNCTION", At(at), ("functionName", ErrorFormat.SqlId(name)));

    /// <summary><c>UNSUPPORTED_FEATURE.TYPE_IN_OPERATION</c>, 0A000.</summary>
    public static SqlSparkException UnsupportedType(Expression at, DataType type, string operation) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", At(at), ("dataType", Type(type)), ("operation", operation));

    /// <summary><c>UNSUPPORTED_FEATURE.TIME_TRAVEL</c>, 0A000.</summary>
    public static SqlSparkException UnsupportedTimeTravel(LogicalPlan relation) =>
        SqlSparkException.Create(
            "UNSUPPORTED_FEATURE.TIME_TRAVEL",
            Here,
            ("relationId", relation is UnresolvedRelation r ? Id(r.NameParts) : relation.Description));
}
