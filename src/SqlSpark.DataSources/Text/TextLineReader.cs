using System.Runtime.CompilerServices;
using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Text;

/// <summary>The lines of a file or of a range of it, or the file as a whole.</summary>
/// <remarks>
/// A line belongs to the range it begins in. A range that does not begin the file begins behind the first line end from the byte before it
/// on. A byte order mark at the start is left out of the first line, but not of a file as a whole. Hadoop: <c>LineRecordReader</c>; Spark:
/// <c>WholeTextFileRecordReader</c>.
/// </remarks>
internal sealed unsafe class TextLineReader : IDisposable
{
    private readonly IFileSystem _fileSystem;
    private readonly TextOptions _options;
    private readonly string _format;
    private readonly TextBlocks _blocks;
    private readonly byte[] _separator;
    private readonly CancellationToken _cancellation;
    private byte* _position;
    private bool _isStarted;

    /// <param name="fileSystem">Where the file lives.</param>
    /// <param name="options">What lines are.</param>
    /// <param name="format">The format, for messages.</param>
    /// <param name="range">What to read.</param>
    /// <param name="blockBytes">Bytes of a block.</param>
    /// <param name="account">Pays for buffers.</param>
    /// <param name="cancellation">Checked before each block.</param>
    public TextLineReader(
        IFileSystem fileSystem, TextOptions options, string format, FileSplit range, int blockBytes, MemoryAccount account, CancellationToken cancellation)
    {
        _fileSystem = fileSystem;
        _options = options;
        _format = format;
        _separator = options.LineSeparator;
        _cancellation = cancellation;
        Range = range;
        var start = Math.Max(range.Start - 1, 0);
        var codec = FileCodecs.Of(range.Path, options.Compression);
        var needed = codec == FileCodec.None && options.Encoding == TextEncoding.Utf8 ? Math.Min(blockBytes, Math.Max(range.FileLength - start, 0) + 1) : blockBytes;
        try
        {
            _blocks = new TextBlocks(ByteSource.Open(fileSystem, range.Path, start, codec, account, options.Encoding), start, (int)needed, account);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw Translate(exception);
        }
    }

    /// <summary>What is read.</summary>
    public FileSplit Range { get; }

    /// <summary>The buffer that the views of the last call point into.</summary>
    public NativeBuffer Buffer => _blocks.Buffer;

    /// <summary>Whether all bytes of the lines of the last call are ASCII.</summary>
    public bool IsAscii => _blocks.IsAscii;

    /// <summary>Where in the text of the file the lines of the last call begin.</summary>
    public long Offset { get; private set; }

    /// <summary>Finds the next lines, without their ends; all lie in one block.</summary>
    /// <param name="views">Takes the lines.</param>
    /// <param name="maxRows">How many at most; at least one.</param>
    /// <returns>How many lines; 0 at the end of the range.</returns>
    public int Read(Utf8View* views, int maxRows)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            if (!Advance())
                return 0;
            if (_options.IsWholeText)
                return ReadWhole(views);
            if (Range.Start > 0 && !SkipPartialLine())
                return 0;
        }
        else if (_options.IsWholeText)
        {
            return 0;
        }

        while (true)
        {
            var limit = LimitInBlock();
            Offset = _blocks.Offset + (_position - _blocks.Begin);
            var count = FindLines(views, maxRows, limit);
            if (count > 0)
                return count;
            if ((_position >= limit && limit < _blocks.End) || !Advance())
                return 0;
        }
    }

    /// <summary>Finds the next lines and keeps them in a scratch buffer, which is theirs until the next call.</summary>
    /// <param name="views">Takes the lines.</param>
    /// <param name="maxRows">How many at most; at least one.</param>
    /// <returns>The lines; none at the end of the range.</returns>
    public ReadOnlySpan<Utf8View> Read(ScratchBuffer views, int maxRows)
    {
        var address = views.Get<Utf8View>(maxRows);
        return new ReadOnlySpan<Utf8View>(address, Read(address, maxRows));
    }

    /// <inheritdoc />
    public void Dispose() => _blocks.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindLines(Utf8View* views, int maxRows, byte* limit)
    {
        var count = 0;
        while (count < maxRows && _position < limit)
        {
            var rest = new ReadOnlySpan<byte>(_position, (int)(_blocks.End - _position));
            var length = FindEnd(rest, out var endLength);
            if (endLength == 0 && !_blocks.IsFinal)
                break;
            views[count++] = Utf8View.FromPadded(_position, length);
            _position += length + endLength;
        }

        return count;
    }

    /// <summary>The length of the first line of a text, and of what ends it: 0 where the text ends first, or where more of it must be seen.</summary>
    private int FindEnd(ReadOnlySpan<byte> text, out int endLength)
    {
        var length = _separator.Length > 0 ? text.IndexOf(_separator) : text.IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            endLength = 0;
            return text.Length;
        }

        endLength = Math.Max(_separator.Length, 1);
        if (_separator.Length == 0 && text[length] == '\r')
        {
            if (length + 1 < text.Length)
                endLength = text[length + 1] == '\n' ? 2 : 1;
            else if (!_blocks.IsFinal)
                endLength = 0;
        }

        return length;
    }

    private byte* LimitInBlock()
    {
        // The first line belongs to the first range even where a byte order mark pushes it back.
        var rangeEnd = _blocks.HasByteOrderMark ? Math.Max(Range.End, Encoding.UTF8.Preamble.Length + 1) : Range.End;
        var length = _blocks.End - _blocks.Begin;
        return rangeEnd - _blocks.Offset < length ? _blocks.Begin + Math.Max(rangeEnd - _blocks.Offset, 0) : _blocks.End;
    }

    private bool SkipPartialLine()
    {
        while (true)
        {
            var text = new ReadOnlySpan<byte>(_position, (int)(_blocks.End - _position));
            var length = FindEnd(text, out var endLength);
            _position += length + endLength;
            if (endLength > 0)
                return true;

            // A carriage return stays until the byte behind it is seen.
            if (_blocks.Offset + length >= Range.End || !Advance())
                return false;
        }
    }

    private int ReadWhole(Utf8View* views)
    {
        do
            _position = _blocks.HasByteOrderMark && _blocks.Offset > 0 ? _blocks.Begin - Encoding.UTF8.Preamble.Length : _blocks.Begin;
        while (Advance());
        views[0] = Utf8View.FromPadded(_position, (int)(_blocks.End - _position));
        return 1;
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
            throw Translate(exception);
        }

        _position = _blocks.Begin;
        return true;
    }

    private SqlSparkException Translate(Exception exception) =>
        FileFaults.Translate(exception, _format, _fileSystem.Describe(Range.Path), _blocks?.BytesRead ?? 0);
}
