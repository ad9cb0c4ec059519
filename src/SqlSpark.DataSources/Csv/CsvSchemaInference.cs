using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>Finds the columns of CSV files: names from the first record, and types from the values if asked for.</summary>
/// <remarks>Spark: <c>CSVDataSource.infer</c> and <c>CSVInferSchema</c>.</remarks>
internal static class CsvSchemaInference
{
    /// <summary>The schema of files; <c>UNABLE_TO_INFER_SCHEMA</c> when there are none.</summary>
    public static StructType Infer(FileListing listing, CsvOptions options, ConfSnapshot conf, string format)
    {
        if (listing.Files.IsEmpty)
            throw DataSourceErrors.UnableToInferSchema(ToTitle(format));
        using var account = MemoryPool.Shared.CreateAccount("CSV schema inference");
        foreach (var file in listing.Files)
        {
            if (CsvHeader.ReadFirstRecord(listing.FileSystem, file, options, account) is not { } first)
                continue;
            var names = CsvHeader.NameColumns(first, options.HasHeader, conf.CaseSensitive);
            return new StructType(EquatableArray.Create<StructField>([.. names.Select(name => new StructField(name, StringType.Instance))]));
        }

        return StructType.Empty;
    }

    private static string ToTitle(string format) => format.ToUpperInvariant();
}
