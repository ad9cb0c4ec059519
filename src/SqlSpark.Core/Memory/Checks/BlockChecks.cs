using SqlSpark.Core.Memory.Blocks;

namespace SqlSpark.Core.Memory.Checks;

/// <summary>
/// The checked mode of a pool: poison in fresh and in freed memory, a canary after each block, and a quarantine in which
/// freed blocks rest, so that a write through a stale pointer is found when they leave it. Thread-safe.
/// </summary>
internal sealed unsafe class BlockChecks(Arena arena, long quarantineBytes, bool recordsSites)
{
    /// <summary>Fills memory that is handed out: as an integer hugely negative, as a double of no sensible size.</summary>
    internal const byte FreshPoison = 0xCD;

    /// <summary>Fills memory that came back.</summary>
    internal const byte FreedPoison = 0xDD;

    /// <summary>Fills the bytes after a block.</summary>
    internal const byte Canary = 0xFB;

    /// <summary>How many bytes after a block are guarded.</summary>
    internal const int CanaryBytes = 64;

    private readonly Lock _lock = new();
    private readonly Queue<NativeBuffer> _quarantine = new();
    private long _quarantinedBytes;
    private long _generation;

    /// <summary>See <see cref="MemoryPoolOptions.RecordsSites"/>.</summary>
    internal bool RecordsSites => recordsSites;

    /// <summary>A number that no block's content has had before.</summary>
    internal uint NextGeneration() => (uint)Interlocked.Increment(ref _generation);

    /// <summary>Poisons a block that is handed out and sets its canary.</summary>
    internal static void Prepare(NativeBuffer buffer)
    {
        PoisonFresh(buffer);
        Fill(buffer.BlockAddress + buffer.ByteLength, CanaryBytes, Canary);
    }

    /// <summary>Poisons the content of a block that is about to be written anew.</summary>
    internal static void PoisonFresh(NativeBuffer buffer) => Fill(buffer.BlockAddress, buffer.ByteLength, FreshPoison);

    /// <summary>Throws if something was written after the end of the block.</summary>
    internal static void VerifyCanary(NativeBuffer buffer)
    {
        if (FindOther(buffer.BlockAddress + buffer.ByteLength, CanaryBytes, Canary) is var offset and >= 0)
            throw MemoryErrors.WrittenPastEnd(buffer, offset);
    }

    /// <summary>Poisons a freed block and keeps it for a while.</summary>
    internal void Quarantine(NativeBuffer buffer)
    {
        Fill(buffer.BlockAddress, buffer.ByteLength, FreedPoison);
        lock (_lock)
        {
            _quarantine.Enqueue(buffer);
            _quarantinedBytes += buffer.Block.BlockBytes;
        }

        Shrink(quarantineBytes);
    }

    /// <summary>Verifies and frees all blocks in quarantine.</summary>
    internal void Flush() => Shrink(0);

    /// <summary>Verifies the blocks in quarantine that <paramref name="account"/> or one under it paid.</summary>
    internal void Verify(MemoryAccount account)
    {
        lock (_lock)
        {
            foreach (var buffer in _quarantine)
            {
                if (buffer.Life!.Owner.IsWithin(account))
                    VerifyUntouched(buffer);
            }
        }
    }

    private static void VerifyUntouched(NativeBuffer buffer)
    {
        if (FindOther(buffer.BlockAddress, buffer.ByteLength, FreedPoison) is var offset and >= 0)
        {
            // Reported once: the next one to look at the block finds it sound.
            Fill(buffer.BlockAddress, buffer.ByteLength, FreedPoison);
            throw MemoryErrors.WrittenAfterRelease(buffer, offset);
        }
    }

    private static void Fill(byte* address, long byteLength, byte value)
    {
        for (; byteLength > int.MaxValue; address += int.MaxValue, byteLength -= int.MaxValue)
            new Span<byte>(address, int.MaxValue).Fill(value);
        new Span<byte>(address, (int)byteLength).Fill(value);
    }

    private static long FindOther(byte* address, long byteLength, byte value)
    {
        for (long start = 0; start < byteLength; start += int.MaxValue)
        {
            var part = new ReadOnlySpan<byte>(address + start, (int)Math.Min(int.MaxValue, byteLength - start));
            if (part.IndexOfAnyExcept(value) is var offset and >= 0)
                return start + offset;
        }

        return -1;
    }

    private void Shrink(long limitBytes)
    {
        while (TryDequeue(limitBytes) is { } buffer)
        {
            try
            {
                VerifyUntouched(buffer);
            }
            finally
            {
                arena.Recycle(buffer);
            }
        }
    }

    private NativeBuffer? TryDequeue(long limitBytes)
    {
        lock (_lock)
        {
            if (_quarantinedBytes <= limitBytes || !_quarantine.TryDequeue(out var buffer))
                return null;
            _quarantinedBytes -= buffer.Block.BlockBytes;
            return buffer;
        }
    }
}
