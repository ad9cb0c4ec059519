using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression.Lz4;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>LZ4 frames of any length, one or several, as <c>lz4</c> writes them.</summary>
/// <remarks>Source: lz4_Frame_format.md of LZ4, version 1.6.1.</remarks>
internal sealed unsafe class Lz4FrameSource(CompressedInput input, MemoryAccount account) : PieceSource(input)
{
    private const int WindowBytes = 64 << 10;

    private readonly HistoryBuffer _history = new(account);
    private Lz4Frame.Flags _flags;
    private XxHash32.Pieces _hash;
    private ulong? _expectedBytes;
    private ulong _contentBytes;
    private int _maxBlockBytes;
    private bool _isInFrame;

    /// <inheritdoc />
    public override void Dispose()
    {
        _history.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    private protected override bool TryDecodePiece(out byte* text, out long byteLength)
    {
        text = null;
        byteLength = 0;
        if (!_isInFrame)
        {
            if (Input.IsAtEnd)
                return false;
            BeginFrame();
            return true;
        }

        var offset = Input.Offset;
        var size = Input.TakeUInt32();
        if (size == 0)
        {
            EndFrame();
            return true;
        }

        if ((size & ~Lz4Frame.StoredBlock) > _maxBlockBytes)
            throw new MalformedDataException("A block of the LZ4 frame is longer than the frame allows.", offset);
        _history.MakeRoom(_maxBlockBytes);
        text = _history.Position;
        byteLength = DecodeBlock(size, offset);
        _history.Position += byteLength;
        _contentBytes += (ulong)byteLength;
        if (_flags.HasFlag(Lz4Frame.Flags.ContentChecksum))
            _hash.Append(new ReadOnlySpan<byte>(text, (int)byteLength));
        return true;
    }

    private void BeginFrame()
    {
        var offset = Input.Offset;
        var magic = Input.TakeUInt32();
        if ((magic & Lz4Frame.SkippableMask) == Lz4Frame.SkippableMagic)
        {
            Input.Skip(Input.TakeUInt32());
            return;
        }

        if (magic != Lz4Frame.Magic)
            throw new MalformedDataException("This is no LZ4 frame.", offset);
        try
        {
            (_flags, _maxBlockBytes, var length) = Lz4Frame.ReadDescriptor(Input.Peek(Lz4Frame.MaxDescriptorBytes), out _expectedBytes);
            Input.Take(length);
        }
        catch (MalformedDataException exception)
        {
            throw new MalformedDataException(exception.Reason, offset + sizeof(uint) + Math.Max(exception.ByteOffset, 0));
        }

        _history.Begin(WindowBytes, _maxBlockBytes);
        _hash = new XxHash32.Pieces();
        _contentBytes = 0;
        _isInFrame = true;
    }

    private int DecodeBlock(uint size, long offset)
    {
        // A checksum of the block stands behind it, over its bytes as they are stored.
        var length = (int)(size & ~Lz4Frame.StoredBlock);
        var hasChecksum = _flags.HasFlag(Lz4Frame.Flags.BlockChecksum);
        var stored = Input.Take(length + (hasChecksum ? sizeof(uint) : 0));
        var block = stored[..length];
        if (hasChecksum && BitConverter.ToUInt32(stored[length..]) != XxHash32.Hash(block))
            throw new MalformedDataException("A checksum of the LZ4 frame is wrong.", offset);
        if ((size & Lz4Frame.StoredBlock) != 0)
        {
            block.CopyTo(new Span<byte>(_history.Position, length));
            return length;
        }

        try
        {
            var start = _flags.HasFlag(Lz4Frame.Flags.IndependentBlocks) ? _history.Position : _history.Start;
            var before = (int)(_history.Position - start);
            return Lz4Decoder.Decode(block, new Span<byte>(start, (int)(_history.CapacityEnd - start)), before, before + _maxBlockBytes);
        }
        catch (MalformedDataException exception)
        {
            throw new MalformedDataException(exception.Reason, offset + sizeof(uint) + Math.Max(exception.ByteOffset, 0));
        }
    }

    private void EndFrame()
    {
        _isInFrame = false;
        if (_expectedBytes is { } expected && expected != _contentBytes)
            throw new MalformedDataException($"The LZ4 frame holds {_contentBytes} bytes instead of {expected}.", Input.Offset);
        if (_flags.HasFlag(Lz4Frame.Flags.ContentChecksum) && Input.TakeUInt32() != _hash.Finish())
            throw new MalformedDataException("A checksum of the LZ4 frame is wrong.", Input.Offset);
    }
}
