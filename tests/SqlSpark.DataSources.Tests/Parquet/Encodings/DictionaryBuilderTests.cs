using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

public sealed class DictionaryBuilderTests : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30);
    private readonly MemoryAccount _account;

    public DictionaryBuilderTests() => _account = _pool.CreateAccount("test");

    public void Dispose()
    {
        Assert.Equal(0, _account.UsedBytes);
        _account.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void Values_are_numbered_in_the_order_in_which_they_come()
    {
        Check(random => random.Next(5000));
        Check(random => (long)random.Next(3) << 40);
        Check(random => (Int128)random.Next(1000) << 100);
        Check(random => BitConverter.DoubleToInt64Bits(random.Next(5) switch { 0 => 0.0, 1 => -0.0, 2 => double.NaN, _ => random.Next(50) / 7.0 }));
    }

    [Fact]
    public void Byte_arrays_are_copied()
    {
        using var heap = new StringHeap(_account);
        using var builder = new DictionaryBuilder<Utf8View>(_account, 10_000, 1 << 20);
        string[] texts = ["a", "", "a text of more than twelve bytes", "a", "a text of more than twelve bytes", "exactly 12 b"];
        var codes = new int[texts.Length];
        Assert.Equal(texts.Length, builder.Add([.. texts.Select(t => heap.Copy(System.Text.Encoding.UTF8.GetBytes(t)))], codes));
        heap.Reset();
        heap.Copy(new byte[1000]);
        Assert.Equal([0, 1, 2, 0, 2, 3], codes);
        Assert.Equal(["a", "", "a text of more than twelve bytes", "exactly 12 b"], builder.Entries.ToArray().Select(v => v.ToString()));
        Assert.Equal(16 + 1 + 32 + 12, builder.ByteLength);
    }

    [Fact]
    public void A_full_dictionary_says_how_far_it_came()
    {
        using var byCount = new DictionaryBuilder<int>(_account, 3, 1000);
        var codes = new int[6];
        Assert.Equal(4, byCount.Add([7, 8, 7, 9, 10, 7], codes));
        Assert.Equal([0, 1, 0, 2], codes[..4]);
        Assert.Equal(2, byCount.Add([9, 8], codes));
        Assert.Equal([2, 1], codes[..2]);
        Assert.Equal(0, byCount.Add([11], codes));
        byCount.Clear();
        Assert.Equal(0, byCount.Count);
        Assert.Equal(1, byCount.Add([11], codes));
        Assert.Equal([11], byCount.Entries.ToArray());

        using var byBytes = new DictionaryBuilder<long>(_account, 1000, 17);
        Assert.Equal(2, byBytes.Add([1, 2, 3], codes));
        Assert.Equal(16, byBytes.ByteLength);
    }

    private void Check<T>(Func<Random, T> next)
        where T : unmanaged, IEquatable<T>
    {
        var random = new Random(1);
        using var builder = new DictionaryBuilder<T>(_account, 1 << 20, 1 << 24);
        Dictionary<T, int> expected = [];
        for (var round = 0; round < 5; round++)
        {
            var values = Enumerable.Range(0, 2000).Select(_ => next(random)).ToArray();
            var codes = new int[values.Length];
            Assert.Equal(values.Length, builder.Add(values, codes));
            foreach (var value in values)
                expected.TryAdd(value, expected.Count);
            Assert.Equal(values.Select(v => expected[v]), codes);
        }

        Assert.Equal(expected.OrderBy(e => e.Value).Select(e => e.Key), builder.Entries.ToArray());
        Assert.Equal(expected.Count * (long)System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), builder.ByteLength);
    }
}
