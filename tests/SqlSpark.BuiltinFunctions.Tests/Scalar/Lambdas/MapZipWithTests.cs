using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Lambdas;

public sealed class MapZipWithTests
{
    [Fact]
    public void Keys_of_the_first_map_come_first_and_NULL_maps_give_NULL() =>
        Assert.Equal(
            ["{a -> [1, null], b -> [2, 3], c -> [null, 4]}", null, "{}", "{z -> [null, 9]}"],
            Queries.Rows("""
                SELECT CAST(map_zip_with(m, n, (k, x, y) -> array(x, y)) AS STRING)
                FROM VALUES (map('a', 1, 'b', 2), map('b', 3, 'c', 4)), (NULL, map('a', 1)), (map(), map()), (map(), map('z', 9)) AS t(m, n)
                """).Select(r => r[0]));

    [Fact]
    public void Keys_come_to_one_type() => Assert.Equal("{1 -> 5, 2 -> 8}", Queries.Value("SELECT CAST(map_zip_with(map(1, 2, 2, 4), map(1L, 3L, 2L, 4L), (k, x, y) -> x + y) AS STRING)"));

    [Fact]
    public void Keys_without_a_common_type_are_an_error() =>
        Assert.Equal("DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES", Queries.Error("SELECT map_zip_with(map(1, 2), map(DATE'2020-01-01', 3), (k, x, y) -> x)").Condition);

    [Fact]
    public void Many_keys_meet_by_hash() =>
        Assert.Equal(
            500L * 3,
            Queries.Value("""
                SELECT aggregate(map_values(map_zip_with(
                    map_from_arrays(sequence(1, 500), transform(sequence(1, 500), x -> 1)), map_from_arrays(sequence(500, 1), transform(sequence(1, 500), x -> 2)), (k, x, y) -> x + y)), 0L, (s, x) -> s + x)
                """));

    [Fact]
    public void The_lambda_sees_columns_of_the_row() =>
        Assert.Equal(["{1 -> 11}", "{1 -> 21}"], Queries.Rows("SELECT CAST(map_zip_with(map(1, 1), map(1, 0), (k, x, y) -> x + y + c) AS STRING) FROM VALUES (10), (20) AS t(c)").Select(r => r[0]));
}
