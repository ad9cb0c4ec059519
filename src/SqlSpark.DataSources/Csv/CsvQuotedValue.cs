using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Csv;

/// <summary>
/// Reads a quoted value that is not plain: with escapes, with text after its closing quote, or without a closing quote. The result
/// is a copy in <paramref name="heap"/>.
/// </summary>
/// <remarks>
/// <para>
/// The rules are those of the parser that Spark uses, with unescaped quotes read up to the delimiter: <c>"a"b</c> is the text with all its
/// quotes, <c>"a" </c> loses the blanks, and what begins with a quote and never closes it loses that quote. At the end of the text a
/// quote, an escape and blanks count differently than before a delimiter, which is why the last character is remembered.
/// </para>
/// <para>The end of the text is the end of the line, or that of the file where values may hold line ends.</para>
/// </remarks>
internal sealed unsafe class CsvQuotedValue(CsvOptions options, StringHeap heap, MemoryAccount account) : IDisposable
{
    private const byte NewLine = (byte)'\n';

    private readonly byte _quote = options.Quote;
    private readonly byte _escape = options.Escape;
    private readonly byte _escapeOfEscape = options.EscapeOfEscape;
    private readonly byte[] _delimiter = options.Delimiter;
    private NativeBuffer? _scratch;
    private byte* _next;
    private byte* _end;
    private byte* _characterAt;
    private byte _character;
    private byte* _output;
    private bool _isUnescaped;

    /// <summary>Two bytes that end a line within the text, the second 0 if there is one; none where the text is one line.</summary>
    public (byte First, byte Second) LineEnd { get; set; }

    /// <summary>Whether line ends inside quotes become LF.</summary>
    public bool NormalizesLineEnds { get; set; }

    /// <summary>Whether the last value ran into the end of the text.</summary>
    public bool HasReachedEnd { get; private set; }

    /// <summary>Reads a value.</summary>
    /// <param name="start">The byte after the opening quote.</param>
    /// <param name="end">The end of the text.</param>
    /// <param name="value">The value; an empty one is <see cref="CsvField.EmptyText"/>, or 0 where the parser takes it as missing.</param>
    /// <returns>The delimiter, line end or end that ends the value.</returns>
    public byte* Read(byte* start, byte* end, out CsvField value)
    {
        var capacity = (end - start) + 8;
        if (_scratch is null || _scratch.ByteLength < capacity)
        {
            _scratch?.Release();
            _scratch = null;
            _scratch = account.Allocate(capacity);
        }

        _next = start;
        _end = end;
        _character = _quote;
        _characterAt = start - 1;
        _isUnescaped = false;
        HasReachedEnd = false;

        // A place is left for the opening quote, which comes back when the value turns out not to be quoted.
        var content = _scratch.Address + 1;
        _output = content;
        var isMissingWhenEmpty = ReadQuoted();
        if (_isUnescaped)
            *--content = _quote;
        var length = (int)(_output - content);
        if (_isUnescaped && options.TrimsEnd)
        {
            while (length > 0 && content[length - 1] <= ' ')
                length--;
        }

        if (length == 0)
        {
            value = new CsvField(null, isMissingWhenEmpty ? 0 : CsvField.EmptyText);
        }
        else
        {
            var place = heap.Reserve(length);
            new ReadOnlySpan<byte>(content, length).CopyTo(new Span<byte>(place, length));
            value = new CsvField(place, length);
        }

        return HasReachedEnd ? end : _characterAt;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _scratch?.Release();
        _scratch = null;
    }

    /// <summary>Reads up to what ends the value. Returns whether nothing at all was read, so that an empty value is a missing one.</summary>
    private bool ReadQuoted()
    {
        byte previous = 0;
        if (!Next())
            return EndOfText(_quote, previous);
        while (true)
        {
            if (previous == _quote && _character <= ' ')
                return ReadAfterClosingQuote();
            if ((previous == _quote || _delimiter.Length > 1) && IsAtDelimiter())
                return false;
            if (previous == _quote && _character != _quote)
                return ReadUnescaped();
            var last = _character;
            if (_character != _quote && _character != _escape)
            {
                if (previous == _escape && _escape != 0)
                    Append(_escape);
                while (_character != _quote && _character != _escape && _character != _escapeOfEscape)
                {
                    Append(_character);
                    AppendRun();
                    if (!Next())
                        return EndOfText(last, previous);
                }

                previous = _character;
            }
            else
            {
                previous = ReadQuoteOrEscape(previous);
            }

            last = previous;
            if (!Next())
                return EndOfText(last, previous);
        }
    }

    /// <summary>Takes a quote or an escape; returns what counts as the character before the next one.</summary>
    private byte ReadQuoteOrEscape(byte previous)
    {
        if (_character == _escape && previous == _escapeOfEscape && _escapeOfEscape != 0)
        {
            Append(_escape);
            return 0;
        }

        if (previous == _escape)
        {
            if (_character == _quote)
            {
                Append(_quote);
                return 0;
            }

            Append(previous);
        }
        else if (_character == _quote && previous == _quote)
        {
            Append(_quote);
        }

        return _character;
    }

    /// <summary>Takes blanks after the closing quote; if more than the delimiter follows, the value was not quoted after all.</summary>
    private bool ReadAfterClosingQuote()
    {
        if (_character == NewLine || IsAtDelimiter())
            return false;
        var closed = _output;
        Append(_quote);
        do
        {
            var blank = _character;
            Append(blank);
            if (!Next())
            {
                _output = closed;
                return EndOfText(blank, _quote);
            }

            if (IsAtLineEnd() || (_delimiter.Length > 1 && IsAtDelimiter()))
            {
                _output = closed;
                return false;
            }
        }
        while (_character <= ' ');

        if (IsAtDelimiter())
        {
            _output = closed;
            return false;
        }

        Append(_character);
        return ReadToDelimiter(countsLastQuote: true);
    }

    private bool ReadUnescaped()
    {
        Append(_quote);
        Append(_character);
        return ReadToDelimiter(countsLastQuote: false);
    }

    /// <summary>Takes the rest of a value that began with a quote and is not quoted.</summary>
    private bool ReadToDelimiter(bool countsLastQuote)
    {
        _isUnescaped = true;
        var previous = _character;
        if (!Next())
            return EndOfText(0, previous);
        var first = _character;
        while (!IsAtDelimiter() && !IsAtLineEnd())
        {
            Append(_character);
            if (!Next())
            {
                if (countsLastQuote && first == _quote && previous != _quote)
                    Append(_quote);
                return EndOfText(0, previous);
            }
        }

        return false;
    }

    /// <summary>Takes all up to the next character that means something in quotes.</summary>
    private void AppendRun()
    {
        if (NormalizesLineEnds)
            return;
        var rest = new ReadOnlySpan<byte>(_next, (int)(_end - _next));
        var length = rest.IndexOfAny(_quote, _escape, _escapeOfEscape);
        rest = length < 0 ? rest : rest[..length];
        rest.CopyTo(new Span<byte>(_output, rest.Length));
        _output += rest.Length;
        _next += rest.Length;
    }

    private bool EndOfText(byte last, byte previous)
    {
        HasReachedEnd = true;
        if (last == _quote)
        {
            if (previous == _quote)
                return false;
            Append(_quote);
        }

        return previous == 0 || last == _delimiter[0];
    }

    private bool Next()
    {
        if (_next == _end)
            return false;
        _characterAt = _next;
        _character = *_next++;
        if (NormalizesLineEnds && IsAtLineEnd())
        {
            _next = _characterAt + (LineEnd.Second == 0 ? 1 : 2);
            _character = NewLine;
        }

        return true;
    }

    private void Append(byte character) => *_output++ = character;

    private bool IsAtDelimiter() => _character == _delimiter[0]
        && (_delimiter.Length == 1 || new ReadOnlySpan<byte>(_characterAt, (int)Math.Min(_end - _characterAt, _delimiter.Length)).SequenceEqual(_delimiter));

    private bool IsAtLineEnd() => LineEnd.First != 0 && *_characterAt == LineEnd.First
        && (LineEnd.Second == 0 || (_characterAt + 1 < _end && _characterAt[1] == LineEnd.Second));
}
