using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Benchmarks.Kernels;

/// <summary>What does it cost to hash a batch of keys, against a loop written for it by hand?</summary>
[MemoryDiagnoser]
public unsafe class HashBenchmarks
{
    private const int RowCount = 4096;

    private readonly MemoryPool _pool = new(1L << 30);
    private readonly long[] _keys = new long[RowCount];
    private readonly int[] _narrow = new int[RowCount];
    private readonly ulong[] _hashes = new ulong[RowCount];
    private MemoryAccount _account = null!;
    private VectorWriter _strings = null!;
    private VectorWriter _longs = null!;
    private VectorHasher _hasher = null!;
    private Vector[] _twoKeys = [];
    private Vector[] _oneString = [];

    [GlobalSetup]
    public void Setup()
    {
        _account = _pool.CreateAccount("benchmark");
        _hasher = new VectorHasher(_account);
        _strings = new VectorWriter(StringType.Instance, _account);
        _longs = new VectorWriter(LongType.Instance, _account);
        _strings.Begin(RowCount);
        _longs.Begin(RowCount);
        for (var i = 0; i < RowCount; i++)
        {
            _keys[i] = _narrow[i] = i * 7;
            _longs.Values<long>()[i] = i;
            _strings.SetBytes(i, System.Text.Encoding.UTF8.GetBytes($"key{i % 977}"));
        }

        _oneString = [_strings.Publish()];
        _twoKeys = [_longs.Publish(), _longs.Publish()];
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _hasher.Dispose();
        _strings.Dispose();
        _longs.Dispose();
        _account.Dispose();
        _pool.Dispose();
    }

    [Benchmark]
    [ComparedWith(nameof(LongsByHand))]
    public ulong LongsOfKernel()
    {
        HashKernels.Hash<long>(_keys, _hashes);
        return _hashes[0];
    }

    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong LongsByHand()
    {
        fixed (long* keys = _keys)
        fixed (ulong* hashes = _hashes)
        {
            for (var row = 0; row < RowCount; row += 8)
            {
                Mix(Vector512.Load((ulong*)keys + row)).Store(hashes + row);
            }
        }

        return _hashes[0];
    }

    [Benchmark]
    public ulong IntsOfKernel()
    {
        HashKernels.Hash<int>(_narrow, _hashes);
        return _hashes[0];
    }

    [Benchmark]
    [ComparedWith(nameof(TwoColumnsByHand))]
    public ulong TwoColumnsOfHasher()
    {
        _hasher.Hash(_twoKeys, Rows.All(RowCount), _hashes);
        return _hashes[RowCount - 1];
    }

    /// <summary>Both columns in one pass.</summary>
    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong TwoColumnsByHand()
    {
        var first = (ulong*)((FlatVector)_twoKeys[0]).Address;
        var second = (ulong*)((FlatVector)_twoKeys[1]).Address;
        fixed (ulong* hashes = _hashes)
        {
            for (var row = 0; row < RowCount; row += 8)
            {
                var hash = Mix(Vector512.Load(first + row));
                hash = ((hash << 5) | (hash >>> 59)) ^ Mix(Vector512.Load(second + row));
                hash *= Vector512.Create(0x9FB2_1C65_1E98_DF25UL);
                (hash ^ (hash >>> 32)).Store(hashes + row);
            }
        }

        return _hashes[RowCount - 1];
    }

    [Benchmark]
    [ComparedWith(nameof(StringsByHand))]
    public ulong StringsOfHasher()
    {
        _hasher.Hash(_oneString, Rows.All(RowCount), _hashes);
        return _hashes[0];
    }

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong StringsByHand()
    {
        var views = ((FlatVector)_oneString[0]).Values<Utf8View>();
        var hashes = _hashes;
        for (var row = 0; row < views.Length; row++)
        {
            var high = Math.BigMul(views[row].Head ^ 0xA076_1D64_78BD_642F, views[row].Tail ^ 0xE703_7ED1_A0B4_28DB, out var low);
            high = Math.BigMul(high ^ low ^ 0x8EBC_6AF0_9C88_C6E3, 0x9FB2_1C65_1E98_DF25, out low);
            hashes[row] = high ^ low;
        }

        return hashes[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Mix(Vector512<ulong> x)
    {
        x ^= x >>> 32;
        x *= Vector512.Create(0xFF51_AFD7_ED55_8CCDUL);
        x ^= x >>> 32;
        x *= Vector512.Create(0xC4CE_B9FE_1A85_EC53UL);
        return x ^ (x >>> 32);
    }
}
