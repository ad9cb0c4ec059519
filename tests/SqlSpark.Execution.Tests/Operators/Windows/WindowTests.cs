using System.Globalization;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Execution.Operators.Windows;

public sealed class WindowTests
{
    private const string Columns = "id INT, p INT, o INT, d DOUBLE, s STRING, v INT";
    private const int P = 1;
    private const int O = 2;
    private const int D = 3;
    private const int S = 4;
    private const int V = 5;

    private static readonly List<object?[]> s_rows = Random(300, 4);

    private static readonly List<object?[]> s_fewRows = s_rows[..60];

    public static TheoryData<int, int, int> Shapes => EngineFixture.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Ranks_are_those_of_a_plain_computation(int capacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var rows = RowsFor(capacity);
        var window = new ReferenceWindow(rows, P, D, isAscending: true, nullsFirst: true);
        var expected = rows.Select(row =>
        {
            var (partition, place) = window[(int)row[0]!];
            var (count, peers) = (partition.Count, window.PeersBefore((int)row[0]!));
            var upTo = window.Range((int)row[0]!, null, 0).Count;
            var dense = partition.Take(peers).Select(r => Text(r[D] is double d ? d + 0.0 : null)).Distinct().Count();
            var tile = Enumerable.Range(0, 4).SelectMany(t => Enumerable.Repeat(t + 1, (count / 4) + (t < count % 4 ? 1 : 0))).ElementAt(place);
            return Line(row[0], place + 1, peers + 1, dense + 1, count == 1 ? 0.0 : (double)peers / (count - 1), (double)upTo / count, tile);
        });
        Check(engine, Conf(capacity, morselRows, workerCount), rows, expected, """
            SELECT id, row_number() OVER w, rank() OVER w, dense_rank() OVER w, percent_rank() OVER w, cume_dist() OVER w, ntile(4) OVER w
            FROM t WINDOW w AS (PARTITION BY p ORDER BY d)
            """);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Neighbors_are_those_of_a_plain_computation(int capacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var rows = RowsFor(capacity);
        var window = new ReferenceWindow(rows, P, O, isAscending: false, nullsFirst: false);
        var expected = rows.Select(row =>
        {
            var (partition, place) = window[(int)row[0]!];
            object? At(int index, int column, object? otherwise = null) => index >= 0 && index < partition.Count ? partition[index][column] : otherwise;
            var before = partition.Take(place).Where(r => r[V] is not null).ToList();
            var after = partition.Skip(place + 1).Where(r => r[V] is not null).ToList();
            return Line(
                row[0], At(place - 1, V), At(place + 2, S, row[S]), At(place - 100, V, -1), At(place + 1, V),
                before.Count >= 2 ? before[^2][V] : row[O], after.Count >= 1 ? after[0][V] : null, row[V]);
        });
        Check(engine, Conf(capacity, morselRows, workerCount), rows, expected, """
            SELECT id, lag(v) OVER w, lead(s, 2, s) OVER w, lag(v, 100, -1) OVER w, lag(v, -1) OVER w,
                lag(v, 2, o) IGNORE NULLS OVER w, lead(v) IGNORE NULLS OVER w, lead(v, 0) IGNORE NULLS OVER w
            FROM t WINDOW w AS (PARTITION BY p ORDER BY o DESC)
            """);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Frames_of_rows_are_those_of_a_plain_computation(int capacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var rows = RowsFor(capacity);
        (string Frame, int? Lower, int? Upper)[] frames =
        [
            ("UNBOUNDED PRECEDING AND CURRENT ROW", null, 0),
            ("UNBOUNDED PRECEDING AND 3 FOLLOWING", null, 3),
            ("UNBOUNDED PRECEDING AND 2 PRECEDING", null, -2),
            ("2 PRECEDING AND 1 FOLLOWING", -2, 1),
            ("3 FOLLOWING AND 5 FOLLOWING", 3, 5),
            ("70 PRECEDING AND 40 PRECEDING", -70, -40),
            ("CURRENT ROW AND UNBOUNDED FOLLOWING", 0, null),
            ("90 PRECEDING AND UNBOUNDED FOLLOWING", -90, null),
            ("UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING", null, null),
        ];
        var window = new ReferenceWindow(rows, P, O, isAscending: true, nullsFirst: true);
        foreach (var (frame, lower, upper) in Some(frames, capacity + workerCount))
        {
            var expected = rows.Select(row => Functions(row, window.Rows((int)row[0]!, lower, upper)));
            Check(engine, Conf(capacity, morselRows, workerCount), rows, expected, Query($"PARTITION BY p ORDER BY o ROWS BETWEEN {frame}"));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Frames_of_values_are_those_of_a_plain_computation(int capacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var rows = RowsFor(capacity);
        (string Frame, double? Lower, double? Upper)[] frames =
        [
            ("UNBOUNDED PRECEDING AND CURRENT ROW", null, 0),
            ("CURRENT ROW AND CURRENT ROW", 0, 0),
            ("CURRENT ROW AND UNBOUNDED FOLLOWING", 0, null),
            ("1 PRECEDING AND 2 FOLLOWING", -1, 2),
            ("2 FOLLOWING AND 3 FOLLOWING", 2, 3),
            ("UNBOUNDED PRECEDING AND 1 PRECEDING", null, -1),
            ("1 FOLLOWING AND UNBOUNDED FOLLOWING", 1, null),
        ];
        (string Order, int Column, bool IsAscending, bool NullsFirst)[] orders =
            [("o", O, true, true), ("o DESC NULLS FIRST", O, false, true), ("d NULLS LAST", D, true, false), ("d DESC", D, false, false)];
        foreach (var (order, column, isAscending, nullsFirst) in orders)
        {
            var window = new ReferenceWindow(rows, P, column, isAscending, nullsFirst);
            foreach (var (frame, lower, upper) in Some(frames, capacity + workerCount + column + (isAscending ? 1 : 0)))
            {
                var expected = rows.Select(row => Functions(row, window.Range((int)row[0]!, lower, upper)));
                Check(engine, Conf(capacity, morselRows, workerCount), rows, expected, Query($"PARTITION BY p ORDER BY {order} RANGE BETWEEN {frame}"));
            }
        }
    }

    [Fact]
    public void Partitions_may_be_larger_than_all_batches()
    {
        using var engine = new EngineFixture(2);
        var rows = Random(7000, 2);
        var window = new ReferenceWindow(rows, -1, O, isAscending: true, nullsFirst: true);
        foreach (var (frame, lower, upper) in ((string, int?, int?)[])
            [("UNBOUNDED PRECEDING AND CURRENT ROW", null, 0), ("2500 PRECEDING AND 3000 FOLLOWING", -2500, 3000), ("3000 FOLLOWING AND 3001 FOLLOWING", 3000, 3001)])
        {
            var expected = rows.Where(r => (int)r[0]! % 200 == 0).Select(row => Functions(row, window.Rows((int)row[0]!, lower, upper)));
            Check(engine, ConfSnapshot.Default, rows, expected, $"SELECT * FROM ({Query($"ORDER BY o ROWS BETWEEN {frame}", "count(*) OVER w, count(v) OVER w, sum(v) OVER w, avg(v) OVER w, min(v) OVER w, max(v) OVER w, sum(d) OVER w")}) WHERE id % 200 = 0");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void One_partition_is_computed_across_the_ranges_of_a_sort(int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        const int RowCount = 200_000;
        var rows = Enumerable.Range(0, RowCount).Select(i => new object?[] { i, null, i % 1000 == 0 ? null : (i * 7919) % RowCount, null, null, 1 }).ToList();
        var plan = WindowQueries.Plan(
            "SELECT o, row_number() OVER w, sum(v) OVER w, count(*) OVER (), lag(o) OVER w FROM t WINDOW w AS (ORDER BY o NULLS LAST)", WindowQueries.Relation(Columns, rows));
        var result = engine.Rows(plan, EngineFixture.Conf(4096, 10_000, workerCount));
        var sorted = result.OrderBy(r => (int)r[1]!).ToList();
        var nulls = RowCount / 1000;
        for (var i = 0; i < sorted.Count; i++)
        {
            Assert.Equal(i + 1, sorted[i][1]);
            Assert.Equal((long)(i < RowCount - nulls ? i + 1 : RowCount), sorted[i][2]);
            Assert.Equal((long)RowCount, sorted[i][3]);
            Assert.Equal(i == 0 ? null : sorted[i - 1][0], sorted[i][4]);
        }
    }

    [Theory]
    [InlineData("row_number", 2)]
    [InlineData("rank", 1)]
    [InlineData("dense_rank", 3)]
    public void Filters_on_ranks_keep_the_first_rows_of_each_partition(string function, int limit)
    {
        using var engine = new EngineFixture(2);
        var query = $"SELECT id, r FROM (SELECT id, {function}() OVER (PARTITION BY p ORDER BY o, id) AS r FROM t)";
        var all = engine.Rows(WindowQueries.Plan(query, WindowQueries.Relation(Columns, s_rows)));
        var plan = WindowQueries.Plan($"{query} WHERE r <= {limit}", WindowQueries.Relation(Columns, s_rows));
        Assert.Contains("WindowGroupLimit", plan.ToString(), StringComparison.Ordinal);
        Assert.Equal(Sorted(all.Where(r => (int)r[1]! <= limit).Select(r => Line(r))), Sorted(engine.Rows(plan).Select(r => Line(r))));
    }

    [Fact]
    public void A_bound_past_the_end_of_its_type_is_an_error_where_a_row_is_compared_with_it()
    {
        using var engine = new EngineFixture();
        List<object?[]> Around(params long[] keys) => [.. keys.Select(k => new object?[] { k })];
        object?[] Last(List<object?[]> rows) => engine.Rows(WindowQueries.Plan(
            "SELECT last(o) OVER (ORDER BY o RANGE BETWEEN CURRENT ROW AND 5 FOLLOWING) FROM t", WindowQueries.Relation("o BIGINT", rows))).Select(r => r[0]).ToArray();
        Assert.Equal([long.MaxValue - 7, long.MaxValue - 7], Last(Around(long.MaxValue - 9, long.MaxValue - 7)));
        Assert.Equal([long.MaxValue - 1, long.MaxValue - 1], Last(Around(long.MaxValue - 6, long.MaxValue - 1)));
        Assert.Equal("ARITHMETIC_OVERFLOW", Assert.Throws<SqlSparkException>(() => Last(Around(1, long.MaxValue - 3, long.MaxValue - 2))).Condition);
    }

    [Fact]
    public void A_sum_that_overflows_in_some_frame_fails_the_query()
    {
        using var engine = new EngineFixture();
        var table = WindowQueries.Relation("o INT, v BIGINT", [[1, long.MaxValue], [2, 1L], [2, -1L]]);
        var plan = WindowQueries.Plan("SELECT sum(v) OVER (ORDER BY o ROWS UNBOUNDED PRECEDING) FROM t", table);
        Assert.Equal("ARITHMETIC_OVERFLOW", Assert.Throws<SqlSparkException>(() => engine.Rows(plan)).Condition);
        Assert.Equal([long.MaxValue, long.MaxValue, long.MaxValue], engine.Longs(WindowQueries.Plan("SELECT sum(v) OVER (ORDER BY o) FROM t", table)));
    }

    [Fact]
    public void Memory_is_given_back_when_there_is_too_little()
    {
        var table = WindowQueries.Relation(Columns, Random(5000, 3));
        var plan = WindowQueries.Plan($"SELECT count(su) FROM ({Query("ORDER BY o ROWS BETWEEN 100 PRECEDING AND CURRENT ROW")})", table);
        for (var limit = 1L << 20; limit < 12L << 20; limit += 1L << 20)
        {
            using var engine = new EngineFixture(2, limit);
            using var result = engine.Engine.Execute(plan, ConfSnapshot.Default);
            try
            {
                result.CollectRows();
            }
            catch (SqlSparkException)
            {
                // Disposing the engine checks that everything came back.
            }
        }
    }

    [Fact]
    public async Task A_window_is_canceled_while_it_is_computed()
    {
        using var engine = new EngineFixture(2, isChecked: false);
        using var source = new CancellationTokenSource();
        var plan = WindowQueries.Plan("SELECT sum(id * 1.5D) OVER (ORDER BY id % 7 ROWS BETWEEN 1000000 PRECEDING AND 1000000 FOLLOWING) FROM t", EngineFixture.Numbers(3_000_000));
        using var result = engine.Engine.Execute(plan, ConfSnapshot.Default, source.Token);
        var reading = Task.Run(() => Assert.ThrowsAny<Exception>(() => result.CollectRows()), CancellationToken.None);
        source.Cancel();
        Assert.Same(reading, await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(20), CancellationToken.None)));
        await reading;
    }

    /// <summary>Batches of one row are slow enough without many of them.</summary>
    private static List<object?[]> RowsFor(int capacity) => capacity == 1 ? s_fewRows : s_rows;

    /// <summary>A third of the frames: the shapes together have all of them, many times.</summary>
    private static IEnumerable<T> Some<T>(T[] frames, int shape) => frames.Where((_, i) => i % 3 == shape % 3);

    private static string Query(string window, string functions = """
        count(*) OVER w, count(v) OVER w AS co, sum(v) OVER w AS su, avg(v) OVER w, min(v) OVER w, max(v) OVER w, sum(d) OVER w, max(d) OVER w, min(s) OVER w, max(s) OVER w,
        collect_list(v) OVER w, first_value(v) OVER w, last_value(s) OVER w, nth_value(v, 2) OVER w,
        first_value(v) IGNORE NULLS OVER w, last_value(v) IGNORE NULLS OVER w, nth_value(v, 3) IGNORE NULLS OVER w
        """) => $"SELECT id, {functions} FROM t WINDOW w AS ({window})";

    /// <summary>What <see cref="Query"/> asks for.</summary>
    private static string Functions(object?[] row, List<object?[]> frame)
    {
        var values = frame.Select(r => r[V]).OfType<int>().ToList();
        var doubles = frame.Select(r => r[D]).OfType<double>().ToList();
        var strings = frame.Select(r => r[S]).OfType<string>().Order(StringComparer.Ordinal).ToList();
        return Line(
            row[0],
            (long)frame.Count,
            (long)values.Count,
            values.Count == 0 ? null : values.Sum(v => (long)v),
            values.Count == 0 ? null : values.Average(),
            values.Count == 0 ? null : values.Min(),
            values.Count == 0 ? null : values.Max(),
            doubles.Count == 0 ? null : doubles.Sum(),
            doubles.Count == 0 ? null : doubles.Aggregate((a, b) => ReferenceWindow.Compare(a, b) >= 0 ? a : b),
            strings.FirstOrDefault(),
            strings.LastOrDefault(),
            $"[{string.Join(",", values)}]",
            frame.FirstOrDefault()?[V],
            frame.LastOrDefault()?[S],
            frame.Skip(1).FirstOrDefault()?[V],
            values.Count == 0 ? null : values[0],
            values.Count == 0 ? null : values[^1],
            values.Count < 3 ? null : values[2]);
    }

    private static void Check(EngineFixture engine, ConfSnapshot conf, List<object?[]> rows, IEnumerable<string> expected, string sql)
    {
        var actual = engine.Rows(WindowQueries.Plan(sql, WindowQueries.Relation(Columns, rows), conf), conf).Select(r => Line(r)).ToList();
        var wanted = Sorted(expected);
        var width = actual.Count == 0 ? 0 : actual[0].Split('|').Length;
        Assert.Equal(wanted.Select(w => string.Join('|', w.Split('|').Take(width))), Sorted(actual));
    }

    private static ConfSnapshot Conf(int capacity, int morselRows, int workerCount) => EngineFixture.Conf(capacity, morselRows, workerCount);

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.OrderBy(l => int.Parse(l.Split('|')[0], CultureInfo.InvariantCulture));

    private static string Line(params object?[] values) => string.Join('|', values.Select(Text));

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        double d => (d + 0.0).ToString("G9", CultureInfo.InvariantCulture),
        EquatableArray<object?> list => $"[{string.Join(",", list)}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static List<object?[]> Random(int count, int partitions)
    {
        var random = new Random(17);
        T? Maybe<T>(T value)
            where T : struct => random.Next(6) == 0 ? null : value;
        return [.. Enumerable.Range(0, count).Select(i => new object?[]
        {
            i,
            Maybe(random.Next(partitions)),
            Maybe(random.Next(40)),
            Maybe(random.Next(12) switch { 0 => double.NaN, 1 => -0.0, 2 => 0.0, 3 => double.PositiveInfinity, var n => n / 2.0 }),
            random.Next(5) == 0 ? null : random.Next(3) == 0 ? $"a long string, number {random.Next(20)}" : ((char)('a' + random.Next(26))).ToString(),
            Maybe(random.Next(-50, 50)),
        })];
    }
}
