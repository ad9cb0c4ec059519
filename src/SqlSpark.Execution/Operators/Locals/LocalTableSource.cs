using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Locals;

/// <summary>Hands out the rows of a plan; readers write each into vectors once.</summary>
internal sealed class LocalTableSource : PipelineSource
{
    private readonly LocalTableScanExec _table;
    private readonly MorselDispenser _morsels;

    public LocalTableSource(LocalTableScanExec table, RunContext run, bool hasFixedPartitions)
    {
        _table = table;
        var rowCount = table.Rows.Count;
        _morsels = hasFixedPartitions
            ? new MorselDispenser((ulong)rowCount, Math.Clamp(rowCount, 1, run.MaxTaskCount))
            : new MorselDispenser((ulong)rowCount, run);
    }

    /// <inheritdoc />
    public override int MaxParallelism => _morsels.MorselCount;

    /// <inheritdoc />
    public override int PartitionCount => _morsels.MorselCount;

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new Reader(_table, _morsels, context);

    private sealed class Reader(LocalTableScanExec table, MorselDispenser morsels, TaskContext task) : BatchOperator
    {
        private readonly VectorWriter[] _writers = [.. table.Attributes.Select(a => new VectorWriter(a.Type, task.Account))];
        private readonly Vector[] _vectors = new Vector[table.Attributes.Count];
        private readonly RecordBatch _batch = new();
        private Morsel _morsel;
        private ulong _done;

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _batch;
            if (_done == _morsel.RowCount)
            {
                if (!morsels.TryTake(out _morsel))
                {
                    _morsel = default;
                    _done = 0;
                    return PullStatus.Finished;
                }

                _done = 0;
                _batch.PartitionOrdinal = _morsel.Ordinal;
                _batch.Sequence = -1;
            }

            var rowCount = (int)Math.Min(_morsel.RowCount - _done, (ulong)context.BatchCapacity);
            for (var column = 0; column < _writers.Length; column++)
                _vectors[column] = Write(_writers[column], column, (int)(_morsel.FirstRow + _done), rowCount);
            _batch.Set(rowCount, _vectors);
            _batch.Sequence++;
            _done += (ulong)rowCount;
            return PullStatus.Ready;
        }

        public override void Dispose()
        {
            foreach (var writer in _writers)
                writer.Dispose();
        }

        private Vector Write(VectorWriter writer, int column, int firstRow, int rowCount)
        {
            writer.Begin(rowCount);
            for (var row = 0; row < rowCount; row++)
                BoxedValues.Set(writer, row, table.Rows[firstRow + row][column]);
            return writer.Publish();
        }
    }
}
