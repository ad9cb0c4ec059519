using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Csv;

/// <summary>Finds records and values in a text. Types, NULL texts and messages are others' business.</summary>
internal abstract unsafe class CsvTokenizer : IDisposable
{
    private readonly NativeBuffer _emptyValue;

    /// <param name="options">The format.</param>
    /// <param name="columns">Which columns of the file are wanted and how many there are.</param>
    /// <param name="heap">Takes the values that are not in the text as they stand.</param>
    /// <param name="account">Pays for buffers.</param>
    private protected CsvTokenizer(CsvOptions options, CsvColumnMap columns, StringHeap heap, MemoryAccount account)
    {
        Options = options;
        Columns = columns;
        Chunk = new CsvChunk(columns.SlotCount, account);
        Quoted = new CsvQuotedValue(options, heap, account);
        _emptyValue = account.Allocate(Math.Max(options.EmptyValue.Length, 1));
        options.EmptyValue.CopyTo(_emptyValue.AsSpan<byte>());
        EmptyText = options.EmptyValue.Length == 0 ? new CsvField(null, CsvField.EmptyText) : new CsvField(_emptyValue.Address, options.EmptyValue.Length);
    }

    /// <summary>The rows that the last call found.</summary>
    public CsvChunk Chunk { get; }

    /// <summary>Where the next call begins: after the last record, or at one that is not complete.</summary>
    public byte* Position { get; private protected set; }

    /// <summary>A row of the last call with more values than a record may have, or -1.</summary>
    public int TooWideRow { get; private set; } = -1;

    /// <summary>How many values the last record has; at least the wanted ones are counted.</summary>
    public int ColumnCount { get; private set; }

    private protected CsvOptions Options { get; }

    private protected CsvColumnMap Columns { get; }

    private protected CsvQuotedValue Quoted { get; }

    /// <summary>What a quoted empty value reads as.</summary>
    private protected CsvField EmptyText { get; }

    /// <summary>The tokenizer for a format.</summary>
    public static CsvTokenizer Create(CsvOptions options, CsvColumnMap columns, StringHeap heap, MemoryAccount account) =>
        options.IsMultiLine || options.Delimiter.Length > 1 || options.LineSeparator.Length > 0
            ? new RecordTokenizer(options, columns, heap, account)
            : new LineTokenizer(options, columns, heap, account);

    /// <summary>Finds up to <paramref name="maxRows"/> records and puts them into <see cref="Chunk"/>.</summary>
    /// <param name="at">Where a record begins.</param>
    /// <param name="end">The end of the text; 64 bytes after it can be read.</param>
    /// <param name="limit">Records that begin here or later are not taken.</param>
    /// <param name="isFinal">Whether the text ends with the file: then its end ends the last record.</param>
    /// <param name="maxRows">At most the capacity of the chunk.</param>
    /// <returns>The number of records; 0 when the text holds no complete one before the limit.</returns>
    public abstract int Tokenize(byte* at, byte* end, byte* limit, bool isFinal, int maxRows);

    /// <inheritdoc />
    public void Dispose()
    {
        Chunk.Dispose();
        Quoted.Dispose();
        _emptyValue.Release();
    }

    /// <summary>Whether a line has no characters beyond blanks and control characters.</summary>
    private protected static bool IsBlank(byte* start, byte* end)
    {
        for (; start < end; start++)
        {
            if (*start > ' ')
                return false;
        }

        return true;
    }

    /// <summary>Drops blanks and control characters at the end of a value.</summary>
    private protected static void TrimEnd(ref CsvField value)
    {
        while (value.Length > 0 && value.Start[value.Length - 1] <= ' ')
            value.Length--;
    }

    /// <summary>Ends a row: columns that the record lacks are absent, and a wrong number of values is noted.</summary>
    private protected void EndRow(int row, int columnCount, byte* start, byte* end)
    {
        ColumnCount = columnCount;
        Chunk.Lines[row] = new CsvField(start, (int)(end - start));
        if (columnCount != Columns.FileColumnCount)
            EndUnevenRow(row, columnCount);
        if (columnCount > Options.MaxColumns)
            TooWideRow = row;
    }

    private void EndUnevenRow(int row, int columnCount)
    {
        var slots = Columns.Slots;
        for (var column = columnCount; column < slots.Length; column++)
        {
            if (slots[column] >= 0)
                Chunk.Slot(slots[column])[row] = new CsvField(null, CsvField.Absent);
        }

        if (Columns.ChecksColumnCount)
            Chunk.MarkMalformed(row);
    }
}
