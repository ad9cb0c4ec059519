using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>The text of a frame as far as later blocks may refer to it, with room for the next block behind it.</summary>
/// <param name="account">Pays for the memory.</param>
internal sealed unsafe class HistoryBuffer(MemoryAccount account) : IDisposable
{
    private readonly ScratchBuffer _buffer = new(account);
    private long _windowBytes;
    private long _capacity;

    /// <summary>The oldest byte that is there.</summary>
    public byte* Start { get; private set; }

    /// <summary>The end of the text.</summary>
    public byte* Position { get; set; }

    /// <summary>The end of the memory.</summary>
    public byte* CapacityEnd => Start + _capacity;

    /// <summary>Forgets everything.</summary>
    /// <param name="windowBytes">How far back blocks may refer.</param>
    /// <param name="blockBytes">The most bytes of a block.</param>
    public void Begin(long windowBytes, int blockBytes)
    {
        // Twice the window: it is moved once for as many bytes as it has.
        _windowBytes = windowBytes;
        _capacity = (2 * windowBytes) + blockBytes + IBlockCodec.SlackBytes;
        Start = Position = _buffer.Get<byte>(_capacity);
    }

    /// <summary>Makes room for a block behind the text; what is older than the window may go.</summary>
    public void MakeRoom(int blockBytes)
    {
        if (CapacityEnd - Position >= blockBytes + IBlockCodec.SlackBytes)
            return;
        var kept = Math.Min(Position - Start, _windowBytes);
        Buffer.MemoryCopy(Position - kept, Start, _capacity, kept);
        Position = Start + kept;
    }

    /// <inheritdoc />
    public void Dispose() => _buffer.Dispose();
}
