using SqlSpark.Core.Columnar;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Collections;

public sealed class MapOfTests
{
    [Fact]
    public void Keys_and_values_come_to_common_types_each()
    {
        var map = Assert.IsType<MapValue>(Queries.Value("SELECT map(1, 'a', 2L, NULL)"));
        Assert.Equal([1L, 2L], map.Keys);
        Assert.Equal(["a", null], map.Values);
    }

    [Fact]
    public void Each_row_has_a_map_of_its_own()
    {
        var rows = Queries.Rows("SELECT map(concat('a key longer than twelve bytes ', CAST(id AS STRING)), id, 'b', id + 1) FROM range(3) WHERE id <> 1");
        Assert.Equal(["a key longer than twelve bytes 0", "b"], ((MapValue)rows[0][0]!).Keys);
        Assert.Equal([2L, 3L], ((MapValue)rows[1][0]!).Values);
    }

    [Theory]
    [InlineData("SELECT map(NULL, 1)", "NULL_MAP_KEY")]
    [InlineData("SELECT map(nullif(id, 2), 1) FROM range(3)", "NULL_MAP_KEY")]
    [InlineData("SELECT map(1, 'a', 1, 'b')", "DUPLICATED_MAP_KEY")]
    [InlineData("SELECT map(id, 'a', 2, 'b') FROM range(3)", "DUPLICATED_MAP_KEY")]
    [InlineData("SELECT map(1)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION")]
    [InlineData("SELECT map(1, 2, array(1), 3)", "DATATYPE_MISMATCH.CREATE_MAP_KEY_DIFF_TYPES")]
    [InlineData("SELECT map(1, 2, 3, array(1))", "DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES")]
    [InlineData("SELECT map(map(1, 2), 3)", "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE")]
    public void Explains_what_is_no_map(string sql, string condition) => Assert.Equal(condition, Queries.Error(sql).Condition);

    [Fact]
    public void A_repeated_key_keeps_its_place_and_takes_the_last_value_where_the_session_says_so()
    {
        using var session = SparkSession.Builder().Config("spark.sql.mapKeyDedupPolicy", "LAST_WIN").GetOrCreate();
        using var result = session.Sql("SELECT map(id, 'a', 5L, 'b', 1L, 'c') FROM range(1, 3)").Execute();
        Assert.True(result.TryNext(out var batch));
        var first = (MapValue)BoxedValues.Get(batch[0], 0)!;
        Assert.Equal([1L, 5L], first.Keys);
        Assert.Equal(["c", "b"], first.Values);
        Assert.Equal([2L, 5L, 1L], ((MapValue)BoxedValues.Get(batch[0], 1)!).Keys);
    }
}
