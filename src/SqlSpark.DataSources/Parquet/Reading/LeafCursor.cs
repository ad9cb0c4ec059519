using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Values;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>
/// A place in the pages of one column chunk: takes page after page, and reads values off the one at hand, be they dictionary codes or not.
/// </summary>
/// <remarks>
/// Levels are the caller's business: it takes them from <see cref="Page"/> and says with <see cref="Pass"/> how many it took. Bodies of pages that rows
/// of a batch may point into are kept until <see cref="BeginBatch"/>. Not thread-safe.
/// </remarks>
internal sealed unsafe class LeafCursor : IDisposable
{
    private readonly PageReader _pages;
    private readonly ValueReader _values;
    private readonly DataType _type;
    private readonly MemoryAccount _account;
    private readonly ScratchBuffer _codeScratch;
    private readonly List<NativeBuffer> _bodies = [];
    private DataPage _page;
    private RleBitPackedDecoder _codes;
    private bool _triedDictionary;

    /// <summary>A cursor before the first page; takes over what it is given.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="values">Reads values that are no codes, and entries.</param>
    /// <param name="type">The type that is read.</param>
    /// <param name="account">Pays for buffers.</param>
    public LeafCursor(PageReader pages, ValueReader values, DataType type, MemoryAccount account)
    {
        _pages = pages;
        _values = values;
        _type = type;
        _account = account;
        _codeScratch = new ScratchBuffer(account);
    }

    /// <summary>Where the page at hand begins in the file, for messages.</summary>
    public long FileOffset => Remaining > 0 ? _page.FileOffset : _pages.FileOffset;

    /// <summary>The page at hand.</summary>
    public ref DataPage Page => ref _page;

    /// <summary>Levels that are left of the page at hand.</summary>
    public int Remaining { get; private set; }

    /// <summary>Whether the values of the page at hand are codes into <see cref="Dictionary"/>.</summary>
    public bool HasCodes { get; private set; }

    /// <summary>The entries of the chunk's dictionary, once a page was reached; null where there is none.</summary>
    public VectorDictionary? Dictionary { get; private set; }

    /// <summary>How values are stored in a register.</summary>
    public PhysicalType Physical => _values.Physical;

    /// <summary>Has the first pages brought while other columns are read.</summary>
    public void Expect() => _pages.Expect();

    /// <summary>Says that nobody looks at the rows of the last batch any more.</summary>
    public void BeginBatch()
    {
        var keep = Remaining > 0 && _bodies.Count > 0 ? 1 : 0;
        for (var i = 0; i < _bodies.Count - keep; i++)
            _bodies[i].Release();
        _bodies.RemoveRange(0, _bodies.Count - keep);
    }

    /// <summary>Makes sure that a page with levels is at hand.</summary>
    /// <exception cref="MalformedDataException">There is none, or a malformed one.</exception>
    public void EnsurePage()
    {
        if (!TryEnsurePage())
            throw new MalformedDataException("fewer values than the row group has rows", 0);
    }

    /// <summary>Makes sure that a page with levels is at hand; false after the last one.</summary>
    /// <exception cref="MalformedDataException">A malformed page.</exception>
    public bool TryEnsurePage()
    {
        while (Remaining == 0)
        {
            ReadDictionary();
            if (!_pages.TryPeekData(out var valueCount))
                return false;
            if (valueCount == 0)
            {
                _pages.SkipData();
                continue;
            }

            TakePage();
        }

        return true;
    }

    /// <summary>Passes over pages of a column that does not repeat as long as they hold none but unwanted rows.</summary>
    /// <param name="rowCount">The rows that nobody wants; becomes those that are left.</param>
    /// <exception cref="MalformedDataException">A malformed page.</exception>
    public void SkipPages(ref long rowCount)
    {
        ReadDictionary();
        if (Remaining == 0)
            _pages.SeekTowards(ref rowCount);
        while (Remaining == 0 && _pages.TryPeekData(out var valueCount) && valueCount <= rowCount)
        {
            _pages.SkipData();
            rowCount -= valueCount;
        }
    }

    /// <summary>Says that levels of the page at hand were taken.</summary>
    public void Pass(int levelCount) => Remaining -= levelCount;

    /// <summary>Reads values, none of them NULL, into consecutive rows.</summary>
    public void ReadValues(VectorWriter target, int firstRow, int count)
    {
        if (count == 0)
            return;
        if (!HasCodes)
        {
            _values.Read(target, firstRow, count);
            return;
        }

        var codes = _codeScratch.GetSpan<int>(count);
        _codes.DecodeBelow(codes, Dictionary!.Values.Length);
        Gather((FlatVector)Dictionary.Values, codes, target, firstRow);
    }

    /// <summary>Reads codes of the page at hand, whose values are codes. Each is that of an entry.</summary>
    /// <typeparam name="T">byte, ushort or int.</typeparam>
    public void ReadCodes<T>(Span<T> codes)
        where T : unmanaged, INumberBase<T> => _codes.DecodeBelow(codes, Dictionary!.Values.Length);

    /// <summary>Passes over values of the page at hand.</summary>
    public void SkipValues(int count)
    {
        if (HasCodes)
            _codes.Skip(count);
        else
            _values.Skip(count);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var body in _bodies)
            body.Release();
        _bodies.Clear();
        Dictionary?.Release();
        Dictionary = null;
        _values.Dispose();
        _codeScratch.Dispose();
        _pages.Dispose();
    }

    private void TakePage()
    {
        _page = _pages.ReadData();
        _bodies.Add(_page.Body);
        HasCodes = _page.Encoding is ParquetEncoding.RleDictionary or ParquetEncoding.PlainDictionary;
        Remaining = _page.ValueCount;
        if (!HasCodes)
        {
            _values.SetPage(_page);
            return;
        }

        if (Dictionary is null)
            throw new MalformedDataException("dictionary codes without a dictionary", 0);

        // A page of nothing but NULLs may leave out its codes altogether.
        _codes = _page.ValuesLength == 0 ? default : RleBitPackedDecoder.OfIndices(_page.Values, _page.ValuesLength);
    }

    /// <summary>Reads the dictionary of the chunk when that was not done yet.</summary>
    /// <exception cref="MalformedDataException">A malformed page.</exception>
    public void ReadDictionary()
    {
        if (_triedDictionary)
            return;
        _triedDictionary = true;
        if (!_pages.TryReadDictionary(out var page))
            return;
        using var writer = new VectorWriter(_type, _account);
        try
        {
            if (_values.Physical == PhysicalType.Bool)
                throw new MalformedDataException("a dictionary of booleans", 0);
            writer.Begin(page.ValueCount, _values.Physical);
            if (page.ValueCount > 0)
            {
                _values.SetPage(page);
                _values.Read(writer, 0, page.ValueCount);
            }

            page.Body.IsLongLived = true;
            Dictionary = new VectorDictionary(writer.Publish().Retain(), isUnique: false);
        }
        finally
        {
            page.Body.Release();
        }
    }

    private static void Gather(FlatVector entries, ReadOnlySpan<int> codes, VectorWriter target, int firstRow)
    {
        switch (entries.Physical)
        {
            case PhysicalType.Int8:
                Gather<sbyte>(entries, codes, target, firstRow);
                break;
            case PhysicalType.Int16:
                Gather<short>(entries, codes, target, firstRow);
                break;
            case PhysicalType.Int32:
                Gather<int>(entries, codes, target, firstRow);
                break;
            case PhysicalType.Int64:
                Gather<long>(entries, codes, target, firstRow);
                break;
            case PhysicalType.Float32:
                Gather<float>(entries, codes, target, firstRow);
                break;
            case PhysicalType.Float64:
                Gather<double>(entries, codes, target, firstRow);
                break;
            case PhysicalType.View:
                Gather<Utf8View>(entries, codes, target, firstRow);
                target.BorrowHeaps(entries);
                break;
            default:
                Gather<Int128>(entries, codes, target, firstRow);
                break;
        }
    }

    private static void Gather<T>(FlatVector entries, ReadOnlySpan<int> codes, VectorWriter target, int firstRow)
        where T : unmanaged => GatherKernels.Gather(entries.Values<T>(), codes, target.Values<T>().Slice(firstRow, codes.Length));
}
