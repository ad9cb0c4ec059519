using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.State;

/// <summary>
/// Rows of a fixed-width layout in pages, and a heap of the strings over 12 bytes that they refer to. Rows never move: their
/// addresses stay good until the store, or the one that took it over, is disposed.
/// </summary>
/// <remarks>
/// A page holds a power of two of rows in at most 256 KiB (or one row), so that the number of a row tells its page and place. Not
/// thread-safe; finished stores may be read by many.
/// </remarks>
internal sealed unsafe class TupleStore : IDisposable
{
    /// <summary>The most that a page takes, unless one row takes more.</summary>
    public const int MaxPageBytes = 256 * 1024;

    private readonly MemoryAccount _account;
    private readonly List<Page> _pages = [];
    private readonly List<StringHeap> _foreignHeaps = [];
    private readonly KeptBuffers _kept = new();
    private readonly int _pageShift;
    private StringHeap? _heap;
    private byte* _next;
    private byte* _end;
    private long _rowsBeforeLastPage;
    private long _foreignHeapBytes;
    private bool _isMerged;

    /// <summary>An empty store.</summary>
    /// <param name="layout">The layout of its rows.</param>
    /// <param name="account">Pays for pages and heap.</param>
    /// <param name="pageBytes">The most that a page takes.</param>
    public TupleStore(TupleLayout layout, MemoryAccount account, int pageBytes = MaxPageBytes)
    {
        Layout = layout;
        _account = account;
        _pageShift = BitOperations.Log2((uint)Math.Max(1, pageBytes / layout.RowBytes));
    }

    /// <summary>The layout of the rows.</summary>
    public TupleLayout Layout { get; }

    /// <summary>How many rows there are.</summary>
    public long RowCount => _pages.Count == 0 ? 0 : _rowsBeforeLastPage + LastPageRows;

    /// <summary>How many pages there are.</summary>
    public int PageCount => _pages.Count;

    /// <summary>Bytes of pages and heaps.</summary>
    public long UsedBytes => PageBytes + _foreignHeapBytes + (_heap?.AllocatedBytes ?? 0);

    /// <summary>Rows of a full page.</summary>
    public int RowsPerPage => 1 << _pageShift;

    /// <summary>Where bytes of strings go.</summary>
    public StringHeap Heap => _heap ??= new StringHeap(_account);

    private long PageBytes { get; set; }

    private int LastPageRows => (int)((_next - _pages[^1].Address) / Layout.RowBytes);

    /// <summary>Makes room for a row; its bytes are unspecified.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Append()
    {
        if (_next == _end)
            AddPage();
        var row = _next;
        _next += Layout.RowBytes;
        return row;
    }

    /// <summary>Makes room for rows and writes their addresses.</summary>
    public void Append(Span<nint> rows)
    {
        var rowBytes = Layout.RowBytes;
        for (var i = 0; i < rows.Length;)
        {
            if (_next == _end)
                AddPage();
            var run = (int)Math.Min(rows.Length - i, (_end - _next) / rowBytes);
            var row = (nint)_next;
            foreach (ref var place in rows.Slice(i, run))
            {
                place = row;
                row += rowBytes;
            }

            _next = (byte*)row;
            i += run;
        }
    }

    /// <summary>The address of a row by its number; only in stores that took over no other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* RowAt(long row)
    {
        Debug.Assert(!_isMerged, "rows of a merged store have no numbers");
        return _pages[(int)(row >> _pageShift)].Address + ((row & (RowsPerPage - 1)) * Layout.RowBytes);
    }

    /// <summary>The first row and the number of rows of a page.</summary>
    public byte* PageAt(int page, out int rowCount)
    {
        rowCount = page == _pages.Count - 1 ? LastPageRows : _pages[page].RowCount;
        return _pages[page].Address;
    }

    /// <inheritdoc cref="KeptBuffers.TryKeepHeaps" />
    public bool TryKeepHeaps(Vector values) => _kept.TryKeepHeaps(values);

    /// <summary>Forgets all rows, keeping the first page and block of the heap for the next.</summary>
    public void Reset()
    {
        Debug.Assert(!_isMerged && _foreignHeaps.Count == 0, "a merged store is not used again");
        for (var i = _pages.Count - 1; i > 0; i--)
        {
            PageBytes -= _pages[i].Buffer.ByteLength;
            _pages[i].Buffer.Release();
            _pages.RemoveAt(i);
        }

        _heap?.Reset();
        _kept.Release();
        _rowsBeforeLastPage = 0;
        if (_pages.Count > 0)
        {
            _pages[0].Buffer.Renew();
            _next = _pages[0].Address;
            _end = _next + ((long)RowsPerPage * Layout.RowBytes);
        }
    }

    /// <summary>Takes all rows of <paramref name="other"/>, which is empty afterwards. Rows stay where they are.</summary>
    public void TakeOver(TupleStore other)
    {
        Debug.Assert(other.Layout.RowBytes == Layout.RowBytes, "the rows are of another layout");
        _isMerged = true;
        if (other.PageCount > 0)
        {
            CloseLastPage();
            other.CloseLastPage();
            _rowsBeforeLastPage += other._rowsBeforeLastPage;
            _pages.AddRange(other._pages);
            // The last page taken becomes the last one here, full or not: appending goes on in a new one.
            var last = _pages[^1];
            _rowsBeforeLastPage -= last.RowCount;
            _next = _end = last.Address + ((long)last.RowCount * Layout.RowBytes);
        }

        PageBytes += other.PageBytes;
        other._pages.Clear();
        other.PageBytes = 0;
        TakeHeap(other);
        other.Forget();
    }

    /// <summary>Takes over the bytes that views of another store's rows point into.</summary>
    public void TakeHeap(TupleStore other)
    {
        _foreignHeaps.AddRange(other._foreignHeaps);
        other._foreignHeaps.Clear();
        if (other._heap is not null)
        {
            _foreignHeapBytes += other._heap.AllocatedBytes;
            _foreignHeaps.Add(other._heap);
            other._heap = null;
        }

        _foreignHeapBytes += other._foreignHeapBytes;
        other._foreignHeapBytes = 0;
        _kept.TakeOver(other._kept);
    }

    /// <summary>Adds the blocks that views of the rows point into, unless there are more than <paramref name="limit"/>.</summary>
    /// <returns>False when there are more; the list is then of no use.</returns>
    public bool TryListHeaps(List<NativeBuffer> buffers, int limit)
    {
        if (_kept.Count + (_heap?.Blocks.Count ?? 0) + _foreignHeaps.Count > limit)
            return false;
        _kept.AddTo(buffers);
        if (_heap is not null)
            buffers.AddRange(_heap.Blocks);
        foreach (var heap in _foreignHeaps)
        {
            if (buffers.Count + heap.Blocks.Count > limit)
                return false;
            buffers.AddRange(heap.Blocks);
        }

        return buffers.Count <= limit;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var page in _pages)
            page.Buffer.Release();
        _heap?.Dispose();
        foreach (var heap in _foreignHeaps)
            heap.Dispose();
        _kept.Release();
        Forget();
    }

    private void Forget()
    {
        _pages.Clear();
        _heap = null;
        _foreignHeaps.Clear();
        _next = _end = null;
        _rowsBeforeLastPage = 0;
        _foreignHeapBytes = 0;
        PageBytes = 0;
    }

    private void CloseLastPage()
    {
        if (_pages.Count == 0)
            return;
        var rowCount = LastPageRows;
        _pages[^1] = _pages[^1] with { RowCount = rowCount };
        _rowsBeforeLastPage += rowCount;
    }

    private void AddPage()
    {
        var buffer = _account.Allocate((long)RowsPerPage * Layout.RowBytes);
        CloseLastPage();
        PageBytes += buffer.ByteLength;
        _pages.Add(new Page(buffer, (nint)buffer.Address, 0));
        _next = buffer.Address;
        _end = _next + buffer.ByteLength;
    }

    private readonly record struct Page(NativeBuffer Buffer, nint Start, int RowCount)
    {
        public byte* Address => (byte*)Start;
    }
}
