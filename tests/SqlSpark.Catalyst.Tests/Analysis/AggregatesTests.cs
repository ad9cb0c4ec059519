using Xunit;

namespace SqlSpark.Catalyst.Tests.Analysis;

public sealed class AggregatesTests : AnalyzerTest
{
    [Theory]
    [InlineData("SELECT count(*), count(1), max(b), sum(a) + 1 FROM t", "count(1) BIGINT NOT NULL, count(1) BIGINT NOT NULL, max(b) STRING, (sum(a) + 1) BIGINT")]
    [InlineData("SELECT b, sum(d) FROM t GROUP BY b", "b STRING, sum(d) DECIMAL(20,2)")]
    [InlineData("SELECT a + 1, sum(c) FROM t GROUP BY a + 1", "(a + 1) INT, sum(c) DOUBLE")]
    [InlineData("SELECT (a + 1) * 2, sum(c) FROM t GROUP BY a + 1", "((a + 1) * 2) INT, sum(c) DOUBLE")]
    [InlineData("SELECT a + 1 AS k, sum(c) FROM t GROUP BY k", "k INT, sum(c) DOUBLE")]
    [InlineData("SELECT b, a + 1, count(*) FROM t GROUP BY 1, 2", "b STRING, (a + 1) INT, count(1) BIGINT NOT NULL")]
    [InlineData("SELECT b, a + 1, count(*) + 1 FROM t GROUP BY ALL", "b STRING, (a + 1) INT, (count(1) + 1) BIGINT NOT NULL")]
    [InlineData("SELECT count(*) FROM t GROUP BY ALL", "count(1) BIGINT NOT NULL")]
    [InlineData("SELECT count(DISTINCT a, b), sum(a) FILTER (WHERE b = 'x') FROM t", "count(DISTINCT a, b) BIGINT NOT NULL, sum(a) FILTER (WHERE (b = x)) BIGINT")]
    [InlineData("SELECT count(DISTINCT *) FROM u", "count(DISTINCT a, x, y, z) BIGINT NOT NULL")]
    [InlineData("SELECT 1 FROM t HAVING sum(a) > 1", "1 INT NOT NULL")]
    [InlineData("SELECT rand() AS r, count(*) FROM t GROUP BY rand()", "r DOUBLE NOT NULL, count(1) BIGINT NOT NULL")]
    public void Resolves_aggregations(string sql, string schema) => HasSchema(sql, schema);

    [Theory]
    [InlineData("SELECT a, sum(c) FROM t", "MISSING_GROUP_BY", "a")]
    [InlineData("SELECT a, sum(c) FROM t GROUP BY b", "MISSING_AGGREGATION", "a")]
    [InlineData("SELECT a + 1 FROM t GROUP BY a + 2", "MISSING_AGGREGATION", "a")]
    [InlineData("SELECT sum(sum(a)) FROM t", "NESTED_AGGREGATE_FUNCTION", "sum(sum(a))")]
    [InlineData("SELECT a FROM t WHERE sum(a) > 1", "INVALID_WHERE_CONDITION", "sum(a) > 1")]
    [InlineData("SELECT a FROM t GROUP BY max(a)", "GROUP_BY_AGGREGATE", "max(a)")]
    [InlineData("SELECT max(a) FROM t GROUP BY 1", "GROUP_BY_POS_AGGREGATE", "1")]
    [InlineData("SELECT a FROM t GROUP BY 3", "GROUP_BY_POS_OUT_OF_RANGE", "3")]
    [InlineData("SELECT a FROM t GROUP BY 0", "GROUP_BY_POS_OUT_OF_RANGE", "0")]
    [InlineData("SELECT a + sum(c) FROM t GROUP BY ALL", "UNRESOLVED_ALL_IN_GROUP_BY", null)]
    [InlineData("SELECT a, count(*) FROM t GROUP BY a HAVING b > 'x'", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "b")]
    [InlineData("SELECT a FROM t GROUP BY a ORDER BY b", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "b")]
    [InlineData("SELECT sum(rand()) FROM t", "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION", "sum(rand())")]
    [InlineData("SELECT sum(a) FILTER (WHERE a) FROM t", "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN", "a")]
    [InlineData("SELECT sum(a) FILTER (WHERE sum(a) > 1) FROM t", "INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE", null)]
    [InlineData("SELECT a FROM t JOIN u ON sum(t.a) = 1", "UNSUPPORTED_EXPR_FOR_OPERATOR", "sum(t.a)")]
    [InlineData("SELECT a FROM t ORDER BY sum(a)", "UNSUPPORTED_EXPR_FOR_OPERATOR", "sum(a)")]
    public void Explains_aggregates_in_the_wrong_place(string sql, string condition, string? fragment) => Fails(sql, condition, fragment);

    [Fact]
    public void Having_and_order_by_add_the_aggregates_they_need() => HasPlan(
        "SELECT b FROM t GROUP BY b HAVING sum(a) > 1 ORDER BY max(c), b",
        """
        Project [b#0]
        +- Sort [max(c)#1 ASC NULLS FIRST, b#0 ASC NULLS FIRST], true
           +- Project [b#0, max(c)#1]
              +- Filter (sum(a)#2 > cast(1 as bigint))
                 +- Aggregate [b#0], [b#0, sum(a#3) AS sum(a)#2, max(c#4) AS max(c)#1]
                    +- SubqueryAlias spark_catalog.default.t
                       +- Relation t[a#3,b#0,c#4,d#5,e#6,f#7] test
        """);

    [Fact]
    public void Having_and_order_by_reuse_what_the_select_list_computes() => HasPlan(
        "SELECT a + 1, sum(c) AS s FROM t GROUP BY a + 1 HAVING sum(c) > 1 AND a + 1 > 2 ORDER BY sum(c), a + 1",
        """
        Sort [s#0 ASC NULLS FIRST, (a + 1)#1 ASC NULLS FIRST], true
        +- Filter ((s#0 > cast(1 as double)) AND ((a + 1)#1 > 2))
           +- Aggregate [(a#2 + 1)], [(a#2 + 1) AS (a + 1)#1, sum(c#3) AS s#0]
              +- SubqueryAlias spark_catalog.default.t
                 +- Relation t[a#2,b#4,c#3,d#5,e#6,f#7] test
        """);

    [Fact]
    public void Having_reads_a_name_first_as_a_grouping_column_and_then_as_an_alias()
    {
        HasSchema("SELECT count(*) AS c FROM u GROUP BY x HAVING c > 1", "c BIGINT NOT NULL");
        HasPlan(
            "SELECT max(z) AS x FROM u GROUP BY x HAVING x > 'q'",
            """
            Project [x#0]
            +- Filter (x#1 > 'q')
               +- Aggregate [x#1], [max(z#2) AS x#0, x#1]
                  +- SubqueryAlias spark_catalog.default.u
                     +- Relation u[a#3,x#1,y#4,z#2] test
            """);
    }

    [Fact]
    public void Grouping_sets_expand_rows_to_one_per_set() => HasPlan(
        "SELECT a, b, count(*), grouping(a), grouping_id() FROM t GROUP BY ROLLUP (a, b)",
        """
        Aggregate [a#0, b#1, spark_grouping_id#2], [a#0, b#1, count(1) AS count(1)#3, if (spark_grouping_id#2 IN (3L)) 1Y else 0Y AS grouping(a)#4, spark_grouping_id#2 AS grouping_id()#5]
        +- Expand [[a#6, b#7, c#8, d#9, e#10, f#11, a#12, b#13, 0L], [a#6, b#7, c#8, d#9, e#10, f#11, a#12, CAST(NULL AS STRING), 1L], [a#6, b#7, c#8, d#9, e#10, f#11, CAST(NULL AS INT), CAST(NULL AS STRING), 3L]], [a#6, b#7, c#8, d#9, e#10, f#11, a#0, b#1, spark_grouping_id#2]
           +- Project [a#6, b#7, c#8, d#9, e#10, f#11, a#6 AS a#12, b#7 AS b#13]
              +- SubqueryAlias spark_catalog.default.t
                 +- Relation t[a#6,b#7,c#8,d#9,e#10,f#11] test
        """);

    [Theory]
    [InlineData("SELECT a FROM t GROUP BY CUBE (a, b)", 4)]
    [InlineData("SELECT a FROM t GROUP BY CUBE (a, (b, c), d)", 8)]
    [InlineData("SELECT a FROM t GROUP BY ROLLUP (a, b, c)", 4)]
    [InlineData("SELECT a FROM t GROUP BY GROUPING SETS ((a, b), (a), ())", 3)]
    [InlineData("SELECT a FROM t GROUP BY a, ROLLUP (b, c)", 3)]
    [InlineData("SELECT a FROM t GROUP BY CUBE (a), ROLLUP (b, c)", 6)]
    [InlineData("SELECT a FROM t GROUP BY GROUPING SETS (a, ROLLUP (b, c))", 4)]
    [InlineData("SELECT a FROM t GROUP BY a, b GROUPING SETS ((a), (b))", 2)]
    public void Combines_grouping_sets(string sql, int setCount) =>
        Assert.Equal(setCount, Assert.IsType<Catalyst.Plans.Expand>(Analyze(sql).Children[0]).Projections.Count);

    [Fact]
    public void Having_and_order_by_see_the_columns_of_grouping_sets() => HasSchema(
        "SELECT a, sum(c) FROM t GROUP BY GROUPING SETS ((a), ()) HAVING grouping(a) = 0 AND a > 1 ORDER BY sum(c), grouping_id(a)", "a INT, sum(c) DOUBLE");

    [Theory]
    [InlineData("SELECT grouping(a) FROM t GROUP BY a", "UNSUPPORTED_GROUPING_EXPRESSION", "grouping(a)")]
    [InlineData("SELECT grouping(a) FROM t", "UNSUPPORTED_GROUPING_EXPRESSION", "grouping(a)")]
    [InlineData("SELECT grouping(c) FROM t GROUP BY CUBE (a, b)", "GROUPING_COLUMN_MISMATCH", "grouping(c)")]
    [InlineData("SELECT grouping_id(a) FROM t GROUP BY CUBE (a, b)", "GROUPING_ID_COLUMN_MISMATCH", "grouping_id(a)")]
    [InlineData("SELECT c FROM t GROUP BY CUBE (a, b)", "MISSING_AGGREGATION", "c")]
    public void Explains_what_grouping_sets_do_not_allow(string sql, string condition, string? fragment) => Fails(sql, condition, fragment);
}
