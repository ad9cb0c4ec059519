using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet;

/// <summary>Files that are damaged: the error says which file, where and why.</summary>
public sealed class BadDataTests : IDisposable
{
    private readonly ParquetReading _parquet = new();

    public void Dispose() => _parquet.Dispose();

    [SkippableTheory]
    [InlineData("PARQUET-1481", "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", "physical type")]
    [InlineData("ARROW-RS-GH-6229-DICTHEADER", "FILE_CORRUPT", "-")]
    [InlineData("ARROW-RS-GH-6229-LEVELS", "FILE_CORRUPT", "-")]
    [InlineData("ARROW-GH-41317", "FILE_CORRUPT", "-")]
    [InlineData("ARROW-GH-41321", "FILE_CORRUPT", "-")]
    [InlineData("ARROW-GH-45185", "FILE_CORRUPT", "in the middle of a row")]
    [InlineData("ARROW-GH-47662", "FILE_CORRUPT", "-")]
    public void A_damaged_file_fails_with_its_name_the_place_and_the_reason(string name, string condition, string reason)
    {
        var path = RepositoryRoot.Shared("parquet-testing", "bad_data", name + ".parquet");
        Skip.If(path is null, "apache/parquet-testing is not here");
        var error = _parquet.TryRead(path);
        Assert.True(condition == error?.Condition, error?.Message ?? "no error");
        Assert.Contains(name, error!.Message, StringComparison.Ordinal);
        Assert.Contains("at byte", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Codes of no bits all mean the first entry, which is right whatever the dictionary's size. DuckDB reads the same.</summary>
    [SkippableFact]
    public void Codes_of_no_bits_are_no_damage()
    {
        var path = RepositoryRoot.Shared("parquet-testing", "bad_data", "ARROW-GH-43605.parquet");
        Skip.If(path is null, "apache/parquet-testing is not here");
        var rows = _parquet.Read(path);
        Assert.Equal(21186, rows.Count);
        Assert.All(rows, row => Assert.Equal(0, row[0]));
    }
}
