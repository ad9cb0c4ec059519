using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Benchmarks.Kernels;

/// <summary>What does arithmetic over 64-bit integers with detection of overflow cost a batch, against loops written for it by hand?</summary>
[MemoryDiagnoser]
public unsafe class ArithmeticBenchmarks
{
    private const int RowCount = 4096;

    private readonly long[] _left = new long[RowCount];
    private readonly long[] _right = new long[RowCount];
    private readonly long[] _result = new long[RowCount];
    private readonly ulong[] _failures = new ulong[RowCount / 64];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < RowCount; i++)
            (_left[i], _right[i]) = (random.Next(), random.Next());
    }

    [Benchmark]
    [ComparedWith(nameof(AddByHand))]
    public bool AddOfKernel() => ArithmeticKernels.Apply<long, AddOperation>(_left, _right, _result);

    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool AddByHand()
    {
        var overflows = Vector512<long>.Zero;
        fixed (long* left = _left, right = _right, result = _result)
        {
            for (var row = 0; row < RowCount; row += 16)
            {
                var (a0, b0) = (Vector512.Load(left + row), Vector512.Load(right + row));
                var (a1, b1) = (Vector512.Load(left + row + 8), Vector512.Load(right + row + 8));
                var (s0, s1) = (a0 + b0, a1 + b1);
                s0.Store(result + row);
                s1.Store(result + row + 8);
                overflows |= ((s0 ^ a0) & (s0 ^ b0)) | ((s1 ^ a1) & (s1 ^ b1));
            }
        }

        return overflows.ExtractMostSignificantBits() != 0;
    }

    [Benchmark]
    [ComparedWith(nameof(MultiplyByHand))]
    public bool MultiplyOfKernel() => ArithmeticKernels.Apply<long, MultiplyOperation>(_left, _right, _result);

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MultiplyByHand()
    {
        var large = Vector512<long>.Zero;
        fixed (long* left = _left, right = _right, result = _result)
        {
            for (var row = 0; row < RowCount; row += 16)
            {
                var (a0, b0) = (Vector512.Load(left + row), Vector512.Load(right + row));
                var (a1, b1) = (Vector512.Load(left + row + 8), Vector512.Load(right + row + 8));
                (a0 * b0).Store(result + row);
                (a1 * b1).Store(result + row + 8);
                large |= (a0 ^ (a0 >> 63)) | (b0 ^ (b0 >> 63)) | (a1 ^ (a1 >> 63)) | (b1 ^ (b1 >> 63));
            }
        }

        return !Vector512.EqualsAll(large >>> 31, Vector512<long>.Zero);
    }

    [Benchmark]
    [ComparedWith(nameof(CheckedRowsByHand))]
    public int CheckedRowsOfKernel() => MapKernels.Try<long, long, long, CheckedOperation<long, MultiplyOperation>>(_left, _right, Rows.All(RowCount), _result, _failures);

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CheckedRowsByHand()
    {
        var failureCount = 0;
        fixed (long* left = _left, right = _right, result = _result)
        fixed (ulong* failures = _failures)
        {
            for (var word = 0; word < RowCount / 64; word++)
            {
                var failed = 0UL;
                for (var bit = 0; bit < 64; bit++)
                {
                    var row = (word * 64) + bit;
                    var high = Math.BigMul(left[row], right[row], out var low);
                    failed |= (high != low >> 63 ? 1UL : 0) << bit;
                    result[row] = low;
                }

                failures[word] = failed;
                failureCount += System.Numerics.BitOperations.PopCount(failed);
            }
        }

        return failureCount;
    }
}
