using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet;

/// <summary>Reads Parquet files as boxed values, and makes sure that all memory comes back.</summary>
internal sealed class ParquetReading : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-parquet").FullName;
    private readonly MemoryPool _pool;
    private int _fileCount;

    /// <param name="isChecked">Whether memory is checked; null for what the process is run with.</param>
    public ParquetReading(bool? isChecked = null) => _pool = new MemoryPool(
        1L << 30,
        new MemoryPoolOptions { IsChecked = isChecked ?? Environment.GetEnvironmentVariable(MemoryPoolOptions.CheckedVariable) == "1" });

    /// <summary>Rows of a batch at most.</summary>
    public int BatchCapacity { get; set; } = 4096;

    public string Write(ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_folder, $"file{_fileCount++}.parquet");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static ConfSnapshot Conf(params IEnumerable<(string Key, string Value)> settings) =>
        new SessionConf(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Snapshot;

    public static ITable Open(string path, ConfSnapshot? conf = null, StructType? schema = null) =>
        ParquetTableProvider.Instance.Open(new TableRequest([path], new Dictionary<string, string>(), schema, conf ?? ConfSnapshot.Default));

    /// <summary>All rows of all columns.</summary>
    public List<object?[]> Read(string path, ConfSnapshot? conf = null) => Read(Open(path, conf).NewScanBuilder().Build());

    /// <summary>All rows of a scan.</summary>
    public List<object?[]> Read(IScan scan)
    {
        var rows = new List<object?[]>();
        ReadBatches(scan, batch => Add(batch, static (_, _) => true, rows));
        return rows;
    }

    /// <summary>All rows of a scan that run-time filters leave.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="afterBatch">Called after each batch with the number of batches so far.</param>
    public List<object?[]> Read(IScan scan, IReadOnlyList<RuntimeFilter> filters, Action<int>? afterBatch = null)
    {
        var rows = new List<object?[]>();
        var count = 0;
        ReadBatches(scan, batch =>
        {
            Add(batch, static (_, _) => true, rows);
            afterBatch?.Invoke(++count);
        }, filters: filters);
        return rows;
    }

    /// <summary>The rows that a condition on the first column keeps: other columns are touched only in batches that have such rows.</summary>
    public List<object?[]> ReadWhere(ITable table, IReadOnlyList<Expression> pushed, Func<object?[], bool> keeps, int conditionColumn)
    {
        var builder = table.NewScanBuilder();
        builder.PushFilters(pushed);
        var rows = new List<object?[]>();
        ReadBatches(builder.Build(), batch =>
        {
            var row = new object?[batch.ColumnCount];
            Add(batch, (b, index) =>
            {
                row[conditionColumn] = BoxedValues.Get(b[conditionColumn], index);
                return keeps(row);
            }, rows);
        });
        return rows;
    }

    /// <summary>Reads all batches of a scan; afterwards, and after a failure, nothing is left in the account.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="take">Looks at a batch.</param>
    /// <param name="maxBatches">After how many batches of a split its reader is disposed.</param>
    /// <param name="filters">Run-time filters.</param>
    public void ReadBatches(IScan scan, Action<RecordBatch> take, int maxBatches = int.MaxValue, IReadOnlyList<RuntimeFilter>? filters = null)
    {
        using var account = _pool.CreateAccount("test");
        try
        {
            foreach (var split in scan.Splits)
            {
                using var reader = scan.Open(split, new ScanContext(account, BatchCapacity, CancellationToken.None) { Filters = filters ?? [] });
                for (var i = 0; i < maxBatches && reader.TryRead(out var batch); i++)
                {
                    Assert.InRange(batch.RowCount, 1, BatchCapacity);
                    take(batch);
                }
            }
        }
        finally
        {
            Assert.Equal(0, account.UsedBytes);
        }
    }

    /// <summary>Reads a file and gives the error, or null when it reads; anything else than a classed error fails the test.</summary>
    public Core.Errors.SqlSparkException? TryRead(string path, ConfSnapshot? conf = null)
    {
        try
        {
            Read(path, conf);
            return null;
        }
        catch (Core.Errors.SqlSparkException exception)
        {
            return exception;
        }
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _pool.Dispose();
    }

    private static void Add(RecordBatch batch, Func<RecordBatch, int, bool> keeps, List<object?[]> rows)
    {
        foreach (var row in batch.Rows)
        {
            if (!keeps(batch, row))
                continue;
            var values = new object?[batch.ColumnCount];
            for (var i = 0; i < values.Length; i++)
                values[i] = BoxedValues.Get(batch[i], row);
            rows.Add(values);
        }
    }
}
