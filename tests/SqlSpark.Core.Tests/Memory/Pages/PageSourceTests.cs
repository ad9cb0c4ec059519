using SqlSpark.Core.Memory;
using SqlSpark.Core.Memory.Pages;
using Xunit;

namespace SqlSpark.Core.Tests.Memory.Pages;

public sealed unsafe class PageSourceTests
{
    [Theory]
    [InlineData(false, 64 << 10, true)]
    [InlineData(false, 2 << 20, false)]
    [InlineData(false, 64 << 20, true)]
    [InlineData(true, 64 << 10, false)]
    [InlineData(true, 4 << 20, true)]
    public void Maps_aligned_memory_that_is_readable_past_its_end(bool isPortable, long byteLength, bool hugePages)
    {
        var source = Choose(isPortable);
        Assert.True(source.TryMap(byteLength, hugePages, out var pages));
        Assert.Equal(byteLength, pages.ByteLength);
        Assert.Equal(0, pages.Address % IPageSource.Alignment);
        var address = (byte*)pages.Address;
        address[0] = 1;
        address[byteLength - 1] = 2;
        for (var i = 0; i < 64; i++)
            _ = Volatile.Read(ref address[byteLength + i]);
        Assert.Equal(1, address[0]);
        Assert.Equal(2, address[byteLength - 1]);
        source.Unmap(pages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Discarded_memory_stays_usable(bool isPortable)
    {
        var source = Choose(isPortable);
        Assert.True(source.TryMap(4 << 20, hugePages: false, out var pages));
        var address = (byte*)pages.Address;
        address[0] = 1;
        address[2 << 20] = 2;
        Assert.Equal(!isPortable, source.Discard(pages.Address, 2 << 20));
        _ = Volatile.Read(ref address[0]);
        address[0] = 3;
        Assert.Equal(3, address[0]);
        Assert.Equal(2, address[2 << 20]);
        source.Unmap(pages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void More_than_the_address_space_is_refused(bool isPortable) =>
        Assert.False(Choose(isPortable).TryMap(1L << 60, hugePages: false, out _));

    [Fact]
    public void The_arena_runs_on_the_portable_source()
    {
        using var pool = new MemoryPool(256 << 20, new MemoryPoolOptions { PageSource = new PortablePageSource() });
        using var account = pool.CreateAccount("query");
        var buffers = Enumerable.Range(0, 300).Select(i => account.Allocate(i * 1000L)).ToList();
        buffers.ForEach(buffer => buffer.AsSpan<byte>().Fill(1));
        buffers.ForEach(buffer => buffer.Release());
        pool.Trim();
        Assert.Equal((0, 0), (pool.UsedBytes, pool.ResidentBytes));
    }

    private static IPageSource Choose(bool isPortable) => isPortable ? new PortablePageSource() : PageSource.Default;
}
