using Xunit;

namespace SqlSpark.Catalyst.Tests.Analysis;

public sealed class NamesTests : AnalyzerTest
{
    [Theory]
    [InlineData("SELECT a, t.b, default.t.c, spark_catalog.default.t.e FROM t", "a INT, b STRING, c DOUBLE, e BIGINT")]
    [InlineData("SELECT A, T.B FROM t", "A INT, B STRING")]
    [InlineData("SELECT q.a FROM t AS q", "a INT")]
    [InlineData("SELECT s.p, s.q.r, n.s.p FROM n", "p INT, r STRING, p INT")]
    [InlineData("SELECT arr[0], m['k'], recs.k, recs[0].v FROM n", "arr[0] INT, m[k] INT, k ARRAY<INT>, recs[0].v STRING")]
    [InlineData("SELECT s.* FROM n", "p INT, q STRUCT<r: STRING>")]
    [InlineData("SELECT t.*, x FROM t, u", "a INT, b STRING, c DOUBLE, d DECIMAL(10,2), e BIGINT, f FLOAT, x STRING")]
    [InlineData("SELECT * EXCEPT (c, d, e, f) FROM t", "a INT, b STRING")]
    [InlineData("SELECT s.* EXCEPT (p) FROM n", "q STRUCT<r: STRING>")]
    [InlineData("SELECT * EXCEPT (s.p, id, arr, m, recs) FROM n", "s STRUCT<q: STRUCT<r: STRING>>")]
    [InlineData("SELECT a + 1, a AS x, 'lit', cast(a AS STRING), a IS NULL FROM t", "(a + 1) INT, x INT, lit STRING NOT NULL, a STRING, (a IS NULL) BOOLEAN NOT NULL")]
    [InlineData("SELECT current_date, current_date()", "current_date() DATE NOT NULL, current_date() DATE NOT NULL")]
    public void Finds_columns_and_names_the_result(string sql, string schema) => HasSchema(sql, schema);

    [Theory]
    [InlineData("SELECT zz FROM t", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "zz")]
    [InlineData("SELECT t.zz + 1 FROM t", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "t.zz")]
    [InlineData("SELECT q.a FROM t", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "q.a")]
    [InlineData("SELECT zz", "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", "zz")]
    [InlineData("SELECT a FROM t, u", "AMBIGUOUS_REFERENCE", "a")]
    [InlineData("SELECT s.zz FROM n", "FIELD_NOT_FOUND", "s.zz")]
    [InlineData("SELECT a.x FROM t", "INVALID_EXTRACT_BASE_FIELD_TYPE", "a.x")]
    [InlineData("SELECT s[1] FROM n", "INVALID_EXTRACT_FIELD", "s[1]")]
    [InlineData("SELECT m[k] FROM n", "UNRESOLVED_MAP_KEY.WITH_SUGGESTION", "k")]
    [InlineData("SELECT zz.* FROM t", "CANNOT_RESOLVE_STAR_EXPAND", "zz.*")]
    [InlineData("SELECT * EXCEPT (zz) FROM t", "UNRESOLVED_COLUMN.WITH_SUGGESTION", null)]
    [InlineData("SELECT * EXCEPT (a.b) FROM t", "EXCEPT_NESTED_COLUMN_INVALID_TYPE", null)]
    [InlineData("SELECT * EXCEPT (s, s.p) FROM n", "EXCEPT_OVERLAPPING_COLUMNS", null)]
    [InlineData("SELECT a FROM t WHERE * > 1", "INVALID_USAGE_OF_STAR_OR_REGEX", "*")]
    public void Explains_names_that_mean_nothing_or_too_much(string sql, string condition, string? fragment) =>
        Fails(sql, condition, fragment);

    [Fact]
    public void Suggests_the_names_most_like_the_one_that_is_missing()
    {
        var error = Fails("SELECT bb FROM t", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "bb");
        Assert.Equal("`bb`", error.Parameters["objectName"]);
        Assert.StartsWith("`b`, ", error.Parameters["proposal"], StringComparison.Ordinal);
        Assert.Equal(7, error.QueryContext!.Column);
    }

    [Fact]
    public void Lists_all_columns_that_an_ambiguous_name_could_mean() => Assert.Equal(
        "[`spark_catalog`.`default`.`t`.`a`, `spark_catalog`.`default`.`u`.`a`]", Fails("SELECT a FROM t, u", "AMBIGUOUS_REFERENCE").Parameters["referenceNames"]);

    [Fact]
    public void Tells_names_apart_by_case_when_asked_to()
    {
        var conf = Conf(("spark.sql.caseSensitive", "true"));
        HasSchema("SELECT a FROM t", "a INT", conf);
        Fails("SELECT A FROM t", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "A", conf);
    }

    [Fact]
    public void A_qualified_reading_goes_before_a_field_of_a_column() =>
        HasSchema("SELECT s.p FROM (SELECT 'column' AS p) AS s, n", "p STRING NOT NULL");

    [Fact]
    public void Finds_columns_among_a_thousand()
    {
        var columns = string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"{i} AS c{i}"));
        HasSchema($"SELECT c999, Q.C5 FROM (SELECT {columns}) q", "c999 INT NOT NULL, C5 INT NOT NULL");
    }
}
