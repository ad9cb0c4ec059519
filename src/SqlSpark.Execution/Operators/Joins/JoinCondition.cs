using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>Computes the condition of a join for pairs. Belongs to one worker.</summary>
internal sealed unsafe class JoinCondition : IDisposable
{
    private readonly JoinBuildSink _build;
    private readonly ExpressionProgram _program;
    private readonly ProgramState _state;
    private readonly GatherRegister?[] _probe;
    private readonly VectorWriter?[] _kept;
    private readonly VectorWriter _flat;
    private readonly Selection _real;
    private readonly Selection _result;
    private readonly Vector[] _vectors;
    private readonly RecordBatch _batch = new();

    /// <summary>A worker's registers.</summary>
    public JoinCondition(JoinBuildSink build, ExpressionProgram program, TaskContext context)
    {
        _build = build;
        _program = program;
        _state = program.CreateState(new KernelContext(context.Account) { Cancellation = context.Cancellation });
        var columns = build.Plan.ConditionColumns;
        _probe = [.. columns.Select(c => c.IsProbe ? new GatherRegister(build.Plan.ProbeTypes[c.Ordinal], context.Account) : null)];
        _kept = [.. columns.Select(c => c.IsProbe ? null : new VectorWriter(build.Plan.BuildTypes[c.Ordinal], context.Account))];
        _flat = new VectorWriter(BooleanType.Instance, context.Account);
        _real = new Selection(context.Account);
        _result = new Selection(context.Account);
        _vectors = new Vector[columns.Length];
    }

    /// <summary>Says which pairs fulfil the condition; those with the row of NULLs are not asked.</summary>
    /// <param name="batch">The batch whose rows are paired; the columns that the condition reads are loaded.</param>
    /// <param name="pairs">At least one.</param>
    /// <returns>A bit a pair, until the next call.</returns>
    public ReadOnlySpan<ulong> Test(RecordBatch batch, JoinPairs pairs)
    {
        var count = pairs.Count;
        var columns = _build.Plan.ConditionColumns;
        for (var i = 0; i < _vectors.Length; i++)
        {
            var ordinal = columns[i].Ordinal;
            _vectors[i] = _probe[i] is { } register
                ? register.Gather(batch[ordinal], new ReadOnlySpan<int>(pairs.Rows, count))
                : Read(ordinal, pairs.Kept, count, _kept[i]!);
        }

        var selection = _build.Plan.KeepsProbe ? SelectReal(pairs) : null;
        var result = _result.Begin(count);
        if (selection is { Count: 0 })
        {
            result.Clear();
            return result;
        }

        _batch.Set(count, _vectors, selection);
        _batch.PartitionOrdinal = batch.PartitionOrdinal;
        if (selection is null)
            Bitmaps.SetAll(result, count);
        else
            selection.Words.CopyTo(result);
        AndTrue(_program.Run(_state, _batch)[0], _flat, result);
        return result;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _state.Dispose();
        foreach (var register in _probe)
            register?.Dispose();
        foreach (var writer in _kept)
            writer?.Dispose();
        _flat.Dispose();
        _real.Dispose();
        _result.Dispose();
    }

    private Vector Read(int column, nint* rows, int count, VectorWriter writer)
    {
        TupleGather.Read(_build.Plan.PlaceOf(column), rows, count, writer, _build.Heaps, _build.Plan.KeepsProbe || _build.MayBeNull(column));
        return writer.Publish();
    }

    private Selection SelectReal(JoinPairs pairs)
    {
        var words = _real.Begin(pairs.Count);
        words.Clear();
        for (var i = 0; i < pairs.Count; i++)
            words[i >>> 6] |= (pairs.Kept[i] != _build.NullRow ? 1UL : 0) << (i & 63);
        return _real.Publish();
    }

    /// <summary>Clears the bits of rows for which a condition is not TRUE.</summary>
    /// <param name="condition">A BOOLEAN vector.</param>
    /// <param name="register">A register of type BOOLEAN.</param>
    /// <param name="rows">A bitmap of its rows.</param>
    public static void AndTrue(Vector condition, VectorWriter register, Span<ulong> rows)
    {
        if (VectorCopy.Flatten(condition, register) is not FlatVector flat)
        {
            rows.Clear();    // NULL
            return;
        }

        Bitmaps.And(flat.Bits, rows, rows);
        if (!flat.Validity.IsEmpty)
            Bitmaps.And(flat.Validity, rows, rows);
    }
}
