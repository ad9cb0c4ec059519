using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Makes the columns of one batch after another fit for aggregate kernels: plain values at full width, and the rows that count.</summary>
internal sealed unsafe class AggregateInput : IDisposable
{
    private readonly AggregatePlan _plan;
    private readonly MemoryAccount _account;
    private readonly VectorWriter?[] _writers;
    private readonly Vector?[] _columns;
    private readonly ScratchBuffer _words;
    private readonly Vector[][] _arguments;
    private RecordBatch _batch = null!;

    /// <summary>Registers for a worker.</summary>
    public AggregateInput(AggregatePlan plan, MemoryAccount account)
    {
        _plan = plan;
        _account = account;
        _writers = new VectorWriter?[plan.InputTypes.Count];
        _columns = new Vector?[plan.InputTypes.Count];
        _words = new ScratchBuffer(account);
        _arguments = [.. plan.Aggregates.Select(a => new Vector[a.Arguments.Count])];
    }

    /// <summary>Begins a batch.</summary>
    public void Begin(RecordBatch batch)
    {
        _batch = batch;
        Array.Clear(_columns);
    }

    /// <summary>The arguments of an aggregate.</summary>
    public ReadOnlySpan<Vector> Arguments(int aggregate)
    {
        var arguments = _arguments[aggregate];
        var spec = _plan.Aggregates[aggregate];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = spec.Function.AcceptsEncodings ? Coded(spec.Arguments[i]) : Column(spec.Arguments[i]);
        return arguments;
    }

    /// <summary>
    /// The live rows that an aggregate counts: those of its filter, and without NULL arguments where it ignores them. Valid until the next call.
    /// </summary>
    public Rows CountedRows(int aggregate)
    {
        var spec = _plan.Aggregates[aggregate];
        var rows = _batch.Rows;
        var isOwn = false;
        if (spec.Filter is { } filter)
        {
            if (Column(filter) is not FlatVector condition)
                return None();
            rows = And(And(rows, condition.Bits, ref isOwn), condition.Validity, ref isOwn);
        }

        if (!spec.Function.IgnoresNulls)
            return rows;
        foreach (var ordinal in spec.Arguments.AsSpan())
        {
            var column = Coded(ordinal);
            if (column is VoidVector)
                return None();
            if (column.MayHaveNulls)
                rows = And(rows, column.Validity, ref isOwn);
        }

        return rows;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var writer in _writers)
            writer?.Dispose();
        _words.Dispose();
    }

    /// <summary>A column whose <see cref="Vector.Validity"/> tells all NULLs: as it is when it is flat or coded, else plain.</summary>
    private Vector Coded(int ordinal)
    {
        var vector = Loaded(ordinal);
        return vector is FlatVector or DictionaryVector { Dictionary.Values.MayHaveNulls: false } ? vector : Column(ordinal);
    }

    /// <summary>A column as a flat vector at full width.</summary>
    private Vector Column(int ordinal) => _columns[ordinal] ??= Plain(Loaded(ordinal), ordinal);

    private Vector Loaded(int ordinal) => _batch[ordinal] is LazyVector lazy ? lazy.Load(_batch.Rows) : _batch[ordinal];

    private Vector Plain(Vector vector, int ordinal)
    {
        if (vector is VoidVector || (vector.Encoding == VectorEncoding.Flat && vector.Physical == vector.Type.PhysicalType))
            return vector;
        return VectorCopy.Widen(vector, _writers[ordinal] ??= new VectorWriter(_plan.InputTypes[ordinal], _account));
    }

    private Rows None()
    {
        var words = new Span<ulong>(_words.Get<ulong>(Math.Max(Bitmaps.WordCount(_batch.RowCount), 1)), Bitmaps.WordCount(_batch.RowCount));
        words.Clear();
        return Rows.Of(words, _batch.RowCount, 0);
    }

    private Rows And(Rows rows, ReadOnlySpan<ulong> bits, scoped ref bool isOwn)
    {
        if (bits.IsEmpty)
            return rows;
        var count = Bitmaps.WordCount(rows.Length);
        var words = new Span<ulong>(_words.Get<ulong>(Math.Max(count, 1)), count);
        Bitmaps.And(isOwn ? words : rows.Words, bits[..count], words);
        isOwn = true;
        if (count > 0)
            words[^1] &= Bitmaps.LastWordMask(rows.Length);
        return Rows.Of(words, rows.Length);
    }
}
