using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Tests a column by a condition that is never TRUE for NULL and cannot fail.</summary>
/// <param name="condition">The condition, over one column.</param>
/// <param name="column">The column.</param>
/// <param name="account">Pays for what workers need to compute it.</param>
internal sealed class ConditionFilter(Expression condition, AttributeReference column, MemoryAccount account) : KeyFilter
{
    private readonly ExpressionProgram _program =
        ExpressionProgram.Compile([column.Type], [new ProgramStep.Filter(ReferenceBinder.Bind(condition, [column])), new ProgramStep.Project([])]);

    private readonly Stack<Scratch> _scratches = [];        // locked; no bag, see RuntimeFilterSet

    /// <inheritdoc />
    public override void Dispose()
    {
        lock (_scratches)
        {
            while (_scratches.TryPop(out var scratch))
                scratch.Dispose();
        }
    }

    /// <inheritdoc />
    protected override void KeepValues(Vector values, Span<ulong> rows)
    {
        var scratch = Take();
        scratch.Keep(values, rows);
        lock (_scratches)
            _scratches.Push(scratch);
    }

    private Scratch Take()
    {
        lock (_scratches)
            return _scratches.TryPop(out var scratch) ? scratch : new Scratch(_program, account);
    }

    /// <summary>What one worker needs for a call.</summary>
    private sealed class Scratch(ExpressionProgram program, MemoryAccount account) : IDisposable
    {
        private readonly ProgramState _state = program.CreateState(new KernelContext(account));
        private readonly Selection _live = new(account);
        private readonly RecordBatch _batch = new();
        private readonly Vector[] _column = new Vector[1];

        public void Keep(Vector values, Span<ulong> rows)
        {
            rows.CopyTo(_live.Begin(values.Length));
            var live = _live.Publish();
            if (live.Count == 0)
                return;
            _column[0] = values;
            _batch.Set(values.Length, _column, live);
            var kept = program.Run(_state, _batch);
            if (kept.LiveCount == 0)
                rows.Clear();
            else if (kept.Selection is { } selection)
                selection.Words.CopyTo(rows);
        }

        public void Dispose()
        {
            _state.Dispose();
            _live.Dispose();
        }
    }
}
