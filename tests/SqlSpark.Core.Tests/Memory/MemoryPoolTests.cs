using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Memory.Blocks;
using SqlSpark.Core.Memory.Pages;
using SqlSpark.Core.Tests.Memory.Pages;
using Xunit;

namespace SqlSpark.Core.Tests.Memory;

public sealed class MemoryPoolTests
{
    private const long Megabyte = 1 << 20;

    private readonly RecordingPageSource _pages = new(PageSource.Default);
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void The_shared_pool_takes_a_share_of_the_memory_there_is()
    {
        Assert.Same(MemoryPool.Shared, MemoryPool.Shared);
        Assert.InRange(MemoryPool.Shared.LimitBytes, 16 * Megabyte, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Assert.Throws<InvalidOperationException>(() => MemoryPool.ConfigureShared(1));
    }

    [Fact]
    public void Trimming_unmaps_chunks_without_blocks()
    {
        using var pool = CreatePool();
        var account = pool.CreateAccount("query");
        var buffers = Enumerable.Range(0, 800).Select(_ => account.Allocate(256 << 10)).ToList();
        Assert.Equal(200 * Megabyte, pool.ResidentBytes);
        Assert.Equal(4 * Chunk.Bytes, _pages.MappedBytes);
        buffers.ForEach(buffer => buffer.Release());
        Assert.Equal(200 * Megabyte, pool.ResidentBytes);
        pool.Trim();
        Assert.Equal(0, pool.ResidentBytes);
        Assert.Equal(0, _pages.MappedBytes);
    }

    [Fact]
    public void Trimming_discards_huge_pages_without_blocks_around_one_in_use()
    {
        using var pool = CreatePool();
        var account = pool.CreateAccount("query");
        var buffers = Enumerable.Range(0, 128).Select(_ => account.Allocate(256 << 10)).ToList();
        Assert.Equal(32 * Megabyte, pool.ResidentBytes);
        var kept = buffers[60];
        kept.AsSpan<byte>().Fill(5);
        buffers.Remove(kept);
        buffers.ForEach(buffer => buffer.Release());
        pool.Trim();
        Assert.Equal(Chunk.GranuleBytes, pool.ResidentBytes);
        Assert.Equal((32 * Megabyte) - Chunk.GranuleBytes, _pages.DiscardedBytes);
        Assert.Equal(-1, kept.AsSpan<byte>().IndexOfAnyExcept((byte)5));

        // What was discarded is handed out again.
        var again = Enumerable.Range(0, 127).Select(_ => account.Allocate(256 << 10)).ToList();
        again.ForEach(buffer => buffer.AsSpan<byte>().Fill(6));
        Assert.Equal(-1, kept.AsSpan<byte>().IndexOfAnyExcept((byte)5));
        Assert.Equal(Chunk.Bytes, _pages.MappedBytes);
        again.ForEach(buffer => buffer.Release());
        kept.Release();
    }

    [Fact]
    public void Idle_trimming_waits_for_the_time_to_pass()
    {
        using var pool = CreatePool();
        var account = pool.CreateAccount("query");
        account.Allocate(1 << 20).Release();
        pool.TrimIdle();
        pool.TrimIdle();
        Assert.Equal(2 * Megabyte, pool.ResidentBytes);
        _time.Advance(TimeSpan.FromSeconds(9));
        pool.TrimIdle();
        Assert.Equal(2 * Megabyte, pool.ResidentBytes);
        _time.Advance(TimeSpan.FromSeconds(2));
        pool.TrimIdle();
        Assert.Equal(0, pool.ResidentBytes);
    }

    [Fact]
    public void Idle_trimming_leaves_the_cache_of_a_busy_thread_alone()
    {
        using var pool = CreatePool();
        var account = pool.CreateAccount("query");
        for (var i = 0; i < 5; i++)
        {
            account.Allocate(1 << 20).Release();
            pool.TrimIdle();
            _time.Advance(TimeSpan.FromSeconds(11));
        }

        // Only now has the cache not been used since the last call; its blocks become idle from here on.
        pool.TrimIdle();
        Assert.Equal(2 * Megabyte, pool.ResidentBytes);
        Assert.Equal(0, _pages.DiscardedBytes);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(64)]
    public void Very_large_blocks_are_mapped_and_unmapped_directly(int megabytes)
    {
        using var pool = CreatePool();
        using var account = pool.CreateAccount("query");
        var buffer = account.Allocate(megabytes * Megabyte);
        Assert.Equal(megabytes * Megabyte, _pages.MappedBytes);
        Assert.Equal(megabytes * Megabyte, pool.ResidentBytes);
        buffer.Release();
        Assert.Equal(0, _pages.MappedBytes);
        Assert.Equal(0, pool.ResidentBytes);
    }

    [Fact]
    public void Large_blocks_of_one_size_are_used_again()
    {
        using var pool = CreatePool();
        using var account = pool.CreateAccount("query");
        var buffer = account.Allocate(3 * Megabyte);
        buffer.Release();
        var again = account.Allocate((3 * Megabyte) - 10);
        Assert.Same(buffer, again);
        Assert.Equal((3 * Megabyte) - 10, again.ByteLength);
        again.Release();
        for (var units = 17; units < 64; units++)
            account.Allocate(units * 65536L).Release();
        Assert.Equal(0, pool.UsedBytes);
        Assert.Equal(Chunk.Bytes, _pages.MappedBytes);
    }

    [Fact]
    public void Free_blocks_of_other_sizes_are_given_up_before_more_is_mapped()
    {
        using var pool = new MemoryPool(Chunk.Bytes, new MemoryPoolOptions { PageSource = _pages });
        using var account = pool.CreateAccount("query");
        foreach (var blockBytes in new[] { 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20 })
        {
            var buffers = new List<NativeBuffer>();
            while (account.TryAllocate(blockBytes, out var buffer))
                buffers.Add(buffer);
            Assert.Equal(Chunk.Bytes, account.UsedBytes);
            buffers.ForEach(buffer => buffer.Release());
        }

        Assert.InRange(_pages.MappedBytes, Chunk.Bytes, 2 * Chunk.Bytes);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3 << 20)]
    [InlineData(40 << 20)]
    public void A_system_without_memory_ends_in_the_classed_error_and_charges_nothing(int byteLength)
    {
        using var pool = CreatePool();
        using var account = pool.CreateAccount("query");
        _pages.MaxMappedBytes = 0;
        Assert.False(account.TryAllocate(byteLength, out _));
        var error = Assert.Throws<SqlSparkException>(() => account.Allocate(byteLength));
        Assert.Equal("MEMORY_LIMIT_EXCEEDED", error.Condition);
        Assert.Equal(0, pool.UsedBytes);
        _pages.MaxMappedBytes = long.MaxValue;
        account.Allocate(byteLength).Release();
    }

    [Fact]
    public void A_disposed_pool_holds_no_memory()
    {
        var pool = CreatePool();
        var account = pool.CreateAccount("query");
        account.Allocate(100);
        account.Allocate(40 * Megabyte);
        Assert.NotEqual(0, _pages.MappedBytes);
        pool.Dispose();
        Assert.Equal(0, _pages.MappedBytes);
        Assert.Throws<ObjectDisposedException>(() => account.Allocate(32 * Megabyte));
    }

    private MemoryPool CreatePool() => new(1L << 30, new MemoryPoolOptions { PageSource = _pages, TimeProvider = _time });
}
