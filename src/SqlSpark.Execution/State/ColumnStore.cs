using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>
/// Rows by column in pages, in the order of their arrival, and a heap of the strings over 12 bytes that they refer to. For rows that are written once and
/// gathered by number; where whole rows are compared or updated, a <see cref="TupleStore"/> keeps their values together.
/// </summary>
/// <remarks>Not thread-safe; finished stores may be read by many.</remarks>
/// <param name="layout">The layout of its pages.</param>
/// <param name="account">Pays for pages and heap.</param>
internal sealed unsafe class ColumnStore(ColumnLayout layout, MemoryAccount account) : IDisposable
{
    private readonly List<NativeBuffer> _pages = [];
    private readonly KeptBuffers _kept = new();
    private readonly bool[] _hasNulls = new bool[layout.Columns.Length];
    private StringHeap? _heap;

    /// <summary>How many rows there are.</summary>
    public long RowCount { get; private set; }

    /// <summary>How many pages there are.</summary>
    public int PageCount => _pages.Count;

    /// <summary>Bytes of pages and heap.</summary>
    public long UsedBytes => (layout.PageBytes * _pages.Count) + (_heap?.AllocatedBytes ?? 0);

    /// <summary>The start of a page.</summary>
    public byte* PageAt(int page) => _pages[page].Address;

    /// <summary>True when some row has NULL in a column.</summary>
    public bool HasNulls(int column) => _hasNulls[column];

    /// <summary>Adds rows.</summary>
    /// <param name="readers">The columns, with equally many live rows.</param>
    /// <param name="count">How many rows.</param>
    public void Append(ReadOnlySpan<ColumnReader> readers, int count)
    {
        while (RowCount + count > (long)_pages.Count << layout.PageShift)
            AddPage();
        for (var i = 0; i < readers.Length; i++)
            Append(i, readers[i], count);
        RowCount += count;
    }

    /// <summary>Adds the blocks that views of the rows point into, unless there are more than <paramref name="limit"/>.</summary>
    /// <returns>False when there are more; the list is then of no use.</returns>
    public bool TryListHeaps(List<NativeBuffer> buffers, int limit)
    {
        if (buffers.Count + _kept.Count + (_heap?.Blocks.Count ?? 0) > limit)
            return false;
        _kept.AddTo(buffers);
        if (_heap is not null)
            buffers.AddRange(_heap.Blocks);
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var page in _pages)
            page.Release();
        _pages.Clear();
        _kept.Release();
        _heap?.Dispose();
        _heap = null;
        RowCount = 0;
    }

    private void AddPage()
    {
        var page = account.Allocate(layout.PageBytes);
        _pages.Add(page);
        new Span<byte>(page.Address + layout.ValidityBegin, (int)(layout.PageBytes - layout.ValidityBegin)).Fill(0xFF);
    }

    private void Append(int index, ColumnReader reader, int count)
    {
        var column = layout.Columns[index];
        if (column.Physical == PhysicalType.Void)
            return;
        var copiesBytes = column.Physical == PhysicalType.View && !column.IsNested && !_kept.TryKeepHeaps(reader.Values);
        var heap = column.IsNested || copiesBytes ? _heap ??= new StringHeap(account) : null;
        _hasNulls[index] |= reader.Validity != null;
        var row = RowCount;
        for (var start = 0; start < count;)
        {
            var place = (int)(row & (layout.PageRows - 1));
            var part = Math.Min(count - start, layout.PageRows - place);
            var page = _pages[(int)(row >> layout.PageShift)].Address;
            var to = page + column.Offset + ((long)place * TupleColumn.WidthOf(column.Physical));
            if (column.IsNested)
                ColumnScatter.WriteNested(reader, start, part, (Utf8View*)to, column.IsKey, heap!);
            else
                ColumnScatter.Write(reader, start, part, column.Physical, to);
            if (copiesBytes)
                ColumnScatter.CopyLongViews((Utf8View*)to, part, heap!);
            if (reader.Validity != null)
                ColumnScatter.ClearNulls(reader, start, part, (ulong*)(page + column.ValidityOffset), place);
            start += part;
            row += part;
        }
    }
}
