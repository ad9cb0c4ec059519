using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>
/// A table whose files are in folders of partitions, for any format: the columns of the files, and behind them those that are in the folders'
/// names. Spark: <c>HadoopFsRelation</c>.
/// </summary>
internal sealed class PartitionedTable : IFileTable
{
    private readonly ConfSnapshot _conf;

    private PartitionedTable(IFileTable files, PartitionSpec partitions, ConfSnapshot conf)
    {
        _conf = conf;
        Files = files;
        Partitions = partitions;
        var fields = new List<StructField>();
        var columns = ImmutableArray.CreateBuilder<PartitionedColumn>();
        for (var i = 0; i < files.Schema.Fields.Count; i++)
        {
            // A column that files have too keeps its place; the folders decide on its values.
            var partition = IndexOf(partitions.Schema, files.Schema.Fields[i].Name, conf);
            fields.Add(partition < 0 ? files.Schema.Fields[i] : partitions.Schema.Fields[partition]);
            columns.Add(partition < 0 ? new PartitionedColumn(false, i) : new PartitionedColumn(true, partition));
        }

        for (var i = 0; i < partitions.Schema.Fields.Count; i++)
        {
            if (columns.Contains(new PartitionedColumn(true, i)))
                continue;
            fields.Add(partitions.Schema.Fields[i]);
            columns.Add(new PartitionedColumn(true, i));
        }

        Schema = new StructType(fields.ToEquatableArray());
        Columns = columns.ToImmutable();
    }

    /// <inheritdoc />
    public string Name => Files.Name;

    /// <inheritdoc />
    public string Format => Files.Format;

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <inheritdoc />
    public FileListing Listing => Files.Listing;

    /// <summary>The table of what is in the files.</summary>
    public IFileTable Files { get; }

    /// <summary>The partitions.</summary>
    public PartitionSpec Partitions { get; }

    /// <summary>Where each column comes from.</summary>
    public ImmutableArray<PartitionedColumn> Columns { get; }

    /// <summary>The table with its partition columns; the table itself if its files are in no partitions.</summary>
    /// <param name="files">The table of what is in the files.</param>
    /// <param name="conf">The session's settings.</param>
    public static ITable Over(IFileTable files, ConfSnapshot conf) =>
        files.Listing.Partitions is { } partitions ? new PartitionedTable(files, partitions, conf) : files;

    /// <inheritdoc />
    /// <remarks>Partitions are chosen by the scan; nobody narrows the table itself.</remarks>
    public IFileTable With(FileListing listing) => throw InternalErrors.Unreachable(this);

    /// <inheritdoc />
    public ITable? Narrow(StructType schema)
    {
        var fields = Files.Schema.Fields.ToArray();
        for (var i = 0; i < Columns.Length; i++)
        {
            if (!Columns[i].IsPartition)
                fields[Columns[i].Ordinal] = schema.Fields[i];
        }

        return Files.Narrow(new StructType(fields.ToEquatableArray())) is IFileTable files ? new PartitionedTable(files, Partitions, _conf) : null;
    }

    /// <inheritdoc />
    public IScanBuilder NewScanBuilder() => new PartitionedScanBuilder(this);

    private static int IndexOf(StructType schema, string name, ConfSnapshot conf)
    {
        for (var i = 0; i < schema.Fields.Count; i++)
        {
            if (conf.NameComparer.Equals(schema.Fields[i].Name, name))
                return i;
        }

        return -1;
    }
}

/// <summary>Where a column of a partitioned table comes from.</summary>
/// <param name="IsPartition">True for a folder's name, false for the files.</param>
/// <param name="Ordinal">The ordinal among the partition columns, or among those of the files.</param>
internal readonly record struct PartitionedColumn(bool IsPartition, int Ordinal);
