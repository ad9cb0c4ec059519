using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>min and max over strings and binaries, by unsigned bytes.</summary>
/// <remarks>Most values are left out by their first four bytes, which views hold.</remarks>
internal sealed unsafe class TextExtremeKernel(DataType type, bool isMax, AggregateContext context) : IAggregateKernel, IDisposable
{
    // Turns the smallest prefix into the largest one, so that both functions look for large ones.
    private readonly uint _flip = isMax ? 0 : uint.MaxValue;
    private readonly ArgumentColumn _argument = new(type, context.Account);

    public int StateBytes => sizeof(State);

    public ImmutableArray<DataType> StateTypes => [type];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<State>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var values = _argument.Read<Utf8View>(arguments[0]);
        foreach (var row in rows)
            Take(ref states.Get<State>(row), values[row]);
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        var values = _argument.Read<Utf8View>(arguments[0]);
        var best = -1;
        var bestPrefix = 0u;
        foreach (var row in rows)
        {
            var prefix = Prefix(values[row]);
            if (best >= 0 && (prefix < bestPrefix || !IsBetter(values[row], values[best])))
                continue;
            best = row;
            bestPrefix = prefix;
        }

        if (best >= 0)
            Take(ref *(State*)state, values[best]);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            if (from.Get<State>(i).HasValue)
                Take(ref into.Get<State>(i), from.Get<State>(i).Value);
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors) => Write(states, result);

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => Write(states, columns[0]);

    public void Import(in Arguments columns, StateAddresses states)
    {
        Initialize(states);
        var values = _argument.Read<Utf8View>(columns[0]);
        for (var i = 0; i < states.Count; i++)
        {
            if (!columns[0].IsNull(i))
                Take(ref states.Get<State>(i), values[i]);
        }
    }

    public void Dispose() => _argument.Dispose();

    private static void Write(StateAddresses states, VectorWriter result)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<State>(i);
            if (state.HasValue)
                result.SetBytes(i, state.Value.Bytes);
            else
                result.SetNull(i);
        }
    }

    private void Take(ref State state, Utf8View value)
    {
        if (!state.HasValue || (Prefix(value) >= Prefix(state.Value) && IsBetter(value, state.Value)))
            state.Set(value, context.Heap);
    }

    private uint Prefix(Utf8View value) => BinaryPrimitives.ReverseEndianness((uint)(value.Head >> 32)) ^ _flip;

    private bool IsBetter(Utf8View value, Utf8View than) => isMax ? value.CompareTo(than) > 0 : value.CompareTo(than) < 0;

    /// <summary>The value so far. Bytes that are not inline are in the sink's heap, in room that a later value may take.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct State
    {
        private Utf8View _value;
        private byte* _room;
        private int _roomLength;
        private int _hasValue;

        public readonly bool HasValue => _hasValue != 0;

        public readonly Utf8View Value => _value;

        public void Set(Utf8View value, StringHeap heap)
        {
            _hasValue = 1;
            if (value.IsInline)
            {
                _value = value;
                return;
            }

            if (_roomLength < value.Length)
            {
                _roomLength = Math.Max(value.Length, Math.Min(_roomLength, int.MaxValue / 2) * 2);
                _room = heap.Reserve(_roomLength);
            }

            value.Bytes.CopyTo(new Span<byte>(_room, _roomLength));
            _value = new Utf8View(_room, value.Length);
        }
    }
}
