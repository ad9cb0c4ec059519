using System.Text;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.Tpch.Text;

public sealed unsafe class TextPoolTests
{
    // The rest of the pool is compared by the checksums of the tables, whose comments come from all over it.
    private const int Compared = 5 << 20;

    [Fact]
    [Trait("Category", "Slow")]
    public void Checkpoints_are_those_of_one_walk() => Assert.Equal(Resources.Lines("pool-checkpoints.tsv"), TextPool.ComputeCheckpoints());

    [Fact]
    public void Begins_with_the_first_sentences()
    {
        using var account = MemoryPool.Shared.CreateAccount("test");
        using var pool = new TextPool(account);
        const string Expected = "furiously special foxes haggle furiously blithely ironic deposits. slyly final theodolites boost slyly even asymptotes.";
        Assert.Equal(Expected, Encoding.ASCII.GetString(pool.Get(0, Expected.Length), Expected.Length));
    }

    [Fact]
    public void Parts_that_are_written_when_needed_equal_those_of_a_walk()
    {
        using var account = MemoryPool.Shared.CreateAccount("test");
        using var pool = new TextPool(account);
        var walk = new byte[Compared + SentenceWriter.MaxByteLength];
        var writer = new SentenceWriter(933588178);
        fixed (byte* start = walk)
        {
            for (var place = start; place < start + Compared;)
                place = writer.Write(place);
        }

        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            // Half of the parts lie across the places where segments meet.
            var length = random.Next(1, 200);
            var offset = i % 2 == 0 ? random.Next(Compared - length) : (random.Next(1, 4) << 20) + random.Next(-200, 400);
            Assert.True(walk.AsSpan(offset, length).SequenceEqual(new ReadOnlySpan<byte>(pool.Get(offset, length), length)), $"{length} bytes at {offset}");
        }
    }

    [Fact]
    public void Threads_that_need_the_same_parts_see_them_whole()
    {
        using var account = MemoryPool.Shared.CreateAccount("test");
        using var pool = new TextPool(account);
        using var other = new TextPool(account);
        var bytes = new (nint, nint)[64];
        Parallel.For(0, bytes.Length, i => bytes[i] = ((nint)pool.Get(i * 100_000, 150), (nint)other.Get((bytes.Length - i) * 100_000, 150)));
        for (var i = 1; i < bytes.Length; i++)
        {
            var (left, right) = (bytes[i].Item1, bytes[bytes.Length - i].Item2);
            Assert.True(new ReadOnlySpan<byte>((byte*)left, 150).SequenceEqual(new ReadOnlySpan<byte>((byte*)right, 150)));
        }
    }

    [Fact]
    public void The_account_gets_its_memory_back()
    {
        using var account = MemoryPool.Shared.CreateAccount("test");
        new TextPool(account).Dispose();
        Assert.Equal(0, account.UsedBytes);
    }
}
