using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>Bytes whose number is not known before, in native memory that is kept from batch to batch.</summary>
/// <param name="account">Pays for it.</param>
internal sealed unsafe class GrowingBytes(MemoryAccount account) : IDisposable
{
    private const int FirstLength = 8192;

    private NativeBuffer? _buffer;

    /// <summary>All bytes there is room for.</summary>
    public ReadOnlySpan<byte> Span => _buffer is null ? [] : _buffer.AsSpan<byte>();

    /// <summary>Room for more bytes behind those that were written.</summary>
    /// <param name="used">How many were written; they are kept.</param>
    /// <param name="count">How many follow.</param>
    public Span<byte> Reserve(int used, int count)
    {
        var needed = checked(used + count);
        if (_buffer is null || _buffer.ByteLength < needed)
        {
            var larger = account.Allocate(Math.Max(Math.Max(needed, 2L * used), FirstLength));
            Span[..used].CopyTo(larger.AsSpan<byte>());
            _buffer?.Release();
            _buffer = larger;
        }

        return _buffer.AsSpan<byte>(used, count);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _buffer?.Release();
        _buffer = null;
    }
}
