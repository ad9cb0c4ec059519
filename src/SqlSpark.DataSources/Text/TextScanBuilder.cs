using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;

namespace SqlSpark.DataSources.Text;

/// <summary>Plans the scan of text files: leaves the column out where lines are only counted, and stops early. Conditions stay in the plan.</summary>
internal sealed class TextScanBuilder(TextTable table) : IScanBuilder
{
    private bool _readsValues = true;
    private long _limit = long.MaxValue;

    /// <inheritdoc />
    public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts)
    {
        var answers = new FilterPush[conjuncts.Count];
        Array.Fill(answers, FilterPush.Refused);
        return answers;
    }

    /// <inheritdoc />
    public void Prune(IReadOnlyList<int> columns) => _readsValues = columns.Count > 0;

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
    public IScan Build() => new TextScan(table, _readsValues, _limit);
}
