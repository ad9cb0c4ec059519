using SqlSpark.Core.Columnar;

namespace SqlSpark.Execution.Pipelines;

/// <summary>All batches of the first input, then all of the second, and so on. Inputs are made when their turn comes. Holds no rows.</summary>
/// <param name="inputs">Make the inputs; null where other workers read all that there is.</param>
internal sealed class ConcatenationOperator(IReadOnlyList<Func<BatchOperator?>> inputs) : BatchOperator
{
    private BatchOperator? _current;
    private int _nextInput;

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            if (_current is not null)
            {
                var status = _current.Next(context, out batch);
                if (status != PullStatus.Finished)
                    return status;
                _current.Dispose();
                _current = null;
            }

            if (_nextInput == inputs.Count)
            {
                batch = null!;
                return PullStatus.Finished;
            }

            _current = inputs[_nextInput++]();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _current?.Dispose();
        _current = null;
    }
}
