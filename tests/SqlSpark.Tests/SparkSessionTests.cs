using System.Globalization;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Tests;

public sealed class SparkSessionTests : IDisposable
{
    private readonly SparkSession _session = SparkSession.Builder().Master("local[2]").GetOrCreate();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_query_goes_from_text_to_rows()
    {
        var rows = _session.Sql("SELECT id % 2 AS k, count(*) AS n, sum(id) AS s FROM range(10) GROUP BY id % 2 ORDER BY k").CollectValues();
        Assert.Equal(2, rows.Count);
        Assert.Equal([0L, 5L, 20L], rows[0]);
        Assert.Equal([1L, 5L, 25L], rows[1]);
    }

    [Fact]
    public void Analysis_is_eager()
    {
        var error = Assert.Throws<SqlSparkException>(() => _session.Sql("SELECT typo FROM range(3)"));
        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", error.Condition);
        Assert.Equal(1, error.QueryContext!.Line);
        Assert.Equal(7, error.QueryContext.Column);
    }

    [Fact]
    public void Timestamps_in_column_names_are_in_the_zone_of_the_session()
    {
        _session.Sql("SET TIME ZONE 'America/Los_Angeles'");
        Assert.Equal("TIMESTAMP '2024-02-29 12:00:00'", _session.Sql("SELECT timestamp'2024-02-29 12:00:00'").Schema.Fields[0].Name);
        _session.Sql("SET TIME ZONE 'Asia/Tokyo'");
        Assert.Equal("TIMESTAMP '2024-02-29 12:00:00'", _session.Sql("SELECT timestamp'2024-02-29 12:00:00'").Schema.Fields[0].Name);
    }

    [Fact]
    public void Execution_is_lazy()
    {
        var data = _session.Sql("SELECT 1 / (id - 1) AS q FROM range(3)");
        Assert.Equal("DIVIDE_BY_ZERO", Assert.Throws<SqlSparkException>(() => data.CollectValues()).Condition);
    }

    [Fact]
    public void A_limit_stops_a_range_of_ten_billion_rows() =>
        Assert.Equal(3, _session.Sql("SELECT id FROM range(10000000000) WHERE id % 2 = 1 LIMIT 3").CollectValues().Count);

    [Fact]
    public void Cancelling_stops_a_running_query()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.Equal(
            "QUERY_CANCELED",
            Assert.Throws<SqlSparkException>(() => _session.Sql("SELECT sum(id * 2) FROM range(1000000000000)").CollectValues(cancellation.Token)).Condition);
    }

    [Fact]
    public void First_and_last_of_distinct_values_follow_the_order_of_the_input()
    {
        var rows = _session.Sql(
            "SELECT first(DISTINCT v), last(DISTINCT v) FROM (SELECT * FROM VALUES (30, 'c'), (20, 'b'), (10, 'a'), (20, 'd') AS t(v, k) ORDER BY k)").CollectValues();
        Assert.Equal([10, 20], rows[0]);
    }

    [Fact]
    public void Temporary_views_belong_to_their_session()
    {
        _session.Sql("CREATE TEMPORARY VIEW v AS SELECT 1 AS a");
        Assert.Single(_session.Sql("SELECT * FROM v").CollectValues());
        using var other = _session.NewSession();
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", Assert.Throws<SqlSparkException>(() => other.Sql("SELECT * FROM v")).Condition);
    }

    [Fact]
    public void Settings_change_what_statements_mean()
    {
        _session.Sql("SET spark.sql.ansi.enabled = false");
        Assert.Null(_session.Sql("SELECT 1 / 0").CollectValues()[0][0]);
        _session.Sql("RESET");
        Assert.Equal("true", _session.Conf.Get("spark.sql.ansi.enabled"));
    }

    [Fact]
    public void A_disposed_session_says_so()
    {
        _session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _session.Sql("SELECT 1"));
    }

    [Theory]
    [InlineData("+", 10_000)]
    [InlineData("OR", 10_000)]
    public void Long_chains_of_operators_end_in_an_answer(string symbol, int terms)
    {
        var term = symbol == "OR" ? "id = 5" : "1";
        var sql = $"SELECT {string.Join($" {symbol} ", Enumerable.Repeat(term, terms))} AS r FROM range(1)";
        object expected = symbol == "OR" ? false : terms;
        Assert.Equal(expected, _session.Sql(sql).CollectValues()[0][0]);
    }

    [Fact]
    public void Deep_parentheses_end_in_an_answer() =>
        Assert.Equal(1, _session.Sql($"SELECT {new string('(', 5000)}1{new string(')', 5000)}").CollectValues()[0][0]);

    [Fact]
    public void A_thousand_columns_come_back()
    {
        var columns = string.Join(", ", Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"id + {i} AS c{i}")));
        Assert.Equal(999L, _session.Sql($"SELECT {columns} FROM range(1)").CollectValues()[0][999]);
    }
}
