using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Types;

namespace SqlSpark.Benchmarks.Planning;

/// <summary>A table without rows that takes no filters, for planning.</summary>
internal sealed class EmptyTable(string name, StructType schema) : ITable
{
    public string Name => name;

    public string Format => "empty";

    public StructType Schema => schema;

    public IScanBuilder NewScanBuilder() => new Builder(schema);

    private sealed class Builder(StructType schema) : IScanBuilder
    {
        private StructType? _pruned;

        public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts) => [.. conjuncts.Select(_ => FilterPush.Refused)];

        public void Prune(IReadOnlyList<int> columns) => _pruned = new StructType([.. columns.Select(c => schema.Fields[c])]);

        public bool PushLimit(long rowCount) => false;

        public ScanStatistics Estimate() => new(0, 0);

        public IScan Build() => new Scan(_pruned ?? schema);
    }

    private sealed class Scan(StructType schema) : IScan
    {
        public StructType Schema => schema;

        public IReadOnlyList<ScanSplit> Splits => [];

        public IScanReader Open(ScanSplit split, ScanContext context) => throw new InvalidOperationException("There are no splits.");

        public string Describe() => "empty";
    }
}
