using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Aggregates;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>What does <c>sum(v) GROUP BY k</c> cost for 4 groups whose key is a dictionary-coded string, in one worker, against masked sums in registers?</summary>
[MemoryDiagnoser]
public unsafe class GroupByFewBenchmarks : SinkBenchmarks
{
    private const int RowCount = 6_000_000;
    private const int GroupCount = 4;

    private BoundAggregate _sum = null!;

    private protected override void Fill(Random random)
    {
        _sum = SinkDriver.Bind("sum(1L)");
        var (codes, values) = (new byte[RowCount], new long[RowCount]);
        for (var i = 0; i < RowCount; i++)
            (codes[i], values[i]) = ((byte)random.Next(GroupCount), random.Next(10_000_000));
        Input.Add(codes, ["A"u8.ToArray(), "N"u8.ToArray(), "R"u8.ToArray(), "X"u8.ToArray()]);
        Input.Add(values);
    }

    [Benchmark]
    [ComparedWith(nameof(ByHand))]
    public long Operator() => SinkDriver.Run(
        account => new HashAggregateSink([StringType.Instance, LongType.Instance], [0], [new AggregateSpec(_sum, [1])], account),
        Input,
        static batch =>
        {
            var keys = ((FlatVector)batch[0]).Values<Utf8View>();
            var sums = ((FlatVector)batch[1]).Values<long>();
            var digest = 0L;
            for (var i = 0; i < sums.Length; i++)
                digest += sums[i] * keys[i].Bytes[0];
            return digest;
        });

    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long ByHand()
    {
        var (s0, s1, s2, s3) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        var large = Vector512<long>.Zero;
        for (var batch = 0; batch < Input.Batches.Length; batch++)
        {
            var rowCount = Input.Batches[batch].RowCount;
            var values = Input.Values<long>(batch, 1);
            fixed (byte* codes = ((DictionaryVector)Input.Batches[batch][0]).Codes<byte>())
            {
                for (var row = 0; row < rowCount; row += 8)
                {
                    var code = Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(*(long*)(codes + row)).AsByte());
                    var value = Vector512.Load(values + row);
                    large |= value ^ (value >> 63);
                    s0 += value & Vector512.Equals(code, Vector512<long>.Zero);
                    s1 += value & Vector512.Equals(code, Vector512.Create(1L));
                    s2 += value & Vector512.Equals(code, Vector512.Create(2L));
                    s3 += value & Vector512.Equals(code, Vector512.Create(3L));
                }
            }
        }

        // 2^23 rows of less than 2^40 cannot overflow.
        if (!Vector512.EqualsAll(large >>> 40, Vector512<long>.Zero))
            throw new OverflowException();
        return (Vector512.Sum(s0) * 'A') + (Vector512.Sum(s1) * 'N') + (Vector512.Sum(s2) * 'R') + (Vector512.Sum(s3) * 'X');
    }
}
