using Xunit;

namespace SqlSpark.Catalyst.Tests.Analysis;

public sealed class CoercionTests : AnalyzerTest
{
    [Theory]
    [InlineData("a + e", "BIGINT", "(cast(a as bigint) + e)")]
    [InlineData("a + '1'", "BIGINT", "(cast(a as bigint) + cast('1' as bigint))")]
    [InlineData("c + '1'", "DOUBLE", "(c + cast('1' as double))")]
    [InlineData("f + a", "DOUBLE", "(cast(f as double) + cast(a as double))")]
    [InlineData("a + NULL", "INT", "(a + CAST(NULL AS INT))")]
    [InlineData("NULL + NULL", "DOUBLE", "(CAST(NULL AS DOUBLE) + CAST(NULL AS DOUBLE))")]
    [InlineData("a / 2", "DOUBLE", "(cast(a as double) / cast(2 as double))")]
    [InlineData("d / 2", "DECIMAL(14,6)", "(d / cast(2 as decimal(1,0)))")]
    [InlineData("d * a", "DECIMAL(21,2)", "(d * cast(a as decimal(10,0)))")]
    [InlineData("d + 100", "DECIMAL(11,2)", "(d + cast(100 as decimal(3,0)))")]
    [InlineData("d + c", "DOUBLE", "(cast(d as double) + c)")]
    [InlineData("a div 2", "BIGINT", "(cast(a as bigint) div cast(2 as bigint))")]
    [InlineData("a % e", "BIGINT", "(cast(a as bigint) % e)")]
    [InlineData("-b", "DOUBLE", "-cast(b as double)")]
    [InlineData("a = '1'", "BOOLEAN", "(cast(a as bigint) = cast('1' as bigint))")]
    [InlineData("b > 1", "BOOLEAN", "(cast(b as bigint) > cast(1 as bigint))")]
    [InlineData("d > 1.5", "BOOLEAN", "(d > cast(1.5BD as decimal(10,2)))")]
    [InlineData("a > 1.5", "BOOLEAN", "(cast(a as bigint) > 1L)")]
    [InlineData("a >= 1.5", "BOOLEAN", "(cast(a as bigint) >= 2L)")]
    [InlineData("a < -1.5", "BOOLEAN", "(cast(a as bigint) < -1L)")]
    [InlineData("1.5 < a", "BOOLEAN", "(1L < cast(a as bigint))")]
    [InlineData("e < 99999999999999999999.0", "BOOLEAN", "true")]
    [InlineData("f = d", "BOOLEAN", "(cast(f as double) = cast(d as double))")]
    [InlineData("y = '2024-01-01'", "BOOLEAN", "(y = cast('2024-01-01' as date))")]
    [InlineData("y < z", "BOOLEAN", "(cast(y as timestamp) < z)")]
    [InlineData("b AND true", "BOOLEAN", "(cast(b as boolean) AND true)")]
    [InlineData("NULL OR flag", "BOOLEAN", "(CAST(NULL AS BOOLEAN) OR flag)")]
    [InlineData("a IN (1, 2L)", "BOOLEAN", "cast(a as bigint) IN (cast(1 as bigint),2L)")]
    [InlineData("CASE WHEN flag THEN 1 WHEN a > 1 THEN 2.5 END", "DECIMAL(11,1)", null)]
    [InlineData("CASE WHEN flag THEN 1 ELSE '2' END", "BIGINT", null)]
    [InlineData("coalesce(a, e, d)", "DECIMAL(22,2)", null)]
    [InlineData("coalesce(y, z)", "TIMESTAMP", null)]
    [InlineData("a LIKE '1%'", "BOOLEAN", "cast(a as string) LIKE '1%'")]
    [InlineData("y + 1", "DATE", "date_add(y, 1)")]
    [InlineData("1 + y", "DATE", "date_add(y, 1)")]
    [InlineData("y - 1", "DATE", "date_sub(y, 1)")]
    [InlineData("y - y", "INTERVAL DAY", "subtract_dates(y, y)")]
    [InlineData("y + INTERVAL '1' MONTH", "DATE", "date_add_ym_interval(y, INTERVAL '1' MONTH)")]
    [InlineData("i + INTERVAL '1' MONTH", "INTERVAL YEAR TO MONTH", "(i + INTERVAL '1' MONTH)")]
    [InlineData("y - '2024-01-01'", "INTERVAL DAY", "subtract_dates(y, cast('2024-01-01' as date))")]
    [InlineData("y - NULL", "INTERVAL DAY", "subtract_dates(y, CAST(NULL AS DATE))")]
    [InlineData("y + NULL", "TIMESTAMP", "timestamp_add_interval(cast(y as timestamp), CAST(NULL AS INTERVAL DAY TO SECOND))")]
    [InlineData("NULL + z", "TIMESTAMP", "timestamp_add_interval(z, CAST(NULL AS INTERVAL DAY TO SECOND))")]
    [InlineData("date_add(y, NULL)", "DATE", "date_add(y, CAST(NULL AS INT))")]
    [InlineData("pmod(a, e)", "BIGINT", "pmod(cast(a as bigint), e)")]
    [InlineData("pmod(d, 2)", "DECIMAL(10,2)", "pmod(d, cast(2 as decimal(1,0)))")]
    [InlineData("pmod(a, '2')", "BIGINT", "pmod(cast(a as bigint), cast('2' as bigint))")]
    [InlineData("text_of(a)", "STRING", "text_of(cast(a as string))")]
    [InlineData("struct(a) IN (struct(1))", "BOOLEAN", null)]
    [InlineData("array(1, 2.5, NULL)", "ARRAY<DECIMAL(11,1)>", null)]
    [InlineData("greatest(a, c)", "DOUBLE", "greatest(cast(a as double), c)")]
    [InlineData("greatest(a, e, f)", "DOUBLE", "greatest(cast(a as double), cast(e as double), cast(f as double))")]
    [InlineData("greatest(d, a)", "DECIMAL(12,2)", "greatest(cast(d as decimal(12,2)), cast(a as decimal(12,2)))")]
    public void Ansi_mode_makes_operands_fit(string expression, string type, string? coerced) => Coerces(expression, type, coerced, Ansi);

    [Theory]
    [InlineData("a + '1'", "DOUBLE", "(cast(a as double) + cast('1' as double))")]
    [InlineData("f + a", "FLOAT", "(f + cast(a as float))")]
    [InlineData("a = '1'", "BOOLEAN", "(a = cast('1' as int))")]
    [InlineData("d = '1'", "BOOLEAN", "(cast(d as double) = cast('1' as double))")]
    [InlineData("flag = 1", "BOOLEAN", "(cast(flag as int) = 1)")]
    [InlineData("coalesce(a, '1')", "STRING", null)]
    [InlineData("CASE WHEN flag THEN z ELSE 'x' END", "STRING", null)]
    [InlineData("coalesce(z, 1, 'x')", "STRING", null)]
    [InlineData("upper(1)", "STRING", "upper(cast(1 as string))")]
    [InlineData("sqrt('2')", "DOUBLE", "sqrt(cast('2' as double))")]
    [InlineData("date_add('2024-01-01', 1)", "DATE", "date_add(cast('2024-01-01' as date), 1)")]
    public void Legacy_mode_makes_operands_fit(string expression, string type, string? coerced) => Coerces(expression, type, coerced, Legacy);

    [Theory]
    [InlineData("a + arr", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("flag + 1", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("flag + flag", "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE")]
    [InlineData("b AND b", "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE")]
    [InlineData("a AND true", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("flag = 1", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("m = m", "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE")]
    [InlineData("-arr", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("NOT a", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("CASE WHEN a THEN 1 END", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("CASE WHEN NULL THEN 1 END", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("CASE WHEN flag THEN a ELSE arr END", "DATATYPE_MISMATCH.DATA_DIFF_TYPES")]
    [InlineData("a IN (arr)", "DATATYPE_MISMATCH.DATA_DIFF_TYPES")]
    [InlineData("cast(arr AS INT)", "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION")]
    [InlineData("abs(arr)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("abs(true)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("array(1, flag)", "DATATYPE_MISMATCH.DATA_DIFF_TYPES")]
    [InlineData("m[array(1)]", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("y + '1'", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("y + 1L", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("y - 1.5", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("pmod(d, flag)", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("struct(a) IN (struct(arr))", "DATATYPE_MISMATCH.DATA_DIFF_TYPES")]
    [InlineData("z - z", "UNSUPPORTED_FEATURE.TYPE_IN_OPERATION")]
    public void Explains_operands_that_do_not_fit(string expression, string condition) =>
        Fails($"SELECT {expression} FROM {Source}", condition, expression);

    [Theory]
    [InlineData("y - '2024-01-01'", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("y + '1'", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("z - '2024-01-01'", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    public void Legacy_mode_makes_no_dates_of_strings(string expression, string condition) =>
        Fails($"SELECT {expression} FROM {Source}", condition, expression, Legacy);

    [Fact]
    public void Does_not_reduce_comparisons_with_columns_in_decimals() =>
        Coerces("a > d", "BOOLEAN", "(cast(cast(a as decimal(10,0)) as decimal(12,2)) > cast(d as decimal(12,2)))", Ansi);

    private const string Source = "(SELECT t.*, x, y, z FROM t JOIN (SELECT x, y, z FROM u)), n, v";

    private void Coerces(string expression, string type, string? coerced, Core.Configuration.ConfSnapshot conf)
    {
        var project = (Catalyst.Plans.Project)Analyze($"SELECT {expression} AS result FROM {Source}", conf);
        Assert.Equal(type, project.Output[0].Type.Sql);
        if (coerced is not null)
            Assert.Equal(coerced, System.Text.RegularExpressions.Regex.Replace(((Catalyst.Expressions.Alias)project.ProjectList[0]).Child.ToString(), "#[0-9]+", ""));
    }
}
