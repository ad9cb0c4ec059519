using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SqlSpark.Core.Memory.Blocks;

/// <summary>
/// Free blocks at hand for the threads that share this cache, usually one. A flag guards it that only they and a trim
/// contend for. Holds at most about 2 MiB of each size class.
/// </summary>
internal sealed class BlockCache(CentralList[] lists)
{
    private const int CachedBytesPerClass = 2 << 20;
    private const int MaxBlocksPerClass = 128;

    private readonly NativeBuffer?[][] _blocks = new NativeBuffer?[SizeClasses.Count][];
    private readonly int[] _counts = new int[SizeClasses.Count];
    private PaddedFlag _flag;
    private uint _useCount;
    private uint _seenUseCount;

    /// <summary>Takes a block of that class, from the central list if none is at hand; null when there is no memory.</summary>
    internal NativeBuffer? TryTake(int sizeClass, bool force)
    {
        Enter();
        _useCount++;
        ref var count = ref _counts[sizeClass];
        var buffer = count > 0 ? _blocks[sizeClass][--count] : Refill(sizeClass, force);
        Exit();
        return buffer;
    }

    /// <summary>Takes a block back, and returns half of the class to the central list when the cache is full.</summary>
    internal void Return(NativeBuffer buffer, int sizeClass)
    {
        Enter();
        _useCount++;
        var blocks = _blocks[sizeClass];
        ref var count = ref _counts[sizeClass];
        if (blocks is null || count == blocks.Length)
            blocks = MakeRoom(sizeClass);
        blocks[count++] = buffer;
        Exit();
    }

    /// <summary>Returns all blocks to the central lists.</summary>
    /// <param name="onlyIfUnused">Whether to leave a cache alone that was used since the last call.</param>
    internal void Flush(bool onlyIfUnused)
    {
        Enter();
        try
        {
            if (onlyIfUnused && _seenUseCount != _useCount)
            {
                _seenUseCount = _useCount;
                return;
            }

            for (var sizeClass = 0; sizeClass < _counts.Length; sizeClass++)
            {
                if (_counts[sizeClass] > 0)
                    ReturnFrom(sizeClass, 0);
            }
        }
        finally
        {
            Exit();
        }
    }

    private NativeBuffer? Refill(int sizeClass, bool force)
    {
        try
        {
            // The first block of a class comes alone: what is asked for once is not worth cutting eight.
            var blocks = _blocks[sizeClass];
            NativeBuffer? first = null;
            var wanted = blocks is null
                ? new Span<NativeBuffer?>(ref first)
                : blocks.AsSpan(0, blocks.Length / 2);
            var count = lists[sizeClass].Take(wanted, force);
            if (count == 0)
                return null;
            if (blocks is null)
                return first;
            _counts[sizeClass] = count - 1;
            return blocks[count - 1];
        }
        catch
        {
            Exit();
            throw;
        }
    }

    private NativeBuffer?[] MakeRoom(int sizeClass)
    {
        try
        {
            var blocks = _blocks[sizeClass];
            if (blocks is null)
                return _blocks[sizeClass] = new NativeBuffer?[Math.Clamp(CachedBytesPerClass / SizeClasses.BytesOf(sizeClass), 2, MaxBlocksPerClass)];
            ReturnFrom(sizeClass, blocks.Length / 2);
            return blocks;
        }
        catch
        {
            Exit();
            throw;
        }
    }

    // The oldest blocks stay at the bottom and the youngest, warm ones on top: return from the bottom.
    private void ReturnFrom(int sizeClass, int keptCount)
    {
        var blocks = _blocks[sizeClass].AsSpan(0, _counts[sizeClass]);
        var returnedCount = blocks.Length - keptCount;
        lists[sizeClass].Return(blocks[..returnedCount]);
        blocks[returnedCount..].CopyTo(blocks);
        blocks[keptCount..].Clear();
        _counts[sizeClass] = keptCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter()
    {
        if (Interlocked.Exchange(ref _flag.Value, 1) != 0)
            EnterContended();
    }

    private void EnterContended()
    {
        var spin = default(SpinWait);
        do
            spin.SpinOnce(sleep1Threshold: -1);
        while (Interlocked.Exchange(ref _flag.Value, 1) != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Exit() => Volatile.Write(ref _flag.Value, 0);

    // Two cache lines, so that the flags of two threads never share one.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct PaddedFlag
    {
        [FieldOffset(64)]
        public int Value;
    }
}
