using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Sorts;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>What does <c>SELECT k, v ORDER BY k LIMIT 100</c> cost over 6 million rows in one worker, against a threshold filter by hand?</summary>
[MemoryDiagnoser]
public unsafe class TopNOperatorBenchmarks : SinkBenchmarks
{
    private const int RowCount = 6_000_000;
    private const int BufferLength = 4096;
    private const int Limit = 100;

    private readonly long[] _keys = new long[BufferLength + 64];
    private readonly int[] _rows = new int[BufferLength + 64];

    private protected override void Fill(Random random)
    {
        var (keys, values) = (new long[RowCount], new long[RowCount]);
        for (var i = 0; i < RowCount; i++)
            (keys[i], values[i]) = (random.NextInt64(), i);
        Input.Add(keys);
        Input.Add(values);
    }

    [Benchmark]
    [ComparedWith(nameof(ByHand))]
    public long Operator()
    {
        var place = 0;
        return SinkDriver.Run(
            account => new TopNSink([LongType.Instance, LongType.Instance], [new SortKey(0, IsAscending: true, NullsFirst: true)], [0, 1], Limit, 0, account),
            Input,
            batch =>
            {
                var keys = ((FlatVector)batch[0]).Values<long>();
                var values = ((FlatVector)batch[1]).Values<long>();
                var digest = 0L;
                for (var i = 0; i < keys.Length; i++)
                    digest += (keys[i] ^ values[i]) * ++place;
                return digest;
            });
    }

    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long ByHand()
    {
        var bound = Vector512.Create(long.MaxValue);
        var count = 0;
        fixed (long* buffer = _keys)
        fixed (int* rows = _rows)
        {
            for (var batch = 0; batch < Input.Batches.Length; batch++)
            {
                var keys = Input.Values<long>(batch, 0);
                var rowCount = Input.Batches[batch].RowCount;
                for (var row = 0; row < rowCount; row += 8)
                {
                    var key = Vector512.Load(keys + row);
                    var passes = Vector512.LessThan(key, bound);
                    var bits = (uint)passes.ExtractMostSignificantBits();
                    if (bits == 0)
                        continue;
                    Avx512F.Compress(Vector512<long>.Zero, passes, key).Store(buffer + count);
                    var number = Vector256.Create((batch * MemoryBatches.BatchRows) + row) + Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
                    Avx512F.VL.Compress(Vector256<int>.Zero, Avx512F.ConvertToVector256Int32(passes), number).Store(rows + count);
                    count += BitOperations.PopCount(bits);
                    if (count >= BufferLength)
                        bound = Vector512.Create(Cut(ref count));
                }
            }
        }

        Cut(ref count);
        var digest = 0L;
        for (var i = 0; i < Limit; i++)
        {
            var (batch, row) = Math.DivRem(_rows[i], MemoryBatches.BatchRows);
            digest += (_keys[i] ^ Input.Values<long>(batch, 1)[row]) * (i + 1);
        }

        return digest;
    }

    private long Cut(ref int count)
    {
        Array.Sort(_keys, _rows, 0, count);
        count = Math.Min(count, Limit);
        return count == Limit ? _keys[Limit - 1] : long.MaxValue;
    }
}
