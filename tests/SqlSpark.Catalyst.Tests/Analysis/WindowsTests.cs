using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Analysis;

public sealed class WindowsTests : AnalyzerTest
{
    protected override FunctionRegistry Functions => TestPlan.Functions;

    [Theory]
    [InlineData("row_number() OVER (ORDER BY a)", "row_number() OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) INT NOT NULL")]
    [InlineData("rank(b) OVER (ORDER BY a)", "RANK() OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) INT NOT NULL")]
    [InlineData("cume_dist() OVER (ORDER BY a)", "cume_dist() OVER (ORDER BY a ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) DOUBLE NOT NULL")]
    [InlineData("lag(b) OVER (ORDER BY a)", "lag(b, 1, NULL) OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN -1 FOLLOWING AND -1 FOLLOWING) STRING")]
    [InlineData("lead(a, 2, 0) OVER (ORDER BY a)", "lead(a, 2, 0) OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN 2 FOLLOWING AND 2 FOLLOWING) INT")]
    [InlineData("nth_value(b, 2) IGNORE NULLS OVER (ORDER BY a)", "nth_value(b, 2) ignore nulls OVER (ORDER BY a ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) STRING")]
    [InlineData("sum(a) OVER (ORDER BY e RANGE 2 PRECEDING)", "sum(a) OVER (ORDER BY e ASC NULLS FIRST RANGE BETWEEN (- 2) FOLLOWING AND CURRENT ROW) BIGINT")]
    [InlineData("sum(a) OVER (ORDER BY a RANGE 2 PRECEDING)", "sum(a) OVER (ORDER BY a ASC NULLS FIRST RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) BIGINT")]
    public void Names_and_types_are_Sparks(string function, string schema) => HasSchema($"SELECT {function} FROM t", schema);

    [Fact]
    public void Functions_stand_in_operators_of_their_own_one_for_each_partitioning_and_order()
    {
        var plan = Analyze(
            "SELECT a, 1 + sum(a + 1) OVER w AS x, rank() OVER w AS r, max(c) OVER (PARTITION BY b) AS m FROM t WINDOW w AS (PARTITION BY b ORDER BY a + 1)");
        var windows = plan.Collect<Window>();
        Assert.Equal([1, 2], windows.Select(w => w.WindowExpressions.Count));
        Assert.Same(windows[1], windows[0].Child);
        var inputs = Assert.IsType<Project>(windows[1].Child);
        Assert.Equal("_w0", Assert.Single(inputs.ProjectList.OfType<Alias>()).Name);
        Assert.Equal(["a", "x", "r", "m"], plan.Output.Select(c => c.Name));
    }

    [Fact]
    public void Functions_look_at_what_groups_become() => HasSchema(
        "SELECT b, sum(a) AS s, sum(sum(a)) OVER (ORDER BY b) AS t FROM t GROUP BY b HAVING max(c) > 1 ORDER BY min(e)", "b STRING, s BIGINT, t BIGINT");

    [Theory]
    [InlineData("SELECT rank() OVER (ORDER BY b) AS r FROM t GROUP BY b", "r INT NOT NULL")]
    [InlineData("SELECT rank() OVER (PARTITION BY (a + 1) * 2 ORDER BY b) AS r FROM t GROUP BY a + 1, b", "r INT NOT NULL")]
    [InlineData("SELECT rank() OVER (PARTITION BY grouping(b) ORDER BY sum(a)) AS r FROM t GROUP BY ROLLUP (b)", "r INT NOT NULL")]
    public void Groups_return_keys_that_only_functions_look_at(string sql, string schema) => HasSchema(sql, schema);

    [Theory]
    [InlineData("SELECT row_number() FROM t", "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", "row_number()")]
    [InlineData("SELECT row_number() OVER (PARTITION BY a) FROM t", "_LEGACY_ERROR_TEMP_1037", null)]
    [InlineData("SELECT sum(a) FILTER (WHERE a > 1) OVER () FROM t", "_LEGACY_ERROR_TEMP_1030", null)]
    [InlineData("SELECT sum(DISTINCT a) OVER () FROM t", "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED", null)]
    [InlineData("SELECT max(sum(a) OVER ()) FROM t", "_LEGACY_ERROR_TEMP_1031", null)]
    [InlineData("SELECT sum(max(a) OVER ()) OVER () FROM t", "_LEGACY_ERROR_TEMP_1031", null)]
    [InlineData("SELECT lag(a) OVER (ORDER BY a ROWS 1 PRECEDING) FROM t", "_LEGACY_ERROR_TEMP_1035", null)]
    [InlineData("SELECT rank() OVER (ORDER BY a RANGE UNBOUNDED PRECEDING) FROM t", "_LEGACY_ERROR_TEMP_1036", null)]
    [InlineData("SELECT upper(b) OVER () FROM t", "UNSUPPORTED_EXPR_FOR_WINDOW", null)]
    [InlineData("SELECT a FROM t WHERE rank() OVER (ORDER BY a) = 1", "INVALID_WHERE_CONDITION", null)]
    [InlineData("SELECT count(*) FROM t GROUP BY rank() OVER (ORDER BY a)", "UNSUPPORTED_EXPR_FOR_OPERATOR", null)]
    [InlineData("SELECT a FROM t ORDER BY rank() OVER (ORDER BY a)", "UNSUPPORTED_EXPR_FOR_OPERATOR", null)]
    [InlineData("SELECT rank() IGNORE NULLS OVER (ORDER BY a) FROM t", "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", null)]
    [InlineData("SELECT lag(DISTINCT a) OVER (ORDER BY a) FROM t", "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", null)]
    [InlineData("SELECT lag(a, a) OVER (ORDER BY a) FROM t", "DATATYPE_MISMATCH.FRAME_LESS_OFFSET_WITHOUT_FOLDABLE", null)]
    [InlineData("SELECT lag(a, 1, true) OVER (ORDER BY a) FROM t", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", null)]
    [InlineData("SELECT nth_value(a, 0) OVER (ORDER BY a) FROM t", "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", null)]
    [InlineData("SELECT ntile(0) OVER (ORDER BY a) FROM t", "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", null)]
    [InlineData("SELECT ntile(2L) OVER (ORDER BY a) FROM t", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", null)]
    [InlineData("SELECT ntile(a) OVER (ORDER BY a) FROM t", "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", null)]
    [InlineData("SELECT sum(a) OVER (ORDER BY a ROWS a PRECEDING) FROM t", "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WITHOUT_FOLDABLE", null)]
    [InlineData("SELECT sum(a) OVER (ORDER BY a ROWS 1L PRECEDING) FROM t", "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE", null)]
    [InlineData("SELECT sum(a) OVER (ORDER BY a ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING) FROM t", "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON", null)]
    [InlineData("SELECT sum(a) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED FOLLOWING AND 1 PRECEDING) FROM t", "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND", null)]
    [InlineData("SELECT sum(a) OVER (PARTITION BY a RANGE 1 PRECEDING) FROM t", "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER", null)]
    [InlineData("SELECT sum(a) OVER (ORDER BY a, c RANGE 1 PRECEDING) FROM t", "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER", null)]
    [InlineData("SELECT sum(a) OVER (ORDER BY y RANGE INTERVAL '1' HOUR PRECEDING) FROM u", "DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE", null)]
    [InlineData("SELECT sum(a) OVER (ORDER BY y RANGE BETWEEN 1 PRECEDING AND INTERVAL '1' DAY FOLLOWING) FROM u", "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_DIFF_TYPES", null)]
    [InlineData("SELECT b, s, sum(sum(a)) OVER () AS w FROM (SELECT a, b, c AS s FROM t) GROUP BY b, s HAVING w > 1", "INVALID_WHERE_CONDITION", null)]
    [InlineData("SELECT sum(sum(a)) OVER (), c FROM t GROUP BY b", "MISSING_AGGREGATION", "c")]
    public void What_is_not_valid_is_explained(string sql, string condition, string? fragment) => Fails(sql, condition, fragment);
}
