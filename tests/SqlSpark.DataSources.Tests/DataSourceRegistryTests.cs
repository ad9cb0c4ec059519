using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.DataSources;

public sealed class DataSourceRegistryTests
{
    [Theory]
    [InlineData("csv", "csv")]
    [InlineData("CSV", "csv")]
    [InlineData("com.databricks.spark.csv", "csv")]
    [InlineData("tbl", "tbl")]
    [InlineData("Text", "text")]
    public void Finds_a_source_by_any_name_in_any_case(string name, string first) => Assert.Equal(first, DataSourceRegistry.Get(name).FormatNames[0]);

    [Fact]
    public void Names_no_source_has_are_an_error()
    {
        Assert.Null(DataSourceRegistry.Find("nothing"));
        Assert.Equal("DATA_SOURCE_NOT_FOUND", Assert.Throws<SqlSparkException>(() => DataSourceRegistry.Get("nothing")).Condition);
    }
}
