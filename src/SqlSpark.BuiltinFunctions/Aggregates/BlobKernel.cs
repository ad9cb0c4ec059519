using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>What a sketch or bitmap of fixed length does with values.</summary>
internal interface IBlobOperation
{
    /// <summary>Bytes of one state.</summary>
    int ByteLength { get; }

    /// <summary>Makes the state of no rows; the bytes are zero.</summary>
    void Initialize(Span<byte> state)
    {
    }

    /// <summary>Adds a row's value; false when it is not admitted, with what the error is about.</summary>
    bool TryAdd(Span<byte> state, in Arguments arguments, int row, out long fault);

    /// <summary>Adds the rows of another state.</summary>
    void Merge(Span<byte> into, ReadOnlySpan<byte> from);

    /// <summary>Writes the result of a state.</summary>
    void Finish(ReadOnlySpan<byte> state, VectorWriter result, int row);

    /// <summary>The error of a value that was not admitted.</summary>
    RowError Error(long fault);
}

/// <summary>Aggregates whose state is a sketch or bitmap of fixed length. It is made with the first value.</summary>
internal sealed unsafe class BlobKernel<TOp>(TOp operation, AggregateContext context) : IAggregateKernel
    where TOp : struct, IBlobOperation
{
    private TOp _operation = operation;

    public int StateBytes => sizeof(State);

    public ImmutableArray<DataType> StateTypes => [BinaryType.Instance, LongType.Instance];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<State>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
            Add(ref states.Get<State>(row), arguments, row);
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
            Add(ref *(State*)state, arguments, row);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            ref var other = ref from.Get<State>(i);
            ref var state = ref into.Get<State>(i);
            if (other.HasFault && !state.HasFault)
                (state.Fault, state.HasFault) = (other.Fault, true);
            if (other.Bytes != null)
                _operation.Merge(Open(ref state), Content(other));
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<State>(i);
            if (state.HasFault)
                errors.Report(i, _operation.Error(state.Fault));
            else
                _operation.Finish(Open(ref state), result, i);
        }
    }

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<State>(i);
            if (state.Bytes == null)
                columns[0].SetNull(i);
            else
                columns[0].SetBytes(i, Content(state));
            if (state.HasFault)
                columns[1].Values<long>()[i] = state.Fault;
            else
                columns[1].SetNull(i);
        }
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<State>(i);
            state = default;
            if (!columns[1].IsNull(i))
                (state.Fault, state.HasFault) = ((long)StateColumns.Integer(columns[1], i), true);
            if (!columns[0].IsNull(i))
                StateColumns.Bytes(columns[0], i).Bytes.CopyTo(Open(ref state));
        }
    }

    private void Add(ref State state, in Arguments arguments, int row)
    {
        if (!_operation.TryAdd(Open(ref state), arguments, row, out var fault) && !state.HasFault)
            (state.Fault, state.HasFault) = (fault, true);
    }

    private Span<byte> Open(ref State state)
    {
        if (state.Bytes == null)
        {
            state.Bytes = context.Heap.Reserve(_operation.ByteLength);
            var bytes = new Span<byte>(state.Bytes, _operation.ByteLength);
            bytes.Clear();
            _operation.Initialize(bytes);
        }

        return new Span<byte>(state.Bytes, _operation.ByteLength);
    }

    private ReadOnlySpan<byte> Content(in State state) => new(state.Bytes, _operation.ByteLength);

    private struct State
    {
        public byte* Bytes;
        public long Fault;
        public bool HasFault;
    }
}
