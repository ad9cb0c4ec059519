using BenchmarkDotNet.Attributes;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;

namespace SqlSpark.Benchmarks.Parquet;

/// <summary>How fast is each value encoding decoded, in batches of 4096 values out of a page that lies in the second-level cache?</summary>
[Config(typeof(ThroughputColumn.Config))]
[MemoryDiagnoser]
public unsafe class DecodingBenchmarks
{
    public const int Count = 32768;
    private const int Batch = 4096;

    private readonly MemoryPool _pool = new(1L << 30);
    private MemoryAccount _account = null!;
    private StringHeap _heap = null!;
    private NativeBuffer _values = null!;
    private NativeBuffer _target = null!;
    private readonly ulong[] _validity = new ulong[Count / 64];
    private EncodingBuffer _codes5 = null!;
    private EncodingBuffer _codes12 = null!;
    private EncodingBuffer _codes20 = null!;
    private EncodingBuffer _shortRuns = null!;
    private EncodingBuffer _validityRuns = null!;
    private EncodingBuffer _deltas32 = null!;
    private EncodingBuffer _deltas64 = null!;
    private EncodingBuffer _strings = null!;
    private EncodingBuffer _deltaLengths = null!;
    private EncodingBuffer _deltaStrings = null!;

    [GlobalSetup]
    public void Setup()
    {
        _account = _pool.CreateAccount("benchmark");
        _heap = new StringHeap(_account);
        _values = _account.Allocate(Count * 16, zeroed: true);
        _target = _account.Allocate(Count * 16, zeroed: true);
        var random = new Random(1);
        random.NextBytes(_values.AsSpan<byte>());
        for (var row = 0; row < Count; row++)
            Bitmaps.Assign(_validity, row, random.Next(10) > 0);

        _codes5 = Codes(random, 5);
        _codes12 = Codes(random, 12);
        _codes20 = Codes(random, 20);
        _shortRuns = Encode(target =>
        {
            // Runs and packed values by turns, 16 of each.
            var codes = new int[Count];
            for (var i = 0; i < Count; i++)
                codes[i] = i / 16 % 2 == 0 ? i / 16 % 32 : random.Next(32);
            RleBitPackedEncoder.EncodeIndices(codes, 32, target);
        });
        _validityRuns = Encode(target => RleBitPackedEncoder.EncodeBits(_validity, 0, Count, target));
        var sorted = new long[Count];
        for (var i = 1; i < Count; i++)
            sorted[i] = sorted[i - 1] + random.Next(1000);
        _deltas64 = Encode(target => DeltaBinaryPackedEncoder.Encode(sorted, target));
        _deltas32 = Encode(target => DeltaBinaryPackedEncoder.Encode([.. sorted.Select(v => (int)v)], target));
        var views = new Utf8View[Count];
        for (var i = 0; i < Count; i++)
            views[i] = _heap.Copy(System.Text.Encoding.UTF8.GetBytes($"https://example.org/{sorted[i]}"[random.Next(20)..]));
        _strings = Encode(target => ByteArrayEncoder.EncodePlain(views, target));
        _deltaLengths = Encode(target => ByteArrayEncoder.EncodeDeltaLength(views, target));
        _deltaStrings = Encode(target => ByteArrayEncoder.EncodeDelta(views, target));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var buffer in new[] { _codes5, _codes12, _codes20, _shortRuns, _validityRuns, _deltas32, _deltas64, _strings, _deltaLengths, _deltaStrings })
            buffer.Dispose();
        _heap.Dispose();
        _values.Release();
        _target.Release();
        _account.Dispose();
        _pool.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(1)]
    public void Codes5ToBytes() => DecodeCodes<byte>(_codes5, 32);

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(4)]
    public void Codes5ToIntegers() => DecodeCodes<int>(_codes5, 32);

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(2)]
    public void Codes12ToShortsChecked() => DecodeCodes<ushort>(_codes12, 4095);

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(4)]
    public void Codes20ToIntegersChecked() => DecodeCodes<int>(_codes20, (1 << 20) - 1);

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(1)]
    public void ShortRunsToBytes() => DecodeCodes<byte>(_shortRuns, 32);

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(1 / 8.0)]
    public int LevelsToValidity()
    {
        var decoder = new RleBitPackedDecoder(_validityRuns.Address, _validityRuns.Length, 1);
        return decoder.DecodeBits(_target.AsSpan<ulong>(), 0, Count);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(4)]
    public void Deltas32()
    {
        var decoder = new DeltaBinaryPackedDecoder(_deltas32.Address, _deltas32.Length);
        for (var done = 0; done < Count; done += Batch)
            decoder.Decode(_target.AsSpan<int>(done, Batch));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public void Deltas64()
    {
        var decoder = new DeltaBinaryPackedDecoder(_deltas64.Address, _deltas64.Length);
        for (var done = 0; done < Count; done += Batch)
            decoder.Decode(_target.AsSpan<long>(done, Batch));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(16)]
    public void PlainStrings()
    {
        var decoder = new PlainByteArrayDecoder(_strings.Address, _strings.Length);
        for (var done = 0; done < Count; done += Batch)
            decoder.Decode(_target.AsSpan<Utf8View>(done, Batch));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(16)]
    public void DeltaLengthStrings()
    {
        var decoder = new DeltaLengthByteArrayDecoder(_deltaLengths.Address, _deltaLengths.Length);
        for (var done = 0; done < Count; done += Batch)
            decoder.Decode(_target.AsSpan<Utf8View>(done, Batch));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(16)]
    public void DeltaStrings()
    {
        _heap.Reset();
        var decoder = new DeltaByteArrayDecoder(_deltaStrings.Address, _deltaStrings.Length);
        for (var done = 0; done < Count; done += Batch)
            decoder.Decode(_target.AsSpan<Utf8View>(done, Batch), _heap);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(4)]
    public void StreamsOfFloats() => DecodeStreams<float>();

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public void StreamsOfDoubles() => DecodeStreams<double>();

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public void PlainLongs()
    {
        var decoder = new PlainDecoder(_values.Address, Count * 8, 8);
        for (var done = 0; done < Count; done += Batch)
            decoder.Decode(_target.AsSpan<long>(done, Batch));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public void PlainLongsExpanded()
    {
        var decoder = new PlainDecoder(_values.Address, Count * 8, 8);
        for (var done = 0; done < Count; done += Batch)
            decoder.DecodeExpanded(_validity, done, _target.AsSpan<long>(done, Batch), Bitmaps.Count(_validity.AsSpan(done / 64, Batch / 64)));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(4)]
    public void IntegersExpandedInPlace()
    {
        for (var done = 0; done < Count; done += Batch)
            ExpandKernels.ExpandInPlace(_target.AsSpan<int>(done, Batch), _validity, done, Bitmaps.Count(_validity.AsSpan(done / 64, Batch / 64)));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public void FixedDecimalsOf7Bytes()
    {
        for (var done = 0; done < Count; done += Batch)
            BigEndianDecimals.FromFixed(_values.Address + (done * 7), 7, _target.AsSpan<long>(done, Batch));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(8)]
    public void Int96()
    {
        for (var done = 0; done < Count; done += Batch)
            Int96Timestamps.ToMicroseconds(_values.Address + (done * 12), _target.AsSpan<long>(done, Batch));
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [DecodedBytes(4)]
    public void Halves()
    {
        for (var done = 0; done < Count; done += Batch)
            HalfFloats.ToSingles(_values.Address + (done * 2), _target.AsSpan<float>(done, Batch));
    }

    private EncodingBuffer Codes(Random random, int bitWidth) => Encode(target =>
    {
        // The greatest code is left out, so that the range check passes.
        var codes = new int[Count];
        for (var i = 0; i < Count; i++)
            codes[i] = random.Next((1 << bitWidth) - 1);
        RleBitPackedEncoder.EncodeIndices(codes, 1 << bitWidth, target);
    });

    private EncodingBuffer Encode(Action<EncodingBuffer> encode)
    {
        var target = new EncodingBuffer(_account);
        encode(target);
        return target;
    }

    private void DecodeCodes<T>(EncodingBuffer page, int bound)
        where T : unmanaged
    {
        var decoder = RleBitPackedDecoder.OfIndices(page.Address, page.Length);
        for (var done = 0; done < Count; done += Batch)
            decoder.DecodeBelow(_target.AsSpan<T>(done, Batch), bound);
    }

    private void DecodeStreams<T>()
        where T : unmanaged
    {
        var decoder = new ByteStreamSplitDecoder(_values.Address, Count * sizeof(T), sizeof(T));
        for (var done = 0; done < Count; done += Batch)
            decoder.Decode(_target.AsSpan<T>(done, Batch));
    }
}
