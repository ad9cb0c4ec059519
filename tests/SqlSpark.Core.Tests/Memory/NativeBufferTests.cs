using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.Core.Tests.Memory;

public sealed unsafe class NativeBufferTests : IDisposable
{
    private readonly MemoryPool _pool = new(256 << 20);
    private readonly MemoryAccount _account;

    public NativeBufferTests() => _account = _pool.CreateAccount("query");

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Blocks_are_aligned_and_readable_past_their_end(bool isChecked)
    {
        using var pool = new MemoryPool(256 << 20, new MemoryPoolOptions { IsChecked = isChecked });
        using var account = pool.CreateAccount("query");
        long[] lengths = [0, 1, 63, 64, 65, 1000, 4096, 32 << 10, 65536, 256 << 10, 1 << 20, (1 << 20) + 1, 16 << 20, (16 << 20) + 1, 64 << 20];
        foreach (var length in lengths)
        {
            var buffer = account.Allocate(length);
            Assert.Equal(0, (nint)buffer.Address % 64);
            Assert.Equal(length, buffer.ByteLength);
            new Span<byte>(buffer.Address, (int)length).Fill(7);
            var sum = 0;
            for (var i = 0; i < 64; i++)
                sum += buffer.Address[length + i];
            Assert.InRange(sum, 0, 64 * 255);
            buffer.Release();
        }
    }

    [Fact]
    public void The_last_block_of_a_chunk_is_readable_past_its_end()
    {
        var buffers = new List<NativeBuffer>();
        for (var i = 0; i < 128; i++)
            buffers.Add(_account.Allocate(1 << 20));
        foreach (var buffer in buffers)
        {
            for (var i = 0; i < 64; i++)
                _ = Volatile.Read(ref buffer.Address[buffer.ByteLength + i]);
            buffer.Release();
        }

        Assert.Equal(0, _account.UsedBytes);
    }

    [Fact]
    public void Live_blocks_do_not_overlap()
    {
        var buffers = new List<NativeBuffer>();
        for (var i = 0; i < 2000; i++)
            buffers.Add(_account.Allocate(1 + (i * 37 % 20_000)));
        var ordered = buffers.OrderBy(buffer => (nint)buffer.Address).ToList();
        for (var i = 1; i < ordered.Count; i++)
            Assert.True(ordered[i - 1].Address + ordered[i - 1].ByteLength <= ordered[i].Address);
        buffers.ForEach(buffer => buffer.Release());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3 << 20)]
    [InlineData(20 << 20)]
    public void Zeroed_memory_is_zero_when_the_block_was_used_before(int byteLength)
    {
        var first = _account.Allocate(byteLength);
        first.AsSpan<byte>().Fill(0xFF);
        first.Release();
        var second = _account.Allocate(byteLength, zeroed: true);
        Assert.Equal(-1, second.AsSpan<byte>().IndexOfAnyExcept((byte)0));
        second.Release();
    }

    [Fact]
    public void A_released_block_is_used_again_without_managed_allocation()
    {
        _account.Allocate(32 << 10).Release();
        _account.Allocate(2 << 20).Release();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _account.Allocate(32 << 10).Release();
            _account.Allocate(2 << 20).Release();
            _account.Reserve(100);
            _account.ReleaseReservation(100);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void References_are_counted()
    {
        var buffer = _account.Allocate(100);
        Assert.Equal(1, buffer.ReferenceCount);
        Assert.False(buffer.IsShared);
        Assert.Same(buffer, buffer.Retain());
        Assert.Equal(2, buffer.ReferenceCount);
        Assert.True(buffer.IsShared);
        buffer.Release();
        Assert.Equal(128, _account.UsedBytes);
        buffer.Release();
        Assert.Equal(0, buffer.ReferenceCount);
        Assert.Equal(0, _account.UsedBytes);
    }

    [Fact]
    public void Releasing_twice_throws_and_changes_nothing()
    {
        var buffer = _account.Allocate(100);
        buffer.Release();
        Assert.Throws<InternalException>(buffer.Release);
        Assert.Equal(0, buffer.ReferenceCount);
        Assert.Equal(0, _account.UsedBytes);
        var next = _account.Allocate(100);
        var other = _account.Allocate(100);
        Assert.NotSame(next, other);
        next.Release();
        other.Release();
    }

    [Fact]
    public void A_released_buffer_can_not_be_retained_transferred_or_asked_for_its_account()
    {
        var buffer = _account.Allocate(100);
        buffer.Release();
        Assert.Throws<InternalException>(buffer.Retain);
        Assert.Throws<InternalException>(() => buffer.Account);
        Assert.Throws<InternalException>(() => buffer.TransferTo(_account));
        Assert.Throws<InternalException>(buffer.Renew);
        Assert.Equal(0, _account.UsedBytes);
    }

    [Fact]
    public void The_generation_changes_with_each_life_and_each_renewal()
    {
        var buffer = _account.Allocate(100);
        var first = buffer.Generation;
        buffer.Renew();
        var second = buffer.Generation;
        Assert.NotEqual(first, second);
        buffer.Release();
        var again = _account.Allocate(100);
        Assert.Same(buffer, again);
        Assert.NotEqual(second, again.Generation);
        again.Release();
    }

    [Fact]
    public void A_shared_buffer_can_not_be_renewed()
    {
        var buffer = _account.Allocate(100).Retain();
        Assert.Throws<InternalException>(buffer.Renew);
        buffer.Release();
        buffer.Release();
    }

    [Fact]
    public void The_long_lived_mark_does_not_outlive_the_block()
    {
        var buffer = _account.Allocate(100);
        buffer.IsLongLived = true;
        buffer.Release();
        var again = _account.Allocate(100);
        Assert.Same(buffer, again);
        Assert.False(again.IsLongLived);
        again.Release();
    }

    [Fact]
    public void Spans_cover_the_block_in_whole_values()
    {
        var buffer = _account.Allocate(30);
        Assert.Equal(30, buffer.AsSpan<byte>().Length);
        Assert.Equal(7, buffer.AsSpan<int>().Length);
        Assert.Equal(3, buffer.AsSpan<long>().Length);
        buffer.AsSpan<int>()[6] = 42;
        Assert.Equal(42, buffer.AsSpan<int>(6, 1)[0]);
        Assert.Equal(0, buffer.AsSpan<int>(7, 0).Length);
        buffer.Release();
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 8)]
    [InlineData(7, 1)]
    [InlineData(8, 0)]
    [InlineData(0, -1)]
    [InlineData(long.MaxValue, 1)]
    public void A_span_outside_the_block_is_refused(long startElement, int count)
    {
        var buffer = _account.Allocate(30);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = buffer.AsSpan<int>(startElement, count); });
        buffer.Release();
    }

    [Fact]
    public void A_transfer_moves_the_charge()
    {
        var other = _pool.CreateAccount("result");
        var buffer = _account.Allocate(1000);
        buffer.TransferTo(other);
        Assert.Same(other, buffer.Account);
        Assert.Equal(0, _account.UsedBytes);
        Assert.Equal(1024, other.UsedBytes);
        _account.Dispose();
        buffer.Release();
        Assert.Equal(0, _pool.UsedBytes);
    }

    [Fact]
    public void A_transfer_that_the_new_account_refuses_changes_nothing()
    {
        var other = _pool.CreateAccount("result", 1000);
        var buffer = _account.Allocate(1000);
        Assert.Throws<SqlSparkException>(() => buffer.TransferTo(other));
        Assert.Same(_account, buffer.Account);
        Assert.Equal(1024, _account.UsedBytes);
        Assert.Equal(0, other.UsedBytes);
        buffer.Release();
    }

    [Fact]
    public void A_transfer_to_another_pool_is_refused()
    {
        using var otherPool = new MemoryPool(1 << 20);
        var buffer = _account.Allocate(1000);
        Assert.Throws<InternalException>(() => buffer.TransferTo(otherPool.CreateAccount("other")));
        Assert.Equal(1024, _account.UsedBytes);
        buffer.Release();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Foreign_memory_is_handed_back_once_by_its_last_release(bool isCharged)
    {
        var bytes = stackalloc byte[100];
        var released = new List<NativeBuffer>();
        var buffer = NativeBuffer.Wrap(bytes, 100, released.Add, isCharged ? _account : null);
        Assert.True(buffer.IsForeign);
        Assert.True(buffer.Address == bytes);
        Assert.Equal(isCharged ? 100 : 0, _account.UsedBytes);
        buffer.Retain();
        buffer.Release();
        Assert.Empty(released);
        buffer.Release();
        Assert.Same(buffer, Assert.Single(released));
        Assert.Equal(0, _account.UsedBytes);
        Assert.Throws<InternalException>(buffer.Release);
    }

    [Fact]
    public void Foreign_memory_may_be_empty_and_without_owner()
    {
        var buffer = NativeBuffer.Wrap(null, 0, null);
        Assert.True(buffer.AsSpan<long>().IsEmpty);
        buffer.Release();
        Assert.Throws<ArgumentNullException>(() => NativeBuffer.Wrap(null, 1, null));
    }

    [Fact]
    public void The_charge_of_foreign_memory_is_given_back_when_its_owner_fails()
    {
        var bytes = stackalloc byte[100];
        var buffer = NativeBuffer.Wrap(bytes, 100, _ => throw new NotSupportedException(), _account);
        Assert.Throws<NotSupportedException>(buffer.Release);
        Assert.Equal(0, _account.UsedBytes);
    }
}
