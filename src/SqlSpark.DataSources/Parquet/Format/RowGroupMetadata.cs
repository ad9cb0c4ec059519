using System.Collections.Immutable;

namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>A column by which the rows of a row group are sorted. parquet.thrift: <c>SortingColumn</c>.</summary>
/// <param name="Column">The ordinal of the leaf column.</param>
/// <param name="IsDescending">Whether large values come first.</param>
/// <param name="NullsFirst">Whether NULLs come first.</param>
internal readonly record struct SortingColumn(int Column, bool IsDescending, bool NullsFirst);

/// <summary>Some rows of a file, column by column. parquet.thrift: <c>RowGroup</c>.</summary>
internal sealed record RowGroupMetadata
{
    /// <summary>One chunk a leaf of the schema, in its order.</summary>
    public ImmutableArray<ColumnChunkMetadata> Columns { get; init; } = [];

    /// <summary>Bytes of all pages once decompressed.</summary>
    public long UncompressedSize { get; init; }

    /// <summary>The number of rows.</summary>
    public long RowCount { get; init; }

    /// <summary>By which columns the rows are sorted, the first one first; empty when not said.</summary>
    public ImmutableArray<SortingColumn> SortingColumns { get; init; } = [];

    /// <summary>The position in the file, from 0.</summary>
    public int Ordinal { get; init; }

    /// <summary>Reads a row group.</summary>
    public static RowGroupMetadata Read(ref ThriftReader reader, int ordinal)
    {
        var columns = ImmutableArray.CreateBuilder<ColumnChunkMetadata>();
        ImmutableArray<SortingColumn> sortingColumns = [];
        long uncompressedSize = 0, rowCount = -1;
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    for (var count = reader.ReadList(type, ThriftType.Struct); count > 0; count--)
                        columns.Add(ColumnChunkThrift.Read(ref reader));
                    break;
                case 2:
                    uncompressedSize = reader.ReadInt64(type);
                    break;
                case 3:
                    rowCount = reader.ReadInt64(type);
                    break;
                case 4:
                    sortingColumns = ReadSortingColumns(ref reader, type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (rowCount < 0)
            reader.Throw(rowCount == -1 ? "a row group that does not say how many rows it has" : $"a row group of {rowCount} rows");
        return new RowGroupMetadata
        {
            Columns = columns.ToImmutable(),
            UncompressedSize = uncompressedSize,
            RowCount = rowCount,
            SortingColumns = sortingColumns,
            Ordinal = ordinal,
        };
    }

    /// <summary>Writes a row group.</summary>
    public void Write(ThriftWriter writer)
    {
        var last = 0;
        writer.List(ref last, 1, ThriftType.Struct, Columns.Length);
        foreach (var column in Columns)
            ColumnChunkThrift.Write(column, writer);
        writer.Field(ref last, 2, UncompressedSize);
        writer.Field(ref last, 3, RowCount);
        if (SortingColumns.Length > 0)
        {
            writer.List(ref last, 4, ThriftType.Struct, SortingColumns.Length);
            foreach (var column in SortingColumns)
            {
                var inner = 0;
                writer.Field(ref inner, 1, column.Column);
                writer.Field(ref inner, 2, column.IsDescending);
                writer.Field(ref inner, 3, column.NullsFirst);
                writer.Stop();
            }
        }

        if (Columns.Length > 0)
            writer.Field(ref last, 5, Columns[0].StartOffset);
        writer.Field(ref last, 6, Columns.Sum(static column => column.CompressedSize));
        writer.Stop();
    }

    private static ImmutableArray<SortingColumn> ReadSortingColumns(ref ThriftReader reader, ThriftType type)
    {
        var columns = ImmutableArray.CreateBuilder<SortingColumn>();
        for (var count = reader.ReadList(type, ThriftType.Struct); count > 0; count--)
        {
            var column = default(SortingColumn);
            var field = 0;
            while (reader.NextField(ref field, out var fieldType))
            {
                switch (field)
                {
                    case 1:
                        column = column with { Column = reader.ReadInt32(fieldType) };
                        break;
                    case 2:
                        column = column with { IsDescending = reader.ReadBoolean(fieldType) };
                        break;
                    case 3:
                        column = column with { NullsFirst = reader.ReadBoolean(fieldType) };
                        break;
                    default:
                        reader.Skip(fieldType);
                        break;
                }
            }

            columns.Add(column);
        }

        return columns.ToImmutable();
    }
}
