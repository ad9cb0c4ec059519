using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.Core.Columnar;

/// <summary>Bytes of strings longer than 12, appended to blocks that never move.</summary>
/// <remarks>Reset keeps the first block when nobody retained it, so a register that is reused does not allocate.</remarks>
public sealed unsafe class StringHeap : IDisposable
{
    private const int FirstBlockLength = 64 * 1024;
    private const int LargestBlockLength = 1024 * 1024;

    private readonly MemoryAccount _account;
    private readonly List<NativeBuffer> _blocks = [];
    private byte* _next;
    private byte* _end;

    /// <summary>An empty heap whose blocks <paramref name="account"/> pays.</summary>
    public StringHeap(MemoryAccount account) => _account = account;

    /// <summary>The blocks in use.</summary>
    public IReadOnlyList<NativeBuffer> Blocks => _blocks;

    /// <summary>Bytes of all blocks.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Room for <paramref name="byteLength"/> bytes; give back what stays unused with <see cref="Return"/>.</summary>
    public byte* Reserve(int byteLength)
    {
        if (_end - _next < byteLength)
            Grow(byteLength);
        var place = _next;
        _next += byteLength;
        return place;
    }

    /// <summary>Gives back the end of the newest reservation.</summary>
    /// <param name="byteLength">Bytes not used.</param>
    public void Return(int byteLength)
    {
        Debug.Assert(byteLength >= 0, "less than nothing given back");
        _next -= byteLength;
    }

    /// <summary>A view of a copy of <paramref name="bytes"/>; short values are inline and take no room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Utf8View Copy(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Utf8View.MaxInlineLength)
            return Utf8View.Inline(bytes);
        var place = Reserve(bytes.Length);
        bytes.CopyTo(new Span<byte>(place, bytes.Length));
        return new Utf8View(place, bytes.Length);
    }

    /// <summary>Forgets all values. Blocks that others retained are left to them.</summary>
    public void Reset()
    {
        if (_blocks.Count == 0)
            return;

        var keep = _blocks[^1];     // the largest one
        for (var i = 0; i < _blocks.Count - 1; i++)
            _blocks[i].Release();
        _blocks.Clear();
        if (keep.IsShared)
        {
            keep.Release();
            _next = _end = null;
            AllocatedBytes = 0;
            return;
        }

        _blocks.Add(keep);
        keep.Renew();
        _next = keep.Address;
        _end = _next + keep.ByteLength;
        AllocatedBytes = keep.ByteLength;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var block in _blocks)
            block.Release();
        _blocks.Clear();
        _next = _end = null;
        AllocatedBytes = 0;
    }

    private void Grow(int byteLength)
    {
        var blockLength = _blocks.Count == 0 ? FirstBlockLength : Math.Min(LargestBlockLength, _blocks[^1].ByteLength * 2);
        var block = _account.Allocate(Math.Max(blockLength, byteLength));
        _blocks.Add(block);
        AllocatedBytes += block.ByteLength;
        _next = block.Address;
        _end = _next + block.ByteLength;
    }
}
