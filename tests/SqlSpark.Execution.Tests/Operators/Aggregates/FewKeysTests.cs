using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Execution.Operators.Aggregates;

public sealed unsafe class FewKeysTests : IDisposable
{
    private const int KeyValues = 3;

    private readonly MemoryPool _pool = new(1L << 28, new MemoryPoolOptions { IsChecked = true });
    private readonly MemoryAccount _account;
    private readonly List<IDisposable> _owned = [];
    private readonly List<Vector> _vectors = [];

    public FewKeysTests() => _account = _pool.CreateAccount("test");

    public void Dispose()
    {
        foreach (var vector in _vectors)
            vector.Release();
        foreach (var owned in _owned)
            owned.Dispose();
        _account.Dispose();
        _pool.Dispose();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 1)]
    [InlineData(64, 2)]
    [InlineData(65, 1)]
    [InlineData(65, 2)]
    [InlineData(1000, 2)]
    [InlineData(4096, 1)]
    public void Finds_what_it_learned(int rowCount, int keyCount)
    {
        using var few = new FewKeys(_account, keyCount);
        var dictionaries = Enumerable.Range(0, keyCount).Select(_ => Dictionary(KeyValues)).ToArray();
        var random = new Random(rowCount);
        for (var round = 0; round < 2; round++)
        {
            var codes = dictionaries.Select(_ => Bytes(rowCount, _ => random.Next(KeyValues - 1))).ToArray();
            // Two values of each key: at most four groups.
            var groups = Bytes(rowCount, row => codes.Aggregate(0, (group, key) => (group * 2) + key[row]));
            var batch = Batch(dictionaries.Select((d, key) => Coded(d, codes[key])), null);
            if (round == 0)
            {
                Assert.False(few.TryFind(batch, Ordinals(keyCount), out _));
                TeachAll(few, dictionaries);
            }

            Assert.True(few.TryFind(batch, Ordinals(keyCount), out var found));
            Assert.Equal(groups, new ReadOnlySpan<byte>(found, rowCount).ToArray());
        }
    }

    [Fact]
    public void Rows_that_are_not_live_may_have_any_codes()
    {
        const int RowCount = 200;
        using var few = new FewKeys(_account, 2);
        var dictionaries = new[] { Dictionary(KeyValues), Dictionary(KeyValues) };
        TeachAll(few, dictionaries);
        var isLive = Enumerable.Range(0, RowCount).Select(row => row % 3 == 0).ToArray();
        var codes = dictionaries.Select(_ => Bytes(RowCount, row => isLive[row] ? 1 : 200 + (row % 50))).ToArray();
        var batch = Batch(dictionaries.Select((d, key) => Coded(d, codes[key])), isLive);
        Assert.True(few.TryFind(batch, Ordinals(2), out var found));
        Assert.Equal(Bytes(RowCount, row => isLive[row] ? 3 : GroupKernels.NoGroup), new ReadOnlySpan<byte>(found, RowCount).ToArray());
    }

    [Fact]
    public void A_new_dictionary_makes_it_forget()
    {
        using var few = new FewKeys(_account, 1);
        var dictionary = Dictionary(KeyValues);
        TeachAll(few, [dictionary]);
        Assert.True(few.TryFind(Batch([Coded(dictionary, [0, 1])], null), Ordinals(1), out _));
        Assert.False(few.TryFind(Batch([Coded(Dictionary(KeyValues), [0, 1])], null), Ordinals(1), out _));
        Assert.False(few.TryFind(Batch([Coded(dictionary, [0, 1])], null), Ordinals(1), out _));
    }

    [Fact]
    public void Leaves_other_keys_alone()
    {
        using var few = new FewKeys(_account, 2);
        var small = Dictionary(8);
        var large = Dictionary(9);
        Assert.False(few.TryFind(Batch([Coded(small, [0]), Coded(large, [0])], null), Ordinals(2), out _));
        Learn(few, [1]);       // of no batch: nothing to learn
        var nullable = Coded(small, [0], validity: 0);
        Assert.False(few.TryFind(Batch([nullable, Coded(small, [0])], null), Ordinals(2), out _));
        Assert.False(few.TryFind(Batch([small.Values, Coded(small, new byte[8])], null), Ordinals(2), out _));
    }

    // One batch with each combination of the first two values of each key; the groups are numbered by them.
    private void TeachAll(FewKeys few, VectorDictionary[] dictionaries)
    {
        var count = 1 << dictionaries.Length;
        var batch = Batch(dictionaries.Select((d, key) => Coded(d, Bytes(count, row => row >> (dictionaries.Length - 1 - key) & 1))), null);
        few.TryFind(batch, Ordinals(dictionaries.Length), out _);
        Learn(few, Bytes(count, row => row));
        Assert.True(few.TryFind(batch, Ordinals(dictionaries.Length), out _));
    }

    private static void Learn(FewKeys few, byte[] codes)
    {
        fixed (byte* code = codes)
            few.Learn(code, codes.Length);
    }

    private static int[] Ordinals(int count) => [.. Enumerable.Range(0, count)];

    private static byte[] Bytes(int count, Func<int, int> value) => [.. Enumerable.Range(0, count).Select(i => (byte)value(i))];

    private RecordBatch Batch(IEnumerable<Vector> columns, bool[]? isLive)
    {
        Vector[] vectors = [.. columns];
        if (isLive is null)
            return new RecordBatch().Set(vectors[0].Length, vectors);
        var selection = new Selection(_account);
        _owned.Add(selection);
        var words = selection.Begin(isLive.Length);
        words.Clear();
        for (var row = 0; row < isLive.Length; row++)
            Bitmaps.Assign(words, row, isLive[row]);
        return new RecordBatch().Set(isLive.Length, vectors, selection.Publish());
    }

    private VectorDictionary Dictionary(int entryCount)
    {
        var writer = new VectorWriter(LongType.Instance, _account);
        _owned.Add(writer);
        writer.Begin(entryCount);
        for (var i = 0; i < entryCount; i++)
            writer.Values<long>()[i] = i;
        var dictionary = new VectorDictionary(writer.Publish().Retain(), isUnique: true);
        // The vector keeps the caller's reference alive until the end of the test.
        _vectors.Add(DictionaryVector.Own(dictionary, 1, 0, _account.Allocate(1), null));
        return dictionary;
    }

    private DictionaryVector Coded(VectorDictionary dictionary, byte[] codes, ulong? validity = null)
    {
        var buffer = _account.Allocate(codes.Length);
        codes.CopyTo(buffer.AsSpan<byte>());
        var valid = validity is null ? null : _account.Allocate(sizeof(ulong));
        if (valid is not null)
            valid.AsSpan<ulong>()[0] = validity!.Value;
        dictionary.Retain();
        var vector = DictionaryVector.Own(dictionary, 1, codes.Length, buffer, valid);
        _vectors.Add(vector);
        return vector;
    }
}
