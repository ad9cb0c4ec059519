using SqlSpark.DataSources.Csv;
using SqlSpark.DataSources.Parquet;
using SqlSpark.Testing.Errors;
using Xunit;

namespace SqlSpark.DataSources;

public sealed class DataSourceErrorsTests
{
    [Theory]
    [InlineData(typeof(DataSourceErrors))]
    [InlineData(typeof(CsvErrors))]
    [InlineData(typeof(ParquetErrors))]
    public void Factories_pass_the_parameters_of_their_conditions(Type factory) => ErrorFactoryChecker.Check(factory);
}
