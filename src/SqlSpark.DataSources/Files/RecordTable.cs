using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files;

/// <summary>Files of records under one schema, a column of which may take the records that are malformed: CSV and JSON.</summary>
internal abstract class RecordTable : IFileTable
{
    /// <param name="format">The format's name.</param>
    /// <param name="listing">The files.</param>
    /// <param name="schema">Their columns.</param>
    /// <param name="corruptRecordColumn">The name of the column that takes malformed records.</param>
    /// <param name="conf">The session's settings.</param>
    private protected RecordTable(string format, FileListing listing, StructType schema, string corruptRecordColumn, ConfSnapshot conf)
    {
        Format = format;
        Listing = listing;
        Schema = schema;
        Conf = conf;
        CorruptRecordOrdinal = schema.IndexOf(corruptRecordColumn);
        if (CorruptRecordOrdinal >= 0 && schema.Fields[CorruptRecordOrdinal].DataType is not StringType)
            throw DataSourceErrors.CorruptRecordType(corruptRecordColumn, schema.Fields[CorruptRecordOrdinal].DataType);
    }

    /// <inheritdoc />
    public string Name => Listing.Files.Length == 1 ? Listing.FileSystem.Describe(Listing.Files[0].Path) : Format;

    /// <inheritdoc />
    public string Format { get; }

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <summary>The files.</summary>
    public FileListing Listing { get; private set; }

    /// <summary>The session's settings when the table was opened.</summary>
    public ConfSnapshot Conf { get; }

    /// <summary>The column that takes malformed records, which the files do not have; or -1.</summary>
    public int CorruptRecordOrdinal { get; }

    /// <summary>Whether files that are gone are skipped.</summary>
    public bool IgnoresMissingFiles { get; init; }

    /// <summary>Whether the rest of files that cannot be read is skipped.</summary>
    public bool IgnoresCorruptFiles { get; init; }

    /// <inheritdoc />
    public IFileTable With(FileListing listing)
    {
        var copy = (RecordTable)MemberwiseClone();
        copy.Listing = listing;
        return copy;
    }

    /// <inheritdoc />
    public IScanBuilder NewScanBuilder() => new UnfilteredScanBuilder(this, (columns, limit) => columns is [var only] && only == CorruptRecordOrdinal
        ? throw DataSourceErrors.OnlyCorruptRecordColumn()
        : NewScan(columns, limit, Conf.Get(SqlConf.FilesMaxPartitionBytes)));

    /// <summary>Checks the columns of files: their names differ, and values of their types can be read.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="format">The format's name.</param>
    /// <param name="conf">The session's settings.</param>
    /// <param name="isSupported">Whether values of a type can be read.</param>
    public static void CheckColumns(StructType schema, string format, ConfSnapshot conf, Func<DataType, bool> isSupported)
    {
        CheckNames(schema, conf);
        foreach (var field in schema.Fields)
        {
            if (!isSupported(field.DataType))
                throw DataSourceErrors.TypeNotSupported(format, field.Name, field.DataType);

            // The older parser of dates has patterns of its own.
            if (conf.IsLegacyTimeParser && field.DataType.Exists(static type => type is DateType or TimestampType or TimestampNtzType))
                throw DataSourceErrors.OptionNotSupported(SqlConf.LegacyTimeParserPolicy.Key, format, "LEGACY");
        }
    }

    /// <summary>A scan of wanted columns.</summary>
    /// <param name="columns">The columns, in order, as ordinals of the schema.</param>
    /// <param name="limit">Rows of a split at most.</param>
    /// <param name="maxSplitBytes">Bytes of a split at most, as the session's settings have it.</param>
    private protected abstract IScan NewScan(IReadOnlyList<int> columns, long limit, long maxSplitBytes);

    private static void CheckNames(StructType schema, ConfSnapshot conf)
    {
        var names = new HashSet<string>(conf.NameComparer);
        foreach (var field in schema.Fields)
        {
            if (!names.Add(field.Name))
                throw DataSourceErrors.ColumnAlreadyExists(field.Name);
            field.DataType.Exists(type =>
            {
                if (type is StructType nested)
                    CheckNames(nested, conf);
                return false;
            });
        }
    }
}
