using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Memory;

/// <summary>A block of memory that is reused from batch to batch and grows when it must.</summary>
/// <param name="account">Pays for it.</param>
public sealed unsafe class ScratchBuffer(MemoryAccount account) : IDisposable
{
    private NativeBuffer? _buffer;

    /// <summary>Bytes of the block.</summary>
    public long ByteLength => _buffer?.ByteLength ?? 0;

    /// <summary>Room for <paramref name="count"/> values; what was in it is lost when it grows, and otherwise kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Get<T>(long count)
        where T : unmanaged
    {
        if (_buffer is null || _buffer.ByteLength < count * sizeof(T))
            Grow(count * sizeof(T));
        return (T*)_buffer!.Address;
    }

    /// <summary>The same room as a span; 64 bytes after its end can be read.</summary>
    public Span<T> GetSpan<T>(int count)
        where T : unmanaged => new(Get<T>(count), count);

    /// <inheritdoc />
    public void Dispose()
    {
        _buffer?.Release();
        _buffer = null;
    }

    private void Grow(long byteLength)
    {
        var length = Math.Max(byteLength, 2 * ByteLength);
        _buffer?.Release();
        _buffer = null;
        _buffer = account.Allocate(length, zeroed: true);
    }
}
