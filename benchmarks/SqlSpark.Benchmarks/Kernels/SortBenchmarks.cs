using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Benchmarks.Kernels;

/// <summary>What does it cost to sort a million rows by a 64-bit key, against radix sorts written by hand, and to write row keys?</summary>
[MemoryDiagnoser]
public unsafe class SortBenchmarks : IComparableOutput
{
    private const int RowCount = 1_000_000;
    private const int PositionBits = 20;

    private readonly MemoryPool _pool = new(1L << 30);
    private readonly ulong[] _keys = new ulong[RowCount];
    private readonly ulong[] _sorted = new ulong[RowCount];
    private readonly ulong[] _words = new ulong[RowCount];
    private readonly ulong[] _other = new ulong[RowCount];
    private readonly int[] _rows = new int[RowCount];
    private readonly int[] _otherRows = new int[RowCount];
    private readonly SortKeyLayout _layout = new([new SortColumn(LongType.Instance, IsDescending: true), new SortColumn(LongType.Instance)]);
    private byte[] _rowKeys = [];
    private MemoryAccount _account = null!;
    private RadixSorter _sorter = null!;
    private VectorWriter _writer = null!;
    private Vector[] _columns = [];

    /// <summary>Bits in which keys differ.</summary>
    [Params(24, 64)]
    public int KeyBits { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _account = _pool.CreateAccount("benchmark");
        _sorter = new RadixSorter(_account);
        _writer = new VectorWriter(LongType.Instance, _account);
        _writer.Begin(4096);
        _writer.Values<long>().Clear();
        _writer.Validity[0] = 1;
        var vector = _writer.Publish();
        _columns = [vector, vector];
        _rowKeys = new byte[4096 * _layout.KeyBytes];
        var random = new Random(1);
        for (var i = 0; i < RowCount; i++)
            _keys[i] = (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - KeyBits);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _sorter.Dispose();
        _writer.Dispose();
        _account.Dispose();
        _pool.Dispose();
    }

    [Benchmark]
    [ComparedWith(nameof(RadixByHand))]
    public int RadixOfKernel()
    {
        Fill();
        _sorter.Sort(_sorted, _rows);
        return _rows[0];
    }

    [Benchmark]
    public int ArraySort()
    {
        Fill();
        Array.Sort(_sorted, _rows);
        return _rows[0];
    }

    /// <summary>The loop that fits the bits: packed words for 24, pairs for 64.</summary>
    [Benchmark(Baseline = true)]
    public int RadixByHand()
    {
        Fill();
        if (KeyBits == 24)
            SortWords();
        else
            SortPairs();
        return _rows[0];
    }

    /// <inheritdoc />
    public void ClearOutput()
    {
        _sorted.AsSpan().Clear();
        _rows.AsSpan().Clear();
    }

    /// <inheritdoc />
    public long DigestOutput() => Digest.Of<ulong>(_sorted) ^ Digest.Of<int>(_rows);

    [Benchmark]
    public bool RowKeysOfTwoColumnsFor4096Rows() => SortKeyKernels.Encode(_layout, _columns, Rows.All(4096), _rowKeys, _layout.KeyBytes);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass(ulong* from, ulong* to, int shift, int* histogram)
    {
        var offset = 0;
        for (var i = 0; i < 256; i++)
        {
            var next = offset + histogram[i];
            histogram[i] = offset;
            offset = next;
        }

        for (var i = 0; i < RowCount; i++)
        {
            var word = from[i];
            to[histogram[word >> shift & 0xFF]++] = word;
        }
    }

    // Three passes of eight bits over key and row in one word.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortWords()
    {
        var histograms = stackalloc int[3 * 256];
        new Span<int>(histograms, 3 * 256).Clear();
        fixed (ulong* keys = _sorted, words = _words, other = _other)
        fixed (int* rows = _rows)
        {
            for (var i = 0; i < RowCount; i++)
            {
                var key = keys[i];
                words[i] = key << PositionBits | (uint)rows[i];
                histograms[key & 0xFF]++;
                histograms[256 + (key >> 8 & 0xFF)]++;
                histograms[512 + (key >> 16 & 0xFF)]++;
            }

            Pass(words, other, PositionBits, histograms);
            Pass(other, words, PositionBits + 8, histograms + 256);
            Pass(words, other, PositionBits + 16, histograms + 512);
            for (var i = 0; i < RowCount; i++)
            {
                keys[i] = other[i] >> PositionBits;
                rows[i] = (int)other[i] & ((1 << PositionBits) - 1);
            }
        }
    }

    // Six passes of eleven bits over keys and rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortPairs()
    {
        const int Digits = 2048;
        var histograms = stackalloc int[6 * Digits];
        new Span<int>(histograms, 6 * Digits).Clear();
        fixed (ulong* keys = _sorted, otherKeys = _other)
        fixed (int* rows = _rows, otherRows = _otherRows)
        {
            for (var i = 0; i < RowCount; i++)
            {
                for (var digit = 0; digit < 6; digit++)
                    histograms[(digit * Digits) + (int)(keys[i] >> (digit * 11) & (Digits - 1))]++;
            }

            for (var digit = 0; digit < 6; digit += 2)
            {
                Pass(keys, rows, otherKeys, otherRows, digit * 11, histograms + (digit * Digits));
                Pass(otherKeys, otherRows, keys, rows, (digit + 1) * 11, histograms + ((digit + 1) * Digits));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass(ulong* keys, int* rows, ulong* toKeys, int* toRows, int shift, int* histogram)
    {
        var offset = 0;
        for (var i = 0; i < 2048; i++)
        {
            var next = offset + histogram[i];
            histogram[i] = offset;
            offset = next;
        }

        for (var i = 0; i < RowCount; i++)
        {
            var place = histogram[keys[i] >> shift & 2047]++;
            toKeys[place] = keys[i];
            toRows[place] = rows[i];
        }
    }

    private void Fill()
    {
        _keys.CopyTo(_sorted, 0);
        for (var i = 0; i < RowCount; i++)
            _rows[i] = i;
    }
}
