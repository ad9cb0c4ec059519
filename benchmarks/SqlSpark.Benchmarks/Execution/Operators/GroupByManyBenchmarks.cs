using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Aggregates;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>
/// What does <c>sum(v) GROUP BY k</c> cost for many groups of a BIGINT key, in one worker, against loops by hand: an array by key where keys are dense,
/// otherwise linear probing with prefetch in a table that grows as it fills? Their memory is the engine's arena.
/// </summary>
/// <remarks>The loops do what no aggregation is right without: they check that a key is in the array, and write keys and sums as columns of batches.</remarks>
[MemoryDiagnoser]
public unsafe class GroupByManyBenchmarks : SinkBenchmarks
{
    private const int RowCount = 6_000_000;
    private const int ChunkRows = 1024;

    private BoundAggregate _sum = null!;
    private int _groupCount;

    public enum Content
    {
        /// <summary>10,000 keys from 0 on, in any order.</summary>
        Dense10K,

        /// <summary>10,000 keys of 64 bits, in any order.</summary>
        Scattered10K,

        /// <summary>1.5 million keys, 8 of 32, four rows each side by side, as in the line items of TPC-H.</summary>
        Clustered1500K,

        /// <summary>The same keys in any order.</summary>
        Shuffled1500K,
    }

    [Params(Content.Dense10K, Content.Scattered10K, Content.Clustered1500K, Content.Shuffled1500K)]
    public Content Keys { get; set; }

    private protected override void Fill(Random random)
    {
        _sum = SinkDriver.Bind("sum(1L)");
        _groupCount = Keys is Content.Dense10K or Content.Scattered10K ? 10_000 : 1_500_000;
        var (keys, values) = (new long[RowCount], new long[RowCount]);
        for (var i = 0; i < RowCount; i++)
        {
            var group = Keys == Content.Clustered1500K ? i / 4 : random.Next(_groupCount);
            keys[i] = Keys switch
            {
                Content.Dense10K => group,
                Content.Scattered10K => group * unchecked((long)0x9E37_79B9_7F4A_7C15),
                _ => (group / 8 * 32) + (group % 8) + 1,
            };
            values[i] = random.Next(10_000_000);
        }

        Input.Add(keys);
        Input.Add(values);
    }

    [Benchmark]
    [ComparedWith(nameof(ByHand))]
    public long Operator() => SinkDriver.Run(
        account => new HashAggregateSink([LongType.Instance, LongType.Instance], [0], [new AggregateSpec(_sum, [1])], account),
        Input,
        static batch => DigestOf(((FlatVector)batch[0]).Values<long>(), ((FlatVector)batch[1]).Values<long>()));

    [Benchmark(Baseline = true)]
    public long ByHand() => Keys == Content.Dense10K ? ByArray() : ByProbing();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long DigestOf(ReadOnlySpan<long> keys, ReadOnlySpan<long> sums)
    {
        var digest = 0L;
        for (var i = 0; i < sums.Length; i++)
            digest += keys[i] ^ sums[i];
        return digest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long ByArray()
    {
        var memory = Input.Account.Allocate((long)_groupCount * sizeof(Group), zeroed: true);
        var groups = (Group*)memory.Address;
        var overflows = 0L;
        for (var batch = 0; batch < Input.Batches.Length; batch++)
        {
            var keys = Input.Values<long>(batch, 0);
            var values = Input.Values<long>(batch, 1);
            var rowCount = Input.Batches[batch].RowCount;
            for (var row = 0; row < rowCount; row++)
            {
                if ((ulong)keys[row] >= (ulong)_groupCount)
                    throw new InvalidOperationException("a key outside of the array");
                var group = groups + keys[row];
                var (sum, value) = (group->Sum, values[row]);
                var next = sum + value;
                overflows |= (next ^ sum) & (next ^ value);
                group->Sum = next;
                group->Key = 1;
            }
        }

        if (overflows < 0)
            throw new OverflowException();
        var output = new Output();
        for (var key = 0; key < _groupCount; key++)
        {
            if (groups[key].Key != 0)
                output.Add(key, groups[key].Sum);
        }

        memory.Release();
        return output.Finish();
    }

    // Key 0 marks a free slot: no row has it but in one group of Scattered10K, which is kept apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long ByProbing()
    {
        var table = new Table(Input.Account, 1024);
        var slots = stackalloc uint[ChunkRows];
        var (zeroSum, hasZero, overflows) = (0L, false, 0L);
        for (var batch = 0; batch < Input.Batches.Length; batch++)
        {
            var keys = Input.Values<long>(batch, 0);
            var values = Input.Values<long>(batch, 1);
            var rowCount = Input.Batches[batch].RowCount;
            for (var start = 0; start < rowCount; start += ChunkRows)
            {
                var count = Math.Min(ChunkRows, rowCount - start);
                if (table.Count + count > table.Capacity / 2)
                    table.Grow();
                var groups = table.Groups;
                var mask = table.Capacity - 1;
                var shift = table.Shift;
                for (var i = 0; i < count; i++)
                {
                    slots[i] = (uint)(Hash(keys[start + i]) >> shift);
                    Sse.Prefetch0(groups + slots[i]);
                }

                for (var i = 0; i < count; i++)
                {
                    var (key, value, slot) = (keys[start + i], values[start + i], slots[i]);
                    if (key == 0)
                    {
                        zeroSum += value;
                        hasZero = true;
                        continue;
                    }

                    while (groups[slot].Key != key && groups[slot].Key != 0)
                        slot = (slot + 1) & mask;
                    if (groups[slot].Key == 0)
                    {
                        groups[slot].Key = key;
                        table.Count++;
                    }

                    var next = groups[slot].Sum + value;
                    overflows |= (next ^ groups[slot].Sum) & (next ^ value);
                    groups[slot].Sum = next;
                }
            }
        }

        if (overflows < 0)
            throw new OverflowException();
        var output = new Output();
        if (hasZero)
            output.Add(0, zeroSum);
        for (var slot = 0; slot < table.Capacity; slot++)
        {
            if (table.Groups[slot].Key != 0)
                output.Add(table.Groups[slot].Key, table.Groups[slot].Sum);
        }

        table.Free();
        return output.Finish();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(long key)
    {
        var hash = (ulong)key * 0x9E37_79B9_7F4A_7C15;
        return (hash ^ (hash >> 32)) * 0xD6E8_FEB8_6659_FD93;
    }

    /// <summary>The result as columns of batches.</summary>
    private ref struct Output()
    {
        private readonly Span<long> _keys = new long[MemoryBatches.BatchRows];
        private readonly Span<long> _sums = new long[MemoryBatches.BatchRows];
        private int _count;
        private long _digest;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long key, long sum)
        {
            _keys[_count] = key;
            _sums[_count] = sum;
            if (++_count == MemoryBatches.BatchRows)
                Finish();
        }

        public long Finish()
        {
            _digest += DigestOf(_keys[.._count], _sums[.._count]);
            _count = 0;
            return _digest;
        }
    }

    private struct Group
    {
        public long Key;
        public long Sum;
    }

    private struct Table
    {
        public readonly Group* Groups;
        public readonly uint Capacity;
        public int Count;

        private readonly MemoryAccount _account;
        private readonly NativeBuffer _memory;

        public Table(MemoryAccount account, uint capacity)
        {
            _account = account;
            _memory = account.Allocate((long)capacity * sizeof(Group), zeroed: true);
            Groups = (Group*)_memory.Address;
            Capacity = capacity;
        }

        public readonly int Shift => 64 - System.Numerics.BitOperations.Log2(Capacity);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Grow()
        {
            var next = new Table(_account, Capacity * 4) { Count = Count };
            for (var i = 0; i < Capacity; i++)
            {
                if (Groups[i].Key == 0)
                    continue;
                var slot = (uint)(Hash(Groups[i].Key) >> next.Shift);
                while (next.Groups[slot].Key != 0)
                    slot = (slot + 1) & (next.Capacity - 1);
                next.Groups[slot] = Groups[i];
            }

            Free();
            this = next;
        }

        public readonly void Free() => _memory.Release();
    }
}
