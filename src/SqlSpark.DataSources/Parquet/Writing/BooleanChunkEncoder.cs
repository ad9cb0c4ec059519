using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Encodes booleans: bits in pages of version 1, runs in those of version 2.</summary>
internal sealed unsafe class BooleanChunkEncoder(WriteLeaf leaf, ParquetWriteOptions options, PageWriter pages, MemoryAccount account)
    : ChunkEncoder(leaf, options, pages, account), IBoundOrder
{
    private static readonly Bound False = new([0], IsExact: true);
    private static readonly Bound True = new([1], IsExact: true);

    private readonly ParquetEncoding _encoding = options.IsVersion2 ? ParquetEncoding.Rle : ParquetEncoding.Plain;
    private readonly EncodingBuffer _bits = new(account);   // of the page at hand, in whole words
    private readonly ScratchBuffer _scratch = new(account);
    private int _valueCount;
    private bool _hasFalse;
    private bool _hasTrue;

    /// <inheritdoc />
    protected override IBoundOrder Order => this;

    /// <inheritdoc />
    protected override int ValueCount => _valueCount;

    /// <inheritdoc />
    protected override long ValueBytes => _bits.Length;

    /// <inheritdoc />
    protected override long PageValueBytes => _valueCount / 8;

    /// <inheritdoc />
    public int Compare(byte[] left, byte[] right) => left[0] - right[0];

    /// <inheritdoc />
    public override void AddRange(Vector leaf, int start, int count)
    {
        switch (leaf)
        {
            case FlatVector flat:
                Add(flat.Bits, start, count);
                break;
            case ConstantVector { Value: FlatVector value }:
                var words = _scratch.GetSpan<ulong>(Bitmaps.WordCount(count));
                words.Fill(Bitmaps.Get(value.Bits, 0) ? ulong.MaxValue : 0);
                Add(words, 0, count);
                break;
            default:
                var rows = _scratch.GetSpan<int>(count);
                for (var i = 0; i < count; i++)
                    rows[i] = start + i;
                AddGathered(leaf, rows);
                break;
        }
    }

    /// <inheritdoc />
    public override void AddRows(Vector leaf, ReadOnlySpan<int> rows)
    {
        if (leaf is ConstantVector)
            AddRange(leaf, 0, rows.Length);
        else
            AddGathered(leaf, rows);
    }

    /// <inheritdoc />
    protected override void EndPage(in PageExtent page)
    {
        var output = Open();
        Pages.Begin(Levels, page);
        var words = new ReadOnlySpan<ulong>(_bits.Address, _bits.Length / sizeof(ulong));
        if (_encoding == ParquetEncoding.Rle)
            EncodeRuns(words, page.ValueCount);
        else
            PlainEncoder.EncodeBooleans(words, 0, page.ValueCount, Pages.Body);
        Pages.End(page, _encoding, output);
        var trueCount = CountTrue(words, page.ValueCount);
        output.SetBounds(BoundsOf(trueCount < page.ValueCount, trueCount > 0));
        _hasFalse |= trueCount < page.ValueCount;
        _hasTrue |= trueCount > 0;
        _bits.Clear();
        _valueCount = 0;
        Rebase();
    }

    /// <inheritdoc />
    protected override void FinishPages()
    {
        Open().Bounds = BoundsOf(_hasFalse, _hasTrue);
        (_hasFalse, _hasTrue) = (false, false);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _bits.Dispose();
        _scratch.Dispose();
    }

    private static PageBounds BoundsOf(bool hasFalse, bool hasTrue) =>
        hasFalse || hasTrue ? new PageBounds(hasFalse ? False : True, hasTrue ? True : False, null) : default;

    private static int CountTrue(ReadOnlySpan<ulong> words, int count)
    {
        var trueCount = 0;
        for (var i = 0; i < count; i += 64)
            trueCount += System.Numerics.BitOperations.PopCount(Bitmaps.Read(words, i, Math.Min(64, count - i)));
        return trueCount;
    }

    // Runs of booleans have their length in four bytes before them.
    private void EncodeRuns(ReadOnlySpan<ulong> words, int count)
    {
        var body = Pages.Body;
        var start = body.Length;
        body.Write([0, 0, 0, 0]);
        RleBitPackedEncoder.EncodeBits(words, 0, count, body);
        Unsafe.WriteUnaligned(body.Address + start, body.Length - start - sizeof(int));
    }

    private void AddGathered(Vector leaf, ReadOnlySpan<int> rows)
    {
        for (var done = 0; done < rows.Length; done += 64)
        {
            var part = rows.Slice(done, Math.Min(64, rows.Length - done));
            var word = leaf switch
            {
                FlatVector flat => GatherKernels.GatherWord(flat.Bits, part),
                DictionaryVector coded => GatherEntries(coded, part),
                _ => throw InternalErrors.Unreachable($"booleans of a {leaf.GetType().Name}"),
            };
            Add(new ReadOnlySpan<ulong>(in word), 0, part.Length);
        }
    }

    private static ulong GatherEntries(DictionaryVector coded, ReadOnlySpan<int> rows)
    {
        var bits = ((FlatVector)coded.Dictionary.Values).Bits;
        var word = 0UL;
        for (var i = 0; i < rows.Length; i++)
            word |= (Bitmaps.Get(bits, coded.Code(rows[i])) ? 1UL : 0) << i;
        return word;
    }

    private void Add(ReadOnlySpan<ulong> bits, int first, int count)
    {
        var missing = (Bitmaps.WordCount(_valueCount + count) * sizeof(ulong)) - _bits.Length;
        if (missing > 0)
        {
            new Span<byte>(_bits.Reserve(missing), missing).Clear();
            _bits.Advance(missing);
        }

        var words = new Span<ulong>(_bits.Address, _bits.Length / sizeof(ulong));
        for (var i = 0; i < count; i += 64)
        {
            var step = Math.Min(64, count - i);
            Bitmaps.Write(words, _valueCount + i, Bitmaps.Read(bits, first + i, step), step);
        }

        _valueCount += count;
    }
}
