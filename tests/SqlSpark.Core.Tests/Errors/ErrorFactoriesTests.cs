using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Testing.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed class ErrorFactoriesTests
{
    [Theory]
    [InlineData(typeof(CoreErrors))]
    [InlineData(typeof(RowError))]
    [InlineData(typeof(ConfigErrors))]
    public void Factories_pass_the_parameters_of_their_conditions(Type factory) => Assert.True(ErrorFactoryChecker.Check(factory) > 3);

    [Fact]
    public void The_checker_rejects_a_parameter_too_many() =>
        Assert.ThrowsAny<Exception>(() => ErrorFactoryChecker.Check(typeof(Superfluous)));

    private static class Superfluous
    {
        public static SqlSparkException Canceled() => SqlSparkException.Create("QUERY_CANCELED", null, ("extra", "x"));
    }
}
