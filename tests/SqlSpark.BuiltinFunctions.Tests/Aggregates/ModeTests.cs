using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Aggregates;

public sealed class ModeTests
{
    [Fact]
    public void The_most_frequent_value_of_each_group() =>
        Assert.Equal(
            ["a:x", "b:y", "c:"],
            Queries.Rows("""
                SELECT concat(k, ':', coalesce(mode(v), '')) AS r FROM VALUES ('a', 'x'), ('b', 'y'), ('a', 'z'), ('a', 'x'), ('b', 'y'), ('b', 'x'), ('c', NULL) AS t(k, v) GROUP BY k ORDER BY r
                """).Select(r => r[0]));

    [Fact]
    public void Ties_are_broken_by_order() =>
        Assert.Equal(
            [-10, 10, -10],
            Queries.Rows("SELECT mode() WITHIN GROUP (ORDER BY v), mode() WITHIN GROUP (ORDER BY v DESC), mode(v, true) FROM VALUES (0), (10), (-10), (10), (-10) AS t(v)")[0]);

    [Fact]
    public void Many_values_are_counted_by_hash() => Assert.Equal(7L, Queries.Value("SELECT mode(v) FROM (SELECT id AS v FROM range(1000) UNION ALL SELECT 7L)"));

    [Fact]
    public void Histograms_merge_the_closest_bins() =>
        Assert.Equal("[{1.5, 2.0}, {10.0, 1.0}]", Queries.Value("SELECT CAST(histogram_numeric(v, 2) AS STRING) FROM VALUES (1D), (2D), (10D) AS t(v)"));

    [Fact]
    public void Histograms_need_two_bins() => Assert.Equal("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", Queries.Error("SELECT histogram_numeric(v, 1) FROM VALUES (1) AS t(v)").Condition);
}
