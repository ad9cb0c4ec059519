using System.Collections.Immutable;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;
using SqlSpark.DataSources.Parquet.Schemas;
using SqlSpark.DataSources.Parquet.Values;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>The columns of a table as a file has them, and which of them can be judged by what the file says of its values.</summary>
/// <param name="file">The file.</param>
/// <param name="columns">By ordinal of the table's schema; null for those in no condition.</param>
/// <param name="options">How pages are read.</param>
internal sealed class PrunableColumns(ParquetFile file, ImmutableArray<ParquetColumn?> columns, PageOptions options)
{
    /// <summary>The file.</summary>
    public ParquetFile File => file;

    /// <summary>Whether the file lacks a column: every row is NULL.</summary>
    public bool IsMissing(int ordinal) => columns[ordinal] is MissingColumn { Value: null };

    /// <summary>The leaf of a column of single values whose stored values are, number by number, those that are read; null for any other column.</summary>
    public ParquetField? LeafOf(int ordinal)
    {
        if (columns[ordinal] is not PrimitiveColumn { Field: { RepetitionLevel: 0 } leaf } column || !HasSameOrder(leaf, column.Type))
            return null;

        // Values of another calendar say nothing: one that cannot be converted must be met, not pruned.
        return OldCalendar.FirstSafeValue(file, leaf, column.Type, options) is null ? leaf : null;
    }

    /// <summary>How the file says the bounds of a leaf are ordered.</summary>
    public ColumnOrder OrderOf(ParquetField leaf)
    {
        var orders = file.Metadata.ColumnOrders;
        return leaf.LeafOrdinal < orders.Length ? orders[leaf.LeafOrdinal] : ColumnOrder.Undefined;
    }

    /// <summary>What is certain of a column in a row group; null when nothing is known.</summary>
    public ColumnBounds? BoundsOf(RowGroupMetadata rowGroup, int ordinal)
    {
        if (IsMissing(ordinal))
            return new ColumnBounds(null, null, rowGroup.RowCount, rowGroup.RowCount, MayHaveNan: false);
        if (LeafOf(ordinal) is not { } leaf)
            return null;
        var chunk = rowGroup.Columns[leaf.LeafOrdinal];
        return ColumnBounds.Of(chunk.Statistics, leaf, OrderOf(leaf), chunk.ValueCount);
    }

    /// <summary>Whether bounds of the file's values are bounds of what is read, number by number.</summary>
    private static bool HasSameOrder(ParquetField leaf, DataType type) => (leaf.Element.Annotation, type) switch
    {
        ({ Kind: LogicalKind.Decimal } annotation, DecimalType target) => annotation.Scale == target.Scale,

        // Wider numbers are cut to these, as in Spark: their order is another.
        (var annotation, ByteType) => annotation is { Kind: LogicalKind.Integer, BitWidth: 8, IsSigned: true },
        (var annotation, ShortType) => annotation is { Kind: LogicalKind.Integer, BitWidth: 8 } or { Kind: LogicalKind.Integer, BitWidth: 16, IsSigned: true },
        (_, IntegerType or LongType or BooleanType or FloatType or DoubleType) => leaf.Element.Type != ParquetType.Int32 || type is not DoubleType,
        ({ Kind: LogicalKind.Date }, DateType) => true,
        ({ Kind: LogicalKind.Timestamp, Unit: ParquetTimeUnit.Micros }, TimestampType or TimestampNtzType) => true,
        ({ Kind: LogicalKind.String or LogicalKind.Enum or LogicalKind.Json }, StringType) => true,
        ({ Kind: LogicalKind.None or LogicalKind.Unknown }, BinaryType or StringType) => leaf.Element.Type == ParquetType.ByteArray,
        _ => false,
    };
}
