using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Computes;

/// <summary>Evaluates one expression program: filters narrow the selection, projections add columns. Keeps order, holds no rows.</summary>
internal sealed class ComputeOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly ExpressionProgram _program;
    private readonly KernelContext _kernels;
    private readonly ProgramState _state;
    private int _partition = -1;
    private long _position;

    public ComputeOperator(BatchOperator input, ExpressionProgram program, TaskContext context)
    {
        _input = input;
        _program = program;
        _kernels = new KernelContext(context.Account) { Cancellation = context.Cancellation };
        _state = program.CreateState(_kernels);
    }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            var status = _input.Next(context, out var input);
            batch = input;
            if (status != PullStatus.Ready)
                return status;
            if (_program.IsPositional)
                NotePosition(input);
            batch = _program.Run(_state, input);
            if (batch.LiveCount == 0)
                continue;
            batch.PartitionOrdinal = input.PartitionOrdinal;
            batch.Sequence = input.Sequence;
            return PullStatus.Ready;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _state.Dispose();
        _input.Dispose();
    }

    private void NotePosition(RecordBatch input)
    {
        if (input.PartitionOrdinal != _partition)
        {
            _partition = input.PartitionOrdinal;
            _position = 0;
        }

        _kernels.PartitionOrdinal = _partition;
        _kernels.FirstRowPosition = _position;
        _position += input.LiveCount;
    }
}
