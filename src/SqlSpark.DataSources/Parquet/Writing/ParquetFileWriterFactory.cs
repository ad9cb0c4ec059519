using System.Collections.Immutable;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Writes Parquet files.</summary>
internal sealed class ParquetFileWriterFactory : IFileWriterFactory
{
    private readonly ParquetWriteOptions _options;

    private ParquetFileWriterFactory(ParquetWriteOptions options) => _options = options;

    /// <inheritdoc />
    public string Extension => _options.Extension;

    /// <summary>By what the rows of every file are sorted, the first column first; empty when nobody knows. Written down, not checked.</summary>
    public ImmutableArray<SortedColumn> SortedBy { get; set; } = [];

    /// <summary>A factory for options and settings.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">As <see cref="ParquetWriteOptions.Of"/>.</exception>
    public static ParquetFileWriterFactory Create(SourceOptions options, ConfSnapshot conf) => new(ParquetWriteOptions.Of(options, conf));

    /// <summary>Makes sure that columns can be stored.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE</c>, <c>EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE</c>.</exception>
    public void Check(StructType schema) => WriteSchema.Create(schema, _options);

    /// <summary>Rows of a row group at most.</summary>
    public int RowGroupRows => _options.RowGroupRows;

    /// <summary>Makes an encoder of row groups, for files that several workers write together.</summary>
    public RowGroupEncoder CreateEncoder(FileWriteContext context) =>
        new(WriteSchema.Create(context.Schema, _options), _options, context.Account, context.Cancellation);

    /// <summary>Begins a file that row groups of several encoders are appended to.</summary>
    /// <param name="target">Where it goes; the caller's.</param>
    /// <param name="schema">The columns, those of the encoders.</param>
    public ParquetFileAppender CreateAppender(IWritableFile target, StructType schema) =>
        new(target, WriteSchema.Create(schema, _options), _options, SortedBy);

    /// <inheritdoc />
    public IFileWriter Create(IWritableFile target, FileWriteContext context) =>
        new ParquetFileWriter(target, WriteSchema.Create(context.Schema, _options), _options, SortedBy, context);
}

/// <summary>A column by which rows are sorted.</summary>
/// <param name="Path">The names of the leaf with dots.</param>
/// <param name="IsDescending">Whether large values come first.</param>
/// <param name="NullsFirst">Whether NULLs come first.</param>
internal readonly record struct SortedColumn(string Path, bool IsDescending, bool NullsFirst);
