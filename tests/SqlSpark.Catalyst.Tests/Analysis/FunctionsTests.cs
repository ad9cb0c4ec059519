using Xunit;

namespace SqlSpark.Catalyst.Tests.Analysis;

public sealed class FunctionsTests : AnalyzerTest
{
    [Theory]
    [InlineData("SELECT upper(b), UPPER(b), builtin.upper(b), system.builtin.upper(b) FROM t", "upper(b) STRING, upper(b) STRING, upper(b) STRING, upper(b) STRING")]
    [InlineData("SELECT nvl(a, 2L), struct(a, b AS q, 1) FROM t", "nvl(a, 2) BIGINT NOT NULL, struct(a, b AS q, 1) STRUCT<a: INT, q: STRING, col3: INT NOT NULL> NOT NULL")]
    [InlineData("SELECT cut(b, 1), cut(b, 1, 2), cut(bin, 1) FROM t, v", "cut(b, 1) STRING, cut(b, 1, 2) STRING, cut(bin, 1) BINARY")]
    [InlineData("SELECT array(), concat(), concat('a', 1)", "array() ARRAY<VOID> NOT NULL, concat() STRING NOT NULL, concat(a, 1) STRING NOT NULL")]
    [InlineData("SELECT struct(*) FROM v", "struct(i, j, bin, flag) STRUCT<i: INTERVAL YEAR TO MONTH, j: INTERVAL DAY TO SECOND, bin: BINARY, flag: BOOLEAN> NOT NULL")]
    public void Binds_calls(string sql, string schema) => HasSchema(sql, schema);

    [Theory]
    [InlineData("SELECT nofunc(a) FROM t", "UNRESOLVED_ROUTINE", "nofunc(a)")]
    [InlineData("SELECT other.upper('a')", "UNRESOLVED_ROUTINE", "other.upper('a')")]
    [InlineData("SELECT zz, nofunc(a) FROM nope", "UNRESOLVED_ROUTINE", "nofunc(a)")]
    [InlineData("SELECT upper('a', 'b')", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", "upper('a', 'b')")]
    [InlineData("SELECT nvl(1)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", "nvl(1)")]
    [InlineData("SELECT upper(DISTINCT b) FROM t", "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", null)]
    [InlineData("SELECT upper(b) FILTER (WHERE a > 1) FROM t", "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", null)]
    [InlineData("SELECT sum(a) WITHIN GROUP (ORDER BY b) FROM t", "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", null)]
    [InlineData("SELECT sum(a) IGNORE NULLS FROM t", "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", null)]
    [InlineData("SELECT upper(x -> x)", "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION", null)]
    [InlineData("SELECT transform(arr, (x, i, j) -> x) FROM n", "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH", "(x, i, j) -> x")]
    [InlineData("SELECT transform(arr, (x, x) -> x) FROM n", "INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES", null)]
    [InlineData("SELECT transform(x -> x, arr) FROM n", "INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION", null)]
    [InlineData("SELECT transform(arr, x -> zz) FROM n", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "zz")]
    public void Explains_calls_that_do_not_fit(string sql, string condition, string? fragment) => Fails(sql, condition, fragment);

    [Fact]
    public void Says_which_counts_of_arguments_would_fit()
    {
        Assert.Equal("[2, 3]", Fails("SELECT cut('a')", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION").Parameters["expectedNum"]);
        Assert.Equal("1", Fails("SELECT upper()", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION").Parameters["expectedNum"]);
    }

    [Fact]
    public void Says_which_argument_has_which_wrong_type()
    {
        var error = Fails("SELECT pow(2, array(1))", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
        Assert.Equal("second", error.Parameters["paramIndex"]);
        Assert.Equal("\"DOUBLE\"", error.Parameters["requiredType"]);
        Assert.Equal("\"array(1)\"", error.Parameters["inputSql"]);
        Assert.Equal("\"ARRAY<INT>\"", error.Parameters["inputType"]);
        Assert.Equal("\"pow(2, array(1))\"", error.Parameters["sqlExpr"]);
    }

    [Fact]
    public void Lambdas_take_types_from_the_other_arguments_and_see_columns() => HasSchema(
        "SELECT transform(arr, x -> x + id), transform(array('a'), (v, i) -> i), transform(recs, r -> r.v) FROM n",
        "transform(arr, lambdafunction((namedlambdavariable() + id), namedlambdavariable())) ARRAY<INT>, "
        + "transform(array(a), lambdafunction(namedlambdavariable(), namedlambdavariable(), namedlambdavariable())) ARRAY<INT> NOT NULL, "
        + "transform(recs, lambdafunction(namedlambdavariable().v, namedlambdavariable())) ARRAY<STRING>");

    [Fact]
    public void Lambda_parameters_hide_columns() =>
        HasSchema("SELECT transform(array('q'), id -> id) AS r FROM n", "r ARRAY<STRING>");

    [Fact]
    public void Arguments_by_name_go_where_their_parameters_stand() => HasPlan(
        "SELECT cut(len => 3, str => b, pos => 2) AS r FROM (SELECT b FROM t)",
        """
        Project [cut(b#0, 2, 3) AS r#1]
        +- SubqueryAlias __auto_generated_subquery_name
           +- Project [b#0]
              +- SubqueryAlias spark_catalog.default.t
                 +- Relation t[a#2,b#0,c#3,d#4,e#5,f#6] test
        """);

    [Theory]
    [InlineData("SELECT cut('a', nope => 2)", "UNRECOGNIZED_PARAMETER_NAME")]
    [InlineData("SELECT cut('a', str => 'b', pos => 1)", "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED")]
    [InlineData("SELECT cut(str => 'a', str => 'b')", "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE")]
    [InlineData("SELECT cut('a', len => 2)", "REQUIRED_PARAMETER_NOT_FOUND")]
    [InlineData("SELECT cut(str => 'a', 2)", "UNEXPECTED_POSITIONAL_ARGUMENT")]
    [InlineData("SELECT upper(str => 'a')", "NAMED_PARAMETERS_NOT_SUPPORTED")]
    public void Explains_arguments_by_name_that_do_not_fit(string sql, string condition) => Fails(sql, condition);
}
