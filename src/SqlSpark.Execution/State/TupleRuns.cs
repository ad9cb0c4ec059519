using System.Runtime.CompilerServices;

namespace SqlSpark.Execution.State;

/// <summary>Rows in an order: pages of stores and lists of addresses, one after the other. Owns nothing.</summary>
internal sealed unsafe class TupleRuns
{
    private readonly List<Run> _runs = [];
    private readonly List<Position> _morsels = [];

    /// <summary>How many rows there are.</summary>
    public long RowCount { get; private set; }

    /// <summary>How many morsels <see cref="Cut"/> made.</summary>
    public int MorselCount => _morsels.Count;

    /// <summary>Adds all rows of a store.</summary>
    public void Add(TupleStore store)
    {
        for (var page = 0; page < store.PageCount; page++)
        {
            var first = store.PageAt(page, out var rowCount);
            Add(new Run((nint)first, rowCount, store.Layout.RowBytes));
        }
    }

    /// <summary>Adds neighboring rows of a store that took over no other.</summary>
    public void Add(TupleStore store, long firstRow, long rowCount)
    {
        while (rowCount > 0)
        {
            var onPage = Math.Min(rowCount, store.RowsPerPage - (firstRow & (store.RowsPerPage - 1)));
            Add(new Run((nint)store.RowAt(firstRow), (int)onPage, store.Layout.RowBytes));
            firstRow += onPage;
            rowCount -= onPage;
        }
    }

    /// <summary>Adds rows by their addresses; the list must stay.</summary>
    public void Add(nint* rows, int count) => Add(new Run((nint)rows, count, 0));

    /// <summary>The rows from one on, at most so many.</summary>
    public TupleRuns Slice(long start, long count)
    {
        var part = new TupleRuns();
        foreach (var run in _runs)
        {
            var skipped = (int)Math.Min(start, run.RowCount);
            start -= skipped;
            var taken = (int)Math.Min(count - part.RowCount, run.RowCount - skipped);
            part.Add(new Run(run.Start + (skipped * (nint)(run.RowBytes == 0 ? sizeof(nint) : run.RowBytes)), taken, run.RowBytes));
        }

        return part;
    }

    /// <summary>Divides the rows into morsels of about equal size.</summary>
    /// <param name="rowCount">Rows of a morsel.</param>
    public void Cut(int rowCount)
    {
        _morsels.Clear();
        var position = default(Position);
        for (var left = RowCount; left > 0; left -= rowCount)
        {
            var rows = (int)Math.Min(left, rowCount);
            _morsels.Add(position with { RowsLeft = rows });
            position = Advance(position, rows);
        }
    }

    /// <summary>Where a morsel begins.</summary>
    public Position MorselAt(int morsel) => _morsels[morsel];

    /// <summary>Writes addresses of rows from a position on, and moves it behind them.</summary>
    /// <returns>How many; 0 at the end of the morsel.</returns>
    public int Read(ref Position position, nint* rows, int capacity)
    {
        var count = 0;
        while (count < capacity && position.RowsLeft > 0)
        {
            var run = _runs[position.Run];
            var part = Math.Min(Math.Min(capacity - count, position.RowsLeft), run.RowCount - position.Offset);
            if (run.RowBytes == 0)
                new Span<nint>((nint*)run.Start + position.Offset, part).CopyTo(new Span<nint>(rows + count, part));
            else
                WriteAddresses(run.Start + ((nint)position.Offset * run.RowBytes), run.RowBytes, rows + count, part);
            count += part;
            position = Advance(position, part) with { RowsLeft = position.RowsLeft - part };
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteAddresses(nint row, int rowBytes, nint* rows, int count)
    {
        for (var i = 0; i < count; i++, row += rowBytes)
            rows[i] = row;
    }

    private void Add(Run run)
    {
        if (run.RowCount == 0)
            return;
        _runs.Add(run);
        RowCount += run.RowCount;
    }

    private Position Advance(Position position, int rowCount)
    {
        var (run, offset) = (position.Run, position.Offset);
        while (rowCount > 0)
        {
            var part = Math.Min(rowCount, _runs[run].RowCount - offset);
            rowCount -= part;
            offset += part;
            if (offset == _runs[run].RowCount)
                (run, offset) = (run + 1, 0);
        }

        return new Position(run, offset, 0);
    }

    /// <summary>A place among the rows.</summary>
    /// <param name="Run">Which run.</param>
    /// <param name="Offset">Which row of it.</param>
    /// <param name="RowsLeft">Rows from here to the end of the morsel.</param>
    internal readonly record struct Position(int Run, int Offset, int RowsLeft);

    /// <summary>Rows of a page, or with a width of 0 a list of addresses.</summary>
    private readonly record struct Run(nint Start, int RowCount, int RowBytes);
}
