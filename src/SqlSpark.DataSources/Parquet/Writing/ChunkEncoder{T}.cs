using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>
/// Encodes numbers or byte arrays. A column chunk begins with a dictionary and holds codes; when the dictionary becomes too large, or the
/// values turn out to be mostly distinct, or the chunk would be smaller without it, all of it is written plainly.
/// </summary>
/// <remarks>With a dictionary the codes of a whole chunk are buffered, 1 to 4 bytes each; without one the values of a page.</remarks>
internal sealed unsafe class ChunkEncoder<T> : ChunkEncoder
    where T : unmanaged, IEquatable<T>
{
    // After so many values it shows whether they repeat.
    private const int ProbationLength = 8192;

    // A dictionary that is so much shorter than the column needs no proof.
    private const int ClearBenefit = 16;

    // So many values stand for the chunk when both forms are tried.
    private const int SampleLength = 16 * 1024;

    private readonly ValueFormat<T> _format;
    private readonly ParquetEncoding _encoding;
    private readonly int _boundBytes;
    private readonly DictionaryBuilder<T>? _dictionary;
    private readonly CodeBuffer _codes;
    private readonly EntryMaps _maps;
    private readonly List<PageExtent> _codedPages = [];
    private readonly EncodingBuffer _values;    // of the page at hand: numbers as they are, byte arrays in encoding PLAIN
    private readonly ScratchBuffer _input;      // values of a piece
    private readonly ScratchBuffer _scratch;    // values of a page, and of entries
    private readonly ScratchBuffer _codeScratch;
    private readonly ScratchBuffer _marks;
    private readonly BloomFilterBuilder? _bloom;
    private int _valueCount;
    private bool _isCoded;
    private bool _isOnProbation;
    private int _halfTimeValues;
    private int _halfTimeEntries;

    /// <summary>An encoder between row groups.</summary>
    public ChunkEncoder(WriteLeaf leaf, ValueFormat<T> format, ParquetWriteOptions options, PageWriter pages, MemoryAccount account)
        : base(leaf, options, pages, account)
    {
        _format = format;
        _encoding = Column.Encoding is { } wanted && format.Supports(wanted) ? wanted
            : options.IsVersion2 ? format.Version2Encoding
            : ParquetEncoding.Plain;
        _boundBytes = Math.Max(options.BoundBytes, options.PageBoundBytes);
        _codes = new CodeBuffer(account);
        _maps = new EntryMaps(account);
        _values = new EncodingBuffer(account);
        _input = new ScratchBuffer(account);
        _scratch = new ScratchBuffer(account);
        _codeScratch = new ScratchBuffer(account);
        _marks = new ScratchBuffer(account);
        if (Column.Bloom is { } bloom)
            _bloom = new BloomFilterBuilder(bloom, account);
        if (Column.UsesDictionary)
            _dictionary = new DictionaryBuilder<T>(account, Math.Clamp(options.DictionaryBytes, 1, 1 << 24), options.DictionaryBytes);
        Reset();
    }

    /// <inheritdoc />
    protected override IBoundOrder Order => _format;

    /// <inheritdoc />
    protected override int ValueCount => _isCoded ? _codes.Count : _valueCount;

    /// <inheritdoc />
    protected override long ValueBytes => _isCoded ? _codes.ByteLength + _dictionary!.ByteLength : _values.Length;

    /// <inheritdoc />
    protected override long PageValueBytes => !_isCoded ? (IsByteArrays ? _values.Length : (long)_valueCount * _format.Width)
        : IsByteArrays ? (_codes.Count - PageFirstValue) * _dictionary!.ByteLength / Math.Max(_dictionary.Count, 1)
        : (long)(_codes.Count - PageFirstValue) * _format.Width;

    private static bool IsByteArrays => typeof(T) == typeof(Utf8View);

    /// <inheritdoc />
    public override void AddRange(Vector leaf, int start, int count)
    {
        if (count == 0)
            return;
        switch (leaf)
        {
            case ConstantVector constant:
                AddRun((FlatVector)constant.Value, count);
                break;
            case DictionaryVector coded:
                AddCoded(coded, start, [], count);
                break;
            case FlatVector { Physical: PhysicalType.Int8 or PhysicalType.Int16 } narrow when _isCoded:
                AddNarrow(narrow, start, [], count);
                break;
            case FlatVector flat:
                var values = _input.GetSpan<T>(count);
                _format.Load(flat, start, values);
                AddValues(values);
                break;
            default:
                throw InternalErrors.Unreachable($"values of a {leaf.GetType().Name}");
        }
    }

    /// <inheritdoc />
    public override void AddRows(Vector leaf, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            return;
        switch (leaf)
        {
            case ConstantVector constant:
                AddRun((FlatVector)constant.Value, rows.Length);
                break;
            case DictionaryVector coded:
                AddCoded(coded, 0, rows, rows.Length);
                break;
            case FlatVector { Physical: PhysicalType.Int8 or PhysicalType.Int16 } narrow when _isCoded:
                AddNarrow(narrow, 0, rows, rows.Length);
                break;
            case FlatVector flat:
                var values = _input.GetSpan<T>(rows.Length);
                _format.Gather(flat, rows, values);
                AddValues(values);
                break;
            default:
                throw InternalErrors.Unreachable($"values of a {leaf.GetType().Name}");
        }
    }

    /// <inheritdoc />
    protected override void EndPage(in PageExtent page)
    {
        if (_isCoded)
        {
            _codedPages.Add(page);
            return;
        }

        WritePlain(page);
        Rebase();
    }

    /// <inheritdoc />
    protected override void FinishPages()
    {
        var output = Open();
        if (_isCoded && (_dictionary!.Count == 0 || !IsDictionaryWorthwhile()))
            FallBack();
        if (_isCoded)
            WriteCoded(output);
        output.BloomFilter = _bloom?.Build();
        output.Bounds = Merge(output.DataPages);
        Reset();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _dictionary?.Dispose();
        _codes.Dispose();
        _maps.Dispose();
        _values.Dispose();
        _input.Dispose();
        _scratch.Dispose();
        _codeScratch.Dispose();
        _marks.Dispose();
        _bloom?.Dispose();
    }

    private void Reset()
    {
        _dictionary?.Clear();
        _codes.Clear();
        _maps.Clear();
        _codedPages.Clear();
        _values.Clear();
        _valueCount = 0;
        _isCoded = _dictionary is not null;
        _isOnProbation = true;
        (_halfTimeValues, _halfTimeEntries) = (0, 0);
    }

    private void AddRun(FlatVector value, int count)
    {
        var values = _input.GetSpan<T>(Math.Max(count, 1));
        _format.Load(value, 0, values[..1]);
        values.Fill(values[0]);
        AddValues(values);
    }

    private void AddValues(ReadOnlySpan<T> values)
    {
        if (_isCoded)
        {
            var codes = _codeScratch.GetSpan<int>(values.Length);
            var coded = _dictionary!.Add(values, codes);
            _codes.Add(codes[..coded], _dictionary.Count);
            if (coded == values.Length)
            {
                EndProbation();
                return;
            }

            FallBack();
            values = values[coded..];
        }

        AddPlain(values);
    }

    private void AddPlain(ReadOnlySpan<T> values)
    {
        if (IsByteArrays)
            ByteArrayEncoder.EncodePlain(MemoryMarshal.Cast<T, Utf8View>(values), _values);
        else
            _values.Write(MemoryMarshal.AsBytes(values));
        _valueCount += values.Length;
    }

    private void AddCoded(DictionaryVector vector, int start, ReadOnlySpan<int> rows, int count)
    {
        var entries = (FlatVector)vector.Dictionary.Values;
        var numbers = _codeScratch.GetSpan<int>(2 * count);
        var entryNumbers = numbers[count..];
        switch (vector.CodeWidth)
        {
            case 1:
                GetNumbers(vector.Codes<byte>(), start, rows, entryNumbers);
                break;
            case 2:
                GetNumbers(vector.Codes<ushort>(), start, rows, entryNumbers);
                break;
            default:
                GetNumbers(vector.Codes<int>(), start, rows, entryNumbers);
                break;
        }

        var done = 0;
        if (_isCoded)
        {
            done = MapNumbers(_maps.Get(vector.Dictionary.Id, entries.Length), entryNumbers, numbers[..count], entries, entryNumbers);
            _codes.Add(numbers[..done], _dictionary!.Count);
            if (done == count)
            {
                EndProbation();
                return;
            }

            FallBack();
        }

        var values = _scratch.GetSpan<T>(count - done);
        _format.Gather(entries, entryNumbers[done..], values);
        AddPlain(values);
    }

    /// <summary>Integers of 8 or 16 bits: each value has a place in a table.</summary>
    private void AddNarrow(FlatVector vector, int start, ReadOnlySpan<int> rows, int count)
    {
        var numbers = _codeScratch.GetSpan<int>(3 * count);
        var places = numbers.Slice(count, count);
        var rowNumbers = numbers.Slice(2 * count, count);
        int* map;
        if (vector.Physical == PhysicalType.Int8)
        {
            GetNumbers(MemoryMarshal.Cast<sbyte, byte>(vector.Values<sbyte>()), start, rows, places);
            map = _maps.Get(EntryMaps.Int8Id, 1 << 8);
        }
        else
        {
            GetNumbers(MemoryMarshal.Cast<short, ushort>(vector.Values<short>()), start, rows, places);
            map = _maps.Get(EntryMaps.Int16Id, 1 << 16);
        }

        if (rows.IsEmpty)
        {
            for (var i = 0; i < count; i++)
                rowNumbers[i] = start + i;
        }
        else
        {
            rows.CopyTo(rowNumbers);
        }

        var done = MapNumbers(map, places, numbers[..count], vector, rowNumbers);
        _codes.Add(numbers[..done], _dictionary!.Count);
        if (done == count)
        {
            EndProbation();
            return;
        }

        FallBack();
        var values = _scratch.GetSpan<T>(count - done);
        _format.Gather(vector, rowNumbers[done..], values);
        AddPlain(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GetNumbers<TCode>(ReadOnlySpan<TCode> codes, int start, ReadOnlySpan<int> rows, Span<int> result)
        where TCode : unmanaged, System.Numerics.IBinaryInteger<TCode>
    {
        if (rows.IsEmpty)
        {
            codes = codes.Slice(start, result.Length);
            for (var i = 0; i < codes.Length; i++)
                result[i] = int.CreateTruncating(codes[i]);
        }
        else
        {
            for (var i = 0; i < rows.Length; i++)
                result[i] = int.CreateTruncating(codes[rows[i]]);
        }
    }

    /// <summary>Turns entries into codes of the file; those met first are added to the dictionary.</summary>
    /// <param name="map">The code of each entry, or -1.</param>
    /// <param name="entries">An entry a value.</param>
    /// <param name="codes">Where the codes go.</param>
    /// <param name="source">Where an entry's value is found.</param>
    /// <param name="sourceRows">In which row, for each value.</param>
    /// <returns>The values that got a code: fewer than given when the dictionary is full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int MapNumbers(int* map, ReadOnlySpan<int> entries, Span<int> codes, FlatVector source, ReadOnlySpan<int> sourceRows)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            var code = map[entries[i]];
            if (code < 0)
            {
                if (!TryAddEntry(source, sourceRows[i], out code))
                    return i;
                map[entries[i]] = code;
            }

            codes[i] = code;
        }

        return entries.Length;
    }

    private bool TryAddEntry(FlatVector source, int row, out int code)
    {
        Unsafe.SkipInit(out T value);
        code = 0;
        _format.Load(source, row, new Span<T>(ref value));
        return _dictionary!.Add(new ReadOnlySpan<T>(in value), new Span<int>(ref code)) == 1;
    }

    private void EndProbation()
    {
        if (!_isOnProbation)
            return;
        if (_halfTimeValues == 0 && _codes.Count >= ProbationLength / 2)
            (_halfTimeValues, _halfTimeEntries) = (_codes.Count, _dictionary!.Count);
        if (_codes.Count < ProbationLength)
            return;
        _isOnProbation = false;

        // Entries that come as fast as at first will go on to; what is true of the chunk so far is true of the rest then.
        var isSteady = (long)(_dictionary!.Count - _halfTimeEntries) * _halfTimeValues >= 0.9 * _halfTimeEntries * (_codes.Count - _halfTimeValues);
        if (_dictionary.Count > _codes.Count / 5 * 4 || (isSteady && !IsDictionaryWorthwhile()))
            FallBack();
    }

    /// <summary>Whether the chunk is smaller with its dictionary: tried on a part of it where that is not obvious.</summary>
    private bool IsDictionaryWorthwhile()
    {
        var (valueCount, entryCount) = (_codes.Count, _dictionary!.Count);
        if (entryCount <= valueCount / ClearBenefit)
            return true;
        var sample = Math.Min(valueCount, SampleLength);
        var first = (valueCount - sample) / 2;
        var body = Pages.Body;
        body.Clear();
        _codes.Encode(first, sample, entryCount, body);
        var codedBytes = (double)Pages.MeasureBody() / sample * valueCount;
        body.Clear();
        _format.Encode(_dictionary.Entries, ParquetEncoding.Plain, body);
        codedBytes += Pages.MeasureBody();
        body.Clear();
        _format.Encode(GatherEntries(first, sample), _encoding, body);
        return codedBytes < (double)Pages.MeasureBody() / sample * valueCount;
    }

    /// <summary>Goes on without a dictionary: pages that were found so far are written plainly, and the rest of the codes become values.</summary>
    private void FallBack()
    {
        var codeCount = _codes.Count;
        var firstOpen = PageFirstValue;
        _isCoded = false;
        foreach (var page in _codedPages)
        {
            AddPlainInParts(page.FirstValue, page.ValueCount);
            WritePlain(page);
        }

        AddPlainInParts(firstOpen, codeCount - firstOpen);
        _codedPages.Clear();
        _codes.Clear();
        _maps.Clear();
        _dictionary!.Clear();
        Rebase();
    }

    private void AddPlainInParts(int first, int count)
    {
        for (var done = 0; done < count; done += MaxPiece)
            AddPlain(GatherEntries(first + done, Math.Min(MaxPiece, count - done)));
    }

    private ReadOnlySpan<T> GatherEntries(int first, int count)
    {
        var codes = _marks.GetSpan<int>(count);
        _codes.Get(first, codes);
        var values = _scratch.GetSpan<T>(count);
        Core.Kernels.GatherKernels.Gather(_dictionary!.Entries, codes, values);
        return values;
    }

    private void WritePlain(in PageExtent page)
    {
        Debug.Assert(page.ValueCount == _valueCount, "values of another page");
        var output = Open();
        var values = PlainValues();
        Pages.Begin(Levels, page);
        if (IsByteArrays && _encoding == ParquetEncoding.Plain)
            Pages.Body.Write(_values.Bytes);
        else
            _format.Encode(values, _encoding, Pages.Body);
        Pages.End(page, _encoding, output);
        output.SetBounds(_format.BoundsOf(values, _boundBytes));
        if (IsByteArrays)
            output.ByteArrayBytes = (output.ByteArrayBytes ?? 0) + _values.Length - (sizeof(int) * (long)_valueCount);
        if (_bloom is not null)
            _format.Insert(values, _bloom);
        _values.Clear();
        _valueCount = 0;
    }

    /// <summary>The values of the page at hand; byte arrays as views into it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<T> PlainValues()
    {
        if (!IsByteArrays)
            return new ReadOnlySpan<T>(_values.Address, _valueCount);
        var views = _scratch.GetSpan<Utf8View>(_valueCount);
        var from = _values.Address;
        for (var i = 0; i < views.Length; i++)
        {
            var length = Unsafe.ReadUnaligned<int>(from);
            views[i] = Utf8View.FromPadded(from + sizeof(int), length);
            from += sizeof(int) + length;
        }

        return MemoryMarshal.Cast<Utf8View, T>(views);
    }

    private void WriteCoded(EncodedColumn output)
    {
        var entries = _dictionary!.Entries;
        Pages.Body.Clear();
        _format.Encode(entries, ParquetEncoding.Plain, Pages.Body);
        Pages.WriteDictionary(entries.Length, output);
        if (IsByteArrays)
            output.ByteArrayBytes = 0;
        foreach (var page in _codedPages)
        {
            Pages.Begin(Levels, page);
            _codes.Encode(page.FirstValue, page.ValueCount, entries.Length, Pages.Body);
            Pages.End(page, ParquetEncoding.RleDictionary, output);
            output.SetBounds(_format.BoundsOf(UsedEntries(page, output), _boundBytes));
        }

        if (_format.HasExactDistinctCount)
            output.DistinctCount = entries.Length;
        if (_bloom is not null)
            _format.Insert(entries, _bloom);
    }

    /// <summary>The entries that a page refers to, each once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<T> UsedEntries(in PageExtent page, EncodedColumn output)
    {
        var entries = _dictionary!.Entries;
        var counts = _marks.GetSpan<int>(entries.Length);
        counts.Clear();
        var codes = _codeScratch.GetSpan<int>(page.ValueCount);
        _codes.Get(page.FirstValue, codes);
        foreach (var code in codes)
            counts[code]++;
        var used = _scratch.GetSpan<T>(entries.Length);
        var usedCount = 0;
        var byteCount = 0L;
        for (var i = 0; i < entries.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            used[usedCount++] = entries[i];
            if (IsByteArrays)
                byteCount += (long)counts[i] * Unsafe.BitCast<T, Utf8View>(entries[i]).Length;
        }

        if (IsByteArrays)
            output.ByteArrayBytes += byteCount;
        return used[..usedCount];
    }

    /// <summary>The bounds of a chunk from those of its pages. A page of values without bounds leaves the chunk without.</summary>
    private PageBounds Merge(IReadOnlyList<EncodedPage> pages)
    {
        Bound? min = null, max = null;
        long? nans = null;
        var (hasMin, hasMax) = (true, true);
        foreach (var page in pages)
        {
            var bounds = page.Bounds;
            var valueCount = page.EntryCount - page.NullCount;
            nans = bounds.NanCount is { } count ? (nans ?? 0) + count : nans;
            if (valueCount == (bounds.NanCount ?? 0))
                continue;
            hasMin &= bounds.Min is not null;
            hasMax &= bounds.Max is not null;
            min = Better(min, bounds.Min, -1);
            max = Better(max, bounds.Max, 1);
        }

        return new PageBounds(hasMin ? min : null, hasMax ? max : null, nans);
    }

    // Of two equal bounds one that is a value is better: it proves that the other holds.
    private Bound? Better(Bound? left, Bound? right, int sign)
    {
        if (left is not { } a || right is not { } b)
            return left ?? right;
        var order = Math.Sign(_format.Compare(a.Bytes, b.Bytes)) * sign;
        return order > 0 || (order == 0 && a.IsExact) ? a : b;
    }
}
