using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Csv.Writing;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Partitions;
using SqlSpark.DataSources.Files.Writing;

namespace SqlSpark.DataSources.Csv;

/// <summary>
/// CSV files (<c>csv</c>), and TPC-H's tables as their generator writes them (<c>tbl</c>): bars as delimiters, also at the end of each line.
/// </summary>
public sealed class CsvTableProvider : ITableProvider
{
    internal const string CsvFormat = "csv";
    internal const string TblFormat = "tbl";

    private readonly string _format;

    private CsvTableProvider(string format) => _format = format;

    /// <summary>The format <c>csv</c>.</summary>
    public static CsvTableProvider Csv { get; } = new(CsvFormat);

    /// <summary>The format <c>tbl</c>.</summary>
    public static CsvTableProvider Tbl { get; } = new(TblFormat);

    /// <inheritdoc />
    public IReadOnlyList<string> FormatNames => _format == CsvFormat ? [CsvFormat, "com.databricks.spark.csv"] : [TblFormat];

    /// <inheritdoc />
    /// <remarks>Without a schema the files are opened: for the names of the columns, and with <c>inferSchema</c> for their types.</remarks>
    public ITable Open(TableRequest request)
    {
        var source = new SourceOptions(request.Options, _format);
        var options = CsvOptions.Read(source, request.Conf, _format);
        var listing = FileListing.Find(request, source);
        var schema = listing.DataSchemaOf(request.Schema, request.Conf) ?? CsvSchemaInference.Infer(listing, options, request.Conf, _format);
        schema = (StructType)schema.AsNullable();
        RecordTable.CheckColumns(schema, _format, request.Conf, CsvColumns.IsSupported);
        var table = new CsvTable(listing, schema, options, _format, request.Conf)
        {
            IgnoresMissingFiles = FileListing.IgnoresMissing(source, request.Conf),
            IgnoresCorruptFiles = FileListing.IgnoresCorrupt(source, request.Conf),
        };
        return PartitionedTable.Over(table, request.Conf);
    }

    /// <inheritdoc />
    public IWrite? NewWrite(TableRequest request, WriteInfo info) => _format != CsvFormat ? null : FileWrite.Plan(request, info, _format, (options, schema) =>
    {
        foreach (var field in schema.Fields)
        {
            if (!CsvFileWriterFactory.IsSupported(field.DataType))
                throw DataSourceErrors.TypeNotSupported(_format, field.Name, field.DataType);
        }

        return new CsvFileWriterFactory(CsvWriteOptions.Read(options, request.Conf));
    });
}
