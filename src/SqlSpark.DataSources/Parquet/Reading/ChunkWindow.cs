using System.Diagnostics;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>
/// Bytes of a column chunk, read in large pieces: the part that is looked at lies in one buffer. One more piece may be on its way where files come slowly.
/// </summary>
/// <param name="file">The open file.</param>
/// <param name="start">The first byte of the chunk.</param>
/// <param name="byteLength">Its length; no byte outside is read.</param>
/// <param name="speed">How fast the file comes.</param>
/// <param name="account">Pays for the buffers.</param>
internal sealed unsafe class ChunkWindow(IReadableFile file, long start, long byteLength, ReadSpeed speed, MemoryAccount account) : IDisposable
{
    private const int ReadBytes = 1 << 20;

    private NativeBuffer? _buffer;
    private long _first;
    private int _length;
    private ReadAhead? _ahead;
    private long _aheadFirst;
    private int _aheadLength;

    /// <summary>Bytes of the chunk.</summary>
    public long ByteLength => byteLength;

    /// <summary>The buffer of what <see cref="Read"/> returned last: whoever retains it keeps the bytes, and the next piece goes elsewhere.</summary>
    public NativeBuffer Buffer => _buffer!;

    /// <summary>Some bytes of the chunk; valid until the next call, or while <see cref="Buffer"/> is retained.</summary>
    /// <param name="offset">The first byte, counted from that of the chunk.</param>
    /// <param name="count">How many; they are in the chunk.</param>
    /// <returns>The address of the first byte. 64 bytes after the last one can be read.</returns>
    /// <exception cref="MalformedDataException">The file is shorter than when its footer was read.</exception>
    public byte* Read(long offset, int count)
    {
        if (_buffer is null || offset < _first || offset + count > _first + _length)
            Load(offset, count);
        return _buffer!.Address + (offset - _first);
    }

    /// <summary>How many bytes from an offset on lie in the buffer or will after a call of <see cref="Read"/>; at most <paramref name="wanted"/>.</summary>
    public int Available(long offset, int wanted) => (int)Math.Min(wanted, byteLength - offset);

    /// <summary>Has bytes brought that will be wanted next, where files come slowly and they are not at hand. Does nothing when memory is short.</summary>
    /// <param name="offset">The first byte, counted from that of the chunk.</param>
    /// <param name="count">How many at least, if the chunk has them.</param>
    public void Expect(long offset, int count)
    {
        if (!speed.IsSlow || _ahead is not null || offset >= byteLength)
            return;
        var end = Math.Min(offset + count, byteLength);
        if (_buffer is not null && offset >= _first && end <= _first + _length)
            return;
        var wanted = (int)Math.Min(Math.Max(count, ReadBytes), byteLength - offset);
        if (!account.TryAllocate(wanted, out var buffer))
            return;
        var request = new ReadAhead(file, start + offset, buffer, wanted);
        if (!IoThreads.Shared.TryEnqueue(request))
        {
            buffer.Release();
            return;
        }

        (_ahead, _aheadFirst, _aheadLength) = (request, offset, wanted);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ahead?.GiveUp();
        _ahead = null;
        _buffer?.Release();
        _buffer = null;
    }

    private void Load(long offset, int count)
    {
        if (_ahead is not null && TryLoadAhead(offset, count))
            return;
        var wanted = (int)Math.Min(Math.Max(count, ReadBytes), byteLength - offset);
        if (_buffer is null || _buffer.IsShared || _buffer.ByteLength < wanted)
        {
            _buffer?.Release();
            _buffer = null;
            _buffer = account.Allocate(wanted);
        }
        else
        {
            _buffer.Renew();
        }

        _first = offset;
        _length = 0;
        var began = Stopwatch.GetTimestamp();
        _length = file.Read(start + offset, new Span<byte>(_buffer.Address, wanted));
        speed.Note(_length, Stopwatch.GetElapsedTime(began));
        CheckLength(offset, count);
    }

    private bool TryLoadAhead(long offset, int count)
    {
        var ahead = _ahead!;
        _ahead = null;
        if (offset < _aheadFirst || offset + count > _aheadFirst + _aheadLength)
        {
            ahead.GiveUp();
            return false;
        }

        _buffer?.Release();
        _buffer = ahead.Buffer;
        _first = _aheadFirst;
        _length = 0;
        _length = ahead.Complete();
        CheckLength(offset, count);
        return true;
    }

    private void CheckLength(long offset, int count)
    {
        if (offset + count > _first + _length)
            throw new MalformedDataException("the file ends in the middle of a column", _first + _length);
    }
}
