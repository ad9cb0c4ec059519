using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Benchmarks.Kernels;

/// <summary>What does a filter over a dictionary-coded column cost a batch, once its entries are tested, against a look-up in registers written by hand?</summary>
[MemoryDiagnoser]
public unsafe class CodeBenchmarks
{
    private const int RowCount = 4096;
    private const int EntryCount = 200;

    private readonly byte[] _codes = new byte[RowCount];
    private readonly ulong[] _marks = new ulong[256 / 64];
    private readonly ulong[] _bitmap = new ulong[RowCount / 64];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < RowCount; i++)
            _codes[i] = (byte)random.Next(EntryCount);
        for (var i = 0; i < EntryCount; i += 7)
            _marks[i / 64] |= 1UL << (i % 64);
    }

    [Benchmark]
    [ComparedWith(nameof(MarkedByHand))]
    public ulong MarkedOfKernel()
    {
        _bitmap.AsSpan().Fill(ulong.MaxValue);
        CodeKernels.KeepMarked<byte>(_codes, _marks, _bitmap);
        return _bitmap[0] ^ _bitmap[^1];
    }

    /// <summary>Byte code / 8 of the bitmap of entries holds the entry's bit; a permutation fetches 64 of them at a time.</summary>
    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong MarkedByHand()
    {
        _bitmap.AsSpan().Fill(ulong.MaxValue);
        fixed (byte* codes = _codes)
        fixed (ulong* marks = _marks)
        fixed (ulong* bitmap = _bitmap)
        {
            var table = Vector512.Create(Vector256.Load((byte*)marks), Vector256<byte>.Zero);
            var places = Vector512.Create(0x8040201008040201UL).AsByte();
            for (var row = 0; row < RowCount; row += 64)
            {
                var code = Vector512.Load(codes + row);
                var index = (code.AsUInt16() >>> 3).AsByte() & Vector512.Create((byte)31);
                var place = Avx512Vbmi.PermuteVar64x8(places, code);
                bitmap[row / 64] &= Vector512.Equals(Avx512Vbmi.PermuteVar64x8(table, index) & place, place).ExtractMostSignificantBits();
            }
        }

        return _bitmap[0] ^ _bitmap[^1];
    }
}
