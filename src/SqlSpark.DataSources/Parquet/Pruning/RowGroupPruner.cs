using System.Collections.Immutable;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;
using SqlSpark.DataSources.Parquet.Schemas;
using SqlSpark.DataSources.Parquet.Values;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>Leaves out the row groups of a file whose statistics show that no row satisfies the pushed conditions.</summary>
/// <param name="file">The file.</param>
/// <param name="columns">The columns of the table's schema as the file has them, in the order of the ordinals in conditions; null for those in none.</param>
/// <param name="conditions">The pushed conditions; all must hold.</param>
/// <param name="options">How pages are read.</param>
internal sealed class RowGroupPruner(ParquetFile file, ImmutableArray<ParquetColumn?> columns, IReadOnlyList<Expression> conditions, PageOptions options)
{
    /// <summary>Whether a row group may have rows that satisfy all conditions.</summary>
    public bool MayMatch(RowGroupMetadata rowGroup)
    {
        if (conditions.Count == 0)
            return true;
        var predicate = new BoundsPredicate(ordinal => BoundsOf(rowGroup, columns[ordinal]));
        foreach (var condition in conditions)
        {
            if (!predicate.MayBeTrue(condition))
                return false;
        }

        return true;
    }

    private ColumnBounds? BoundsOf(RowGroupMetadata rowGroup, ParquetColumn? column)
    {
        if (column is MissingColumn)
            return new ColumnBounds(null, null, rowGroup.RowCount, rowGroup.RowCount, MayHaveNan: false);
        if (column is not PrimitiveColumn { Field: { RepetitionLevel: 0 } leaf } || !HasSameOrder(leaf, column.Type))
            return null;

        // Bounds of another calendar say nothing: a value that cannot be converted must be met, not pruned.
        if (OldCalendar.FirstSafeValue(file, leaf, column.Type, options) is not null)
            return null;
        var chunk = rowGroup.Columns[leaf.LeafOrdinal];
        var orders = file.Metadata.ColumnOrders;
        var order = leaf.LeafOrdinal < orders.Length ? orders[leaf.LeafOrdinal] : ColumnOrder.Undefined;
        return ColumnBounds.Of(chunk.Statistics, leaf, order, chunk.ValueCount);
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
