using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SqlSpark.Core.Columnar;

/// <summary>
/// A string or binary value in 16 bytes: its length, its first four bytes and then either the next eight bytes (up to 12
/// bytes in all, the rest zero) or the address of all bytes. The default value is the empty string.
/// </summary>
/// <remarks>
/// After the German strings of Umbra and Arrow's binary view, with an address in the place of buffer index and offset.
/// Whoever holds a view keeps the buffer behind it alive.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly unsafe struct Utf8View : IEquatable<Utf8View>, IComparable<Utf8View>
{
    /// <summary>The largest length that is stored inline.</summary>
    public const int MaxInlineLength = 12;

    [FieldOffset(0)]
    private readonly int _length;

    [FieldOffset(0)]
    private readonly ulong _lengthAndPrefix;

    [FieldOffset(4)]
    private readonly byte _inline;

    [FieldOffset(8)]
    private readonly ulong _tail;

    /// <summary>A view of bytes that stay where they are; up to 12 bytes are copied inline.</summary>
    /// <param name="bytes">The first byte, in native memory that outlives the view.</param>
    /// <param name="length">The length in bytes.</param>
    public Utf8View(byte* bytes, int length)
    {
        Unsafe.SkipInit(out this);
        _lengthAndPrefix = 0;
        _tail = 0;
        if (length <= MaxInlineLength)
        {
            if (length > 0)
                Unsafe.CopyBlockUnaligned(ref Unsafe.AsRef(in _inline), ref *bytes, (uint)length);
            _length = length;
        }
        else
        {
            _lengthAndPrefix = (uint)length | ((ulong)Unsafe.ReadUnaligned<uint>(bytes) << 32);
            _tail = (ulong)bytes;
        }
    }

    private Utf8View(ulong head, ulong tail)
    {
        Unsafe.SkipInit(out this);
        _lengthAndPrefix = head;
        _tail = tail;
    }

    private Utf8View(ReadOnlySpan<byte> inline)
    {
        Unsafe.SkipInit(out this);
        _lengthAndPrefix = 0;
        _tail = 0;
        inline.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.AsRef(in _inline), MaxInlineLength));
        _length = inline.Length;
    }

    /// <summary>A view of at most 12 bytes, copied inline.</summary>
    public static Utf8View Inline(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxInlineLength);
        return new Utf8View(bytes);
    }

    /// <summary>A view of at most eight bytes.</summary>
    /// <param name="bytes">The bytes, the first one lowest; those past the length are zero.</param>
    /// <param name="length">The length in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Utf8View Inline(ulong bytes, int length) => new((uint)length | (bytes << 32), bytes >> 32);

    /// <summary>A view of bytes as the constructor makes it, for bytes behind which 16 from the first on can be read.</summary>
    /// <param name="bytes">The first byte, in native memory that outlives the view.</param>
    /// <param name="length">The length in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Utf8View FromPadded(byte* bytes, int length)
    {
        var head = Unsafe.ReadUnaligned<ulong>(bytes);
        if (length > MaxInlineLength)
            return new Utf8View((uint)length | (head << 32), (ulong)bytes);
        return Inline(head, Unsafe.ReadUnaligned<uint>(bytes + 8), length);
    }

    /// <summary>A view of at most 12 bytes at the start of a longer buffer, copied inline.</summary>
    /// <param name="buffer">At least 12 bytes.</param>
    /// <param name="length">How many of them are the value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Utf8View InlineFrom(ReadOnlySpan<byte> buffer, int length)
    {
        Debug.Assert(length <= MaxInlineLength, "longer than a view");
        return Inline(MemoryMarshal.Read<ulong>(buffer), MemoryMarshal.Read<uint>(buffer[8..]), length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Utf8View Inline(ulong head, ulong tail, int length)
    {
        if (length == 0)
            return default;
        tail = length > 8 ? tail & (uint.MaxValue >> (96 - (length * 8))) : 0;
        head = length < 8 ? head & (ulong.MaxValue >> (64 - (length * 8))) : head;
        return new Utf8View((uint)length | (head << 32), (head >> 32) | (tail << 32));
    }

    /// <summary>The length in bytes.</summary>
    public int Length => _length;

    /// <summary>True when the bytes are inside the view.</summary>
    public bool IsInline => _length <= MaxInlineLength;

    /// <summary>Length and first four bytes: equal views have equal heads.</summary>
    public ulong Head => _lengthAndPrefix;

    /// <summary>The last eight inline bytes, or the address of all bytes.</summary>
    public ulong Tail => _tail;

    /// <summary>The address of the bytes; only for views that are not inline.</summary>
    public byte* Address => (byte*)_tail;

    /// <summary>The bytes. The span of an inline view points into the view itself.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => IsInline
        ? MemoryMarshal.CreateReadOnlySpan(in _inline, _length)
        : new ReadOnlySpan<byte>((byte*)_tail, _length);

    /// <inheritdoc />
    public bool Equals(Utf8View other)
    {
        if (_lengthAndPrefix != other._lengthAndPrefix)
            return false;
        if (_tail == other._tail)
            return true;
        return !IsInline && new ReadOnlySpan<byte>((byte*)_tail, _length).SequenceEqual(new ReadOnlySpan<byte>((byte*)other._tail, _length));
    }

    /// <summary>Orders by unsigned bytes, then by length, as UTF8_BINARY does.</summary>
    public int CompareTo(Utf8View other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Utf8View other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The bytes as text; malformed UTF-8 becomes U+FFFD.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>Compares bytes.</summary>
    public static bool operator ==(Utf8View left, Utf8View right) => left.Equals(right);

    /// <summary>Compares bytes.</summary>
    public static bool operator !=(Utf8View left, Utf8View right) => !left.Equals(right);
}
