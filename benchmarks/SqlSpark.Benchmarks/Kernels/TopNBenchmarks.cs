using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;

namespace SqlSpark.Benchmarks.Kernels;

/// <summary>What do the 100 smallest of a million keys cost, by a threshold that tightens whenever a buffer is full, against a loop written by hand?</summary>
[MemoryDiagnoser]
public unsafe class TopNBenchmarks
{
    private const int RowCount = 1 << 20;
    private const int BatchLength = 4096;
    private const int BufferLength = 4096;
    private const int Limit = 100;

    private readonly MemoryPool _pool = new(1L << 30);
    private readonly long[] _keys = new long[RowCount];
    private readonly ulong[] _bitmap = new ulong[BatchLength / 64];
    private readonly int[] _indices = new int[BatchLength + 64];
    private readonly long[] _buffer = new long[BufferLength + BatchLength + 64];
    private readonly int[] _rows = new int[BufferLength + BatchLength + 64];
    private readonly ulong[] _sortKeys = new ulong[BufferLength + BatchLength];
    private MemoryAccount _account = null!;
    private RadixSorter _sorter = null!;

    [GlobalSetup]
    public void Setup()
    {
        _account = _pool.CreateAccount("benchmark");
        _sorter = new RadixSorter(_account);
        var random = new Random(1);
        for (var i = 0; i < RowCount; i++)
            _keys[i] = random.NextInt64();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _sorter.Dispose();
        _account.Dispose();
        _pool.Dispose();
    }

    [Benchmark]
    [ComparedWith(nameof(ThresholdByHand))]
    public long ThresholdOfKernels()
    {
        var threshold = long.MaxValue;
        var count = 0;
        for (var start = 0; start < RowCount; start += BatchLength)
        {
            var batch = _keys.AsSpan(start, BatchLength);
            ComparisonKernels.CompareConstant<long, LessThanOperation>(batch, threshold, _bitmap);
            var found = Bitmaps.ToIndices(_bitmap, _indices);
            if (found == 0)
                continue;
            GatherKernels.Gather<long>(batch, _indices.AsSpan(0, found), _buffer.AsSpan(count));
            for (var i = 0; i < found; i++)
                _rows[count + i] = start + _indices[i];
            count += found;
            if (count >= BufferLength)
                Cut(ref count, ref threshold);
        }

        Cut(ref count, ref threshold);
        return _buffer[0];
    }

    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long ThresholdByHand()
    {
        var threshold = long.MaxValue;
        var bound = Vector512.Create(threshold);
        var count = 0;
        fixed (long* keys = _keys, buffer = _buffer)
        fixed (int* rows = _rows)
        {
            for (var row = 0; row < RowCount; row += 8)
            {
                var key = Vector512.Load(keys + row);
                var passes = Vector512.LessThan(key, bound);
                var bits = (uint)passes.ExtractMostSignificantBits();
                if (bits == 0)
                    continue;
                Avx512F.Compress(Vector512<long>.Zero, passes, key).Store(buffer + count);
                Avx512F.VL.Compress(Vector256<int>.Zero, Avx512F.ConvertToVector256Int32(passes), Vector256.Create(row) + Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).Store(rows + count);
                count += BitOperations.PopCount(bits);
                if (count >= BufferLength)
                {
                    Cut(ref count, ref threshold);
                    bound = Vector512.Create(threshold);
                }
            }
        }

        Cut(ref count, ref threshold);
        return _buffer[0];
    }

    /// <summary>Sorts the buffer and keeps the first rows.</summary>
    private void Cut(ref int count, ref long threshold)
    {
        for (var i = 0; i < count; i++)
            _sortKeys[i] = (ulong)_buffer[i] ^ (1UL << 63);
        _sorter.Sort(_sortKeys.AsSpan(0, count), _rows.AsSpan(0, count));
        count = Math.Min(count, Limit);
        for (var i = 0; i < count; i++)
            _buffer[i] = (long)(_sortKeys[i] ^ (1UL << 63));
        if (count == Limit)
            threshold = _buffer[Limit - 1];
    }
}
