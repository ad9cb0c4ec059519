using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.State;

/// <summary>A growing list of addresses of rows in one piece of memory.</summary>
/// <param name="account">Pays for it.</param>
internal sealed unsafe class TupleAddresses(MemoryAccount account) : IDisposable
{
    private const int FirstCapacity = 1024;

    private NativeBuffer? _buffer;

    /// <summary>How many addresses there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first address.</summary>
    public nint* First => _buffer is null ? null : (nint*)_buffer.Address;

    /// <summary>Makes room for <paramref name="count"/> more addresses and counts them; the caller writes them.</summary>
    public nint* Append(int count)
    {
        var needed = (long)(Count + count) * sizeof(nint);
        if (_buffer is null || _buffer.ByteLength < needed)
            Grow(needed);
        var place = (nint*)_buffer!.Address + Count;
        Count += count;
        return place;
    }

    /// <summary>Takes back the newest <paramref name="count"/> addresses.</summary>
    public void Return(int count) => Count -= count;

    /// <inheritdoc />
    public void Dispose()
    {
        _buffer?.Release();
        _buffer = null;
        Count = 0;
    }

    private void Grow(long needed)
    {
        var next = account.Allocate(Math.Max(needed, Math.Max(FirstCapacity * (long)sizeof(nint), 2 * (_buffer?.ByteLength ?? 0))));
        if (_buffer is not null)
        {
            Buffer.MemoryCopy(_buffer.Address, next.Address, next.ByteLength, (long)Count * sizeof(nint));
            _buffer.Release();
        }

        _buffer = next;
    }
}
