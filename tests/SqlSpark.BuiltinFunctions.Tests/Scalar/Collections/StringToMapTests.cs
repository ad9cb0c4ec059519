using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Collections;

public sealed class StringToMapTests
{
    [Fact]
    public void Each_row_has_its_own_text_and_delimiters() =>
        Assert.Equal(
            ["{a -> 1, b -> 2}", "{x -> y=z}", "{ -> null}", null, null],
            Queries.Rows("""
                SELECT CAST(str_to_map(t, p, k) AS STRING)
                FROM VALUES ('a:1,b:2', ',', ':'), ('x=y=z', '&', '='), ('', ',', ':'), (NULL, ',', ':'), ('a', NULL, ':') AS v(t, p, k)
                """).Select(r => r[0]));

    [Fact]
    public void Delimiters_are_regular_expressions() => Assert.Equal("{a -> , b -> 2}", Queries.Value("SELECT CAST(str_to_map('a1:1;b:2', '1?[;,]', '1?:') AS STRING)"));

    [Fact]
    public void A_key_twice_is_an_error() => Assert.Equal("DUPLICATED_MAP_KEY", Queries.Error("SELECT str_to_map('a:1,a:2')").Condition);

    [Fact]
    public void What_is_no_pattern_is_an_error() => Assert.Equal("INVALID_PARAMETER_VALUE.PATTERN", Queries.Error("SELECT str_to_map('a', '[')").Condition);
}
