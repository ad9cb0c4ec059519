using System.Data.Common;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed class SqlSparkExceptionTests
{
    [Fact]
    public void Carries_condition_SQLSTATE_parameters_and_context()
    {
        var context = new QueryContext("SELECT 1/0", 7, 9, 1, 7);
        DbException error = SqlSparkException.Create("DIVIDE_BY_ZERO", context, ("config", "\"spark.sql.ansi.enabled\""));
        Assert.Equal("22012", error.SqlState);
        Assert.False(error.IsTransient);
        var typed = Assert.IsType<SqlSparkException>(error);
        Assert.Equal("DIVIDE_BY_ZERO", typed.Condition);
        Assert.Equal("\"spark.sql.ansi.enabled\"", typed.Parameters["config"]);
        Assert.Same(context, typed.QueryContext);
    }

    [Fact]
    public void The_message_shows_condition_text_SQLSTATE_and_the_place_in_the_SQL()
    {
        var error = SqlSparkException.Create("SCALAR_SUBQUERY_TOO_MANY_ROWS", new QueryContext("SELECT (SELECT a FROM t)", 7, 23, 1, 7));
        Assert.Equal(
            """
            [SCALAR_SUBQUERY_TOO_MANY_ROWS] The subquery that stands for a value gave more than one row. SQLSTATE: 21000
            == SQL (line 1, position 8) ==
            SELECT (SELECT a FROM t)
                   ^^^^^^^^^^^^^^^^^

            """,
            error.Message,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_syntax_error_shows_the_text_with_a_marker()
    {
        var error = SqlSparkException.Create(
            "PARSE_SYNTAX_ERROR", QueryContext.ForSyntax("SELECT\n  FORM t", 9, 2, 2), ("error", "'FORM'"), ("hint", ""));
        Assert.Equal(
            """
            [PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'. SQLSTATE: 42601 (line 2, pos 2)

            == SQL ==
            SELECT
              FORM t
            --^^^

            """,
            error.Message,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Without_context_the_message_is_one_line() =>
        Assert.Equal("[QUERY_CANCELED] The query was canceled. SQLSTATE: 57014", CoreErrors.QueryCanceled().Message);

    [Fact]
    public void A_legacy_condition_has_no_SQLSTATE()
    {
        var error = SqlSparkException.Create("_LEGACY_ERROR_TEMP_0045");
        Assert.Null(error.SqlState);
        Assert.Equal("[_LEGACY_ERROR_TEMP_0045] The time zone displacement is not valid.", error.Message);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void Short_resources_and_lost_races_are_transient()
    {
        Assert.True(CoreErrors.MemoryLimitExceeded(1, 2, 3).IsTransient);
        Assert.True(SqlSparkException.Create("COMMIT_CONFLICT", null, ("tableName", "t")).IsTransient);
        Assert.False(CoreErrors.QueryCanceled().IsTransient);
    }

    [Fact]
    public void Keeps_the_exception_that_caused_it()
    {
        var cause = new IOException("read");
        Assert.Same(cause, CoreErrors.FileCorrupt("f.parquet", "parquet", "short", cause).InnerException);
    }

    [Fact]
    public void WithContext_adds_the_place_and_keeps_the_rest()
    {
        var cause = new IOException("read");
        var error = SqlSparkException.Create("INTERNAL_ERROR", null, cause, ("message", "m"));
        var placed = error.WithContext(new QueryContext("SELECT 1", 7, 7, 1, 7));
        Assert.Same(cause, placed.InnerException);
        Assert.Equal("m", placed.Parameters["message"]);
        Assert.Contains("== SQL (line 1, position 8) ==", placed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_condition_is_a_bug() =>
        Assert.Throws<InternalException>(() => SqlSparkException.Create("NO_SUCH_CONDITION"));

#if DEBUG
    [Fact]
    public void A_missing_parameter_is_a_bug() =>
        Assert.Contains("alternative", Assert.Throws<InternalException>(() =>
            SqlSparkException.Create("ARITHMETIC_OVERFLOW", null, ("message", "m"), ("config", "c"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_sub_condition_is_a_bug() =>
        Assert.Throws<InternalException>(() => SqlSparkException.Create("UNRESOLVED_COLUMN", null, ("objectName", "a")));
#endif
}
