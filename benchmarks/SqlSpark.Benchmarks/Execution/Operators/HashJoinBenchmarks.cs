using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Joins;
using SqlSpark.Execution.Operators.Locals;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>
/// What does an inner join on a BIGINT key cost, building and probing in one worker, against loops by hand: an array of payload where keys are dense, otherwise
/// linear probing with keys in the slots and prefetch, with the rows of equal keys side by side? Their memory is the engine's arena.
/// </summary>
/// <remarks>The loops check that a key is in the array, and write the payload of matches as columns of batches.</remarks>
[MemoryDiagnoser]
public unsafe class HashJoinBenchmarks
{
    private const int ChunkRows = 1024;

    private MemoryBatches _probe = null!;
    private MemoryBatches _build = null!;
    private JoinPlan _plan = null!;
    private int _keyCount;

    public enum Content
    {
        /// <summary>200,000 unique keys side by side; 6 million rows look them up in any order.</summary>
        Dense200K,

        /// <summary>1.5 million unique keys, 8 of 32, looked up by four rows each side by side, as orders are by line items in TPC-H.</summary>
        Clustered1500K,

        /// <summary>The same in any order.</summary>
        Shuffled1500K,

        /// <summary>1.5 million unique keys of 64 bits, in any order.</summary>
        Sparse1500K,

        /// <summary>The same, but one row in six has a match.</summary>
        SparseFewMatches,

        /// <summary>200,000 keys of 64 bits with three rows each, looked up by 2 million rows.</summary>
        Duplicates,
    }

    [Params(Content.Dense200K, Content.Clustered1500K, Content.Shuffled1500K, Content.Sparse1500K, Content.SparseFewMatches, Content.Duplicates)]
    public Content Keys { get; set; }

    private bool IsDense => Keys is Content.Dense200K or Content.Clustered1500K or Content.Shuffled1500K;

    [GlobalSetup]
    public void Setup()
    {
        _keyCount = Keys is Content.Dense200K or Content.Duplicates ? 200_000 : 1_500_000;
        var random = new Random(1);
        var buildRows = new long[Keys == Content.Duplicates ? 3 * _keyCount : _keyCount];
        for (var i = 0; i < buildRows.Length; i++)
            buildRows[i] = i % _keyCount;
        if (Keys != Content.Clustered1500K)
            random.Shuffle(buildRows);
        var probeRows = new long[Keys == Content.Duplicates ? 2_000_000 : 6_000_000];
        var range = Keys == Content.SparseFewMatches ? 6 * _keyCount : _keyCount;
        for (var i = 0; i < probeRows.Length; i++)
            probeRows[i] = Keys == Content.Clustered1500K ? i / 4 : random.Next(range);
        _build = Table(buildRows);
        _probe = Table(probeRows);
        var (left, right) = (Columns("l"), Columns("r"));
        var node = new HashJoinExec(left, right, JoinType.Inner, BuildSide.Right, [new JoinKey(0, 0, false)], null);
        _plan = new JoinPlan(node, BuildSide.Right, node.Keys);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _probe.Dispose();
        _build.Dispose();
    }

    [Benchmark]
    [ComparedWith(nameof(ByHand))]
    public long Operator()
    {
        using var account = _probe.Account.CreateChild("query");
        using var sink = new JoinBuildSink(_plan, account, 1);
        var context = new TaskContext(account, MemoryBatches.BatchRows, CancellationToken.None);
        var local = sink.CreateLocal(context);
        foreach (var batch in _build.Batches)
            local.Consume(batch, context);
        sink.Combine(local, context);
        local.Dispose();
        var tasks = sink.PrepareFinish(context);
        for (var task = 0; task < tasks; task++)
            sink.RunFinishTask(task, context);
        using var join = new JoinProbeOperator(new BatchReader(_probe.Batches), sink, context);
        var sum = 0L;
        while (join.Next(context, out var batch) == PullStatus.Ready)
        {
            var left = ((FlatVector)batch[1]).Values<long>();
            var right = ((FlatVector)batch[3]).Values<long>();
            if (batch.Selection is not { } selection)
            {
                sum += DigestOf(left, right);
                continue;
            }

            foreach (var row in selection.Indices)
                sum += left[row] ^ right[row];
        }

        return sum;
    }

    [Benchmark(Baseline = true)]
    public long ByHand() => IsDense ? ByArray() : ByProbing();

    private static LocalTableScanExec Columns(string prefix) =>
        new([new AttributeReference(prefix + "_key", LongType.Instance), new AttributeReference(prefix + "_value", LongType.Instance)], []);

    private MemoryBatches Table(long[] rows)
    {
        var keys = Array.ConvertAll(rows, row => IsDense && Keys != Content.Dense200K ? (row / 8 * 32) + (row % 8) + 1
            : IsDense ? row : (row + 1) * unchecked((long)0x9E37_79B9_7F4A_7C15));
        var table = new MemoryBatches();
        table.Add(keys);
        table.Add([.. Enumerable.Range(0, rows.Length).Select(i => (i * 7919L) % 10_000_019)]);
        table.Complete();
        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long DigestOf(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        var digest = 0L;
        for (var i = 0; i < right.Length; i++)
            digest += left[i] ^ right[i];
        return digest;
    }

    // Payloads are not negative: -1 marks a key without a row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long ByArray()
    {
        var (min, max) = (long.MaxValue, long.MinValue);
        for (var batch = 0; batch < _build.Batches.Length; batch++)
        {
            var keys = _build.Values<long>(batch, 0);
            for (var row = 0; row < _build.Batches[batch].RowCount; row++)
            {
                min = Math.Min(min, keys[row]);
                max = Math.Max(max, keys[row]);
            }
        }

        var length = (ulong)(max - min) + 1;
        var memory = _probe.Account.Allocate((long)length * sizeof(long));
        var payload = (long*)memory.Address;
        memory.AsSpan<long>().Fill(-1);
        for (var batch = 0; batch < _build.Batches.Length; batch++)
        {
            var keys = _build.Values<long>(batch, 0);
            var values = _build.Values<long>(batch, 1);
            for (var row = 0; row < _build.Batches[batch].RowCount; row++)
                payload[keys[row] - min] = values[row];
        }

        Span<long> left = new long[MemoryBatches.BatchRows];
        Span<long> right = new long[MemoryBatches.BatchRows];
        var digest = 0L;
        for (var batch = 0; batch < _probe.Batches.Length; batch++)
        {
            var keys = _probe.Values<long>(batch, 0);
            var values = _probe.Values<long>(batch, 1);
            var rowCount = _probe.Batches[batch].RowCount;
            var count = 0;
            for (var row = 0; row < rowCount; row++)
            {
                var distance = (ulong)(keys[row] - min);
                var found = distance < length ? payload[distance] : -1;
                (left[count], right[count]) = (values[row], found);
                count += found >= 0 ? 1 : 0;
            }

            digest += DigestOf(left[..count], right[..count]);
        }

        memory.Release();
        return digest;
    }

    // A slot has the key and, in one word, where its rows begin and how many they are. No row has key 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long ByProbing()
    {
        var rowTotal = _build.Batches.Sum(b => b.RowCount);
        var capacity = System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rowTotal * 2);
        var shift = 64 - System.Numerics.BitOperations.Log2(capacity);
        var mask = capacity - 1;
        var memory = _probe.Account.Allocate((long)capacity * sizeof(Slot), zeroed: true);
        var slots = (Slot*)memory.Address;
        var payloadMemory = _probe.Account.Allocate((long)rowTotal * sizeof(long));
        var payload = (long*)payloadMemory.Address;
        var places = stackalloc uint[ChunkRows];
        for (var pass = 0; pass < 2; pass++)
        {
            for (var batch = 0; batch < _build.Batches.Length; batch++)
            {
                var keys = _build.Values<long>(batch, 0);
                var values = _build.Values<long>(batch, 1);
                var rowCount = _build.Batches[batch].RowCount;
                for (var start = 0; start < rowCount; start += ChunkRows)
                {
                    var count = Math.Min(ChunkRows, rowCount - start);
                    Place(keys + start, count, slots, places, shift);
                    for (var i = 0; i < count; i++)
                    {
                        var (key, place) = (keys[start + i], places[i]);
                        while (slots[place].Key != key && slots[place].Key != 0)
                            place = (place + 1) & mask;
                        slots[place].Key = key;
                        if (pass == 0)
                            slots[place].Count++;
                        else
                            payload[slots[place].End++] = values[start + i];
                    }
                }
            }

            var end = 0;
            for (var place = 0; place < capacity && pass == 0; place++)
            {
                slots[place].End = end;
                end += slots[place].Count;
            }
        }

        Span<long> left = new long[MemoryBatches.BatchRows];
        Span<long> right = new long[MemoryBatches.BatchRows];
        var (digest, filled) = (0L, 0);
        for (var batch = 0; batch < _probe.Batches.Length; batch++)
        {
            var keys = _probe.Values<long>(batch, 0);
            var values = _probe.Values<long>(batch, 1);
            var rowCount = _probe.Batches[batch].RowCount;
            for (var start = 0; start < rowCount; start += ChunkRows)
            {
                var count = Math.Min(ChunkRows, rowCount - start);
                Place(keys + start, count, slots, places, shift);
                for (var i = 0; i < count; i++)
                {
                    var (key, place) = (keys[start + i], places[i]);
                    while (slots[place].Key != key && slots[place].Key != 0)
                        place = (place + 1) & mask;
                    for (var row = slots[place].End - slots[place].Count; row < slots[place].End; row++)
                    {
                        (left[filled], right[filled]) = (values[start + i], payload[row]);
                        if (++filled < left.Length)
                            continue;
                        digest += DigestOf(left, right);
                        filled = 0;
                    }
                }
            }
        }

        memory.Release();
        payloadMemory.Release();
        return digest + DigestOf(left[..filled], right[..filled]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Place(long* keys, int count, Slot* slots, uint* places, int shift)
    {
        for (var i = 0; i < count; i++)
        {
            var hash = (ulong)keys[i] * 0x9E37_79B9_7F4A_7C15;
            places[i] = (uint)(((hash ^ (hash >> 32)) * 0xD6E8_FEB8_6659_FD93) >> shift);
            Sse.Prefetch0(slots + places[i]);
        }
    }

    private struct Slot
    {
        public long Key;
        public int Count;
        public int End;
    }

    private sealed class BatchReader(RecordBatch[] batches) : BatchOperator
    {
        private int _next;

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _next < batches.Length ? batches[_next] : null!;
            return _next++ < batches.Length ? PullStatus.Ready : PullStatus.Finished;
        }

        public override void Dispose()
        {
        }
    }
}
