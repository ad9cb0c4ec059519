using SqlSpark.Core.Memory.Pages;

namespace SqlSpark.Core.Memory.Blocks;

/// <summary>
/// A piece of memory cut into equal blocks with one <see cref="NativeBuffer"/> each: a run of units of a chunk for a size
/// class, or a single large or foreign block. The free list belongs to the lock of the span's <see cref="CentralList"/>.
/// </summary>
internal sealed class BlockSpan
{
    /// <summary>The <see cref="SizeClass"/> of a single block above the classes.</summary>
    internal const int Large = -1;

    /// <summary>The <see cref="SizeClass"/> of memory that somebody else frees.</summary>
    internal const int Foreign = -2;

    private readonly NativeBuffer?[] _buffers;
    private readonly bool _keepsBuffers;
    private NativeBuffer? _freeBuffers;
    private int _carvedCount;

    internal BlockSpan(Arena arena, int sizeClass, nint address, long blockBytes, int blockCount)
    {
        Arena = arena;
        SizeClass = sizeClass;
        Address = address;
        BlockBytes = blockBytes;
        FreeCount = blockCount;
        _keepsBuffers = arena.Checks is null;
        _buffers = new NativeBuffer?[blockCount];
    }

    /// <summary>The arena that the blocks go back to.</summary>
    internal Arena Arena { get; }

    /// <summary>A class, <see cref="Large"/> or <see cref="Foreign"/>.</summary>
    internal int SizeClass { get; }

    /// <summary>The first block.</summary>
    internal nint Address { get; }

    /// <summary>The bytes of each block.</summary>
    internal long BlockBytes { get; }

    /// <summary>How many blocks the span has.</summary>
    internal int BlockCount => _buffers.Length;

    /// <summary>How many blocks are neither handed out nor in a thread's cache.</summary>
    internal int FreeCount { get; private set; }

    /// <summary>Whether all blocks are back.</summary>
    internal bool IsEmpty => FreeCount == BlockCount;

    /// <summary>The chunk that the span is a run of, or null.</summary>
    internal Chunk? Chunk { get; init; }

    /// <summary>The first unit within <see cref="Chunk"/>.</summary>
    internal int FirstUnit { get; init; }

    /// <summary>How many units of <see cref="Chunk"/> the span has.</summary>
    internal int UnitCount { get; init; }

    /// <summary>The mapping of a block that is too large for a chunk, or null.</summary>
    internal PageMapping? Mapping { get; init; }

    /// <summary>The neighbors in the central list.</summary>
    internal BlockSpan? Previous { get; set; }

    /// <summary>The neighbors in the central list.</summary>
    internal BlockSpan? Next { get; set; }

    /// <summary>Where the arena's registry holds the span; -1 if it does not.</summary>
    internal int RegistryIndex { get; set; } = -1;

    /// <summary>The buffers made so far, handed out or not.</summary>
    internal ReadOnlySpan<NativeBuffer?> Buffers => _buffers;

    /// <summary>Takes a free block; there must be one.</summary>
    internal NativeBuffer Take()
    {
        FreeCount--;
        var buffer = _freeBuffers;
        if (buffer is null)
        {
            var slot = _carvedCount++;
            return _buffers[slot] = new NativeBuffer(this, slot);
        }

        _freeBuffers = buffer.NextFree;
        buffer.NextFree = null;

        // In checked mode an object stands for one life of a block, so that stale references to it are told from live ones.
        return _keepsBuffers ? buffer : _buffers[buffer.Slot] = new NativeBuffer(this, buffer.Slot);
    }

    /// <summary>Takes a block back.</summary>
    internal void Return(NativeBuffer buffer)
    {
        FreeCount++;
        buffer.NextFree = _freeBuffers;
        _freeBuffers = buffer;
    }
}
