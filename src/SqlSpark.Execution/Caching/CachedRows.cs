using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Caching;

/// <summary>Rows in batches. Filled by one thread, then read by many. Batches that queries have retained stay until these let them go.</summary>
internal sealed class CachedRows : IDisposable
{
    private const int RowsOfBatch = 4096;

    private readonly StructType _schema;
    private readonly MemoryAccount _account;
    private readonly List<VectorWriter> _writers = [];
    private readonly List<Vector[]> _batches = [];
    private VectorWriter[]? _open;
    private readonly long _bytesBefore;
    private int _openRowCount;

    public CachedRows(StructType schema, MemoryAccount account)
    {
        _schema = schema;
        _account = account;
        _bytesBefore = account.UsedBytes;
    }

    /// <summary>The columns of each batch, with rows as <see cref="RowCountOf"/> says.</summary>
    public IReadOnlyList<Vector[]> Batches => _batches;

    /// <summary>All rows.</summary>
    public long RowCount { get; private set; }

    /// <summary>The bytes that are charged, about: others may have been filled at the same time.</summary>
    public long ByteLength { get; private set; }

    private List<int> RowCounts { get; } = [];

    /// <summary>The rows of a batch: known even when there are no columns.</summary>
    public int RowCountOf(int batch) => RowCounts[batch];

    /// <summary>Copies the live rows of a batch, strings and all.</summary>
    public void Add(RecordBatch batch)
    {
        if (_open is not null && _openRowCount + batch.LiveCount > RowsOfBatch)
            Publish();
        _open ??= Open();
        for (var i = 0; i < _open.Length; i++)
            VectorCopy.Append(batch[i], batch.Rows, _open[i], StringCopy.Copy);
        _openRowCount += batch.LiveCount;
    }

    /// <summary>Ends filling.</summary>
    public void Complete()
    {
        if (_open is not null)
            Publish();
        ByteLength = Math.Max(0, _account.UsedBytes - _bytesBefore);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var writer in _writers)
            writer.Dispose();
        _writers.Clear();
        _batches.Clear();
    }

    private VectorWriter[] Open()
    {
        var writers = new VectorWriter[_schema.Fields.Count];
        for (var i = 0; i < writers.Length; i++)
        {
            writers[i] = new VectorWriter(_schema.Fields[i].DataType, _account);
            _writers.Add(writers[i]);
            writers[i].Begin(0);
        }

        return writers;
    }

    private void Publish()
    {
        _batches.Add(Array.ConvertAll(_open!, static writer => writer.Publish()));
        RowCounts.Add(_openRowCount);
        RowCount += _openRowCount;
        _open = null;
        _openRowCount = 0;
    }
}
