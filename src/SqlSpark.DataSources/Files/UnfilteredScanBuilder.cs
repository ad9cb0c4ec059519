using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;

namespace SqlSpark.DataSources.Files;

/// <summary>Plans the scan of files that are read from their beginning: prunes columns and stops early. Conditions stay in the plan.</summary>
/// <param name="table">The table.</param>
/// <param name="build">Makes the scan of some columns, by ordinal, and of so many rows of each split at most.</param>
internal sealed class UnfilteredScanBuilder(IFileTable table, Func<IReadOnlyList<int>, long, IScan> build) : IScanBuilder
{
    private IReadOnlyList<int> _columns = [.. Enumerable.Range(0, table.Schema.Fields.Count)];
    private long _limit = long.MaxValue;

    /// <inheritdoc />
    public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts)
    {
        var answers = new FilterPush[conjuncts.Count];
        Array.Fill(answers, FilterPush.Refused);
        return answers;
    }

    /// <inheritdoc />
    public void Prune(IReadOnlyList<int> columns) => _columns = [.. columns];

    /// <inheritdoc />
    /// <remarks>Each split stops there, but there may be several.</remarks>
    public bool PushLimit(long rowCount)
    {
        _limit = rowCount;
        return false;
    }

    /// <inheritdoc />
    public ScanStatistics Estimate() => new(null, table.Listing.ByteLength);

    /// <inheritdoc />
    public IScan Build() => build(_columns, _limit);
}
