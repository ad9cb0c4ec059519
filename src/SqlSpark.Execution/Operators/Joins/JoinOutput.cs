using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>Makes batches of pairs, or of rows with or without a match. Reused from batch to batch; belongs to one worker.</summary>
internal sealed unsafe class JoinOutput : IDisposable
{
    // Of the rows of a batch so many must have a match, or its columns are copied instead of being narrowed.
    private const int SparseDivisor = 4;

    private readonly JoinBuildSink _build;
    private readonly JoinPlan _plan;
    private readonly GatherRegister[] _probe;
    private readonly VectorWriter?[] _kept;     // null where the other side's column is the same
    private readonly VectorWriter _exists;
    private readonly Selection _selection;
    private readonly ScratchBuffer _byRow;
    private readonly Vector[] _vectors;
    private readonly RecordBatch _batch = new();
    private int _partition = -1;
    private long _sequence;

    /// <summary>A worker's registers.</summary>
    public JoinOutput(JoinBuildSink build, TaskContext context)
    {
        _build = build;
        _plan = build.Plan;
        var hasPairs = _plan.Emission == JoinEmission.Pairs;
        _probe = hasPairs ? [.. _plan.ProbeTypes.Select(type => new GatherRegister(type, context.Account))] : [];
        _kept = hasPairs ? [.. _plan.BuildTypes.Select((type, c) => _plan.TwinOf(c) < 0 ? new VectorWriter(type, context.Account) : null)] : [];
        _exists = new VectorWriter(BooleanType.Instance, context.Account);
        _selection = new Selection(context.Account);
        _byRow = new ScratchBuffer(context.Account);
        _vectors = new Vector[_plan.ProbeTypes.Count + _kept.Length + (_plan.HasExists ? 1 : 0)];
    }

    /// <summary>True when so many rows of a batch are in pairs, each in one at most, that its columns are better narrowed than copied.</summary>
    public static bool IsNarrow(RecordBatch batch, JoinPairs pairs) => (long)pairs.Count * SparseDivisor >= batch.RowCount;

    /// <summary>The batch of pairs: the columns of the batch as they are, those of the kept rows beside them.</summary>
    /// <param name="batch">The batch whose rows are paired.</param>
    /// <param name="pairs">At least one; no row is in two.</param>
    public RecordBatch Narrow(RecordBatch batch, JoinPairs pairs)
    {
        var kept = pairs.Kept;
        var places = pairs.Places;
        var selection = default(Selection);
        if (pairs.Count < batch.RowCount)
        {
            if (places == null)
                kept = ByRow(pairs, batch.RowCount);
            else
                places = PlacesByRow(pairs, batch.RowCount);
            if (pairs.Count == batch.LiveCount)
                selection = batch.Selection;
            else
                Fill(pairs, selection = _selection, batch.RowCount);
        }

        batch.Vectors.CopyTo(ProbePart);
        Fill(kept, places, batch.RowCount);
        _batch.Set(batch.RowCount, _vectors, selection);
        _batch.PartitionOrdinal = batch.PartitionOrdinal;
        return Number(_batch);
    }

    /// <summary>The batch of pairs, all columns copied.</summary>
    /// <param name="batch">The batch whose rows are paired; lazy columns are loaded.</param>
    /// <param name="pairs">At least one.</param>
    public RecordBatch Copy(RecordBatch batch, JoinPairs pairs)
    {
        var rows = new ReadOnlySpan<int>(pairs.Rows, pairs.Count);
        var part = ProbePart;
        for (var c = 0; c < _probe.Length; c++)
            part[c] = _probe[c].Gather(batch[c], rows);
        Fill(pairs.Kept, pairs.Places, pairs.Count);
        _batch.Set(pairs.Count, _vectors);
        _batch.PartitionOrdinal = batch.PartitionOrdinal;
        return Number(_batch);
    }

    /// <summary>Some rows of the batch, with the same kept columns beside all.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">A bit a row; all are live.</param>
    /// <param name="kept">The kept columns, as long as the batch.</param>
    /// <returns>Null when there are no rows.</returns>
    public RecordBatch? Beside(RecordBatch batch, ReadOnlySpan<ulong> rows, ReadOnlySpan<Vector> kept)
    {
        if (Select(batch, rows) is not { } selected)
            return null;
        batch.Vectors.CopyTo(ProbePart);
        kept.CopyTo(_vectors.AsSpan(_plan.IsProbeLeft ? _plan.ProbeTypes.Count : 0, _kept.Length));
        _batch.Set(batch.RowCount, _vectors, selected.Selection);
        return _batch;
    }

    /// <summary>The batch with only some of its rows.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">A bit a row; all are live.</param>
    /// <returns>Null when there are none.</returns>
    public RecordBatch? Select(RecordBatch batch, ReadOnlySpan<ulong> rows)
    {
        rows.CopyTo(_selection.Begin(batch.RowCount));
        var selection = _selection.Publish();
        if (selection.Count == 0)
            return null;
        return Number(_batch.Set(batch, selection.Count == batch.LiveCount ? batch.Selection : selection));
    }

    /// <summary>The rows of the batch with a column that says which ones have a match.</summary>
    public RecordBatch WithExists(RecordBatch batch, ReadOnlySpan<ulong> matched)
    {
        _exists.Begin(batch.RowCount);
        matched.CopyTo(_exists.Bits);
        batch.Vectors.CopyTo(_vectors);
        _vectors[^1] = _exists.Publish();
        _batch.Set(batch.RowCount, _vectors, batch.Selection);
        _batch.PartitionOrdinal = batch.PartitionOrdinal;
        return Number(_batch);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var register in _probe)
            register.Dispose();
        foreach (var writer in _kept)
            writer?.Dispose();
        _exists.Dispose();
        _selection.Dispose();
        _byRow.Dispose();
    }

    private Span<Vector> ProbePart => _vectors.AsSpan(_plan.IsProbeLeft ? 0 : _kept.Length, _plan.ProbeTypes.Count);

    private void Fill(nint* rows, int* places, int count)
    {
        var probe = ProbePart;
        var part = _vectors.AsSpan(_plan.IsProbeLeft ? _plan.ProbeTypes.Count : 0, _kept.Length);
        for (var c = 0; c < part.Length; c++)
        {
            if (_kept[c] is not { } writer)
            {
                part[c] = probe[_plan.TwinOf(c)];
                continue;
            }

            if (places == null)
                TupleGather.Read(_plan.PlaceOf(c), rows, count, writer, _build.Heaps, _plan.KeepsProbe || _build.MayBeNull(c));
            else
                _build.Table!.Direct!.Read(c, places, count, writer, _build.Heaps);
            part[c] = writer.Publish();
        }
    }

    // Rows without a pair get the row of NULLs, which is always there to be read.
    private nint* ByRow(JoinPairs pairs, int rowCount)
    {
        var byRow = _byRow.Get<nint>(rowCount);
        new Span<nint>(byRow, rowCount).Fill(_build.NullRow);
        for (var i = 0; i < pairs.Count; i++)
            byRow[pairs.Rows[i]] = pairs.Kept[i];
        return byRow;
    }

    // The first place is that of the smallest key: there is a row.
    private int* PlacesByRow(JoinPairs pairs, int rowCount)
    {
        var byRow = _byRow.Get<int>(rowCount);
        new Span<int>(byRow, rowCount).Clear();
        for (var i = 0; i < pairs.Count; i++)
            byRow[pairs.Rows[i]] = pairs.Places[i];
        return byRow;
    }

    private static void Fill(JoinPairs pairs, Selection selection, int rowCount)
    {
        var words = selection.Begin(rowCount);
        words.Clear();
        for (var i = 0; i < pairs.Count; i++)
            Bitmaps.Set(words, pairs.Rows[i]);
        selection.Publish();
    }

    private RecordBatch Number(RecordBatch batch)
    {
        if (batch.PartitionOrdinal != _partition)
        {
            _partition = batch.PartitionOrdinal;
            _sequence = 0;
        }

        batch.Sequence = _sequence++;
        return batch;
    }
}
