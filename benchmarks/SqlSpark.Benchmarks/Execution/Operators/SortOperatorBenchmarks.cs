using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Sorts;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>
/// What does <c>SELECT k, v ORDER BY k</c> cost in one worker, against a radix sort by hand of row numbers and the gathering of both columns?
/// </summary>
/// <remarks>Batches are borrowed until the next one comes, so that the loop keeps copies of what it gathers; it knows how many rows there will be.</remarks>
[MemoryDiagnoser]
public unsafe class SortOperatorBenchmarks : SinkBenchmarks
{
    private const int StringKeyBytes = 12;
    private const int PackedKeyBits = 24;

    private int _rowCount;

    public enum Content
    {
        /// <summary>A million BIGINT keys of 24 bits.</summary>
        Longs1M,

        /// <summary>Six million BIGINT keys of 24 bits.</summary>
        Longs6M,

        /// <summary>A million strings of 12 bytes.</summary>
        Strings1M,
    }

    [Params(Content.Longs1M, Content.Longs6M, Content.Strings1M)]
    public Content Keys { get; set; }

    private bool AreStrings => Keys == Content.Strings1M;

    private protected override void Fill(Random random)
    {
        _rowCount = Keys == Content.Longs6M ? 6_000_000 : 1_000_000;
        if (AreStrings)
            Input.Add([.. Enumerable.Range(0, _rowCount).Select(_ => Enumerable.Range(0, StringKeyBytes).Select(_ => (byte)random.Next('a', 'z' + 1)).ToArray())]);
        else
            Input.Add([.. Enumerable.Range(0, _rowCount).Select(_ => (long)random.Next(1 << PackedKeyBits))]);
        Input.Add([.. Enumerable.Range(0, _rowCount).Select(i => (long)i)]);
    }

    [Benchmark]
    [ComparedWith(nameof(ByHand))]
    public long Operator()
    {
        DataType keyType = AreStrings ? StringType.Instance : LongType.Instance;
        var place = 0L;
        return SinkDriver.Run(
            account => new SortSink([keyType, LongType.Instance], [new SortKey(0, IsAscending: true, NullsFirst: true)], [0, 1], account),
            Input,
            batch => AreStrings
                ? DigestOf(((FlatVector)batch[0]).Values<Utf8View>(), ((FlatVector)batch[1]).Values<long>(), ref place)
                : DigestOf(((FlatVector)batch[0]).Values<long>(), ((FlatVector)batch[1]).Values<long>(), ref place));
    }

    [Benchmark(Baseline = true)]
    public long ByHand() => AreStrings ? SortStrings() : SortLongs();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long DigestOf(ReadOnlySpan<long> keys, ReadOnlySpan<long> values, ref long place)
    {
        var (digest, at) = (0L, place);
        for (var i = 0; i < keys.Length; i++)
            digest += (keys[i] ^ values[i]) * ++at;
        place = at;
        return digest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long DigestOf(ReadOnlySpan<Utf8View> keys, ReadOnlySpan<long> values, ref long place)
    {
        var (digest, at) = (0L, place);
        for (var i = 0; i < keys.Length; i++)
            digest += ((long)keys[i].Tail ^ values[i]) * ++at;
        place = at;
        return digest;
    }

    // Key and row number in one word, three passes of eight bits; the key comes out of the word, the value is gathered.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long SortLongs()
    {
        const int RowBits = 40;
        var memory = Input.Account.Allocate(3L * _rowCount * sizeof(ulong));
        var words = (ulong*)memory.Address;
        var other = words + _rowCount;
        var values = (long*)(other + _rowCount);
        var counts = stackalloc int[3 * 256];
        new Span<int>(counts, 3 * 256).Clear();
        for (var (batch, row) = (0, 0); batch < Input.Batches.Length; batch++)
        {
            var keys = Input.Values<long>(batch, 0);
            var rowCount = Input.Batches[batch].RowCount;
            new Span<long>(Input.Values<long>(batch, 1), rowCount).CopyTo(new Span<long>(values + row, rowCount));
            for (var i = 0; i < rowCount; i++, row++)
            {
                var key = (ulong)keys[i];
                words[row] = (key << RowBits) | (uint)row;
                counts[key & 0xFF]++;
                counts[256 + (key >> 8 & 0xFF)]++;
                counts[512 + (key >> 16 & 0xFF)]++;
            }
        }

        Pass(words, other, RowBits, counts);
        Pass(other, words, RowBits + 8, counts + 256);
        Pass(words, other, RowBits + 16, counts + 512);
        var keyRegister = stackalloc long[MemoryBatches.BatchRows];
        var valueRegister = stackalloc long[MemoryBatches.BatchRows];
        var (digest, place) = (0L, 0L);
        for (var start = 0; start < _rowCount; start += MemoryBatches.BatchRows)
        {
            var count = Math.Min(MemoryBatches.BatchRows, _rowCount - start);
            for (var i = 0; i < count; i++)
            {
                var word = other[start + i];
                keyRegister[i] = (long)(word >> RowBits);
                valueRegister[i] = values[(uint)word];
            }

            digest += DigestOf(new ReadOnlySpan<long>(keyRegister, count), new ReadOnlySpan<long>(valueRegister, count), ref place);
        }

        memory.Release();
        return digest;
    }

    // Eight bytes of the key with the row number, eight passes of eight bits less those that change nothing; what is equal then by the last bytes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long SortStrings()
    {
        var memory = Input.Account.Allocate(_rowCount * ((2L * sizeof(Pair)) + sizeof(Utf8View) + sizeof(long)));
        var pairs = (Pair*)memory.Address;
        var other = pairs + _rowCount;
        var views = (Utf8View*)(other + _rowCount);
        var values = (long*)(views + _rowCount);
        var counts = stackalloc int[8 * 256];
        new Span<int>(counts, 8 * 256).Clear();
        for (var (batch, row) = (0, 0); batch < Input.Batches.Length; batch++)
        {
            var keys = Input.Values<Utf8View>(batch, 0);
            var rowCount = Input.Batches[batch].RowCount;
            new Span<Utf8View>(keys, rowCount).CopyTo(new Span<Utf8View>(views + row, rowCount));
            new Span<long>(Input.Values<long>(batch, 1), rowCount).CopyTo(new Span<long>(values + row, rowCount));
            for (var i = 0; i < rowCount; i++, row++)
            {
                var word = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>((byte*)(keys + i) + 4));
                pairs[row] = new Pair { Word = word, Row = (uint)row };
                for (var digit = 0; digit < 8; digit++)
                    counts[(digit << 8) + (int)(word >> (digit << 3) & 0xFF)]++;
            }
        }

        for (var digit = 0; digit < 8; digit++)
        {
            Pass(pairs, other, digit << 3, counts + (digit << 8));
            var next = pairs;
            pairs = other;
            other = next;
        }

        SortTies(pairs, views);
        var keyRegister = stackalloc Utf8View[MemoryBatches.BatchRows];
        var valueRegister = stackalloc long[MemoryBatches.BatchRows];
        var (digest, place) = (0L, 0L);
        for (var start = 0; start < _rowCount; start += MemoryBatches.BatchRows)
        {
            var count = Math.Min(MemoryBatches.BatchRows, _rowCount - start);
            for (var i = 0; i < count; i++)
            {
                var row = pairs[start + i].Row;
                keyRegister[i] = views[row];
                valueRegister[i] = values[row];
            }

            digest += DigestOf(new ReadOnlySpan<Utf8View>(keyRegister, count), new ReadOnlySpan<long>(valueRegister, count), ref place);
        }

        memory.Release();
        return digest;
    }

    private void SortTies(Pair* pairs, Utf8View* views)
    {
        for (var start = 0; start < _rowCount;)
        {
            var end = start + 1;
            while (end < _rowCount && pairs[end].Word == pairs[start].Word)
                end++;
            for (var i = start + 1; i < end; i++)
            {
                var pair = pairs[i];
                var place = i;
                for (; place > start && LastBytes(views[pairs[place - 1].Row]) > LastBytes(views[pair.Row]); place--)
                    pairs[place] = pairs[place - 1];
                pairs[place] = pair;
            }

            start = end;
        }
    }

    private static uint LastBytes(Utf8View view) => BinaryPrimitives.ReverseEndianness((uint)(view.Tail >> 32));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pass(ulong* from, ulong* to, int shift, int* counts)
    {
        ToOffsets(counts);
        for (var i = 0; i < _rowCount; i++)
        {
            var word = from[i];
            to[counts[word >> shift & 0xFF]++] = word;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pass(Pair* from, Pair* to, int shift, int* counts)
    {
        ToOffsets(counts);
        for (var i = 0; i < _rowCount; i++)
            to[counts[from[i].Word >> shift & 0xFF]++] = from[i];
    }

    private static void ToOffsets(int* counts)
    {
        var offset = 0;
        for (var digit = 0; digit < 256; digit++)
        {
            var next = offset + counts[digit];
            counts[digit] = offset;
            offset = next;
        }
    }

    private struct Pair
    {
        public ulong Word;
        public uint Row;
    }
}
