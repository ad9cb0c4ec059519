using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Expands;

/// <summary>
/// One row per projection for each input row, those of one row one after the other. Keeps order; holds no rows but its input's borrowed batch.
/// </summary>
internal sealed class OrderedExpandOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly EquatableArray<ExpressionProgram> _programs;
    private readonly ProgramState[] _states;
    private readonly RecordBatch[] _results;
    private readonly VectorWriter[] _writers;
    private readonly Vector[] _vectors;
    private readonly ScratchBuffer _rows;
    private readonly RecordBatch _output = new();
    private RecordBatch? _batch;
    private int _liveCount;
    private long _next;         // row of the result: input row times projections, plus projection
    private int _partition = -1;
    private long _sequence;

    public OrderedExpandOperator(BatchOperator input, EquatableArray<ExpressionProgram> programs, EquatableArray<DataType> types, TaskContext context)
    {
        _input = input;
        _programs = programs;
        _states = [.. programs.Map(program => program.CreateState(new KernelContext(context.Account) { Cancellation = context.Cancellation }))];
        _results = new RecordBatch[programs.Count];
        _writers = [.. types.Select(type => new VectorWriter(type, context.Account))];
        _vectors = new Vector[types.Count];
        _rows = new ScratchBuffer(context.Account);
    }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        context.ThrowIfCanceled();
        if (_batch is null)
        {
            var status = _input.Next(context, out batch);
            if (status != PullStatus.Ready)
                return status;
            Begin(batch);
        }

        batch = Make(_batch!, context.BatchCapacity);
        return PullStatus.Ready;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var state in _states)
            state.Dispose();
        foreach (var writer in _writers)
            writer.Dispose();
        _rows.Dispose();
        _input.Dispose();
    }

    private void Begin(RecordBatch batch)
    {
        _batch = batch;
        _next = 0;
        _liveCount = batch.LiveCount;
        var rows = _rows.GetSpan<int>(_liveCount);
        var count = 0;
        foreach (var row in batch.Rows)
            rows[count++] = row;
        for (var i = 0; i < _results.Length; i++)
            _results[i] = _programs[i].Run(_states[i], batch);
    }

    private RecordBatch Make(RecordBatch batch, int capacity)
    {
        var total = (long)_liveCount * _results.Length;
        var count = (int)Math.Min(capacity, total - _next);
        foreach (var writer in _writers)
            writer.Begin(count);
        for (var i = 0; i < _results.Length; i++)
        {
            // The first input row from which this projection has a row in the batch, and how many follow.
            var firstRow = (int)((_next - i + _results.Length - 1) / _results.Length);
            var first = (int)(((long)firstRow * _results.Length) + i - _next);
            if (first >= count)
                continue;
            var rows = _rows.GetSpan<int>(_liveCount).Slice(firstRow, ((count - first - 1) / _results.Length) + 1);
            for (var c = 0; c < _writers.Length; c++)
                VectorCopy.Place(_results[i][c], rows, _writers[c], first, _results.Length);
        }

        for (var c = 0; c < _writers.Length; c++)
            _vectors[c] = _writers[c].Publish();
        _output.Set(count, _vectors);
        Number(batch.PartitionOrdinal);
        _next += count;
        if (_next == total)
            _batch = null;
        return _output;
    }

    private void Number(int partition)
    {
        if (partition != _partition)
        {
            _partition = partition;
            _sequence = 0;
        }

        _output.PartitionOrdinal = partition;
        _output.Sequence = _sequence++;
    }
}
