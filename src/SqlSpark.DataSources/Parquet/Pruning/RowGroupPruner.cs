using SqlSpark.Catalyst.Expressions;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>Leaves out the row groups of a file whose statistics show that no row satisfies the pushed conditions.</summary>
internal sealed class RowGroupPruner
{
    private readonly IReadOnlyList<Expression> _conditions;
    private readonly BoundsPredicate _predicate;
    private RowGroupMetadata? _rowGroup;

    /// <summary>A pruner for one thread.</summary>
    /// <param name="columns">The columns of the table's schema as the file has them.</param>
    /// <param name="conditions">The pushed conditions; all must hold.</param>
    public RowGroupPruner(PrunableColumns columns, IReadOnlyList<Expression> conditions)
    {
        _conditions = conditions;
        _predicate = new BoundsPredicate(ordinal => columns.BoundsOf(_rowGroup!, ordinal));
    }

    /// <summary>Whether a row group may have rows that satisfy all conditions.</summary>
    public bool MayMatch(RowGroupMetadata rowGroup)
    {
        _rowGroup = rowGroup;
        foreach (var condition in _conditions)
        {
            if (!_predicate.MayBeTrue(condition))
                return false;
        }

        return true;
    }
}
