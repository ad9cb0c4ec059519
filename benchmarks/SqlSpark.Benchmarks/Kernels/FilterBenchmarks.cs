using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Benchmarks.Kernels;

/// <summary>What does a filter <c>column &lt; constant</c> cost a batch, to its bitmap and to row numbers, against loops written for it by hand?</summary>
[MemoryDiagnoser]
public unsafe class FilterBenchmarks
{
    private const int RowCount = 4096;

    private readonly long[] _values = new long[RowCount];
    private readonly int[] _ints = new int[RowCount];
    private readonly double[] _doubles = new double[RowCount];
    private readonly ulong[] _bitmap = new ulong[RowCount / 64];
    private readonly int[] _indices = new int[RowCount + 64];

    /// <summary>Rows that pass, of a hundred.</summary>
    [Params(1, 50, 99)]
    public int Selectivity { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < RowCount; i++)
            _doubles[i] = _ints[i] = (int)(_values[i] = random.Next(100));
    }

    [Benchmark]
    [ComparedWith(nameof(BitmapByHand))]
    public int BitmapOfKernel()
    {
        ComparisonKernels.CompareConstant<long, LessThanOperation>(_values, Selectivity, _bitmap);
        return (int)_bitmap[0];
    }

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int BitmapByHand()
    {
        var bound = Vector512.Create((long)Selectivity);
        fixed (long* values = _values)
        fixed (ulong* bitmap = _bitmap)
        {
            for (var row = 0; row < RowCount; row += 64)
            {
                var bits = 0UL;
                for (var lane = 0; lane < 64; lane += 8)
                    bits |= Vector512.LessThan(Vector512.Load(values + row + lane), bound).ExtractMostSignificantBits() << lane;
                bitmap[row / 64] = bits;
            }
        }

        return (int)_bitmap[0];
    }

    [Benchmark]
    [ComparedWith(nameof(IndicesByHand))]
    public int IndicesOfKernel()
    {
        ComparisonKernels.CompareConstant<long, LessThanOperation>(_values, Selectivity, _bitmap);
        return Bitmaps.ToIndices(_bitmap, _indices);
    }

    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int IndicesByHand()
    {
        var bound = Vector512.Create((long)Selectivity);
        var numbers = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
        var count = 0;
        fixed (long* values = _values)
        fixed (int* indices = _indices)
        {
            for (var row = 0; row < RowCount; row += 8)
            {
                var passes = Vector512.LessThan(Vector512.Load(values + row), bound);
                Avx512F.VL.Compress(Vector256<int>.Zero, Avx512F.ConvertToVector256Int32(passes), numbers).Store(indices + count);
                count += BitOperations.PopCount((uint)passes.ExtractMostSignificantBits());
                numbers += Vector256.Create(8);
            }
        }

        return count;
    }

    [Benchmark]
    [ComparedWith(nameof(IntsByHand))]
    public int IntsOfKernel()
    {
        ComparisonKernels.CompareConstant<int, LessThanOperation>(_ints, Selectivity, _bitmap);
        return (int)_bitmap[0];
    }

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int IntsByHand()
    {
        var bound = Vector512.Create(Selectivity);
        fixed (int* values = _ints)
        fixed (ulong* bitmap = _bitmap)
        {
            for (var row = 0; row < RowCount; row += 64)
            {
                var bits = 0UL;
                for (var lane = 0; lane < 64; lane += 16)
                    bits |= Vector512.LessThan(Vector512.Load(values + row + lane), bound).ExtractMostSignificantBits() << lane;
                bitmap[row / 64] = bits;
            }
        }

        return (int)_bitmap[0];
    }

    [Benchmark]
    [ComparedWith(nameof(DoublesByHand))]
    public int DoublesOfKernel()
    {
        ComparisonKernels.CompareConstant<double, LessThanOperation>(_doubles, Selectivity, _bitmap);
        return (int)_bitmap[0];
    }

    /// <summary>NaN is the greatest value in Spark, and not less than a bound that is none.</summary>
    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int DoublesByHand()
    {
        var bound = Vector512.Create((double)Selectivity);
        fixed (double* values = _doubles)
        fixed (ulong* bitmap = _bitmap)
        {
            for (var row = 0; row < RowCount; row += 64)
            {
                var bits = 0UL;
                for (var lane = 0; lane < 64; lane += 8)
                    bits |= Vector512.LessThan(Vector512.Load(values + row + lane), bound).ExtractMostSignificantBits() << lane;
                bitmap[row / 64] = bits;
            }
        }

        return (int)_bitmap[0];
    }
}
