using BenchmarkDotNet.Attributes;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;

namespace SqlSpark.Benchmarks.Parquet;

/// <summary>How fast does each encoder write a page of 32768 values?</summary>
[Config(typeof(ThroughputColumn.Config))]
[MemoryDiagnoser]
public unsafe class EncodingBenchmarks
{
    private const int Count = DecodingBenchmarks.Count;

    private readonly MemoryPool _pool = new(1L << 30);
    private readonly int[] _codes = new int[Count];
    private readonly long[] _sorted = new long[Count];
    private readonly int[] _result = new int[Count];
    private readonly Utf8View[] _views = new Utf8View[Count];
    private MemoryAccount _account = null!;
    private StringHeap _heap = null!;
    private EncodingBuffer _target = null!;
    private DictionaryBuilder<long> _numbers = null!;
    private DictionaryBuilder<Utf8View> _strings = null!;

    [GlobalSetup]
    public void Setup()
    {
        _account = _pool.CreateAccount("benchmark");
        _heap = new StringHeap(_account);
        _target = new EncodingBuffer(_account);
        _numbers = new DictionaryBuilder<long>(_account, 1 << 20, 1 << 24);
        _strings = new DictionaryBuilder<Utf8View>(_account, 1 << 20, 1 << 24);
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
        {
            _codes[i] = random.Next(1 << 12);
            _sorted[i] = i == 0 ? 0 : _sorted[i - 1] + random.Next(1000);
            _views[i] = _heap.Copy(System.Text.Encoding.UTF8.GetBytes($"https://example.org/{_codes[i]}"));
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _numbers.Dispose();
        _strings.Dispose();
        _target.Dispose();
        _heap.Dispose();
        _account.Dispose();
        _pool.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(4)]
    public void Codes12()
    {
        _target.Clear();
        RleBitPackedEncoder.EncodeIndices(_codes, 1 << 12, _target);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public void Deltas64()
    {
        _target.Clear();
        DeltaBinaryPackedEncoder.Encode(_sorted, _target);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(24)]
    public void PlainStrings()
    {
        _target.Clear();
        ByteArrayEncoder.EncodePlain(_views, _target);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public void StreamsOfLongs()
    {
        _target.Clear();
        PlainEncoder.EncodeStreams(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_sorted.AsSpan()), 8, _target);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public int DictionaryOfNumbers()
    {
        _numbers.Clear();
        return _numbers.Add(_sorted, _result);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(24)]
    public int DictionaryOfStrings()
    {
        _strings.Clear();
        return _strings.Add(_views, _result);
    }
}
