using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Expands;

/// <summary>Gives each input batch once per projection. Keeps the order of batches; holds no rows but the input's borrowed batch.</summary>
internal sealed class ExpandOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly EquatableArray<ExpressionProgram> _programs;
    private readonly ProgramState[] _states;
    private RecordBatch? _current;
    private int _nextProgram;
    private int _partition = -1;
    private long _sequence;

    public ExpandOperator(BatchOperator input, EquatableArray<ExpressionProgram> programs, TaskContext context)
    {
        _input = input;
        _programs = programs;
        _states = [.. programs.Map(program => program.CreateState(new KernelContext(context.Account) { Cancellation = context.Cancellation }))];
    }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        if (_current is null)
        {
            var status = _input.Next(context, out batch);
            if (status != PullStatus.Ready)
                return status;
            _current = batch;
            _nextProgram = 0;
        }

        if (_current.PartitionOrdinal != _partition)
        {
            _partition = _current.PartitionOrdinal;
            _sequence = 0;
        }

        batch = _programs[_nextProgram].Run(_states[_nextProgram], _current);
        batch.PartitionOrdinal = _partition;
        batch.Sequence = _sequence++;
        if (++_nextProgram == _programs.Count)
            _current = null;
        return PullStatus.Ready;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var state in _states)
            state.Dispose();
        _input.Dispose();
    }
}
