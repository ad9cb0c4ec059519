using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Numbers;

/// <summary>What Spark's schemas say of mathematics over values that are never NULL (UnaryMathExpression, RoundBase, DivModLike).</summary>
public sealed class NullabilityTests
{
    [Theory]
    [InlineData("round(2.567, 2)", true)]
    [InlineData("round(id)", true)]
    [InlineData("ceil(-0.1)", true)]
    [InlineData("ceil(5)", true)]
    [InlineData("floor(2.5D)", true)]
    [InlineData("floor(-0.1)", true)]
    [InlineData("pmod(10, 3)", true)]
    [InlineData("10 % 3", true)]
    [InlineData("sqrt(4)", true)]
    [InlineData("abs(-1)", false)]
    [InlineData("id + 1", false)]
    public void Results_are_nullable_where_Spark_says_so(string expression, bool isNullable)
    {
        using var session = SparkSession.Builder().GetOrCreate();
        Assert.Equal(isNullable, session.Sql($"SELECT {expression} AS x FROM range(3)").Schema.Fields[0].Nullable);
    }
}
