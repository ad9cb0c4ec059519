using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory.Checks;
using SqlSpark.Core.Memory.Pages;

namespace SqlSpark.Core.Memory.Blocks;

/// <summary>
/// Cuts chunks of mapped memory into blocks. A block goes from the thread's cache to its user and back; caches exchange
/// blocks with a central list per size class, and those exchange spans with the chunks. Locks are taken in that order.
/// </summary>
internal sealed class Arena
{
    private const long HugePagesFromLimit = 256L << 20;
    private const int MaxRunBytes = 16 << 20;
    private const int MaxIdleLargeCount = 8;

    private readonly IPageSource _source;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _idleRelease;
    private readonly bool _hugePages;
    private readonly long _mappingLimit;
    private readonly BlockCache[] _caches;
    private readonly CentralList[] _lists = new CentralList[SizeClasses.Count];
    private readonly Lock _lock = new();
    private readonly List<Chunk> _chunks = [];
    private readonly List<BlockSpan> _registry = [];
    private readonly List<BlockSpan> _idleLarge = [];
    private long _mappedBytes;
    private long _directBytes;
    private bool _isClosed;

    internal Arena(MemoryPoolOptions options, long limitBytes)
    {
        _source = options.PageSource ?? PageSource.Default;
        _timeProvider = options.TimeProvider;
        _idleRelease = options.IdleRelease;
        _hugePages = options.UsesHugePages && limitBytes >= HugePagesFromLimit;
        Checks = options.IsChecked ? new BlockChecks(this, options.QuarantineBytes, options.RecordsSites) : null;

        // One chunk over the limit: accounts count blocks, chunks have gaps. The checked mode needs room of its own.
        _mappingLimit = options.IsChecked || limitBytes > long.MaxValue / 2
            ? long.MaxValue
            : SizeClasses.RoundUp(limitBytes, Chunk.Bytes) + Chunk.Bytes;
        for (var sizeClass = 0; sizeClass < _lists.Length; sizeClass++)
            _lists[sizeClass] = new CentralList(this, sizeClass);
        _caches = new BlockCache[BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount * 2, 4, 256))];
        for (var i = 0; i < _caches.Length; i++)
            _caches[i] = new BlockCache(_lists);
    }

    /// <summary>The checks of the checked mode; null without it.</summary>
    internal BlockChecks? Checks { get; }

    /// <summary>Bytes of address space taken from the system.</summary>
    internal long MappedBytes => Volatile.Read(ref _mappedBytes);

    /// <summary>Bytes that have been handed out at some time and not been given back to the system since.</summary>
    internal long ResidentBytes
    {
        get
        {
            lock (_lock)
            {
                var bytes = _directBytes;
                foreach (var chunk in _chunks)
                    bytes += chunk.ResidentBytes;
                return bytes;
            }
        }
    }

    /// <summary>Takes a block of at least <paramref name="byteLength"/> bytes.</summary>
    /// <param name="byteLength">The bytes wanted.</param>
    /// <param name="force">Whether to go over the soft limit of mapped memory.</param>
    /// <returns>Null when the system, or without <paramref name="force"/> the limit, gives no more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal NativeBuffer? TryTake(long byteLength, bool force)
    {
        if (byteLength > SizeClasses.MaxClassBytes)
            return TryTakeLarge(byteLength, force);
        var sizeClass = SizeClasses.IndexOf(byteLength);
        return Checks is null ? CacheOfThread().TryTake(sizeClass, force) : TakeOne(sizeClass, force);
    }

    /// <summary>Takes a block back that nobody refers to any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Return(NativeBuffer buffer)
    {
        var sizeClass = buffer.Block.SizeClass;
        if (sizeClass >= 0 && Checks is null)
            CacheOfThread().Return(buffer, sizeClass);
        else
            ReturnSlow(buffer);
    }

    /// <summary>Gives free memory back to the system.</summary>
    /// <param name="onlyIdle">Only what nobody used for the time of <see cref="MemoryPoolOptions.IdleRelease"/>.</param>
    internal void Trim(bool onlyIdle)
    {
        foreach (var cache in _caches)
            cache.Flush(onlyIdle);
        foreach (var list in _lists)
            list.Trim();
        var now = _timeProvider.GetTimestamp();
        var latest = onlyIdle ? now - (long)(_idleRelease.TotalSeconds * _timeProvider.TimestampFrequency) : long.MaxValue;
        lock (_lock)
        {
            foreach (var span in _idleLarge)
                Discard(span);
            _idleLarge.Clear();
            for (var i = _chunks.Count - 1; i >= 0; i--)
            {
                var chunk = _chunks[i];
                if (chunk.IsEmptySince(latest))
                    Unmap(i);
                else
                    chunk.Discard(latest);
            }
        }
    }

    /// <summary>Unmaps everything; the buffers must not be used any more.</summary>
    internal void Close()
    {
        Trim(onlyIdle: false);
        lock (_lock)
        {
            _isClosed = true;
            for (var i = _chunks.Count - 1; i >= 0; i--)
                Unmap(i);
            foreach (var span in _registry)
                span.Mapping?.Dispose();
            _registry.Clear();
        }
    }

    /// <summary>The buffers handed out to <paramref name="account"/> and the accounts under it.</summary>
    internal List<NativeBuffer> FindLive(MemoryAccount account)
    {
        BlockSpan[] spans;
        lock (_lock)
            spans = [.. _registry];
        var found = new List<NativeBuffer>();
        foreach (var span in spans)
        {
            foreach (var buffer in span.Buffers)
            {
                if (buffer is not null && buffer.IsHeldBy(account))
                    found.Add(buffer);
            }
        }

        return found;
    }

    /// <summary>Makes a buffer over memory that somebody else frees.</summary>
    internal NativeBuffer TakeForeign(nint address, long byteLength)
    {
        var span = new BlockSpan(this, BlockSpan.Foreign, address, byteLength, 1);
        lock (_lock)
            Register(span);
        return span.Take();
    }

    /// <summary>Takes units for a span of a size class; null when there is no memory.</summary>
    internal BlockSpan? TryCreateSpan(int sizeClass, bool force)
    {
        var spanBytes = SizeClasses.SpanBytesOf(sizeClass);
        var blockBytes = SizeClasses.BytesOf(sizeClass);
        lock (_lock)
            return TryCreateRun(sizeClass, blockBytes, spanBytes / blockBytes, force);
    }

    /// <summary>Takes a span back, all of whose blocks are free.</summary>
    internal void ReturnSpan(BlockSpan span)
    {
        lock (_lock)
            Discard(span);
    }

    /// <summary>Makes a block of the checked mode available again when it leaves the quarantine.</summary>
    internal void Recycle(NativeBuffer buffer)
    {
        var span = buffer.Block;
        if (span.SizeClass >= 0)
            _lists[span.SizeClass].Return([buffer]);
        else
            ReturnSpan(span);
    }

    private NativeBuffer? TakeOne(int sizeClass, bool force)
    {
        NativeBuffer? buffer = null;
        _ = _lists[sizeClass].Take(new Span<NativeBuffer?>(ref buffer), force);
        return buffer;
    }

    private NativeBuffer? TryTakeLarge(long byteLength, bool force)
    {
        var blockBytes = SizeClasses.RoundUp(byteLength, SizeClasses.UnitBytes);
        lock (_lock)
        {
            for (var i = _idleLarge.Count - 1; i >= 0; i--)
            {
                var span = _idleLarge[i];
                if (span.BlockBytes == blockBytes)
                {
                    _idleLarge.RemoveAt(i);
                    return span.Take();
                }
            }

            return (blockBytes <= MaxRunBytes ? TryCreateRun(BlockSpan.Large, blockBytes, 1, force) : TryMapDirect(blockBytes, force))?.Take();
        }
    }

    private void ReturnSlow(NativeBuffer buffer)
    {
        var span = buffer.Block;
        if (span.SizeClass != BlockSpan.Foreign && Checks is { } checks)
        {
            checks.Quarantine(buffer);
            return;
        }

        lock (_lock)
        {
            span.Return(buffer);
            if (span.Chunk is null)
            {
                Discard(span);
                return;
            }

            // The latest sizes stay at hand: a register that grew over the classes is asked for again and again.
            _idleLarge.Add(span);
            if (_idleLarge.Count > MaxIdleLargeCount)
            {
                Discard(_idleLarge[0]);
                _idleLarge.RemoveAt(0);
            }
        }
    }

    private BlockSpan? TryCreateRun(int sizeClass, long blockBytes, int blockCount, bool force)
    {
        var units = (int)(blockBytes * blockCount / SizeClasses.UnitBytes);
        var firstUnit = 0;
        Chunk? chunk = null;
        foreach (var candidate in _chunks)
        {
            if (candidate.TryTakeRun(units, out firstUnit))
            {
                chunk = candidate;
                break;
            }
        }

        if (chunk is null)
        {
            if (TryMap(Chunk.Bytes, force) is not { } mapping)
                return null;
            chunk = new Chunk(mapping);
            _chunks.Add(chunk);
            _ = chunk.TryTakeRun(units, out firstUnit);
        }

        var address = (nint)(chunk.Address + ((long)firstUnit * SizeClasses.UnitBytes));
        return Register(new BlockSpan(this, sizeClass, address, blockBytes, blockCount) { Chunk = chunk, FirstUnit = firstUnit, UnitCount = units });
    }

    private BlockSpan? TryMapDirect(long blockBytes, bool force)
    {
        if (TryMap(blockBytes, force) is not { } mapping)
            return null;
        _directBytes += blockBytes;
        return Register(new BlockSpan(this, BlockSpan.Large, mapping.Address, blockBytes, 1) { Mapping = mapping });
    }

    private PageMapping? TryMap(long byteLength, bool force)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if ((!force && _mappedBytes + byteLength > _mappingLimit) || !_source.TryMap(byteLength, _hugePages, out var pages))
            return null;
        _mappedBytes += byteLength;
        return new PageMapping(_source, pages);
    }

    private void Unmap(int chunkIndex)
    {
        _chunks[chunkIndex].Unmap();
        _chunks.RemoveAt(chunkIndex);
        _mappedBytes -= Chunk.Bytes;
    }

    private BlockSpan Register(BlockSpan span)
    {
        span.RegistryIndex = _registry.Count;
        _registry.Add(span);
        return span;
    }

    private void Discard(BlockSpan span)
    {
        if (_isClosed)
            return;
        var last = _registry[^1];
        _registry[span.RegistryIndex] = last;
        last.RegistryIndex = span.RegistryIndex;
        _registry.RemoveAt(_registry.Count - 1);
        span.RegistryIndex = -1;
        if (span.Chunk is { } chunk)
            chunk.ReturnRun(span.FirstUnit, span.UnitCount, _timeProvider.GetTimestamp());
        if (span.Mapping is not { } mapping)
            return;
        _mappedBytes -= span.BlockBytes;
        _directBytes -= span.BlockBytes;
        mapping.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BlockCache CacheOfThread()
    {
        var caches = _caches;
        return caches[ThreadOrdinal.Current & (caches.Length - 1)];
    }
}
