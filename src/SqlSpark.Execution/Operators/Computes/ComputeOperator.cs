using System.Runtime.ExceptionServices;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Computes;

/// <summary>Evaluates one expression program: filters narrow the selection, projections add columns. Keeps order, holds no rows.</summary>
internal sealed class ComputeOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly ExpressionProgram _program;
    private readonly KernelContext _kernels;
    private readonly ProgramState _state;
    private readonly RowsBeforeError _rowsBeforeError;
    private SqlSparkException? _error;    // of the row after those that were returned last
    private int _partition = -1;
    private long _position;

    public ComputeOperator(BatchOperator input, ExpressionProgram program, TaskContext context)
    {
        _input = input;
        _program = program;
        _kernels = new KernelContext(context.Account) { Cancellation = context.Cancellation, SeedShift = context.SeedShift };
        _state = program.CreateState(_kernels);
        _rowsBeforeError = new RowsBeforeError(program, _state, context.Account);
    }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            if (_error is not null)
                ExceptionDispatchInfo.Throw(_error);
            var status = _input.Next(context, out var input);
            batch = input;
            if (status != PullStatus.Ready)
                return status;
            if (_program.IsPositional)
                NotePosition(input);
            batch = Run(input);
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
        _rowsBeforeError.Dispose();
        _state.Dispose();
        _input.Dispose();
    }

    // A positional program cannot be run again: it has moved on.
    private RecordBatch Run(RecordBatch input)
    {
        try
        {
            return _program.Run(_state, input);
        }
        catch (SqlSparkException error) when (!_program.IsPositional)
        {
            var batch = _rowsBeforeError.Compute(input, ref error);
            _error = error;
            return batch;
        }
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
