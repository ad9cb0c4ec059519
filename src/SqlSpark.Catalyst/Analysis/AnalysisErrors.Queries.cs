using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Clauses of queries.</content>
internal static partial class AnalysisErrors
{
    /// <summary><c>MISSING_GROUP_BY</c>, 42803.</summary>
    public static SqlSparkException MissingGroupBy(Expression at) => SqlSparkException.Create("MISSING_GROUP_BY", At(at));

    /// <summary><c>MISSING_AGGREGATION</c>, 42803.</summary>
    public static SqlSparkException MissingAggregation(AttributeReference column) =>
        SqlSparkException.Create(
            "MISSING_AGGREGATION",
            At(column),
            ("expression", Sql(column)),
            ("expressionAnyValue", ErrorFormat.SqlExpr($"any_value({PrettySql.Of(column)})")));

    /// <summary><c>NESTED_AGGREGATE_FUNCTION</c>, 42607.</summary>
    public static SqlSparkException NestedAggregate(Expression at) => SqlSparkException.Create("NESTED_AGGREGATE_FUNCTION", At(at));

    /// <summary><c>AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION</c>, 42845.</summary>
    public static SqlSparkException NondeterministicAggregate(AggregateExpression call) =>
        SqlSparkException.Create("AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION", At(call), ("sqlExpr", Sql(call)));

    /// <summary><c>GROUP_BY_AGGREGATE</c>, 42903.</summary>
    public static SqlSparkException GroupByAggregate(Expression grouping) =>
        SqlSparkException.Create("GROUP_BY_AGGREGATE", At(grouping), ("sqlExpr", PrettySql.Of(grouping)));

    /// <summary><c>GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE</c>, 42822.</summary>
    public static SqlSparkException GroupByType(Expression grouping) =>
        SqlSparkException.Create(
            "GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE", At(grouping), ("sqlExpr", Sql(grouping)), ("dataType", Type(grouping.DataType)));

    /// <summary><c>GROUP_BY_POS_OUT_OF_RANGE</c>, 42805.</summary>
    public static SqlSparkException GroupByOrdinalOutOfRange(Expression at, int ordinal, int size) =>
        SqlSparkException.Create("GROUP_BY_POS_OUT_OF_RANGE", At(at), ("index", Number(ordinal)), ("size", Number(size)));

    /// <summary><c>GROUP_BY_POS_AGGREGATE</c>, 42903.</summary>
    public static SqlSparkException GroupByOrdinalAggregate(Expression at, int ordinal, Expression item) =>
        SqlSparkException.Create("GROUP_BY_POS_AGGREGATE", At(at), ("index", Number(ordinal)), ("aggExpr", PrettySql.Of(item)));

    /// <summary><c>STAR_GROUP_BY_POS</c>, 0A000.</summary>
    public static SqlSparkException StarWithGroupByOrdinal() => SqlSparkException.Create("STAR_GROUP_BY_POS", Here);

    /// <summary><c>ORDER_BY_POS_OUT_OF_RANGE</c>, 42805.</summary>
    public static SqlSparkException OrderByOrdinalOutOfRange(Expression at, int ordinal, int size) =>
        SqlSparkException.Create("ORDER_BY_POS_OUT_OF_RANGE", At(at), ("index", Number(ordinal)), ("size", Number(size)));

    /// <summary><c>AMBIGUOUS_ALIAS_IN_NESTED_CTE</c>, 42KD0.</summary>
    public static SqlSparkException AmbiguousNestedCte(string name) => SqlSparkException.Create(
        "AMBIGUOUS_ALIAS_IN_NESTED_CTE", Here, ("name", ErrorFormat.SqlId(name)), ("config", ErrorFormat.SqlConf(SqlConf.LegacyCtePrecedencePolicy.Key)));

    /// <summary><c>INVALID_RECURSIVE_CTE</c>, 42836.</summary>
    public static SqlSparkException InvalidRecursiveCte() => SqlSparkException.Create("INVALID_RECURSIVE_CTE", Here);

    /// <summary><c>UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE</c>, 42836.</summary>
    public static SqlSparkException RecursiveUnion() => SqlSparkException.Create("UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE", Here);

    /// <summary><c>INVALID_RECURSIVE_REFERENCE.PLACE</c>, 42836.</summary>
    public static SqlSparkException RecursiveReferencePlace() => SqlSparkException.Create("INVALID_RECURSIVE_REFERENCE.PLACE", Here);

    /// <summary><c>RECURSIVE_CTE_IN_LEGACY_MODE</c>, 42836.</summary>
    public static SqlSparkException RecursiveCteInLegacyMode() => SqlSparkException.Create("RECURSIVE_CTE_IN_LEGACY_MODE", Here);

    /// <summary><c>CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE</c>, 42825: the recursive part of a query brings a wider type than its anchor.</summary>
    public static SqlSparkException IncompatibleRecursion(DataType anchor, DataType step) =>
        SqlSparkException.Create("CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE", Here, ("left", Type(anchor)), ("right", Type(step)));

    /// <summary><c>UNRESOLVED_ALL_IN_GROUP_BY</c>, 42803.</summary>
    public static SqlSparkException UnresolvedGroupByAll() => SqlSparkException.Create("UNRESOLVED_ALL_IN_GROUP_BY", Here);

    /// <summary><c>UNSUPPORTED_GROUPING_EXPRESSION</c>, 42K0E.</summary>
    public static SqlSparkException UnsupportedGrouping(Expression at) => SqlSparkException.Create("UNSUPPORTED_GROUPING_EXPRESSION", At(at));

    /// <summary><c>GROUPING_COLUMN_MISMATCH</c>, 42803.</summary>
    public static SqlSparkException GroupingMismatch(Grouping grouping, EquatableArray<Expression> groupBy) =>
        SqlSparkException.Create("GROUPING_COLUMN_MISMATCH", At(grouping), ("grouping", Sql(grouping.Child)), ("groupingColumns", SqlList(groupBy)));

    /// <summary><c>GROUPING_ID_COLUMN_MISMATCH</c>, 42803.</summary>
    public static SqlSparkException GroupingIdMismatch(GroupingId function, EquatableArray<Expression> groupBy) =>
        SqlSparkException.Create(
            "GROUPING_ID_COLUMN_MISMATCH", At(function), ("groupingIdColumn", SqlList(function.Arguments)), ("groupByColumns", SqlList(groupBy)));

    /// <summary><c>GROUPING_SIZE_LIMIT_EXCEEDED</c>, 54000.</summary>
    public static SqlSparkException TooManyGroupingColumns(int limit) =>
        SqlSparkException.Create("GROUPING_SIZE_LIMIT_EXCEEDED", Here, ("maxSize", Number(limit)));

    /// <summary><c>GROUPING_SIZE_LIMIT_EXCEEDED</c>, 54000.</summary>
    public static SqlSparkException TooManyGroupingSets(int limit) => TooManyGroupingColumns(limit);

    /// <summary><c>INVALID_WHERE_CONDITION</c>, 42903.</summary>
    public static SqlSparkException InvalidWhere(Expression condition, IEnumerable<Expression> special) =>
        SqlSparkException.Create(
            "INVALID_WHERE_CONDITION",
            At(condition),
            ("condition", Sql(condition)),
            ("expressionList", string.Join(", ", special.Select(PrettySql.Of))));

    /// <summary><c>UNSUPPORTED_EXPR_FOR_OPERATOR</c>, 42K0E.</summary>
    public static SqlSparkException UnsupportedExpressions(IReadOnlyList<Expression> special) =>
        SqlSparkException.Create(
            "UNSUPPORTED_EXPR_FOR_OPERATOR", At(special[0]), ("invalidExprSqls", string.Join(", ", special.Select(PrettySql.Of))));

    /// <summary><c>INVALID_NON_DETERMINISTIC_EXPRESSIONS</c>, 42K0E.</summary>
    public static SqlSparkException Nondeterministic(Expression expression) =>
        SqlSparkException.Create("INVALID_NON_DETERMINISTIC_EXPRESSIONS", At(expression), ("sqlExprs", Sql(expression)));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_IN_EXISTS_SUBQUERY</c>, 0A000.</summary>
    public static SqlSparkException UnsupportedSubqueryPlace(Expression at, LogicalPlan plan) =>
        SqlSparkException.Create(
            "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_IN_EXISTS_SUBQUERY", At(at), ("treeNode", plan.Description));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY</c>, 0A000.</summary>
    public static SqlSparkException UnsupportedScalarSubqueryPlace(Expression at, LogicalPlan plan) =>
        SqlSparkException.Create("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY", At(at), ("treeNode", plan.Description));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE</c>, 0A000.</summary>
    public static SqlSparkException CorrelatedReference(Expression at) =>
        SqlSparkException.Create("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE", At(at), ("sqlExprs", Sql(at)));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED</c>, 0A000.</summary>
    public static SqlSparkException OuterColumnNotAllowed(LogicalPlan plan, Expression at) =>
        SqlSparkException.Create("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED", At(at), ("treeNode", plan.Description));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES</c>, 0A000.</summary>
    public static SqlSparkException MixedAggregate(AggregateExpression at) =>
        SqlSparkException.Create("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES", At(at), ("function", Sql(at)));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.LATERAL_JOIN_CONDITION_NON_DETERMINISTIC</c>, 0A000.</summary>
    public static SqlSparkException LateralCondition(Expression condition) =>
        SqlSparkException.Create("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.LATERAL_JOIN_CONDITION_NON_DETERMINISTIC", At(condition), ("condition", Sql(condition)));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.NON_DETERMINISTIC_LATERAL_SUBQUERIES</c>, 0A000.</summary>
    public static SqlSparkException NondeterministicLateral(LateralSubquery at) =>
        SqlSparkException.Create("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.NON_DETERMINISTIC_LATERAL_SUBQUERIES", At(at), ("treeNode", at.Plan.Description));

    /// <summary><c>INCOMPATIBLE_JOIN_TYPES</c>, 42613.</summary>
    public static SqlSparkException IncompatibleJoinTypes(string first, string second) =>
        SqlSparkException.Create("INCOMPATIBLE_JOIN_TYPES", Here, ("joinType1", first), ("joinType2", second));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION</c>, 0A000.</summary>
    public static SqlSparkException CorrelationInJoinCondition(SubqueryExpression subquery) =>
        SqlSparkException.Create(
            "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION", At(subquery), ("subqueryExpression", Sql(subquery)));

    /// <summary><c>UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_REFERENCE_DATA_TYPE</c>, 0A000.</summary>
    public static SqlSparkException CorrelatedReferenceType(Expression outer) =>
        SqlSparkException.Create(
            "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_REFERENCE_DATA_TYPE", At(outer), ("expr", PrettySql.Of(outer)), ("dataType", outer.DataType.SimpleString));

    /// <summary><c>INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN</c>, 42823.</summary>
    public static SqlSparkException ScalarSubqueryColumns(Expression at, int count) =>
        SqlSparkException.Create(
            "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN", At(at), ("number", Number(count)));

    /// <summary><c>DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH</c>, 42K09.</summary>
    public static SqlSparkException InSubqueryLength(InSubquery at, EquatableArray<Expression> values, EquatableArray<AttributeReference> output) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH",
            At(at),
            ("sqlExpr", Sql(at)),
            ("leftLength", Number(values.Count)),
            ("rightLength", Number(output.Count)),
            ("leftColumns", SqlList(values)),
            ("rightColumns", SqlList(output)));

    /// <summary><c>DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH</c>, 42K09.</summary>
    public static SqlSparkException InSubqueryTypes(InSubquery at, EquatableArray<Expression> values, EquatableArray<AttributeReference> output) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH",
            At(at),
            ("sqlExpr", Sql(at)),
            ("mismatchedColumns", string.Join(", ", values.Zip(output, (v, o) => $"({PrettySql.Of(v)}:{v.DataType.CatalogString}, {o.Name}:{o.Type.CatalogString})"))),
            ("leftType", string.Join(", ", values.Select(v => Type(v.DataType)))),
            ("rightType", string.Join(", ", output.Select(o => Type(o.Type)))));

    /// <summary><c>INVALID_LIMIT_LIKE_EXPRESSION</c>, 42K0E.</summary>
    public static SqlSparkException InvalidLimit(string reason, string clause, Expression count, params (string Name, string Value)[] parameters) =>
        SqlSparkException.Create("INVALID_LIMIT_LIKE_EXPRESSION." + reason, At(count), [("name", clause), ("expr", Sql(count)), .. parameters]);

    /// <summary><c>NUM_COLUMNS_MISMATCH</c>, 42826.</summary>
    public static SqlSparkException ColumnCountMismatch(string operation, int firstCount, int ordinal, int count) =>
        SqlSparkException.Create(
            "NUM_COLUMNS_MISMATCH",
            Here,
            ("operator", operation),
            ("firstNumColumns", Number(firstCount)),
            ("invalidOrdinalNum", InputTypes.Ordinal(ordinal)),
            ("invalidNumColumns", Number(count)));

    /// <summary><c>INCOMPATIBLE_COLUMN_TYPE</c>, 42825.</summary>
    public static SqlSparkException IncompatibleColumn(string operation, int column, int input, DataType type, DataType firstType) =>
        SqlSparkException.Create(
            "INCOMPATIBLE_COLUMN_TYPE",
            Here,
            ("operator", operation),
            ("columnOrdinalNumber", InputTypes.Ordinal(column)),
            ("tableOrdinalNumber", InputTypes.Ordinal(input)),
            ("dataType1", Type(type)),
            ("dataType2", Type(firstType)),
            ("hint", ""));

    /// <summary><c>UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE</c> and <c>..._ON_VARIANT_TYPE</c>, 0A000.</summary>
    public static SqlSparkException SetOperationType(string kind, AttributeReference column) =>
        SqlSparkException.Create(
            $"UNSUPPORTED_FEATURE.SET_OPERATION_ON_{kind}_TYPE", Here, ("colName", ErrorFormat.SqlId(column.Name)), ("dataType", Type(column.Type)));

    /// <summary><c>UNRESOLVED_COLUMN</c>, 42703: a column of UNION BY NAME that the other side lacks.</summary>
    public static SqlSparkException UnresolvedColumn(AttributeReference missing, IEnumerable<AttributeReference> candidates) =>
        UnresolvedColumn(missing, [missing.Name], candidates);

    /// <summary><c>COLUMN_NOT_DEFINED_IN_TABLE</c>, 42703: a table is to be partitioned by what is none of its columns.</summary>
    public static SqlSparkException PartitionColumnNotFound(string column, EquatableArray<string> table, LogicalPlan query) =>
        SqlSparkException.Create(
            "COLUMN_NOT_DEFINED_IN_TABLE",
            Here,
            ("colType", "partition"),
            ("colName", SqlIdentifier.Quote(column)),
            ("tableName", SqlIdentifier.Quote(table)),
            ("tableCols", string.Join(", ", query.Output.Map(a => SqlIdentifier.Quote(a.Name)))));

    /// <summary><c>COLUMN_ALREADY_EXISTS</c>, 42711.</summary>
    public static SqlSparkException ColumnAlreadyExists(string name) =>
        SqlSparkException.Create("COLUMN_ALREADY_EXISTS", Here, ("columnName", ErrorFormat.SqlId(name)));

    /// <summary><c>UNRESOLVED_USING_COLUMN_FOR_JOIN</c>, 42703.</summary>
    public static SqlSparkException UnresolvedUsingColumn(string name, string side, IEnumerable<AttributeReference> candidates) =>
        SqlSparkException.Create(
            "UNRESOLVED_USING_COLUMN_FOR_JOIN",
            Here,
            ("colName", ErrorFormat.SqlId(name)),
            ("side", side),
            ("suggestion", string.Join(", ", candidates.Select(c => ErrorFormat.SqlId(c.Name)).Order(StringComparer.Ordinal))));

    /// <summary><c>UNSUPPORTED_FEATURE.LATERAL_JOIN_USING</c>, 0A000.</summary>
    public static SqlSparkException LateralJoinUsing() => SqlSparkException.Create("UNSUPPORTED_FEATURE.LATERAL_JOIN_USING", Here);

    /// <summary><c>ASSIGNMENT_ARITY_MISMATCH</c>, 42802: as many names as columns are needed.</summary>
    public static SqlSparkException ColumnAliasCount(int names, int columns) =>
        SqlSparkException.Create("ASSIGNMENT_ARITY_MISMATCH", Here, ("numTarget", Number(names)), ("numExpr", Number(columns)));

    /// <summary><c>INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH</c>, 42000.</summary>
    public static SqlSparkException InlineTableColumnCount(EquatableArray<Expression> row, int rowIndex, int expected) =>
        SqlSparkException.Create(
            "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
            row.IsEmpty ? Here : At(row[0]),
            ("expectedNumCols", Number(expected)),
            ("actualNumCols", Number(row.Count)),
            ("rowIndex", Number(rowIndex)));

    /// <summary><c>INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE</c>, 42000.</summary>
    public static SqlSparkException InlineTableExpression(Expression expression) =>
        SqlSparkException.Create("INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE", At(expression), ("expr", Sql(expression)));

    /// <summary><c>INVALID_INLINE_TABLE.FAILED_SQL_EXPRESSION_EVALUATION</c>, 42000.</summary>
    public static SqlSparkException InlineTableEvaluation(Expression expression) =>
        SqlSparkException.Create("INVALID_INLINE_TABLE.FAILED_SQL_EXPRESSION_EVALUATION", At(expression), ("sqlExpr", Sql(expression)));

    /// <summary><c>INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE</c>, 42000.</summary>
    public static SqlSparkException InlineTableTypes(Expression at, string column) =>
        SqlSparkException.Create("INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE", At(at), ("colName", ErrorFormat.SqlId(column)));

    /// <summary><c>UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_WINDOW</c> and <c>..._IN_AGGREGATE_FUNC</c>, 0A000.</summary>
    public static SqlSparkException LateralAliasIn(string place, string parameter, AttributeReference alias, Expression function) =>
        SqlSparkException.Create(
            "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_" + place, At(function), ("lca", ErrorFormat.SqlId(alias.Name)), (parameter, Sql(function)));

    /// <summary><c>UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_GROUP_BY</c>, 0A000.</summary>
    public static SqlSparkException LateralAliasInGroupBy(AttributeReference alias) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_GROUP_BY", At(alias));

    /// <summary><c>UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_AGGREGATE_WITH_WINDOW_AND_HAVING</c>, 0A000.</summary>
    public static SqlSparkException LateralAliasWithWindowAndHaving(LogicalPlan query) => SqlSparkException.Create(
        "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_AGGREGATE_WITH_WINDOW_AND_HAVING", Here, ("lca", ErrorFormat.SqlId(query.Output[0].Name)));

    /// <summary><c>PIPE_OPERATOR_CONTAINS_AGGREGATE_FUNCTION</c>, 0A000.</summary>
    public static SqlSparkException PipeWithAggregate(PipeExpression at, Expression aggregate) =>
        SqlSparkException.Create("PIPE_OPERATOR_CONTAINS_AGGREGATE_FUNCTION", At(at), ("expr", PrettySql.Of(aggregate)), ("clause", at.Clause));

    /// <summary><c>PIPE_OPERATOR_AGGREGATE_EXPRESSION_CONTAINS_NO_AGGREGATE_FUNCTION</c>, 0A000.</summary>
    public static SqlSparkException PipeWithoutAggregate(PipeExpression at, Expression child) =>
        SqlSparkException.Create("PIPE_OPERATOR_AGGREGATE_EXPRESSION_CONTAINS_NO_AGGREGATE_FUNCTION", At(at), ("expr", PrettySql.Of(child)));

    /// <summary><c>_LEGACY_ERROR_TEMP_1046</c>: a parameter of a join hint that is no name.</summary>
    public static SqlSparkException InvalidJoinHint(Expression parameter) =>
        SqlSparkException.Create(
            "_LEGACY_ERROR_TEMP_1046", At(parameter), ("unsupported", PrettySql.Of(parameter)), ("class", parameter.GetType().Name));

    /// <summary><c>_LEGACY_ERROR_TEMP_1047</c>: parameters of a partitioning hint.</summary>
    public static SqlSparkException InvalidRepartitionHint(string hint) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_1047", Here, ("hintName", hint.ToUpperInvariant()), ("invalidParams", ""));

    /// <summary><c>_LEGACY_ERROR_TEMP_1048</c>: COALESCE without a number.</summary>
    public static SqlSparkException InvalidCoalesceHint(string hint) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_1048", Here, ("hintName", hint.ToUpperInvariant()));

    /// <summary><c>_LEGACY_ERROR_TEMP_1006</c>: PIVOT of what is no aggregate.</summary>
    public static SqlSparkException PivotWithoutAggregate(Expression expression) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_1006", At(expression), ("sql", PrettySql.Of(expression)));

    /// <summary><c>INCOMPARABLE_PIVOT_COLUMN</c>, 42818.</summary>
    public static SqlSparkException IncomparablePivotColumn(Expression column) =>
        SqlSparkException.Create("INCOMPARABLE_PIVOT_COLUMN", At(column), ("columnName", ErrorFormat.SqlId(PrettySql.Of(column))));

    /// <summary><c>NON_LITERAL_PIVOT_VALUES</c>, 42K08.</summary>
    public static SqlSparkException NonLiteralPivotValue(Expression value) =>
        SqlSparkException.Create("NON_LITERAL_PIVOT_VALUES", At(value), ("expression", Sql(value)));

    /// <summary><c>PIVOT_VALUE_DATA_TYPE_MISMATCH</c>, 42K09.</summary>
    public static SqlSparkException PivotValueType(Expression value, DataType pivotType) =>
        SqlSparkException.Create(
            "PIVOT_VALUE_DATA_TYPE_MISMATCH",
            At(value),
            ("value", PrettySql.Of(value)),
            ("valueType", value.DataType.SimpleString),
            ("pivotType", pivotType.CatalogString));

    /// <summary><c>UNPIVOT_REQUIRES_VALUE_COLUMNS</c>, 42K0A.</summary>
    public static SqlSparkException UnpivotWithoutColumns() => SqlSparkException.Create("UNPIVOT_REQUIRES_VALUE_COLUMNS", Here);

    /// <summary><c>UNPIVOT_REQUIRES_ATTRIBUTES</c>, 42K0A.</summary>
    public static SqlSparkException UnpivotRequiresAttributes(Expression expression) =>
        SqlSparkException.Create(
            "UNPIVOT_REQUIRES_ATTRIBUTES", At(expression), ("given", "value"), ("empty", "id"), ("expressions", Sql(expression)));

    /// <summary><c>UNPIVOT_VALUE_SIZE_MISMATCH</c>, 428C4.</summary>
    public static SqlSparkException UnpivotSize(EquatableArray<string> names) =>
        SqlSparkException.Create("UNPIVOT_VALUE_SIZE_MISMATCH", Here, ("names", Number(names.Count)));

    /// <summary><c>UNPIVOT_VALUE_DATA_TYPE_MISMATCH</c>, 42K09.</summary>
    public static SqlSparkException UnpivotTypes(EquatableArray<DataType> types) =>
        SqlSparkException.Create("UNPIVOT_VALUE_DATA_TYPE_MISMATCH", Here, ("types", string.Join(", ", types.Select(Type).Distinct(StringComparer.Ordinal))));

    /// <summary><c>CREATE_VIEW_COLUMN_ARITY_MISMATCH</c>, 21S01.</summary>
    public static SqlSparkException ViewColumnCount(CreateView view, LogicalPlan query) =>
        SqlSparkException.Create(
            "CREATE_VIEW_COLUMN_ARITY_MISMATCH." + (view.Columns.Count > query.Output.Count ? "NOT_ENOUGH_DATA_COLUMNS" : "TOO_MANY_DATA_COLUMNS"),
            Here,
            ("viewName", Id(view.Name)),
            ("viewColumns", string.Join(", ", view.Columns.Select(c => ErrorFormat.SqlId(c.Name)))),
            ("dataColumns", string.Join(", ", query.Output.Select(c => ErrorFormat.SqlId(c.Name)))));

    /// <summary><c>EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE</c>, 42809.</summary>
    public static SqlSparkException InsertIntoView(EquatableArray<string> view) =>
        SqlSparkException.Create("EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE", Here, ("operation", "INSERT"), ("viewName", Id(view)));

    /// <summary><c>UNSUPPORTED_INSERT.NOT_ALLOWED</c>, 42809: the table was registered and has no place for rows.</summary>
    public static SqlSparkException InsertNotAllowed(EquatableArray<string> table) =>
        SqlSparkException.Create("UNSUPPORTED_INSERT.NOT_ALLOWED", Here, ("relationId", Id(table)));

    /// <summary><c>NON_PARTITION_COLUMN</c>, 42000.</summary>
    public static SqlSparkException NonPartitionColumn(string column) =>
        SqlSparkException.Create("NON_PARTITION_COLUMN", Here, ("columnName", ErrorFormat.SqlId(column)));

    /// <summary><c>UNRESOLVED_COLUMN.WITH_SUGGESTION</c>, 42703: a column of the list that the table lacks.</summary>
    public static SqlSparkException UnresolvedInsertColumn(string column, IEnumerable<string> columns) =>
        SqlSparkException.Create("UNRESOLVED_COLUMN.WITH_SUGGESTION", Here, ("objectName", ErrorFormat.SqlId(column)), ("proposal", string.Join(", ", columns.Select(c => ErrorFormat.SqlId(c)))));

    /// <summary><c>INSERT_COLUMN_ARITY_MISMATCH</c>, 21S01.</summary>
    public static SqlSparkException InsertColumnCount(EquatableArray<string> table, IEnumerable<string> columns, LogicalPlan query, bool isTooMany) =>
        SqlSparkException.Create(
            isTooMany ? "INSERT_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS" : "INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS",
            Here,
            ("tableName", Id(table)),
            ("tableColumns", string.Join(", ", columns.Select(c => ErrorFormat.SqlId(c)))),
            ("dataColumns", string.Join(", ", query.Output.Map(a => ErrorFormat.SqlId(a.Name)))));

    /// <summary><c>INCOMPATIBLE_DATA_FOR_TABLE.AMBIGUOUS_COLUMN_NAME</c>, KD000.</summary>
    public static SqlSparkException AmbiguousInsertColumn(EquatableArray<string> table, string column) =>
        SqlSparkException.Create("INCOMPATIBLE_DATA_FOR_TABLE.AMBIGUOUS_COLUMN_NAME", Here, ("tableName", Id(table)), ("colName", ErrorFormat.SqlId(column)));

    /// <summary><c>INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_COLUMNS</c>, KD000.</summary>
    public static SqlSparkException ExtraInsertColumns(EquatableArray<string> table, IEnumerable<string> columns) =>
        SqlSparkException.Create(
            "INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_COLUMNS", Here, ("tableName", Id(table)), ("extraColumns", string.Join(", ", columns.Select(c => ErrorFormat.SqlId(c)))));

    /// <summary><c>INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST</c>, KD000.</summary>
    public static SqlSparkException CannotStore(EquatableArray<string> table, StructField column, DataType type) =>
        SqlSparkException.Create(
            "INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST",
            Here,
            ("tableName", Id(table)),
            ("colName", ErrorFormat.SqlId(column.Name)),
            ("srcType", $"\"{type.Sql}\""),
            ("targetType", $"\"{column.DataType.Sql}\""));
}
