using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// Pairs batches with the only kept row of a join without keys: its columns are constants beside those of the batch, and the condition is computed for a batch at
/// once. Belongs to one worker.
/// </summary>
internal sealed unsafe class SingleRowJoin : IDisposable
{
    private readonly JoinPlan _plan;
    private readonly JoinOutput _output;
    private readonly ProgramState? _state;
    private readonly VectorWriter?[] _writers;      // of the kept columns; null where nobody reads one
    private readonly Vector?[] _values;             // of the kept row, in any number of rows
    private readonly Vector[] _kept;                // the same, as many as a batch has
    private readonly Vector[] _arguments;
    private readonly VectorWriter _flat;
    private readonly Selection _matched;
    private readonly RecordBatch _input = new();

    private SingleRowJoin(JoinBuildSink build, nint row, JoinOutput output, TaskContext context)
    {
        _plan = build.Plan;
        _output = output;
        _state = _plan.Condition?.CreateState(new KernelContext(context.Account) { Cancellation = context.Cancellation });
        var columnCount = _plan.BuildTypes.Count;
        _writers = new VectorWriter?[columnCount];
        _values = new Vector?[columnCount];
        _kept = new Vector[columnCount];
        for (var c = 0; c < columnCount; c++)
        {
            if (_plan.Emission != JoinEmission.Pairs && !_plan.ConditionColumns.Contains(new JoinColumn(IsProbe: false, c)))
                continue;
            var writer = _writers[c] = new VectorWriter(_plan.BuildTypes[c], context.Account);
            TupleGather.Read(_plan.PlaceOf(c), &row, 1, writer, build.Heaps);
            var value = writer.Publish();
            _values[c] = value is VoidVector ? new VoidVector(int.MaxValue) : new ConstantVector(value, int.MaxValue);
        }

        _arguments = new Vector[_plan.ConditionColumns.Length];
        _flat = new VectorWriter(BooleanType.Instance, context.Account);
        _matched = new Selection(context.Account);
    }

    /// <summary>Such a join where a sink has one row and the type has no use for pairs; else null.</summary>
    /// <param name="build">The finished sink.</param>
    /// <param name="output">Makes the batches.</param>
    /// <param name="context">The task.</param>
    public static SingleRowJoin? TryCreate(JoinBuildSink build, JoinOutput output, TaskContext context)
    {
        var plan = build.Plan;
        if (!plan.BuildKeys.IsEmpty || plan.Range is not null || plan.HasRest || (plan.KeepsProbe && plan.Condition is not null))
            return null;
        var row = plan.KeepsProbe && !build.HasRows ? build.NullRow : build.OnlyRow;
        return row == 0 ? null : new SingleRowJoin(build, row, output, context);
    }

    /// <summary>Joins a batch. Returns false when a row fails: then its pairs are to be tested one after the other, so that those before it come out.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="joined">What comes out, until the next call; null when it is nothing.</param>
    public bool TryJoin(RecordBatch batch, out RecordBatch? joined)
    {
        joined = null;
        for (var c = 0; c < _kept.Length; c++)
        {
            if (_values[c] is { } value)
                _kept[c] = value.Slice(0, batch.RowCount, _kept[c]);
        }

        var matched = _matched.Begin(batch.RowCount);
        for (var word = 0; word < matched.Length; word++)
            matched[word] = batch.Rows.Word(word);
        if (_state is not null && !TryTest(batch, _state, matched))
            return false;
        if (_plan.HasExists)
        {
            joined = _output.WithExists(batch, matched);
        }
        else if (_plan.Emission == JoinEmission.ProbeRow)
        {
            for (var word = 0; _plan.IsAnti && word < matched.Length; word++)
                matched[word] = batch.Rows.Word(word) & ~matched[word];
            joined = _output.Select(batch, matched);
        }
        else
        {
            joined = _output.Beside(batch, matched, _kept);
        }

        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _state?.Dispose();
        foreach (var writer in _writers)
            writer?.Dispose();
        _flat.Dispose();
        _matched.Dispose();
    }

    // Rows that do not match may come out too, or be asked for again: columns are loaded for all.
    private bool TryTest(RecordBatch batch, ProgramState state, Span<ulong> matched)
    {
        for (var i = 0; i < _arguments.Length; i++)
        {
            var (isProbe, ordinal) = _plan.ConditionColumns[i];
            _arguments[i] = isProbe ? batch[ordinal] : _kept[ordinal];
            if (_arguments[i] is LazyVector lazy)
                _arguments[i] = lazy.Load(batch.Rows);
        }

        _input.Set(batch.RowCount, _arguments, batch.Selection);
        _input.PartitionOrdinal = batch.PartitionOrdinal;
        try
        {
            JoinCondition.AndTrue(_plan.Condition!.Run(state, _input)[0], _flat, matched);
            return true;
        }
        catch (SqlSparkException)
        {
            return false;
        }
    }
}
