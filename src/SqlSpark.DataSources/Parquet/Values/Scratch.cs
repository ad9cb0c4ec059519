using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Memory for values on their way, kept from call to call.</summary>
/// <param name="account">Pays for it.</param>
internal sealed unsafe class Scratch(MemoryAccount account) : IDisposable
{
    private NativeBuffer? _buffer;

    /// <summary>Room for some values; what it held is lost. 64 bytes after the end can be read.</summary>
    public Span<T> Take<T>(int count)
        where T : unmanaged => new(TakeBytes((long)count * sizeof(T)), count);

    /// <summary>Room for some bytes; what it held is lost. 64 bytes after the end can be read.</summary>
    public byte* TakeBytes(long byteLength)
    {
        if (_buffer is null || _buffer.ByteLength < byteLength)
        {
            _buffer?.Release();
            _buffer = null;
            _buffer = account.Allocate(Math.Max(byteLength, 4096));
        }

        return _buffer.Address;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _buffer?.Release();
        _buffer = null;
    }
}
