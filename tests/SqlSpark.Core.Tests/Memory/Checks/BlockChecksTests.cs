using System.Runtime.CompilerServices;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Memory.Checks;
using Xunit;

namespace SqlSpark.Core.Tests.Memory.Checks;

public sealed unsafe class BlockChecksTests : IDisposable
{
    private readonly MemoryPool _pool = new(256 << 20, new MemoryPoolOptions { IsChecked = true, RecordsSites = true });
    private readonly MemoryAccount _account;

    public BlockChecksTests() => _account = _pool.CreateAccount("query 7");

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(256 << 10)]
    [InlineData(3 << 20)]
    public void Fresh_and_renewed_memory_is_poisoned_and_freed_memory_differently(int byteLength)
    {
        var buffer = _account.Allocate(byteLength);
        Assert.Equal(-1, buffer.AsSpan<byte>().IndexOfAnyExcept(BlockChecks.FreshPoison));
        buffer.AsSpan<byte>().Clear();
        var generation = buffer.Generation;
        buffer.Renew();
        Assert.NotEqual(generation, buffer.Generation);
        Assert.Equal(-1, buffer.AsSpan<byte>().IndexOfAnyExcept(BlockChecks.FreshPoison));
        var address = buffer.Address;
        buffer.Release();
        Assert.Equal(-1, new Span<byte>(address, byteLength).IndexOfAnyExcept(BlockChecks.FreedPoison));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(64, 0)]
    [InlineData(100, 63)]
    [InlineData(256 << 10, 0)]
    [InlineData(3 << 20, 10)]
    [InlineData(20 << 20, 0)]
    public void A_write_past_the_end_is_found_at_the_release(int byteLength, int offset)
    {
        var buffer = _account.Allocate(byteLength);
        buffer.Address[byteLength + offset] = 0;
        var error = Assert.Throws<InternalException>(buffer.Release);
        Assert.Contains("query 7", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(A_write_past_the_end_is_found_at_the_release), error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _account.UsedBytes);
    }

    [Fact]
    public void Zeroed_memory_is_zero_and_guarded()
    {
        var buffer = _account.Allocate(100, zeroed: true);
        Assert.Equal(-1, buffer.AsSpan<byte>().IndexOfAnyExcept((byte)0));
        buffer.Address[100] = 0;
        Assert.Throws<InternalException>(buffer.Release);
    }

    [Fact]
    public void A_write_after_the_release_is_found_when_the_account_closes()
    {
        var buffer = _account.Allocate(1000);
        var address = buffer.Address;
        buffer.Release();
        address[999] = 1;
        var error = Assert.Throws<InternalException>(_account.Dispose);
        Assert.Contains("Byte 999", error.Message, StringComparison.Ordinal);
        Assert.Contains("query 7", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(A_write_after_the_release_is_found_when_the_account_closes), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_after_the_release_is_found_when_the_quarantine_ends()
    {
        using var pool = new MemoryPool(16 << 20, new MemoryPoolOptions { IsChecked = true, QuarantineBytes = 10_000 });
        var account = pool.CreateAccount("query");
        var buffer = account.Allocate(1000);
        var address = buffer.Address;
        buffer.Release();
        address[0] = 1;
        Assert.Throws<InternalException>(() =>
        {
            for (var i = 0; i < 20; i++)
                account.Allocate(1000).Release();
        });
        pool.Trim();
        Assert.Equal(0, pool.UsedBytes);
    }

    [Fact]
    public void A_freed_block_is_not_handed_out_while_in_quarantine()
    {
        var buffer = _account.Allocate(1000);
        var address = (nint)buffer.Address;
        buffer.Release();
        for (var i = 0; i < 50; i++)
        {
            var next = _account.Allocate(1000);
            Assert.NotEqual(address, (nint)next.Address);
            next.Release();
        }
    }

    [Fact]
    public void Every_life_of_a_block_has_an_object_and_a_generation_of_its_own()
    {
        using var pool = new MemoryPool(16 << 20, new MemoryPoolOptions { IsChecked = true, QuarantineBytes = 0 });
        var account = pool.CreateAccount("query");
        var first = account.Allocate(1000);
        var address = (nint)first.Address;
        var generation = first.Generation;
        first.Release();
        var second = account.Allocate(1000);
        Assert.Equal(address, (nint)second.Address);
        Assert.NotSame(first, second);
        Assert.NotEqual(generation, second.Generation);
        Assert.NotEqual(first.Generation, second.Generation);
        Assert.Throws<InternalException>(first.Release);
        Assert.Throws<InternalException>(() => { _ = first.AsSpan<byte>(); });
        Assert.Equal(1, second.ReferenceCount);
        second.Release();
    }

    [Fact]
    public void A_double_release_names_where_the_block_was_allocated_and_released()
    {
        var buffer = AllocateHere();
        ReleaseHere(buffer);
        var error = Assert.Throws<InternalException>(buffer.Release);
        Assert.Contains(nameof(AllocateHere), error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ReleaseHere), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_sites_an_error_says_how_to_get_them()
    {
        using var pool = new MemoryPool(1 << 20, new MemoryPoolOptions { IsChecked = true, RecordsSites = false });
        using var account = pool.CreateAccount("query 8");
        var buffer = account.Allocate(100);
        buffer.Release();
        var error = Assert.Throws<InternalException>(buffer.Release);
        Assert.Contains(MemoryPoolOptions.SitesVariable, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not released", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leak_is_reported_with_its_site_and_freed()
    {
        var task = _account.CreateChild("task 3");
        _ = AllocateIn(task);
        var error = Assert.Throws<InternalException>(_account.Dispose);
        Assert.Contains("query 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("task 3", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(AllocateIn), error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _pool.UsedBytes);
    }

    [Fact]
    public void A_leaked_reservation_is_reported()
    {
        _account.Reserve(10);
        var error = Assert.Throws<InternalException>(_account.Dispose);
        Assert.Contains("10 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _pool.UsedBytes);
    }

    [Fact]
    public void Nothing_is_reported_when_all_is_released()
    {
        _account.Allocate(1000).Release();
        _account.CreateChild("task").Allocate(1000).Release();
        _account.Dispose();
        Assert.Equal(0, _pool.UsedBytes);
    }

    [Fact]
    public void Charges_and_limits_are_those_of_the_unchecked_mode()
    {
        using var pool = new MemoryPool(1 << 20, new MemoryPoolOptions { IsChecked = true });
        var account = pool.CreateAccount("query");
        var buffers = Enumerable.Range(0, 4).Select(_ => account.Allocate(256 << 10)).ToList();
        Assert.Equal(1 << 20, account.UsedBytes);
        Assert.False(account.TryAllocate(1, out _));
        buffers.ForEach(buffer => buffer.Release());
        account.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NativeBuffer AllocateIn(MemoryAccount account) => account.Allocate(100);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReleaseHere(NativeBuffer buffer) => buffer.Release();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private NativeBuffer AllocateHere() => _account.Allocate(100);
}
