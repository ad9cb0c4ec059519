using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.State;

/// <summary>A growing list of values in one piece of native memory.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="account">Pays for it.</param>
internal sealed unsafe class NativeList<T>(MemoryAccount account) : IDisposable
    where T : unmanaged
{
    private const int FirstCapacity = 256;

    private NativeBuffer? _buffer;

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first value; moves when the list grows.</summary>
    public T* First => _buffer is null ? null : (T*)_buffer.Address;

    /// <summary>The values.</summary>
    public Span<T> Values => new(First, Count);

    /// <summary>Bytes of the list.</summary>
    public long UsedBytes => _buffer?.ByteLength ?? 0;

    /// <summary>Adds a value.</summary>
    public void Add(T value) => *Append(1) = value;

    /// <summary>Makes room for <paramref name="count"/> more values and counts them; the caller writes them.</summary>
    public T* Append(int count)
    {
        var needed = ((long)Count + count) * sizeof(T);
        if (_buffer is null || _buffer.ByteLength < needed)
            Grow(needed);
        var place = (T*)_buffer!.Address + Count;
        Count = checked(Count + count);
        return place;
    }

    /// <summary>Takes back the newest <paramref name="count"/> values.</summary>
    public void Return(int count) => Count -= count;

    /// <summary>Forgets the values, keeping the memory.</summary>
    public void Clear() => Count = 0;

    /// <inheritdoc />
    public void Dispose()
    {
        _buffer?.Release();
        _buffer = null;
        Count = 0;
    }

    private void Grow(long needed)
    {
        var next = account.Allocate(Math.Max(needed, Math.Max(FirstCapacity * (long)sizeof(T), 2 * UsedBytes)));
        if (_buffer is not null)
        {
            Buffer.MemoryCopy(_buffer.Address, next.Address, next.ByteLength, (long)Count * sizeof(T));
            _buffer.Release();
        }

        _buffer = next;
    }
}
