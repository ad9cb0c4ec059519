using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Bytes that encoders append to, in native memory that grows. 64 bytes after the end are readable.</summary>
/// <remarks>Not thread-safe. Growing throws <c>MEMORY_LIMIT_EXCEEDED</c> when the account is full.</remarks>
internal sealed unsafe class EncodingBuffer : IDisposable
{
    private const int FirstCapacity = 64 * 1024;

    private readonly MemoryAccount _account;
    private NativeBuffer? _buffer;
    private long _capacity;

    /// <summary>An empty buffer that <paramref name="account"/> pays.</summary>
    public EncodingBuffer(MemoryAccount account) => _account = account;

    /// <summary>Who pays.</summary>
    public MemoryAccount Account => _account;

    /// <summary>Bytes that were written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes that were written; valid until the next ones are.</summary>
    public ReadOnlySpan<byte> Bytes => new(Address, Length);

    /// <summary>The first byte, or null while nothing was ever written.</summary>
    public byte* Address => _buffer is null ? null : _buffer.Address;

    /// <summary>Room for more bytes; <see cref="Advance"/> says how many were written.</summary>
    /// <param name="byteLength">The most that will be written.</param>
    /// <returns>The first byte of the room.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Reserve(long byteLength)
    {
        if (byteLength > _capacity - Length || _buffer is null)
            Grow(byteLength);
        return _buffer.Address + Length;
    }

    /// <summary>Adds bytes that were written to what <see cref="Reserve"/> gave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int byteLength)
    {
        Debug.Assert(byteLength >= 0 && byteLength <= _capacity - Length, "more written than reserved");
        Length += byteLength;
    }

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(Reserve(bytes.Length), bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Appends one byte.</summary>
    public void WriteByte(byte value)
    {
        *Reserve(1) = value;
        Advance(1);
    }

    /// <summary>Appends an integer as ULEB128, 1 to 10 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteUnsigned(ulong value)
    {
        var to = Reserve(10);
        var length = 0;
        for (; value >= 0x80; value >>>= 7)
            to[length++] = (byte)(value | 0x80);
        to[length++] = (byte)value;
        Advance(length);
    }

    /// <summary>Appends an integer as zigzag ULEB128, 1 to 10 bytes.</summary>
    public void WriteSigned(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Forgets all bytes and keeps the memory.</summary>
    public void Clear() => Length = 0;

    /// <inheritdoc />
    public void Dispose()
    {
        _buffer?.Release();
        _buffer = null;
        _capacity = 0;
        Length = 0;
    }

    [MemberNotNull(nameof(_buffer))]
    private void Grow(long byteLength)
    {
        // Pages and chunks count their bytes in 32 bits.
        var needed = Length + byteLength;
        var capacity = Math.Max(needed, Math.Max(FirstCapacity, 2 * _capacity));
        if (capacity > int.MaxValue)
            capacity = needed <= int.MaxValue ? int.MaxValue : throw new OverflowException("encoded values of more than 2 GiB");
        var next = _account.Allocate(capacity);
        if (_buffer is not null)
        {
            Bytes.CopyTo(new Span<byte>(next.Address, Length));
            _buffer.Release();
        }

        _buffer = next;
        _capacity = capacity;
    }
}
