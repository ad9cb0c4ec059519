using SqlSpark.Catalyst.Expressions;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>Finds the rows of a row group whose pages may satisfy conditions, by the bounds of pages in the column index.</summary>
/// <param name="columns">The columns of the table's schema as the file has them.</param>
/// <param name="rowGroup">The row group.</param>
/// <param name="indexes">Reads its indexes.</param>
/// <remarks>parquet-format: PageIndex.md. Spark leaves it to parquet-mr's <c>ColumnIndexFilter</c>.</remarks>
internal sealed class PagePruner(PrunableColumns columns, RowGroupMetadata rowGroup, PageIndexReader indexes)
{
    private readonly Dictionary<int, (ColumnIndex Bounds, OffsetIndex Places)?> _read = [];

    /// <summary>The rows for which a condition may be TRUE.</summary>
    public RowRanges Select(Expression condition)
    {
        var all = RowRanges.Of(0, rowGroup.RowCount);
        switch (condition)
        {
            case And and:
                return and.Conditions.Aggregate(all, (rows, part) => rows.IsEmpty ? rows : rows.Intersect(Select(part)));
            case Or or:
                return or.Conditions.Aggregate(RowRanges.Empty, (rows, part) => rows.Union(Select(part)));
        }

        if (condition.Collect<BoundReference>().Select(static column => column.Ordinal).Distinct().ToArray() is not [var ordinal]
            || columns.LeafOf(ordinal) is not { } leaf || IndexOf(leaf) is not var (bounds, places))
            return all;
        var kept = new List<RowRange>();
        for (var page = 0; page < places.Pages.Length; page++)
        {
            var rows = new RowRange(places.Pages[page].FirstRow, page + 1 < places.Pages.Length ? places.Pages[page + 1].FirstRow : rowGroup.RowCount);
            var pageBounds = BoundsOf(leaf, bounds, page, rows.End - rows.First);
            if (new BoundsPredicate(_ => pageBounds).MayBeTrue(condition))
                kept.Add(rows);
        }

        return RowRanges.Of(kept);
    }

    private ColumnBounds BoundsOf(ParquetField leaf, ColumnIndex index, int page, long rowCount)
    {
        if (index.NullPages[page])
            return new ColumnBounds(null, null, rowCount, rowCount, MayHaveNan: false);
        var statistics = new ParquetStatistics
        {
            Min = index.Mins[page],
            Max = index.Maxes[page],
            NullCount = index.NullCounts.IsEmpty ? null : index.NullCounts[page],
        };
        return ColumnBounds.Of(statistics, leaf, columns.OrderOf(leaf), rowCount);
    }

    private (ColumnIndex Bounds, OffsetIndex Places)? IndexOf(ParquetField leaf)
    {
        if (_read.TryGetValue(leaf.LeafOrdinal, out var known))
            return known;
        var chunk = rowGroup.Columns[leaf.LeafOrdinal];
        (ColumnIndex, OffsetIndex)? found = null;
        if (indexes.ReadBounds(chunk) is { } bounds && indexes.ReadPlaces(chunk) is { } places && bounds.NullPages.Length == places.Pages.Length)
            found = (bounds, places);
        _read.Add(leaf.LeafOrdinal, found);
        return found;
    }
}
