using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>A state that keeps encoded values in the order of the rows, in a chain of chunks in the sink's heap.</summary>
internal unsafe struct ValueChain
{
    private Chunk* _last;

    /// <summary>How many values there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first chunk, or null.</summary>
    public Chunk* First { get; private set; }

    /// <summary>Adds a value.</summary>
    public void Append(ReadOnlySpan<byte> bytes, StringHeap heap)
    {
        Add(bytes, heap);
        Count++;
    }

    /// <summary>Adds all values of another chain.</summary>
    public void AppendAll(in ValueChain other, StringHeap heap)
    {
        for (var chunk = other.First; chunk != null; chunk = chunk->Next)
            Add(chunk->Content, heap);
        Count += other.Count;
    }

    private void Add(ReadOnlySpan<byte> bytes, StringHeap heap)
    {
        if (_last == null || _last->Capacity - _last->Length < bytes.Length)
            Grow(bytes.Length, heap);
        bytes.CopyTo(_last->Room);
        _last->Length += bytes.Length;
    }

    private void Grow(int byteLength, StringHeap heap)
    {
        var capacity = Math.Max(byteLength, _last == null ? Chunk.FirstLength : Math.Min(_last->Capacity * 2, Chunk.LargestLength));
        var chunk = (Chunk*)heap.Reserve(checked(sizeof(Chunk) + ((capacity + 15) & ~15)));
        *chunk = new Chunk { Capacity = (capacity + 15) & ~15 };
        if (_last == null)
            First = chunk;
        else
            _last->Next = chunk;
        _last = chunk;
    }

    /// <summary>A chunk: the address of the next one, the bytes used and the bytes there are, then the values.</summary>
    internal struct Chunk
    {
        public const int FirstLength = 48;
        public const int LargestLength = 16 * 1024;

        public Chunk* Next;
        public int Length;
        public int Capacity;

        public ReadOnlySpan<byte> Content => new(Start, Length);

        public Span<byte> Room => new(Start + Length, Capacity - Length);

        // Chunks are in the heap, which does not move.
        private byte* Start => (byte*)((Chunk*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref this) + 1);
    }
}

/// <summary>States of chains as a column of arrays.</summary>
internal static unsafe class ValueChains
{
    /// <summary>Writes each state's values.</summary>
    public static void Write(StateAddresses states, VectorWriter result)
    {
        var entries = result.Entries;
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<ValueChain>(i);
            var count = checked((int)state.Count);
            var element = result.Elements.Append(count);
            entries[i] = new ListEntry(count == 0 ? 0 : element, count);
            for (var chunk = state.First; chunk != null; chunk = chunk->Next)
            {
                var bytes = chunk->Content;
                while (!bytes.IsEmpty)
                    bytes = bytes[ValueCodec.Decode(bytes, result.Elements, element++)..];
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static void Read(Vector column, StateAddresses states, ValueEncoder encoder, StringHeap heap)
    {
        for (var i = 0; i < states.Count; i++)
        {
            states.Get<ValueChain>(i) = default;
            var (list, row) = column is ConstantVector constant ? ((ListVector)constant.Value, 0) : ((ListVector)column, i);
            var (offset, length) = list.Entries[row];
            for (var element = offset; element < offset + length; element++)
                states.Get<ValueChain>(i).Append(encoder.Encode(list.Elements, element), heap);
        }
    }
}
