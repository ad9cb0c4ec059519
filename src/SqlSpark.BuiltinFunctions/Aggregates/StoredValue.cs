using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>A state that keeps one encoded value in the sink's heap; a later value takes its place where it fits.</summary>
internal unsafe struct StoredValue
{
    private byte* _address;
    private int _length;
    private int _capacity;

    /// <summary>True when a value, perhaps NULL, was stored.</summary>
    public readonly bool HasValue => _address != null;

    /// <summary>The encoded value.</summary>
    public readonly ReadOnlySpan<byte> Bytes => new(_address, _length);

    /// <summary>Forgets the value.</summary>
    public void Clear() => this = default;

    /// <summary>Keeps a copy of a value.</summary>
    public void Set(ReadOnlySpan<byte> bytes, StringHeap heap)
    {
        if (_capacity < bytes.Length)
        {
            _capacity = Math.Max(bytes.Length, Math.Min(_capacity, int.MaxValue / 2) * 2);
            _address = heap.Reserve(_capacity);
        }

        bytes.CopyTo(new Span<byte>(_address, _capacity));
        _length = bytes.Length;
    }
}

/// <summary>Encodes values in scratch memory of a kernel.</summary>
internal sealed class ValueEncoder(Core.Memory.MemoryAccount account) : IDisposable
{
    private readonly StringHeap _heap = new(account);

    /// <summary>The value of one row as bytes of native memory, good until the next call.</summary>
    public unsafe ReadOnlySpan<byte> Encode(Vector vector, int row)
    {
        _heap.Reset();
        var writer = new Utf8Writer(_heap);
        ValueCodec.Encode(vector, row, ref writer);
        fixed (byte* bytes = writer.Written)
            return new ReadOnlySpan<byte>(bytes, writer.Length);
    }

    public void Dispose() => _heap.Dispose();
}
