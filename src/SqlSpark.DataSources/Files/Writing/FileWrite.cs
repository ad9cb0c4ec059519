using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>A write of files into a folder. The format is the factory's business, the commit and partitions are done here for all formats.</summary>
internal sealed record FileWrite : IWrite
{
    private const int DefaultMaxOpenFiles = 64;

    private readonly string _format;

    private FileWrite(IFileSystem fileSystem, string folder, IFileWriterFactory factory, WriteInfo info, string format)
    {
        FileSystem = fileSystem;
        Folder = folder;
        Factory = factory;
        Info = info;
        _format = format;
        DataColumns = DataColumnsOf(info);
        DataSchema = SchemaOf(info, DataColumns);
    }

    /// <summary>Where the files go.</summary>
    public IFileSystem FileSystem { get; }

    /// <summary>The table's folder.</summary>
    public string Folder { get; }

    /// <summary>Writes files of the format.</summary>
    public IFileWriterFactory Factory { get; }

    /// <summary>What is written.</summary>
    public WriteInfo Info { get; }

    /// <summary>The columns that are in the files, as ordinals of the rows.</summary>
    public ImmutableArray<int> DataColumns { get; }

    /// <summary>The columns that are in the files.</summary>
    public StructType DataSchema { get; }

    /// <summary>Rows of a file at most.</summary>
    public long MaxRecordsPerFile { get; init; } = long.MaxValue;

    /// <summary>Files that a task may have open at a time.</summary>
    public int MaxOpenFiles { get; init; } = DefaultMaxOpenFiles;

    /// <summary>The zone that the names of partitions of timestamps are in.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>How long others may hold the right to commit.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Plans a write.</summary>
    /// <param name="request">The path, and options that all formats have.</param>
    /// <param name="info">What is written.</param>
    /// <param name="format">The format, for messages.</param>
    /// <param name="createFactory">Makes the writer of files of these columns.</param>
    /// <exception cref="Core.Errors.SqlSparkException">
    /// <c>COLUMN_ALREADY_EXISTS</c>, <c>INVALID_PARTITION_COLUMN_DATA_TYPE</c>, <c>ALL_PARTITION_COLUMNS_NOT_ALLOWED</c>,
    /// <c>UNSUPPORTED_OVERWRITE.PATH</c>, and what the factory raises.
    /// </exception>
    public static FileWrite Plan(TableRequest request, WriteInfo info, string format, Func<SourceOptions, StructType, IFileWriterFactory> createFactory)
    {
        var path = request.Paths[0];
        var options = new SourceOptions(request.Options, format);
        var fileSystem = FileSystems.Of(path);
        var folder = Path.TrimEndingDirectorySeparator(fileSystem.Normalize(path));
        CheckColumns(info, request.Conf);
        if (info.Mode == WriteMode.Overwrite && info.ReadTables.OfType<IFileTable>().Any(table => table.Listing.Roots.Contains(folder)))
            throw DataSourceErrors.OverwritesWhatIsRead(fileSystem.Describe(folder));
        var factory = createFactory(options, SchemaOf(info, DataColumnsOf(info)));
        var maxRecords = options.GetInteger("maxRecordsPerFile", (int)Math.Min(request.Conf.Get(SqlConf.FilesMaxRecordsPerFile), int.MaxValue));
        var maxOpenFiles = request.Conf.Get(SqlConf.MaxConcurrentOutputFileWriters);
        return Of(fileSystem, folder, factory, info, format) with
        {
            MaxRecordsPerFile = maxRecords > 0 ? maxRecords : long.MaxValue,
            MaxOpenFiles = maxOpenFiles > 0 ? maxOpenFiles : DefaultMaxOpenFiles,
            TimeZone = options.Get("timeZone") ?? request.Conf.SessionTimeZone,
        };
    }

    /// <summary>A write without limits of its own.</summary>
    public static FileWrite Of(IFileSystem fileSystem, string folder, IFileWriterFactory factory, WriteInfo info, string format) =>
        new(fileSystem, folder, factory, info, format);

    /// <inheritdoc />
    public string Describe()
    {
        var partitions = string.Join(", ", Info.PartitionColumns.Map(column => Info.Schema.Fields[column].Name));
        var replaced = string.Join(", ", Info.ReplacedPartition.Map(value => $"{value.Column}={value.Text ?? "NULL"}"));
        return $"{_format} {FileSystem.Describe(Folder)}, {Info.Mode}{(replaced.Length == 0 ? "" : $" [{replaced}]")}{(partitions.Length == 0 ? "" : $", partitioned by [{partitions}]")}";
    }

    /// <inheritdoc />
    public IBatchWrite Start()
    {
        try
        {
            return new FileBatchWrite(this);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw DataSourceErrors.CannotWrite(FileSystem.Describe(Folder), exception);
        }
    }

    private static ImmutableArray<int> DataColumnsOf(WriteInfo info) =>
        [.. Enumerable.Range(0, info.Schema.Fields.Count).Where(column => !info.PartitionColumns.Contains(column))];

    private static StructType SchemaOf(WriteInfo info, ImmutableArray<int> columns) =>
        new(EquatableArray.Create<StructField>([.. columns.Select(column => info.Schema.Fields[column])]));

    private static void CheckColumns(WriteInfo info, ConfSnapshot conf)
    {
        var names = new HashSet<string>(conf.NameComparer);
        foreach (var field in info.Schema.Fields)
        {
            if (!names.Add(field.Name))
                throw DataSourceErrors.ColumnAlreadyExists(field.Name);
        }

        foreach (var column in info.PartitionColumns)
        {
            var field = info.Schema.Fields[column];
            if (field.DataType is ArrayType or MapType or StructType or VariantType or VoidType or CalendarIntervalType)
                throw DataSourceErrors.PartitionColumnType(field.DataType);
        }

        if (!info.PartitionColumns.IsEmpty && info.PartitionColumns.Distinct().Count() == info.Schema.Fields.Count)
            throw DataSourceErrors.OnlyPartitionColumns();
    }
}
