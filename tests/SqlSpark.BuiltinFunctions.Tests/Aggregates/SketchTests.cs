using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Aggregates;

public sealed class SketchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(30000)]
    public void Estimates_are_close(int count)
    {
        var estimate = (long)Queries.Value($"SELECT approx_count_distinct(id % {Math.Max(count, 1)}) FROM range({3 * count})")!;
        Assert.InRange(estimate, count * 0.85, count * 1.15);
    }

    [Fact]
    public void Estimates_do_not_depend_on_how_rows_are_grouped_before()
    {
        var whole = Queries.Value("SELECT approx_count_distinct(id) FROM range(5000)");
        Assert.Equal(whole, Queries.Value("SELECT approx_count_distinct(id) FROM (SELECT id FROM range(5000) UNION ALL SELECT id FROM range(2500))"));
        Assert.Equal([whole, whole], Queries.Rows("SELECT approx_count_distinct(id) FROM range(5000) CROSS JOIN VALUES (1), (2) AS t(k) GROUP BY k").Select(r => r[0]));
    }

    [Fact]
    public void NULL_counts_as_no_value_and_zeros_are_one() =>
        Assert.Equal([2L, 0L], Queries.Rows("SELECT approx_count_distinct(a), approx_count_distinct(NULL) FROM VALUES (0.0D), (-0.0D), (NULL), (DOUBLE('NaN')) AS t(a)")[0]);

    [Theory]
    [InlineData("0.01", "UNSUPPORTED_FEATURE.FUNCTION")]
    [InlineData("0.9", "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE")]
    [InlineData("-1", "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE")]
    public void Deviations_without_a_table_are_refused(string deviation, string condition) =>
        Assert.Equal(condition, Queries.Error($"SELECT approx_count_distinct(id, {deviation}) FROM range(3)").Condition);

    [Fact]
    public void Bitmaps_count_distinct_numbers() =>
        Assert.Equal(
            60000L,
            Queries.Value("""
                SELECT sum(bitmap_count(b)) FROM (
                    SELECT bitmap_bucket_number(id + 1) AS n, bitmap_construct_agg(bitmap_bit_position(id + 1)) AS b FROM (SELECT id % 60000 AS id FROM range(100000)) GROUP BY 1)
                """));

    [Fact]
    public void Bitmaps_of_no_rows_are_neutral() =>
        Assert.Equal(
            [0L, 32768L, 0L],
            Queries.Rows("SELECT bitmap_count(bitmap_or_agg(b)), bitmap_count(bitmap_and_agg(b)), bitmap_count(bitmap_construct_agg(n)) FROM VALUES (X'FF', 1) AS t(b, n) WHERE n > 1")[0]);

    [Theory]
    [InlineData("bitmap_construct_agg(n)", "INVALID_BITMAP_POSITION")]
    [InlineData("bitmap_or_agg(CAST(repeat('a', 5000) AS BINARY))", "BITMAP_INPUT_TOO_LARGE")]
    [InlineData("bitmap_or_agg('a')", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    public void Errors(string call, string condition) => Assert.Equal(condition, Queries.Error($"SELECT {call} FROM VALUES (1), (32768) AS t(n)").Condition);

    /// <summary>The sketches are those of Spark's tests.</summary>
    [Fact]
    public void Count_min_sketches_are_serialised_as_Spark_does() =>
        Assert.Equal(
            "0000000100000000000000030000000100000004000000005D8D6AB90000000000000000000000000000000200000000000000010000000000000000",
            Queries.Value("SELECT hex(count_min_sketch(col, 0.5d, 0.5d, 1)) FROM VALUES (1), (NULL), (2), (1) AS tab(col)"));

    [Fact]
    public void Count_min_sketches_of_texts_and_groups_add_up() =>
        Assert.Equal(
            Queries.Value("SELECT hex(count_min_sketch(CAST(id AS STRING), 0.1d, 0.9d, 7)) FROM range(1000)"),
            Queries.Value("SELECT hex(count_min_sketch(CAST(id AS STRING), 0.1d, 0.9d, 7)) FROM (SELECT id FROM range(500, 1000) UNION ALL SELECT id FROM range(500))"));
}
