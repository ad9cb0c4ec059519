using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>Reads a split of a file, and puts the values of its partition in as constants.</summary>
internal sealed class PartitionedScanReader : IScanReader
{
    private readonly PartitionedScan _scan;
    private readonly IScanReader _files;
    private readonly List<VectorWriter> _writers = [];
    private readonly ConstantVector?[] _constants;    // by wanted column; null for those of the files
    private readonly Vector?[] _shells;
    private readonly Vector[] _vectors;
    private readonly RecordBatch _batch = new();

    public PartitionedScanReader(PartitionedScan scan, EquatableArray<object?> values, IScanReader files, ScanContext context)
    {
        _scan = scan;
        _files = files;
        _constants = new ConstantVector?[scan.Columns.Length];
        _shells = new Vector?[scan.Columns.Length];
        _vectors = new Vector[scan.Columns.Length];
        try
        {
            for (var i = 0; i < _constants.Length; i++)
            {
                if (!scan.Columns[i].IsPartition)
                    continue;
                var writer = new VectorWriter(scan.Schema.Fields[i].DataType, context.Account);
                _writers.Add(writer);
                writer.Begin(1);
                BoxedValues.Set(writer, 0, values[scan.Columns[i].Ordinal]);
                _constants[i] = new ConstantVector(writer.Publish(), context.BatchCapacity);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public bool TryRead(out RecordBatch batch)
    {
        batch = _batch;
        if (!_files.TryRead(out var rows))
            return false;
        var next = 0;
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = _constants[i] is { } constant
                ? _shells[i] = constant.Slice(0, rows.RowCount, _shells[i])
                : rows[next++];
        }

        _batch.Set(rows.RowCount, _vectors, rows.Selection);
        _batch.PartitionOrdinal = rows.PartitionOrdinal;
        _batch.Sequence = rows.Sequence;
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _files.Dispose();
        foreach (var writer in _writers)
            writer.Dispose();
        _writers.Clear();
    }
}
