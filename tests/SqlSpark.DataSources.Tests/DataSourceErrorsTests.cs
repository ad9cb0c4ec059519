using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Csv;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;
using SqlSpark.Testing.Errors;
using Xunit;

namespace SqlSpark.DataSources;

public sealed class DataSourceErrorsTests
{
    [Theory]
    [InlineData(typeof(DataSourceErrors))]
    [InlineData(typeof(CsvErrors))]
    public void Factories_pass_the_parameters_of_their_conditions(Type factory) => ErrorFactoryChecker.Check(factory);

    [Fact]
    public void Factories_of_Parquet_pass_the_parameters_of_their_conditions() => ErrorFactoryChecker.Check(typeof(ParquetErrors), static type =>
        type == typeof(ParquetField) ? new ParquetField(new SchemaElement { Name = "a", Type = ParquetType.Int32 }, ["a"], 0, 0, 0, [])
        : type == typeof(MalformedDataException) ? new MalformedDataException("a reason", 1)
        : type == typeof(ConfigEntry) ? SqlConf.ParquetReadRebaseMode
        : type == typeof(StructType) ? StructType.Empty
        : type == typeof(IEnumerable<string>) ? new[] { "a", "A" }
        : null);
}
