using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;

namespace SqlSpark.DataSources.Json;

/// <summary>Plans the scan of JSON files: prunes columns and stops early. Conditions stay in the plan.</summary>
internal sealed class JsonScanBuilder(JsonTable table) : IScanBuilder
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
    public IScan Build()
    {
        if (_columns is [var only] && only == table.CorruptRecordOrdinal)
            throw DataSourceErrors.OnlyCorruptRecordColumn();
        return new JsonScan(table, _columns, _limit, Math.Clamp(table.Conf.Get(SqlConf.FilesMaxPartitionBytes), 1, JsonScan.DefaultSplitBytes));
    }
}
