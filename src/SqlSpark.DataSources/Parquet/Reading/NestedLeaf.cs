using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>One leaf of a nested column: the levels of a batch of rows, and its values without NULLs.</summary>
/// <param name="field">The leaf.</param>
/// <param name="cursor">Its pages; taken over.</param>
/// <param name="dense">A register for its values; taken over.</param>
/// <param name="account">Pays for levels.</param>
internal sealed unsafe class NestedLeaf(ParquetField field, LeafCursor cursor, VectorWriter dense, MemoryAccount account) : IDisposable
{
    private readonly GrowingBytes _repetition = new(account);
    private readonly GrowingBytes _definition = new(account);
    private readonly ScratchBuffer _pageRepetition = new(account);
    private readonly ScratchBuffer _pageDefinition = new(account);
    private byte* _pageRepetitionLevels;
    private byte* _pageDefinitionLevels;
    private int _pageCount;
    private int _pagePosition;
    private bool _hasBegun;

    /// <summary>Where the page at hand begins in the file, for messages.</summary>
    public long FileOffset => cursor.FileOffset;

    /// <summary>Entries of the batch: values, NULLs and empty lists.</summary>
    public int EntryCount { get; private set; }

    /// <summary>Values of the batch that are not NULL.</summary>
    public int ValueCount { get; private set; }

    /// <summary>The values of the batch, without NULLs.</summary>
    public Vector Values { get; private set; } = null!;

    /// <summary>The repetition level of each entry; zero where the leaf does not repeat.</summary>
    public ReadOnlySpan<byte> RepetitionLevels => _repetition.Span[..EntryCount];

    /// <summary>The definition level of each entry.</summary>
    public ReadOnlySpan<byte> DefinitionLevels => _definition.Span[..EntryCount];

    /// <summary>Reads the next rows.</summary>
    /// <exception cref="MalformedDataException">There are fewer, or they begin in the middle of one.</exception>
    public void Read(int rowCount)
    {
        cursor.BeginBatch();
        EntryCount = ValueCount = 0;
        dense.Begin(0, cursor.Physical);
        Advance(rowCount, keeps: true);
        Values = dense.Publish();
    }

    /// <summary>Passes over rows.</summary>
    public void Skip(long rowCount)
    {
        cursor.BeginBatch();
        Advance(rowCount, keeps: false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        dense.Dispose();
        _repetition.Dispose();
        _definition.Dispose();
        _pageRepetition.Dispose();
        _pageDefinition.Dispose();
        cursor.Dispose();
    }

    private void Advance(long rowCount, bool keeps)
    {
        var rows = 0L;
        var isComplete = false;
        while (!isComplete)
        {
            if (_pagePosition == _pageCount && !TryTakePage())
                break;
            var start = _pagePosition;
            isComplete = field.RepetitionLevel == 0 ? TakeEntries(rowCount, ref rows) : TakeRows(rowCount, ref rows);
            TakeValues(start, _pagePosition - start, keeps);
        }

        if (rows < rowCount)
            throw new MalformedDataException("fewer rows than the row group has", 0);
    }

    private bool TryTakePage()
    {
        if (!cursor.TryEnsurePage())
            return false;
        _pageCount = cursor.Remaining;
        _pagePosition = 0;
        _pageRepetitionLevels = ReadLevels(_pageRepetition, field.RepetitionLevel, ref cursor.Page.RepetitionLevels);
        _pageDefinitionLevels = ReadLevels(_pageDefinition, field.DefinitionLevel, ref cursor.Page.DefinitionLevels);
        if (!_hasBegun && _pageRepetitionLevels[0] != 0)
            throw new MalformedDataException("a column that begins in the middle of a row", 0);
        _hasBegun = true;
        return true;
    }

    private byte* ReadLevels(ScratchBuffer scratch, int maxLevel, ref Encodings.LevelDecoder decoder)
    {
        var levels = scratch.GetSpan<byte>(_pageCount);
        if (maxLevel > 0)
            decoder.Decode(levels);
        else
            levels.Clear();
        return scratch.Get<byte>(_pageCount);
    }

    /// <summary>Without repetition every entry is a row.</summary>
    private bool TakeEntries(long rowCount, ref long rows)
    {
        var count = (int)Math.Min(rowCount - rows, _pageCount - _pagePosition);
        _pagePosition += count;
        rows += count;
        return rows == rowCount;
    }

    /// <summary>A row ends where the next one begins; that may be in a later page.</summary>
    private bool TakeRows(long rowCount, ref long rows)
    {
        var levels = new ReadOnlySpan<byte>(_pageRepetitionLevels, _pageCount);
        for (; _pagePosition < levels.Length; _pagePosition++)
        {
            if (levels[_pagePosition] != 0)
                continue;
            if (rows == rowCount)
                return true;
            rows++;
        }

        return false;
    }

    private void TakeValues(int start, int count, bool keeps)
    {
        if (count == 0)
            return;
        var definition = new ReadOnlySpan<byte>(_pageDefinitionLevels + start, count);
        var valueCount = field.DefinitionLevel == 0 ? count : definition.Count((byte)field.DefinitionLevel);
        if (keeps)
        {
            new ReadOnlySpan<byte>(_pageRepetitionLevels + start, count).CopyTo(_repetition.Reserve(EntryCount, count));
            definition.CopyTo(_definition.Reserve(EntryCount, count));
            dense.Append(valueCount);
            cursor.ReadValues(dense, ValueCount, valueCount);
            EntryCount += count;
            ValueCount += valueCount;
        }
        else
        {
            cursor.SkipValues(valueCount);
        }

        cursor.Pass(count);
    }
}
