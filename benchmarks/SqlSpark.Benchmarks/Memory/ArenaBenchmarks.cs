using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using SqlSpark.Core.Memory;

namespace SqlSpark.Benchmarks.Memory;

/// <summary>What does a block cost that is allocated, touched and released in the steady state, against the C heap?</summary>
[MemoryDiagnoser]
public unsafe class ArenaBenchmarks
{
    private const int CacheLineBytes = 64;

    private readonly MemoryPool _pool = new(4L << 30);
    private MemoryAccount _task = null!;
    private NativeBuffer _resident = null!;

    /// <summary>The size of the block.</summary>
    [Params(1 << 10, 32 << 10, 256 << 10, 1 << 20, 4 << 20)]
    public int ByteLength { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _task = _pool.CreateAccount("query").CreateChild("task");
        _resident = _task.Allocate(ByteLength);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _resident.Release();
        _task.Dispose();
        _pool.Dispose();
    }

    [Benchmark]
    public void Arena() => _task.Allocate(ByteLength).Release();

    [Benchmark(Baseline = true)]
    public void CHeap() => NativeMemory.Free(NativeMemory.Alloc((nuint)ByteLength));

    [Benchmark]
    public void ArenaAndTouch()
    {
        var buffer = _task.Allocate(ByteLength);
        Touch(buffer.Address, ByteLength);
        buffer.Release();
    }

    [Benchmark]
    public void CHeapAndTouch()
    {
        var address = (byte*)NativeMemory.Alloc((nuint)ByteLength);
        Touch(address, ByteLength);
        NativeMemory.Free(address);
    }

    [Benchmark]
    public void TouchOnly() => Touch(_resident.Address, ByteLength);

    [Benchmark]
    public void RetainAndRelease()
    {
        _resident.Retain();
        _resident.Release();
    }

    private static void Touch(byte* address, int byteLength)
    {
        for (var i = 0; i < byteLength; i += CacheLineBytes)
            address[i] = 1;
    }
}
