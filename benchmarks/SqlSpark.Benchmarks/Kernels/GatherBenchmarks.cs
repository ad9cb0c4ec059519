using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Benchmarks.Kernels;

/// <summary>What does it cost to make the live rows of a batch dense, against loops written for it by hand?</summary>
[MemoryDiagnoser]
public unsafe class GatherBenchmarks
{
    private const int RowCount = 4096;

    private readonly MemoryPool _pool = new(1L << 30);
    private readonly ulong[] _words = new ulong[RowCount / 64];
    private readonly int[] _indices = new int[RowCount + 64];
    private readonly long[] _result = new long[RowCount + 64];
    private int _count;
    private MemoryAccount _account = null!;
    private VectorWriter _longs = null!;
    private VectorWriter _strings = null!;
    private VectorWriter _longTarget = null!;
    private VectorWriter _stringTarget = null!;
    private FlatVector _longColumn = null!;
    private FlatVector _stringColumn = null!;

    /// <summary>Live rows, of a hundred.</summary>
    [Params(10, 50)]
    public int Live { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _account = _pool.CreateAccount("benchmark");
        _longs = new VectorWriter(LongType.Instance, _account);
        _strings = new VectorWriter(StringType.Instance, _account);
        _longTarget = new VectorWriter(LongType.Instance, _account);
        _stringTarget = new VectorWriter(StringType.Instance, _account);
        _longs.Begin(RowCount);
        _strings.Begin(RowCount);
        var random = new Random(1);
        for (var i = 0; i < RowCount; i++)
        {
            _longs.Values<long>()[i] = i;
            _strings.SetBytes(i, System.Text.Encoding.UTF8.GetBytes($"some text of row {i}"));
            if (random.Next(100) < Live)
                Bitmaps.Set(_words, i);
        }

        _count = Bitmaps.ToIndices(_words, _indices);
        _longColumn = (FlatVector)_longs.Publish();
        _stringColumn = (FlatVector)_strings.Publish();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _longs.Dispose();
        _strings.Dispose();
        _longTarget.Dispose();
        _stringTarget.Dispose();
        _account.Dispose();
        _pool.Dispose();
    }

    [Benchmark]
    [ComparedWith(nameof(LongsByHand))]
    public long LongsOfKernel()
    {
        GatherKernels.Gather(_longColumn.Values<long>(), _indices.AsSpan(0, _count), _result);
        return _result[0];
    }

    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long LongsByHand()
    {
        var values = (long*)_longColumn.Address;
        var count = _count;
        fixed (int* indices = _indices)
        fixed (long* result = _result)
        {
            for (var i = 0; i < count; i++)
                result[i] = values[indices[i]];
        }

        return _result[0];
    }

    [Benchmark]
    [ComparedWith(nameof(CompressByHand))]
    public int CompressOfKernel() => CompressKernels.Compress(_longColumn.Values<long>(), _words, _result);

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CompressByHand()
    {
        var values = (long*)_longColumn.Address;
        var lanes = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        var count = 0;
        fixed (ulong* words = _words)
        fixed (long* result = _result)
        {
            for (var row = 0; row < RowCount; row += 8)
            {
                long bits = ((byte*)words)[row / 8];
                var isSet = Vector512.Equals(Vector512.Create(bits) & lanes, lanes);
                Avx512F.Compress(Vector512<long>.Zero, isSet, Vector512.Load(values + row)).Store(result + count);
                count += BitOperations.PopCount((uint)bits);
            }
        }

        return count;
    }

    [Benchmark]
    public Core.Columnar.Vector LongsOfRegister() => VectorCopy.Gather(_longColumn, _indices.AsSpan(0, _count), _longTarget);

    [Benchmark]
    public Core.Columnar.Vector StringsOfRegister() => VectorCopy.Gather(_stringColumn, _indices.AsSpan(0, _count), _stringTarget);

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Core.Columnar.Vector StringsByHand()
    {
        _stringTarget.Begin(_count);
        var values = (Utf8View*)_stringColumn.Address;
        var result = (Utf8View*)_stringTarget.Address;
        var count = _count;
        fixed (int* indices = _indices)
        {
            for (var i = 0; i < count; i++)
                result[i] = values[indices[i]];
        }

        return _stringTarget.Publish();
    }
}
