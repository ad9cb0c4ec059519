using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace SqlSpark.Benchmarks.Parquet;

/// <summary>Values and decoded bytes a second, of benchmarks whose operation is one value.</summary>
public sealed class ThroughputColumn : IColumn
{
    private readonly bool _inBytes;

    private ThroughputColumn(bool inBytes) => _inBytes = inBytes;

    public string Id => ColumnName;

    public string ColumnName => _inBytes ? "GB/s" : "values/ns";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => _inBytes ? "Decoded bytes in 10^9 a second" : "Values a nanosecond";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var nanoseconds = summary[benchmarkCase]?.ResultStatistics?.Median ?? double.NaN;
        var bytes = benchmarkCase.Descriptor.WorkloadMethod.GetCustomAttribute<DecodedBytesAttribute>()?.Bytes ?? double.NaN;
        return ((_inBytes ? bytes : 1) / nanoseconds).ToString("0.0", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <summary>Adds both columns.</summary>
    public sealed class Config : ManualConfig
    {
        public Config() => AddColumn(new ThroughputColumn(inBytes: false), new ThroughputColumn(inBytes: true));
    }
}
