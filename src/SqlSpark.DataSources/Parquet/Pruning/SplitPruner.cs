using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>Finds the rows of a split that conditions may keep, by what lies outside of the pages: bounds of the row group, Bloom filters, bounds of pages.</summary>
/// <param name="split">The split.</param>
/// <param name="content">Its file, open; the caller's.</param>
/// <param name="account">Pays for Bloom filters.</param>
internal sealed class SplitPruner(ParquetSplit split, IReadableFile content, MemoryAccount account)
{
    private readonly PagePruner _pages = new(split.File, split.RowGroup, new PageIndexReader(content));

    /// <summary>The rows for which all conditions may be TRUE.</summary>
    public RowRanges Select(IReadOnlyList<Expression> conditions)
    {
        var rows = RowRanges.Of(split.Rows.First, split.Rows.End);
        if (conditions.Count == 0)
            return rows;
        if (!new RowGroupPruner(split.File, conditions).MayMatch(split.RowGroup))
            return RowRanges.Empty;
        using var filters = new BloomFilterPredicate(split.File, split.RowGroup, content, account);
        foreach (var condition in conditions)
        {
            if (!filters.MayBeTrue(condition))
                return RowRanges.Empty;
        }

        foreach (var condition in conditions)
        {
            rows = rows.Intersect(_pages.Select(condition));
            if (rows.IsEmpty)
                return rows;
        }

        return rows;
    }
}
