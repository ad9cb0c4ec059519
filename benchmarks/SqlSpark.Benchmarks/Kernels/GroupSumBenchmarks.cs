using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.BuiltinFunctions.Aggregates;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Benchmarks.Kernels;

/// <summary>What does it cost to add a batch to the sums of its groups, in registers for 4 groups and by address for more, against loops written by hand?</summary>
[MemoryDiagnoser]
public unsafe class GroupSumBenchmarks
{
    private const int RowCount = 4096;
    private const int GroupCount = 4;
    private const int ManyGroups = 10_000;

    private readonly long[] _values = new long[RowCount];
    private readonly byte[] _codes = new byte[RowCount];
    private readonly Int128[] _sums = new Int128[GroupCount];
    private readonly long[] _counts = new long[GroupCount];
    private readonly Int128[] _sumsByHand = new Int128[GroupCount];
    private readonly ExactSumRows _rows = new();
    private readonly ExactSumState[] _states = GC.AllocateArray<ExactSumState>(ManyGroups, pinned: true);
    private readonly Int128[] _statesByHand = GC.AllocateArray<Int128>(ManyGroups, pinned: true);
    private readonly nint[] _addresses = new nint[RowCount];
    private readonly nint[] _addressesByHand = new nint[RowCount];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        fixed (ExactSumState* states = _states)
        fixed (Int128* statesByHand = _statesByHand)
        {
            for (var i = 0; i < RowCount; i++)
            {
                _values[i] = random.Next();
                _codes[i] = (byte)random.Next(GroupCount);
                var group = i == 0 ? 0 : random.Next(ManyGroups);
                _addresses[i] = (nint)(states + group);
                _addressesByHand[i] = (nint)(statesByHand + group);
            }
        }
    }

    [Benchmark]
    [ComparedWith(nameof(FewByHand))]
    public Int128 FewOfKernel()
    {
        GroupKernels.SumFew(_values, _codes, _sums);
        return _sums[0];
    }

    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Int128 FewByHand()
    {
        var (s0, s1, s2, s3) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        var large = Vector512<long>.Zero;
        fixed (long* values = _values)
        fixed (byte* codes = _codes)
        {
            for (var row = 0; row < RowCount; row += 8)
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

        _sumsByHand[0] += Vector512.Sum(s0);
        _sumsByHand[1] += Vector512.Sum(s1);
        _sumsByHand[2] += Vector512.Sum(s2);
        _sumsByHand[3] += Vector512.Sum(s3);
        if (!Vector512.EqualsAll(large >>> 50, Vector512<long>.Zero))
            throw new OverflowException();
        return _sumsByHand[0];
    }

    [Benchmark]
    public long CountOfKernel()
    {
        GroupKernels.CountFew(_codes, _counts);
        return _counts[0];
    }

    [Benchmark]
    [ComparedWith(nameof(SumByHand))]
    public Int128 SumOfKernel() => AggregateKernels.Sum<long>(_values, Rows.All(RowCount));

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Int128 SumByHand()
    {
        var (low, high) = (Vector512<ulong>.Zero, Vector512<long>.Zero);
        var (low2, high2) = (Vector512<ulong>.Zero, Vector512<long>.Zero);
        fixed (long* values = _values)
        {
            for (var row = 0; row < RowCount; row += 16)
            {
                var (a, b) = (Vector512.Load(values + row), Vector512.Load(values + row + 8));
                low += a.AsUInt64() & Vector512.Create(0xFFFF_FFFFUL);
                high += a >> 32;
                low2 += b.AsUInt64() & Vector512.Create(0xFFFF_FFFFUL);
                high2 += b >> 32;
            }
        }

        return ((Int128)Vector512.Sum(high + high2) << 32) + Vector512.Sum(low + low2);
    }

    [Benchmark]
    [ComparedWith(nameof(ManyByHand))]
    public Int128 ManyOfKernel()
    {
        _rows.Add<long>(_values, Rows.All(RowCount), _addresses);
        return _states[0].Sum;
    }

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Int128 ManyByHand()
    {
        fixed (long* values = _values)
        fixed (nint* addresses = _addressesByHand)
        {
            for (var row = 0; row < RowCount; row++)
            {
                var sum = (ulong*)addresses[row];
                var value = values[row];
                var low = sum[0] + (ulong)value;
                sum[1] += (ulong)(value >> 63) + (low < sum[0] ? 1UL : 0);
                sum[0] = low;
            }
        }

        return _statesByHand[0];
    }
}
