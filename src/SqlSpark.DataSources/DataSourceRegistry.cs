using System.Collections.Frozen;
using SqlSpark.Catalyst.Sources;
using SqlSpark.DataSources.Csv;
using SqlSpark.DataSources.Json;
using SqlSpark.DataSources.Parquet;
using SqlSpark.DataSources.Text;

namespace SqlSpark.DataSources;

/// <summary>The sources of this assembly by the names of their formats, in any case. A new source is one more line in <see cref="Providers"/>.</summary>
public static class DataSourceRegistry
{
    private static readonly FrozenDictionary<string, ITableProvider> ByName = Providers
        .SelectMany(provider => provider.FormatNames, (provider, name) => KeyValuePair.Create(name, provider))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every source.</summary>
    public static IReadOnlyList<ITableProvider> Providers =>
        [CsvTableProvider.Csv, CsvTableProvider.Tbl, JsonTableProvider.Instance, ParquetTableProvider.Instance, TextTableProvider.Instance];

    /// <summary>The source of a format.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>DATA_SOURCE_NOT_FOUND</c>.</exception>
    public static ITableProvider Get(string format) => Find(format) ?? throw DataSourceErrors.DataSourceNotFound(format);

    /// <summary>The source of a format, or null.</summary>
    public static ITableProvider? Find(string format) => ByName.GetValueOrDefault(format);
}
