using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Analysis;

public sealed class QueriesTests : AnalyzerTest
{
    [Theory]
    [InlineData("SELECT 1 UNION ALL SELECT 2.5 UNION ALL SELECT 3L", "1 DECIMAL(21,1) NOT NULL")]
    [InlineData("SELECT a, b FROM t UNION SELECT a, y FROM u", "a INT, b DATE")]
    [InlineData("SELECT a FROM t INTERSECT SELECT e FROM t", "a BIGINT")]
    [InlineData("SELECT a, NULL FROM t EXCEPT ALL SELECT a, x FROM u", "a INT, NULL STRING")]
    [InlineData("SELECT a FROM t ORDER BY c", "a INT")]
    [InlineData("SELECT a FROM t SORT BY c", "a INT")]
    [InlineData("SELECT a FROM t CLUSTER BY c", "a INT")]
    [InlineData("SELECT a AS k, b FROM t ORDER BY k, 2, a + 1", "k INT, b STRING")]
    [InlineData("SELECT a, b FROM t ORDER BY ALL DESC", "a INT, b STRING")]
    [InlineData("SELECT a FROM t LIMIT 1 + 1 OFFSET 1", "a INT")]
    [InlineData("SELECT * FROM VALUES (1, 'a'), (2L, NULL) AS v(id, name)", "id BIGINT NOT NULL, name STRING")]
    [InlineData("VALUES (1, 1.5), (2, 2)", "col1 INT NOT NULL, col2 DECIMAL(11,1) NOT NULL")]
    [InlineData("SELECT * FROM range(10)", "id BIGINT NOT NULL")]
    [InlineData("SELECT n FROM range(1, 10, 2, 3) AS r(n)", "n BIGINT NOT NULL")]
    [InlineData("WITH x(q) AS (SELECT a FROM t), y AS (SELECT q + 1 AS w FROM x) SELECT w FROM y", "w INT")]
    [InlineData("WITH t AS (SELECT 1 AS one) SELECT * FROM t", "one INT NOT NULL")]
    [InlineData("WITH x AS (SELECT 1 AS p) SELECT * FROM (WITH x AS (SELECT 'a' AS q) SELECT * FROM x), x", "q STRING NOT NULL, p INT NOT NULL")]
    [InlineData("SELECT a AS x, x + 1 AS y, y * 2 FROM t", "x INT, y INT, (lateralAliasReference(y) * 2) INT")]
    [InlineData("SELECT sum(a) AS s, s + 1 FROM t GROUP BY b", "s BIGINT, (lateralAliasReference(s) + 1) BIGINT")]
    [InlineData("SELECT a AS b, b FROM t", "b INT, b STRING")]
    [InlineData("SELECT a, u.a, t.a FROM t JOIN u USING (a)", "a INT, a INT, a INT")]
    [InlineData("SELECT * FROM (SELECT a, b FROM t) FULL JOIN (SELECT a, x FROM u) USING (a)", "a INT, b STRING, x STRING")]
    [InlineData("SELECT * FROM (SELECT b, a FROM t) NATURAL JOIN (SELECT x, a FROM u)", "a INT, b STRING, x STRING")]
    [InlineData("SELECT * FROM (SELECT b, a FROM t) RIGHT JOIN (SELECT x, e AS a FROM u, (SELECT e FROM t)) USING (a)", "a BIGINT, b STRING, x STRING")]
    [InlineData("SELECT t.*, u.* FROM (SELECT a, b FROM t) AS t NATURAL JOIN (SELECT a, x FROM u) AS u NATURAL JOIN (SELECT a, e FROM t) AS w", "a INT, b STRING, a INT, x STRING")]
    [InlineData("SELECT * FROM (SELECT a, b FROM t) AS t NATURAL JOIN (SELECT a, x FROM u) AS u JOIN (SELECT a AS k FROM t) AS w ON u.a = w.k", "a INT, b STRING, x STRING, k INT")]
    [InlineData("SELECT u.a FROM (SELECT a, b FROM t) AS t NATURAL JOIN (SELECT a, x FROM u) AS u JOIN (SELECT a AS k FROM t) AS w ON u.a = w.k", "a INT")]
    [InlineData("SELECT * FROM (SELECT a, b, a + 1 AS a FROM t) NATURAL JOIN (SELECT a, x FROM u)", "a INT, b STRING, a INT, x STRING")]
    [InlineData("FROM (SELECT a, b FROM t) AS t |> JOIN (SELECT a, x FROM u) AS u USING (a) |> EXTEND u.a + 1 AS p |> WHERE u.a > 1 |> LIMIT 2 |> SELECT u.a, p", "a INT, p INT")]
    [InlineData("SELECT 1 AS a, 2 AS a, b FROM t ORDER BY a", "a INT NOT NULL, a INT NOT NULL, b STRING")]
    [InlineData("SELECT 'x' AS s FROM n GROUP BY s HAVING s.p > 0 ORDER BY s.p", "s STRING NOT NULL")]
    [InlineData("SELECT struct(1) AS a FROM t GROUP BY a HAVING a.col1 > 0", "a STRUCT<col1: INT NOT NULL> NOT NULL")]
    [InlineData("SELECT a AS k, k + 1 AS l FROM t GROUP BY k", "k INT, l INT")]
    [InlineData("SELECT a AS k, k + 1 FROM t", "k INT, (lateralAliasReference(k) + 1) INT")]
    [InlineData("SELECT * FROM u LEFT SEMI JOIN t USING (a)", "a INT, x STRING, y DATE, z TIMESTAMP")]
    [InlineData("SELECT t2.b FROM t AS t1 JOIN t AS t2 ON t1.a = t2.a", "b STRING")]
    [InlineData("SELECT a, (SELECT max(x) FROM u WHERE u.a = t.a) AS m FROM t", "a INT, m STRING")]
    [InlineData("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND x = b)", "a INT")]
    [InlineData("SELECT a FROM t WHERE (a, e) IN (SELECT a, 1 FROM u)", "a INT")]
    [InlineData("SELECT x FROM t, LATERAL (SELECT x FROM u WHERE u.a = t.a)", "x STRING")]
    [InlineData("SELECT * FROM (SELECT a, b, c FROM t) PIVOT (sum(c) AS s, count(*) AS n FOR b IN ('x', 'y' AS yy))", "a INT, x_s DOUBLE, x_n BIGINT, yy_s DOUBLE, yy_n BIGINT")]
    [InlineData("SELECT * FROM (SELECT b, c FROM t) PIVOT (max(c) FOR b IN ('x', 'y'))", "x DOUBLE, y DOUBLE")]
    [InlineData("SELECT * FROM (SELECT a, e, c FROM t) UNPIVOT (val FOR name IN (a, e AS big))", "c DOUBLE, name STRING NOT NULL, val BIGINT")]
    [InlineData("FROM t |> WHERE a > 1 |> SELECT a, b |> AGGREGATE sum(a) AS s GROUP BY b |> ORDER BY s |> LIMIT 2", "b STRING, s BIGINT")]
    [InlineData("FROM u |> EXTEND a + 1 AS w |> SET a = 'new' |> DROP x, y, z |> AS q", "a STRING NOT NULL, w INT")]
    [InlineData("SELECT IDENTIFIER('a'), IDENTIFIER('upper')('x') FROM IDENTIFIER('`default`.t')", "a INT, upper(x) STRING NOT NULL")]
    [InlineData("EXPLAIN SELECT zz FROM nope", "plan STRING")]
    public void Resolves_queries(string sql, string schema) =>
        HasSchema(sql, schema);

    /// <summary>Facts of Spark's golden file cte-legacy.sql: whether the innermost, middle or outermost of equal names counts.</summary>
    [Theory]
    [InlineData("WITH t AS (SELECT 1 AS outermost), w AS (WITH t AS (SELECT 2 AS innermost) SELECT * FROM t) SELECT * FROM w", "outermost")]
    [InlineData("WITH t AS (SELECT 1 AS outermost) SELECT * FROM (WITH t AS (SELECT 2 AS innermost) SELECT * FROM t)", "innermost")]
    [InlineData("WITH t AS (SELECT 1 AS outermost), w AS (SELECT * FROM (WITH t AS (SELECT 2 AS innermost) SELECT * FROM t)) SELECT * FROM w", "outermost")]
    [InlineData("WITH t AS (SELECT 1 AS outermost), w AS (WITH t AS (SELECT 2 AS middle), w AS (WITH t AS (SELECT 3 AS innermost) SELECT * FROM t) SELECT * FROM w) SELECT * FROM w", "middle")]
    public void An_outer_CTE_counts_in_the_legacy_order(string sql, string column) =>
        HasSchema(sql, $"{column} INT NOT NULL", Conf(("spark.sql.legacy.ctePrecedencePolicy", "LEGACY")));

    [Fact]
    public void Nested_CTEs_in_subqueries_follow_the_policy()
    {
        const string Sql = "WITH w AS (SELECT 'a' AS x) SELECT (WITH w AS (SELECT 2L AS x) SELECT x FROM w) AS v";
        HasSchema(Sql, "v BIGINT");
        HasSchema(Sql, "v STRING", Conf(("spark.sql.legacy.ctePrecedencePolicy", "LEGACY")));
        Fails(Sql, "AMBIGUOUS_ALIAS_IN_NESTED_CTE", conf: Conf(("spark.sql.legacy.ctePrecedencePolicy", "EXCEPTION")));
    }

    [Fact]
    public void A_nested_CTE_does_not_see_outer_ones_in_the_legacy_order() => Fails(
        "WITH w AS (SELECT 1), x AS (WITH y AS (SELECT * FROM w) SELECT * FROM y) SELECT * FROM x",
        "TABLE_OR_VIEW_NOT_FOUND", "w", Conf(("spark.sql.legacy.ctePrecedencePolicy", "LEGACY")));

    [Fact]
    public void Names_below_FROM_are_not_ambiguous_by_the_policy_EXCEPTION() => HasSchema(
        "WITH w AS (SELECT 1 AS x) SELECT * FROM (WITH w AS (SELECT 2L AS x) SELECT * FROM w)",
        "x BIGINT NOT NULL", Conf(("spark.sql.legacy.ctePrecedencePolicy", "EXCEPTION")));

    [Theory]
    [InlineData("SELECT a, b FROM VALUES (1, 2) AS v(a, b) ORDER BY ALL", "a, b")]
    [InlineData("SELECT a, all FROM VALUES (1, 2) AS v(a, all) ORDER BY ALL", "all")]
    [InlineData("SELECT a FROM VALUES (1, 2) AS v(a, all) ORDER BY ALL", "all")]
    [InlineData("SELECT count(a) FROM VALUES (1, 2) AS v(a, all) GROUP BY all ORDER BY ALL", "all")]
    [InlineData("SELECT a FROM (SELECT a FROM VALUES (1, 2) AS v(a, all)) AS s ORDER BY ALL", "a")]
    public void A_column_called_all_shadows_ORDER_BY_ALL(string sql, string keys)
    {
        var sort = Analyze(sql).Collect<Sort>()[0];
        Assert.Equal(keys, string.Join(", ", sort.Order.Select(key => ((AttributeReference)((SortOrder)key).Child).Name)), ignoreCase: true);
    }

    [Theory]
    [InlineData("SELECT 1 AS a EXCEPT SELECT 2 AS b INTERSECT SELECT 3 AS c", false, "Except(a, Intersect(b, c))")]
    [InlineData("SELECT 1 AS a EXCEPT SELECT 2 AS b INTERSECT SELECT 3 AS c", true, "Intersect(Except(a, b), c)")]
    [InlineData("SELECT 1 AS a EXCEPT SELECT 2 AS b INTERSECT SELECT 3 AS c INTERSECT SELECT 4 AS d", true, "Intersect(Intersect(Except(a, b), c), d)")]
    [InlineData("SELECT 1 AS a EXCEPT (SELECT 2 AS b INTERSECT SELECT 3 AS c)", true, "Except(a, Intersect(b, c))")]
    [InlineData("SELECT 1 AS a INTERSECT SELECT 2 AS b EXCEPT SELECT 3 AS c", true, "Except(Intersect(a, b), c)")]
    public void INTERSECT_comes_first_unless_the_legacy_setting_goes_from_left_to_right(string sql, bool isLegacy, string expected)
    {
        Assert.Equal(expected, Shape(Analyze(sql, Conf(("spark.sql.legacy.setopsPrecedence.enabled", isLegacy ? "true" : "false")))));

        static string Shape(LogicalPlan plan) => plan is SetOperation operation
            ? $"{operation.Operator}({Shape(operation.Left)}, {Shape(operation.Right)})"
            : plan.Output[0].Name;
    }

    [Theory]
    [InlineData("-1::string", "CAST(-1 AS STRING)")]
    [InlineData("-1::bigint::string", "CAST(CAST(-1 AS BIGINT) AS STRING)")]
    [InlineData("- -1::string", "(- CAST(-1 AS STRING))")]
    [InlineData("-128Y::int", "CAST(-128 AS INT)")]
    [InlineData("-2147483648::bigint", "CAST(-2147483648 AS BIGINT)")]
    [InlineData("1 - 1::int", "(1 - CAST(1 AS INT))")]
    [InlineData("-(1)::int", "(- CAST(1 AS INT))")]
    [InlineData("-e::int", "(- CAST(e AS INT))")]
    [InlineData("-1", "-1")]
    [InlineData("- - 1", "(- -1)")]
    public void A_minus_belongs_to_the_number_behind_it(string expression, string name) =>
        Assert.Equal(name, Analyze($"SELECT {expression} FROM t").Output[0].Name);

    [Theory]
    [InlineData("SELECT * FROM nope", "TABLE_OR_VIEW_NOT_FOUND", "nope")]
    [InlineData("SELECT * FROM other.t", "TABLE_OR_VIEW_NOT_FOUND", "other.t")]
    [InlineData("SELECT * FROM csv.`/no/such/format`", "TABLE_OR_VIEW_NOT_FOUND", null)]
    [InlineData("SELECT a FROM t UNION SELECT a, x FROM u", "NUM_COLUMNS_MISMATCH", null)]
    [InlineData("SELECT arr FROM n UNION SELECT a FROM t", "INCOMPATIBLE_COLUMN_TYPE", null)]
    [InlineData("SELECT m FROM n INTERSECT SELECT m FROM n", "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE", null)]
    [InlineData("SELECT a FROM t ORDER BY 3", "ORDER_BY_POS_OUT_OF_RANGE", "3")]
    [InlineData("SELECT DISTINCT a FROM t ORDER BY c", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "c")]
    [InlineData("SELECT a FROM (SELECT a FROM t) q ORDER BY c", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "c")]
    [InlineData("SELECT m FROM n ORDER BY m", "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", "m")]
    [InlineData("SELECT a FROM t LIMIT -1", "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", "-1")]
    [InlineData("SELECT a FROM t LIMIT a", "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE", "a")]
    [InlineData("SELECT a FROM t LIMIT 'x'", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE", "'x'")]
    [InlineData("SELECT a FROM t LIMIT CAST(NULL AS INT)", "INVALID_LIMIT_LIKE_EXPRESSION.IS_NULL", "CAST(NULL AS INT)")]
    [InlineData("SELECT a FROM t OFFSET -1", "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", "-1")]
    [InlineData("SELECT a FROM t WHERE a", "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", "a")]
    [InlineData("SELECT a FROM t WHERE NULL", "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", "NULL")]
    [InlineData("SELECT 1 FROM t JOIN u ON 1", "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE", "1")]
    [InlineData("SELECT 1 FROM t JOIN u ON rand() > 1", "INVALID_NON_DETERMINISTIC_EXPRESSIONS", "rand() > 1")]
    [InlineData("SELECT 1 FROM t JOIN u USING (x)", "UNRESOLVED_USING_COLUMN_FOR_JOIN", null)]
    [InlineData("SELECT * FROM VALUES (1, 'a'), (2)", "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH", "2")]
    [InlineData("SELECT * FROM VALUES (1), (array(1))", "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE", "1")]
    [InlineData("SELECT * FROM VALUES (a)", "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE", "a")]
    [InlineData("SELECT * FROM VALUES (rand())", "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE", "rand()")]
    [InlineData("SELECT * FROM nofn(1)", "UNRESOLVABLE_TABLE_VALUED_FUNCTION", "nofn(1)")]
    [InlineData("SELECT * FROM range()", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", null)]
    [InlineData("SELECT * FROM range(NULL)", "UNEXPECTED_INPUT_TYPE", null)]
    [InlineData("SELECT * FROM range(rand())", "NON_FOLDABLE_ARGUMENT", null)]
    [InlineData("SELECT * FROM range(array(1))", "UNEXPECTED_INPUT_TYPE", null)]
    [InlineData("SELECT * FROM (SELECT a FROM t) q(z, w)", "ASSIGNMENT_ARITY_MISMATCH", null)]
    [InlineData("WITH RECURSIVE r AS (SELECT n + 1 FROM r) SELECT * FROM r", "INVALID_RECURSIVE_CTE", "r")]
    [InlineData("WITH RECURSIVE r AS (SELECT 1 AS n UNION SELECT n + 1 FROM r) SELECT * FROM r", "UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE", "r")]
    [InlineData("WITH x AS (SELECT zz FROM t) SELECT 1", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "zz")]
    [InlineData("SELECT (SELECT a, x FROM u)", "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN", "(SELECT a, x FROM u)")]
    [InlineData("SELECT a FROM t WHERE (a, b) IN (SELECT a FROM u)", "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH", null)]
    [InlineData("SELECT a FROM t WHERE a IN (SELECT arr FROM n)", "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH", null)]
    [InlineData("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE zz = t.a)", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "zz")]
    [InlineData("SELECT a FROM t ORDER BY EXISTS (SELECT 1 FROM u)", "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_IN_EXISTS_SUBQUERY", null)]
    [InlineData("SELECT 1 AS x, 2 AS x, x + 1", "AMBIGUOUS_LATERAL_COLUMN_ALIAS", "x")]
    [InlineData("SELECT a AS x, sum(x) FROM t GROUP BY a", "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_AGGREGATE_FUNC", "sum(x)")]
    [InlineData("SELECT a AS x, x + 1 AS y FROM t GROUP BY a, y", "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_GROUP_BY", null)]
    [InlineData("SELECT a AS x, x + 1 AS y FROM t GROUP BY 1, 2", "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_GROUP_BY", null)]
    [InlineData("SELECT a AS x, x + 1 AS y FROM t GROUP BY ALL", "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_GROUP_BY", null)]
    [InlineData("SELECT * FROM t GROUP BY a, b, c, d, e, 6", "STAR_GROUP_BY_POS", null)]
    [InlineData("SELECT 1 AS k, 2 AS k FROM t GROUP BY ALL ORDER BY k", "UNRESOLVED_COLUMN.WITH_SUGGESTION", null)]
    [InlineData("SELECT 1 AS k, 2 AS k FROM t GROUP BY ALL HAVING k > 1", "AMBIGUOUS_REFERENCE", null)]
    [InlineData("SELECT array(1) AS b FROM t GROUP BY b HAVING b[0] > 0", "INVALID_EXTRACT_BASE_FIELD_TYPE", null)]
    [InlineData("FROM t |> SELECT sum(a) OVER w AS s |> SELECT sum(s) OVER v AS r WINDOW v AS (ORDER BY s), w AS (ORDER BY s)", "MISSING_WINDOW_SPECIFICATION", null)]
    [InlineData("SELECT a AS x, sum(a) OVER (ORDER BY x) FROM t", "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_WINDOW", null)]
    [InlineData("SELECT sum(a) OVER w FROM t", "MISSING_WINDOW_SPECIFICATION", "sum(a) OVER w")]
    [InlineData("SELECT sum(DISTINCT a) OVER () FROM t", "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED", null)]
    [InlineData("SELECT upper(b) OVER () FROM t", "UNSUPPORTED_EXPR_FOR_WINDOW", null)]
    [InlineData("SELECT * FROM t PIVOT (a FOR b IN ('x'))", "_LEGACY_ERROR_TEMP_1006", "a")]
    [InlineData("SELECT * FROM t PIVOT (sum(a) FOR b IN (c))", "NON_LITERAL_PIVOT_VALUES", "c")]
    [InlineData("SELECT * FROM n PIVOT (max(id) FOR m IN (1))", "INCOMPARABLE_PIVOT_COLUMN", null)]
    [InlineData("SELECT * FROM t PIVOT (sum(a) FOR c IN (array(1)))", "PIVOT_VALUE_DATA_TYPE_MISMATCH", "array(1)")]
    [InlineData("SELECT * FROM n UNPIVOT (val FOR name IN (id, arr))", "UNPIVOT_VALUE_DATA_TYPE_MISMATCH", null)]
    [InlineData("FROM t |> SELECT sum(a)", "PIPE_OPERATOR_CONTAINS_AGGREGATE_FUNCTION", null)]
    [InlineData("FROM t |> AGGREGATE a + 1", "PIPE_OPERATOR_AGGREGATE_EXPRESSION_CONTAINS_NO_AGGREGATE_FUNCTION", null)]
    [InlineData("FROM t |> SELECT a |> ORDER BY c", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "c")]
    [InlineData("SELECT :p, a FROM t", "UNBOUND_SQL_PARAMETER", ":p")]
    [InlineData("SELECT * FROM IDENTIFIER(b)", "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", "b")]
    [InlineData("SELECT IDENTIFIER(1)", "NOT_A_CONSTANT_STRING.WRONG_TYPE", "1")]
    [InlineData("SELECT IDENTIFIER(b) FROM t", "NOT_A_CONSTANT_STRING.NOT_CONSTANT", "b")]
    [InlineData("SELECT IDENTIFIER(CAST(NULL AS STRING))", "NOT_A_CONSTANT_STRING.NULL", null)]
    [InlineData("SELECT IDENTIFIER('a b')", "PARSE_SYNTAX_ERROR", null)]
    [InlineData("SELECT * FROM t VERSION AS OF 1", "UNSUPPORTED_FEATURE.TIME_TRAVEL", null)]
    [InlineData("LOAD DATA INPATH 'x' INTO TABLE t", "UNSUPPORTED_FEATURE.STATEMENT", null)]
    [InlineData("CREATE TEMPORARY VIEW w (p, q) AS SELECT a FROM t", "CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS", null)]
    [InlineData("CREATE TEMPORARY VIEW w (p) AS SELECT a, b FROM t", "CREATE_VIEW_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS", null)]
    [InlineData("CREATE TEMPORARY VIEW w AS SELECT 1 AS a, 2 AS A", "COLUMN_ALREADY_EXISTS", null)]
    [InlineData("CACHE TABLE nope", "TABLE_OR_VIEW_NOT_FOUND", null)]
    [InlineData("SELECT /*+ COALESCE */ a FROM t", "_LEGACY_ERROR_TEMP_1048", null)]
    [InlineData("SELECT /*+ REPARTITION('x') */ a FROM t", "_LEGACY_ERROR_TEMP_1047", null)]
    public void Explains_queries_that_are_not_valid(string sql, string condition, string? fragment) => Fails(sql, condition, fragment);

    [Fact]
    public void Sorts_by_columns_that_the_select_list_leaves_out() => HasPlan(
        "SELECT a FROM t ORDER BY c, a + 1",
        """
        Project [a#0]
        +- Sort [c#1 ASC NULLS FIRST, (a#0 + 1) ASC NULLS FIRST], true
           +- Project [a#0, c#1]
              +- SubqueryAlias spark_catalog.default.t
                 +- Relation t[a#0,b#2,c#1,d#3,e#4,f#5] test
        """);

    [Fact]
    public void Sorts_by_chance_once_per_row() => Assert.IsType<Sort>(Analyze("SELECT a FROM t ORDER BY rand()").Children[0]);

    [Fact]
    public void Lateral_aliases_stack_projections() => HasPlan(
        "SELECT a AS x, x + 1 AS y FROM (SELECT a FROM t)",
        """
        Project [x#0, (x#0 + 1) AS y#1]
        +- Project [a#2, a#2 AS x#0]
           +- SubqueryAlias __auto_generated_subquery_name
              +- Project [a#2]
                 +- SubqueryAlias spark_catalog.default.t
                    +- Relation t[a#2,b#3,c#4,d#5,e#6,f#7] test
        """);

    [Fact]
    public void Using_keeps_the_left_out_column_within_reach_of_its_qualified_name() => HasPlan(
        "SELECT a, u.a FROM (SELECT a FROM t) AS t JOIN (SELECT a FROM u) AS u USING (a) WHERE u.a > 1",
        """
        Project [a#0, a#1]
        +- Project [a#0, a#1]
           +- Filter (a#1 > 1)
              +- Project [a#0, a#1]
                 +- Join Inner, (a#0 = a#1)
                    :- SubqueryAlias t
                    :  +- Project [a#0]
                    :     +- SubqueryAlias spark_catalog.default.t
                    :        +- Relation t[a#0,b#2,c#3,d#4,e#5,f#6] test
                    +- SubqueryAlias u
                       +- Project [a#1]
                          +- SubqueryAlias spark_catalog.default.u
                             +- Relation u[a#1,x#7,y#8,z#9] test
        """);

    [Fact]
    public void Correlated_subqueries_know_what_they_read_of_the_outer_query()
    {
        var filter = (Filter)Analyze("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND x = b)").Children[0];
        var exists = Assert.IsType<Exists>(filter.Condition);
        Assert.Equal(["a", "b"], exists.OuterReferences.Select(o => ((AttributeReference)o).Name));
        Assert.Equal(2, ((Project)exists.Plan).Child.Expressions[0].Collect<OuterReference>().Count);
    }

    [Fact]
    public void Both_sides_of_in_come_to_common_types()
    {
        var filter = (Filter)Analyze("SELECT a FROM t WHERE a IN (SELECT 1L)").Children[0];
        var subquery = Assert.IsType<InSubquery>(filter.Condition);
        Assert.IsType<Cast>(subquery.Values[0]);
        Assert.Equal("bigint", subquery.Plan.Output[0].Type.SimpleString);
    }

    [Fact]
    public void Windows_without_a_frame_get_the_standard_one()
    {
        static WindowFrame FrameOf(LogicalPlan plan) => plan.Collect<Window>()[0].Expressions[0].Collect<WindowExpression>()[0].Spec.Frame!;
        Assert.Equal("ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING", FrameOf(Analyze("SELECT sum(a) OVER (PARTITION BY b) FROM t")).Sql);
        Assert.Equal("RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW", FrameOf(Analyze("SELECT sum(a) OVER w FROM t WINDOW w AS (ORDER BY b)")).Sql);
    }

    [Fact]
    public void Hints_about_joins_stand_at_the_relations_they_name()
    {
        var hints = Analyze("SELECT /*+ BROADCAST(q), MERGE(nobody), UNKNOWN(q) */ 1 FROM t JOIN u AS q ON t.a = q.a").Collect<ResolvedHint>();
        Assert.Equal("q", Assert.Single(hints.Select(h => ((SubqueryAlias)h.Child).Identifier[0])));
    }

    [Fact]
    public void Hints_about_partitions_become_operators()
    {
        var coalesce = Assert.IsType<Repartition>(Analyze("SELECT /*+ COALESCE(3) */ a FROM t"));
        Assert.Equal((3, false), (coalesce.PartitionCount, coalesce.Shuffles));
        Assert.Equal(4, Assert.IsType<RepartitionByExpression>(Analyze("SELECT /*+ REPARTITION(4, a) */ a FROM t")).PartitionCount);
        Assert.IsType<SortOrder>(Assert.IsType<RepartitionByExpression>(Analyze("SELECT /*+ REPARTITION_BY_RANGE(a) */ a FROM t")).Keys[0]);
        Assert.IsType<RebalancePartitions>(Analyze("SELECT /*+ REBALANCE */ a FROM t"));
    }

    [Fact]
    public void Views_name_and_comment_their_columns()
    {
        var view = (CreateView)Analyze("CREATE TEMPORARY VIEW w (q COMMENT 'of t') AS SELECT a FROM t");
        Assert.Equal("q", view.Query.Output[0].Name);
        Assert.Equal("of t", view.Query.Schema.Fields[0].Comment);
    }
}
