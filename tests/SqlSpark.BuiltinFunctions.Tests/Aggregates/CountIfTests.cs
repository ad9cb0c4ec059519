using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Aggregates;

public sealed class CountIfTests
{
    [Theory]
    [InlineData("count_if()")]
    [InlineData("count_if(a, a)")]
    public void Takes_one_argument(string call) =>
        Assert.Equal("WRONG_NUM_ARGS.WITHOUT_SUGGESTION", Queries.Error($"SELECT {call} FROM VALUES (true) AS t(a)").Condition);
}
