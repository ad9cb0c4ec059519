using SqlSpark.Catalyst.Expressions;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>Leaves out the row groups of a file whose statistics show that no row satisfies the pushed conditions.</summary>
/// <param name="columns">The columns of the table's schema as the file has them.</param>
/// <param name="conditions">The pushed conditions; all must hold.</param>
internal sealed class RowGroupPruner(PrunableColumns columns, IReadOnlyList<Expression> conditions)
{
    /// <summary>Whether a row group may have rows that satisfy all conditions.</summary>
    public bool MayMatch(RowGroupMetadata rowGroup)
    {
        var predicate = new BoundsPredicate(ordinal => columns.BoundsOf(rowGroup, ordinal));
        foreach (var condition in conditions)
        {
            if (!predicate.MayBeTrue(condition))
                return false;
        }

        return true;
    }
}
