using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Collections;

public sealed class ElementSearchTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("BIGINT")]
    [InlineData("DOUBLE")]
    [InlineData("STRING")]
    [InlineData("DECIMAL(20, 2)")]
    public void Elements_of_all_types_are_found_with_NULLs_and_without(string type)
    {
        var rows = Queries.Rows($"""
            SELECT id, array_position(a, v), array_contains(a, v), array_position(b, v), array_contains(b, v), array_contains(array(), id) FROM (
              SELECT id, transform(sequence(id, id + 4), x -> CAST(x % 7 AS {type})) AS a, transform(sequence(id, id + 4), x -> CAST(nullif(x % 7, 3) AS {type})) AS b, CAST(id % 5 AS {type}) AS v
              FROM range(300))
            """);
        foreach (var row in rows)
        {
            var id = (long)row[0]!;
            var list = Enumerable.Range(0, 5).Select(i => (id + i) % 7).ToList();
            var at = list.IndexOf(id % 5);
            Assert.Equal((at + 1L, at >= 0), (row[1], row[2]));
            var isFound = at >= 0 && id % 5 != 3;
            Assert.Equal(isFound ? at + 1L : 0L, row[3]);
            Assert.Equal(isFound ? true : list.Contains(3) ? null : (object)false, row[4]);
            Assert.Equal(false, row[5]);
        }
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("BIGINT")]
    [InlineData("DOUBLE")]
    [InlineData("STRING")]
    public void Greatest_and_least_elements_leave_NULLs_out(string type)
    {
        var rows = Queries.Rows($"""
            SELECT id, CAST(array_max(a) AS BIGINT), CAST(array_min(a) AS BIGINT), CAST(array_max(b) AS BIGINT), CAST(array_min(b) AS BIGINT), array_max(slice(a, 1, 0)) IS NULL FROM (
              SELECT id, transform(sequence(id, id + 4), x -> CAST(x % 7 AS {type})) AS a, transform(sequence(id, id + 4), x -> CAST(nullif(x % 7, 6) AS {type})) AS b FROM range(300))
            """);
        foreach (var row in rows)
        {
            var list = Enumerable.Range(0, 5).Select(i => ((long)row[0]! + i) % 7).ToList();
            var rest = list.Where(static x => x != 6).ToList();
            Assert.Equal([list.Max(), list.Min(), rest.Max(), rest.Min(), true], row[1..]);
        }
    }
}
