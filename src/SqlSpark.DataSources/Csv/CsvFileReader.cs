using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>The records of a file or of a range of it, chunk by chunk. A header is not among them.</summary>
/// <remarks>
/// A line belongs to the range it begins in. Lines begin after line ends, so a range that does not begin the file begins behind the first
/// line end from the byte before it on.
/// </remarks>
internal sealed unsafe class CsvFileReader : IDisposable
{
    private readonly IFileSystem _fileSystem;
    private readonly CsvOptions _options;
    private readonly CsvTokenizer _tokenizer;
    private readonly TextBlocks _blocks;
    private readonly CancellationToken _cancellation;
    private readonly int _slotCount;
    private byte* _position;
    private bool _isStarted;

    /// <param name="fileSystem">Where the file lives.</param>
    /// <param name="range">What to read.</param>
    /// <param name="options">The format.</param>
    /// <param name="columns">The wanted columns.</param>
    /// <param name="heap">Takes values that are not in the text as they stand.</param>
    /// <param name="account">Pays for buffers.</param>
    /// <param name="blockBytes">Bytes of a block.</param>
    /// <param name="cancellation">Checked before each block.</param>
    public CsvFileReader(
        IFileSystem fileSystem, FileSplit range, CsvOptions options, CsvColumnMap columns, StringHeap heap, MemoryAccount account, int blockBytes,
        CancellationToken cancellation)
    {
        _fileSystem = fileSystem;
        _options = options;
        _cancellation = cancellation;
        _slotCount = columns.SlotCount;
        Range = range;
        var start = Math.Max(range.Start - 1, 0);
        var isPlain = options.Encoding == TextEncoding.Utf8 && FileCodecs.Of(range.Path, options.Compression) == FileCodec.None;
        var needed = isPlain ? Math.Min(blockBytes, Math.Max(range.FileLength - start, 0) + 1) : blockBytes;
        _blocks = new TextBlocks(OpenSource(start, account), start, (int)needed, account);
        _tokenizer = CsvTokenizer.Create(options, columns, heap, account);
    }

    /// <summary>What is read.</summary>
    public FileSplit Range { get; }

    /// <summary>The block that holds the rows of the last call.</summary>
    public TextBlocks Blocks => _blocks;

    /// <summary>The rows of the last call.</summary>
    public CsvChunk Chunk => _tokenizer.Chunk;

    /// <summary>How many values the last record has.</summary>
    public int ColumnCount => _tokenizer.ColumnCount;

    /// <summary>Whether the block has no further rows, so that the next call goes on to another one.</summary>
    public bool IsBlockRead { get; private set; }

    /// <summary>Whether the first record is left out.</summary>
    public bool SkipsHeader { get; init; }

    /// <summary>Finds the next rows.</summary>
    /// <param name="maxRows">How many at most.</param>
    /// <param name="staysInBlock">Whether to return 0 rather than go on to the next block, since rows of this one are in use.</param>
    /// <returns>How many rows; 0 at the end of the range.</returns>
    public int Read(int maxRows, bool staysInBlock)
    {
        if (!_isStarted)
        {
            if (!Start())
                return 0;
            _isStarted = true;
        }

        maxRows = Math.Min(maxRows, Chunk.Capacity);
        while (true)
        {
            var limit = LimitInBlock();
            var count = _position < limit ? Tokenize(limit, maxRows) : 0;
            if (count > 0)
                return count;
            if (staysInBlock || (_position >= limit && limit < _blocks.End) || !Advance())
                return 0;
        }
    }

    /// <summary>The line of a record in the file, counted from 1; reads the file up to there.</summary>
    public long LineOf(byte* record)
    {
        var isPlain = FileCodecs.Of(Range.Path, _options.Compression) == FileCodec.None && _options.Encoding == TextEncoding.Utf8;
        return isPlain ? LineCounter.LineAt(_fileSystem, Range.Path, _blocks.Offset + (record - _blocks.Begin)) : 0;
    }

    /// <summary>The text of a record.</summary>
    public string RecordText(int row) => Encoding.UTF8.GetString(Chunk.Lines[row].Bytes);

    /// <inheritdoc />
    public void Dispose()
    {
        _tokenizer.Dispose();
        _blocks.Dispose();
    }

    private int Tokenize(byte* limit, int maxRows)
    {
        var count = _tokenizer.Tokenize(_position, _blocks.End, limit, _blocks.IsFinal, maxRows);
        _position = _tokenizer.Position;
        if (_tokenizer.TooWideRow is var row and >= 0)
            throw CsvErrors.MalformedRecord(RecordText(row));
        if (_options.MaxCharsPerColumn >= 0)
            CheckLengths(count);
        return count;
    }

    private void CheckLengths(int count)
    {
        for (var slot = 0; slot < _slotCount; slot++)
        {
            var fields = Chunk.Slot(slot);
            for (var row = 0; row < count; row++)
            {
                // The limit is in UTF-16 units, of which there are never more than bytes.
                if (fields[row].Length > _options.MaxCharsPerColumn && Encoding.UTF8.GetCharCount(fields[row].Bytes) > _options.MaxCharsPerColumn)
                    throw CsvErrors.MalformedRecord(RecordText(row));
            }
        }
    }

    private byte* LimitInBlock()
    {
        // The first line belongs to the first range even where a byte order mark pushes it back.
        var rangeEnd = _blocks.HasByteOrderMark ? Math.Max(Range.End, Encoding.UTF8.Preamble.Length + 1) : Range.End;
        var length = _blocks.End - _blocks.Begin;
        return rangeEnd - _blocks.Offset < length ? _blocks.Begin + Math.Max(rangeEnd - _blocks.Offset, 0) : _blocks.End;
    }

    private bool Start()
    {
        if (!Advance())
            return false;
        if (Range.Start > 0)
            return SkipPartialLine();
        return !SkipsHeader || SkipRecord();
    }

    private bool SkipPartialLine()
    {
        while (true)
        {
            var text = new ReadOnlySpan<byte>(_position, (int)(_blocks.End - _position));
            var lineEnd = _options.LineSeparator.Length > 0 ? text.IndexOf(_options.LineSeparator) : text.IndexOfAny((byte)'\n', (byte)'\r');
            if (lineEnd >= 0)
            {
                _position += lineEnd + Math.Max(_options.LineSeparator.Length, 1);
                return true;
            }

            _position = _blocks.End;
            if (_blocks.Offset + text.Length >= Range.End || !Advance())
                return false;
        }
    }

    private bool SkipRecord()
    {
        while (true)
        {
            var limit = LimitInBlock();
            if (_position < limit && Tokenize(limit, 1) > 0)
                return true;
            if ((_position >= limit && limit < _blocks.End) || !Advance())
                return true;
        }
    }

    private bool Advance()
    {
        if (_cancellation.IsCancellationRequested)
            throw CoreErrors.QueryCanceled();
        try
        {
            if (!_blocks.Advance(_position))
                return false;
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw FileFaults.Translate(exception, CsvTableProvider.CsvFormat, _fileSystem.Describe(Range.Path), _blocks?.BytesRead ?? 0);
        }

        _position = _blocks.Begin;
        return true;
    }

    private ByteSource OpenSource(long start, MemoryAccount account)
    {
        try
        {
            return ByteSource.Open(_fileSystem, Range.Path, start, FileCodecs.Of(Range.Path, _options.Compression), account, _options.Encoding);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw FileFaults.Translate(exception, CsvTableProvider.CsvFormat, _fileSystem.Describe(Range.Path), _blocks?.BytesRead ?? 0);
        }
    }
}
