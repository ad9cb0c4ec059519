using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Columnar;

/// <summary>Builds one string after another at the end of a <see cref="StringHeap"/>.</summary>
/// <remarks>Begin, append, then <see cref="Finish"/>; a value that outgrows its block moves to a larger one.</remarks>
public unsafe ref struct Utf8Writer
{
    private const int InitialReserve = 64;

    private readonly StringHeap _heap;
    private byte* _start;
    private int _length;
    private int _capacity;

    /// <summary>A writer at the end of <paramref name="heap"/>.</summary>
    public Utf8Writer(StringHeap heap) => _heap = heap;

    /// <summary>Bytes written since the last <see cref="Finish"/>.</summary>
    public readonly int Length => _length;

    /// <summary>What was written since the last <see cref="Finish"/>.</summary>
    public readonly Span<byte> Written => new(_start, _length);

    /// <summary>Room for at least <paramref name="byteLength"/> more bytes; follow with <see cref="Advance"/>.</summary>
    public Span<byte> GetSpan(int byteLength)
    {
        if (_capacity - _length < byteLength)
            Grow(byteLength);
        return new Span<byte>(_start + _length, _capacity - _length);
    }

    /// <summary>Counts bytes that were written into <see cref="GetSpan"/>.</summary>
    public void Advance(int byteLength)
    {
        _length += byteLength;
        Debug.Assert(_length <= _capacity, "advanced past the reserved room");
    }

    /// <summary>Appends one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(byte value)
    {
        if (_length == _capacity)
            Grow(1);
        _start[_length++] = value;
    }

    /// <summary>Appends bytes.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Appends text as UTF-8.</summary>
    public void Append(scoped ReadOnlySpan<char> text)
    {
        var span = GetSpan(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += System.Text.Encoding.UTF8.GetBytes(text, span);
    }

    /// <summary>Appends a value's invariant text, such as a number.</summary>
    public void AppendFormatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        var size = 32;
        int written;
        while (!value.TryFormat(GetSpan(size), out written, format, System.Globalization.CultureInfo.InvariantCulture))
            size *= 2;
        _length += written;
    }

    /// <summary>Ends the value and returns its view; short values go inline and their room is given back.</summary>
    public Utf8View Finish()
    {
        if (_capacity == 0)
            return default;
        var view = Utf8View.FromPadded(_start, _length);        // no room is smaller than 16 bytes
        _heap.Return(view.IsInline ? _capacity : _capacity - _length);
        _start = null;
        _length = _capacity = 0;
        return view;
    }

    /// <summary>Drops what was written since the last <see cref="Finish"/>.</summary>
    public void Discard()
    {
        _heap.Return(_capacity);
        _start = null;
        _length = _capacity = 0;
    }

    private void Grow(int byteLength)
    {
        if (_capacity == 0 && byteLength <= InitialReserve)
        {
            _start = _heap.Reserve(InitialReserve);
            _capacity = InitialReserve;
            return;
        }

        if (byteLength > int.MaxValue - _length)
            throw new OutOfMemoryException("A string value of more than 2 GiB was built.");
        var capacity = (int)Math.Max(Math.Max((long)InitialReserve, _length + (long)byteLength), Math.Min(_capacity * 2L, int.MaxValue));
        var old = new ReadOnlySpan<byte>(_start, _length);
        _heap.Return(_capacity);                    // the new place may begin where the old one did
        var place = _heap.Reserve(capacity);
        old.CopyTo(new Span<byte>(place, capacity));
        _start = place;
        _capacity = capacity;
    }
}
