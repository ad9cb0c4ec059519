using System.Collections.Immutable;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>What the path of a folder says of the partition that its files are of.</summary>
/// <param name="BasePath">The folder above the first partition column.</param>
/// <param name="Columns">The names of the columns, outermost first; empty where the path names none.</param>
/// <param name="RawValues">The values as they stand in the path, with escapes.</param>
internal sealed record PartitionFolder(string BasePath, ImmutableArray<string> Columns, ImmutableArray<string> RawValues)
{
    /// <summary>Reads a path from its end on: through parts that name columns, up to the first one above that does not, or to the base path.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="basePath">The folder or one above it, where reading ends.</param>
    /// <remarks>Spark: <c>PartitioningUtils.parsePartition</c>.</remarks>
    /// <exception cref="Core.Errors.SqlSparkException"><c>EMPTY_PARTITION_COLUMN_NAME</c>, <c>EMPTY_PARTITION_COLUMN_VALUE</c>.</exception>
    public static PartitionFolder Parse(string folder, string basePath)
    {
        var columns = new Stack<string>();
        var values = new Stack<string>();
        var current = folder;
        while (current.Length > basePath.Length && Path.GetDirectoryName(current) is { } parent)
        {
            var segment = Path.GetFileName(current);
            var equals = segment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 && columns.Count > 0)
                break;
            if (equals >= 0)
            {
                columns.Push(equals > 0 ? PartitionPath.Unescape(segment[..equals]) : throw DataSourceErrors.EmptyPartitionColumnName(segment));
                values.Push(equals + 1 < segment.Length ? segment[(equals + 1)..] : throw DataSourceErrors.EmptyPartitionColumnValue(segment));
            }

            current = parent;
        }

        return new PartitionFolder(columns.Count == 0 ? folder : current, [.. columns], [.. values]);
    }
}
