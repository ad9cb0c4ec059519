using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression.Zstd;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>Zstandard frames of any length, one or several, as <c>zstd</c> and Hadoop's codec write them. RFC 8878.</summary>
internal sealed unsafe class ZstdSource(CompressedInput input, MemoryAccount account) : PieceSource(input)
{
    private const ulong MaxWindowBytes = 128 << 20;
    private const int MaxHeaderBytes = 14;

    private readonly ZstdScratch _scratch = new(account);
    private readonly HistoryBuffer _history = new(account);
    private ZstdFrameHeader _header;
    private XxHash64.Pieces _hash;
    private RepeatOffsets _offsets;
    private ulong _contentBytes;
    private int _maxBlockBytes;
    private bool _isInFrame;

    /// <inheritdoc />
    public override void Dispose()
    {
        _scratch.Dispose();
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

        _history.MakeRoom(_maxBlockBytes);
        text = _history.Position;
        var isLast = DecodeBlock();
        byteLength = _history.Position - text;
        _contentBytes += (ulong)byteLength;
        if (_header.HasChecksum)
            _hash.Append(new ReadOnlySpan<byte>(text, (int)byteLength));
        if (isLast)
            EndFrame();
        return true;
    }

    private void BeginFrame()
    {
        var offset = Input.Offset;
        var magic = Input.TakeUInt32();
        if ((magic & ZstdFormat.SkippableMask) == ZstdFormat.SkippableMagic)
        {
            Input.Skip(Input.TakeUInt32());
            return;
        }

        if (magic != ZstdFormat.FrameMagic)
            throw new MalformedDataException("This is no zstd frame.", offset);
        var bytes = Input.Peek(MaxHeaderBytes);
        fixed (byte* start = bytes)
        {
            var cursor = new ByteCursor(start, bytes.Length);
            _header = Rebased(ref cursor, Input.Offset);
            Input.Take((int)cursor.Offset);
        }

        if (_header.WindowBytes > MaxWindowBytes)
            throw new MalformedDataException($"The zstd data need a window of {_header.WindowBytes} bytes, more than the {MaxWindowBytes} that are supported.", offset);
        _maxBlockBytes = (int)Math.Min(_header.WindowBytes, ZstdFormat.MaxBlockBytes);
        _history.Begin((long)_header.WindowBytes, _maxBlockBytes);
        _scratch.Reset();
        _offsets = RepeatOffsets.Initial;
        _hash = new XxHash64.Pieces();
        _contentBytes = 0;
        _isInFrame = true;
    }

    private static ZstdFrameHeader Rebased(ref ByteCursor cursor, long offset)
    {
        try
        {
            return ZstdFrameHeader.Read(ref cursor);
        }
        catch (MalformedDataException exception)
        {
            throw new MalformedDataException(exception.Reason, offset + Math.Max(exception.ByteOffset, 0));
        }
    }

    private bool DecodeBlock()
    {
        var offset = Input.Offset;
        var descriptor = Input.Take(ZstdFormat.BlockHeaderBytes);
        var header = descriptor[0] | (descriptor[1] << 8) | (descriptor[2] << 16);
        var type = (ZstdBlockType)((header >> 1) & 3);
        var size = header >> 3;
        if (size > ZstdFormat.MaxBlockBytes)
            ZstdErrors.ThrowTooLong(offset);
        fixed (byte* block = Input.Take(type == ZstdBlockType.Repeated ? 1 : size))
        {
            byte nothing = 0;
            var cursor = new ByteCursor(block == null ? &nothing : block, type == ZstdBlockType.Repeated ? 1 : size);
            var target = new ZstdTarget(_history.Start, _history.Position + _maxBlockBytes, _history.CapacityEnd) { Position = _history.Position };
            try
            {
                ZstdDecoder.DecodeBlock(ref cursor, type, size, _maxBlockBytes, ref _offsets, ref target, _scratch);
            }
            catch (MalformedDataException exception)
            {
                throw new MalformedDataException(exception.Reason, offset + ZstdFormat.BlockHeaderBytes + Math.Max(exception.ByteOffset, 0));
            }

            _history.Position = target.Position;
        }

        return (header & 1) != 0;
    }

    private void EndFrame()
    {
        _isInFrame = false;
        if (_header.ContentBytes is { } expected && expected != _contentBytes)
            throw new MalformedDataException($"A zstd frame holds {_contentBytes} bytes instead of {expected}.", Input.Offset);
        if (_header.HasChecksum && Input.TakeUInt32() != (uint)_hash.Finish())
            throw new MalformedDataException("The checksum of a zstd frame is wrong.", Input.Offset);
    }
}
