using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Dates;

public sealed class TimeWindowTests
{
    [Fact]
    public void Tumbling_windows_hold_each_time_once()
    {
        var random = new Random(11);
        var times = Enumerable.Range(0, 300).Select(_ => random.NextInt64(-5_000_000_000, 5_000_000_000)).ToArray();
        var rows = Queries.Rows($"""
            SELECT unix_micros(window.start), unix_micros(window.end), count(*)
            FROM (SELECT timestamp_micros(t) AS t FROM VALUES {string.Join(", ", times.Select(t => $"({t}L)"))}, (NULL) AS v(t))
            GROUP BY window(t, '7 minutes', '7 minutes', '30 seconds')
            """);
        var expected = times.GroupBy(t => (long)Math.Floor((t - 30_000_000) / 420_000_000.0)).ToDictionary(g => (g.Key * 420_000_000) + 30_000_000, g => (long)g.Count());
        Assert.Equal(expected.OrderBy(e => e.Key).Select(e => (e.Key, e.Key + 420_000_000, e.Value)), rows.Select(r => ((long)r[0]!, (long)r[1]!, (long)r[2]!)).Order());
    }

    [Fact]
    public void Sliding_windows_are_all_that_hold_a_time()
    {
        var rows = Queries.Rows("SELECT unix_seconds(window(t, '10 minutes', '4 minutes').start) AS s FROM VALUES (TIMESTAMP'1970-01-01 00:09:00Z') AS v(t) ORDER BY s");
        Assert.Equal([0L, 240L, 480L], rows.Select(r => r[0]));
    }

    [Fact]
    public void Sessions_of_each_key_grow_while_they_touch()
    {
        var random = new Random(5);
        var events = Enumerable.Range(0, 400).Select(_ => (Key: random.Next(4), Time: (long)random.Next(20_000), Gap: (long)random.Next(-1, 40))).ToArray();
        var rows = Queries.Rows($"""
            SELECT k, unix_seconds(session_window.start), unix_seconds(session_window.end), count(*), sum(t)
            FROM VALUES {string.Join(", ", events.Select(e => $"({e.Key}, {e.Time}L, {e.Gap}L)"))} AS v(k, t, g)
            GROUP BY k, session_window(timestamp_seconds(t), concat(g, ' seconds'))
            """);
        var expected = new List<(int, long, long, long, long)>();
        foreach (var group in events.Where(e => e.Gap > 0).GroupBy(e => e.Key))
        {
            var (start, end, count, sum) = (-1L, -1L, 0L, 0L);
            foreach (var (_, time, gap) in group.OrderBy(e => e.Time))
            {
                if (start >= 0 && time > end)
                {
                    expected.Add((group.Key, start, end, count, sum));
                    start = -1;
                }

                if (start < 0)
                    (start, end, count, sum) = (time, time, 0, 0);
                (end, count, sum) = (Math.Max(end, time + gap), count + 1, sum + time);
            }

            expected.Add((group.Key, start, end, count, sum));
        }

        Assert.Equal(expected.Order(), rows.Select(r => ((int)r[0]!, (long)r[1]!, (long)r[2]!, (long)r[3]!, (long)r[4]!)).Order());
    }

    [Fact]
    public void A_star_does_not_list_the_window() =>
        Assert.Equal(2, Assert.Single(Queries.Rows("SELECT *, window(t, '1 minute') AS w FROM VALUES (TIMESTAMP'2020-01-01 00:00:30') AS v(t)")).Length);

    [Fact]
    public void Windows_of_windows_are_those_of_their_last_time() =>
        Assert.Equal(
            [1L, 1L],
            Queries.Rows("""
                SELECT count(*) FROM (SELECT window, count(*) FROM VALUES (TIMESTAMP'2020-01-01 00:00:30'), (TIMESTAMP'2020-01-01 00:10:30') AS v(t) GROUP BY window(t, '1 minute'))
                GROUP BY window(window, '10 minutes')
                """).Select(r => r[0]));

    [Theory]
    [InlineData("window(t, '0 seconds')", "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE")]
    [InlineData("window(t, '5 minutes', '10 minutes')", "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION")]
    [InlineData("window(t, '5 minutes', '5 minutes', '5 minutes')", "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION")]
    [InlineData("window(true, '5 minutes')", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("window(t, '1 month')", "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING")]
    [InlineData("window(t)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION")]
    [InlineData("window(t, '1 minute'), window(t, '2 minutes')", "_LEGACY_ERROR_TEMP_1039")]
    public void Errors(string keys, string condition) =>
        Assert.Equal(condition, Queries.Error($"SELECT count(*) FROM VALUES (TIMESTAMP'2020-01-01 00:00:00') AS v(t) GROUP BY {keys}").Condition);

    [Fact]
    public void Windows_outside_of_lists_are_refused() =>
        Assert.Equal("UNSUPPORTED_FEATURE.FUNCTION", Queries.Error("SELECT t FROM VALUES (TIMESTAMP'2020-01-01 00:00:00') AS v(t) WHERE window(t, '1 minute') IS NULL").Condition);

    [Fact]
    public void Sessions_of_grouping_sets_are_refused() =>
        Assert.Equal(
            "UNSUPPORTED_FEATURE.FUNCTION", Queries.Error("SELECT count(*) FROM VALUES (TIMESTAMP'2020-01-01 00:00:00', 1) AS v(t, k) GROUP BY ROLLUP(k, session_window(t, '1 minute'))").Condition);
}
