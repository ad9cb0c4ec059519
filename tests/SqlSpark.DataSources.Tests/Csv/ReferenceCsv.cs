using System.Text;

namespace SqlSpark.DataSources.Csv;

/// <summary>
/// The rules of CSV one character at a time, over text in memory: slow, with exceptions for the end, and written apart from the reader.
/// </summary>
internal sealed class ReferenceCsv
{
    private const char None = '\0';

    private string _text = "";
    private int _at;
    private char _previous;
    private char _current;
    private StringBuilder _value = new();
    private bool _isUnescaped;
    private bool _isRest;

    public char Delimiter { get; init; } = ',';

    public char Quote { get; init; } = '"';

    public char Escape { get; init; } = '\\';

    public char Comment { get; init; }

    public bool TrimsStart { get; init; }

    public bool TrimsEnd { get; init; }

    private char EscapeOfEscape => Escape == Quote ? None : Escape;

    /// <summary>The values of each line; null for an empty one without quotes.</summary>
    public List<string?[]> Parse(string text)
    {
        var records = new List<string?[]>();
        foreach (var line in text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None))
        {
            if (line.All(c => c <= ' ') || (Comment != None && line[0] == Comment))
                continue;
            records.Add(ParseLine(line));
        }

        return records;
    }

    private string?[] ParseLine(string line)
    {
        _text = line;
        _at = 0;
        var values = new List<string?>();
        while (true)
        {
            _value = new StringBuilder();
            while (TrimsStart && _at < line.Length && line[_at] <= ' ' && line[_at] != Delimiter && line[_at] != Quote)
                _at++;
            if (_at < line.Length && line[_at] == Quote)
            {
                values.Add(ParseQuoted());
            }
            else
            {
                var start = _at;
                while (_at < line.Length && line[_at] != Delimiter)
                    _at++;
                var value = line[start.._at];
                if (TrimsEnd)
                    value = TrimEnd(value);
                values.Add(value.Length == 0 ? null : value);
            }

            if (_at >= line.Length)
                return [.. values];
            _at++;
        }
    }

    private string? ParseQuoted()
    {
        _at++;
        _previous = None;
        _current = Quote;
        _isUnescaped = _isRest = false;
        var isClosed = false;
        try
        {
            Quoted();
            isClosed = true;
        }
        catch (EndOfStreamException)
        {
            if (_current == Quote && _previous == Quote)
                isClosed = true;
            else if (_current == Quote && !_isUnescaped)
                _value.Append(Quote);
            isClosed |= _previous != None && _current != Delimiter;
        }

        var value = _isRest && TrimsEnd ? TrimEnd(_value.ToString()) : _value.ToString();
        if (value.Length == 0)
            return isClosed ? "" : null;
        return value;
    }

    private void Quoted()
    {
        Next();
        while (true)
        {
            if (_previous == Quote && (_current <= ' ' || _current == Delimiter))
                break;
            if (_current != Quote && _current != Escape)
            {
                if (_previous == Quote)
                {
                    _isUnescaped = true;
                    _value.Append(Quote).Append(_current);
                    _previous = _current;
                    Rest();
                    return;
                }

                if (_previous == Escape && Escape != None)
                    _value.Append(Escape);
                var run = _current;
                try
                {
                    while (_current != Quote && _current != Escape && _current != EscapeOfEscape)
                    {
                        _value.Append(_current);
                        Next();
                    }
                }
                catch (EndOfStreamException)
                {
                    _current = run;
                    throw;
                }

                _previous = _current;
                Next();
            }
            else
            {
                if (_previous == Quote && _current == Escape && Escape != Quote)
                {
                    // Text after the closing quote that begins with an escape.
                    _isUnescaped = true;
                    _value.Append(Quote).Append(_current);
                    _previous = _current;
                    Rest();
                    return;
                }

                var next = _current;
                if (_current == Escape && _previous == EscapeOfEscape && EscapeOfEscape != None)
                {
                    _value.Append(Escape);
                    next = None;
                }
                else if (_previous == Escape)
                {
                    if (_current == Quote)
                    {
                        _value.Append(Quote);
                        next = None;
                    }
                    else
                    {
                        _value.Append(_previous);
                    }
                }
                else if (_current == Quote && _previous == Quote)
                {
                    _value.Append(Quote);
                }

                _current = _previous = next;
                Next();
            }
        }

        if (_current != Delimiter)
            AfterClosingQuote();
        else
            _at--;
    }

    private void AfterClosingQuote()
    {
        var blanks = new StringBuilder();
        do
        {
            blanks.Append(_current);
            Next();
        }
        while (_current <= ' ');

        if (_current == Delimiter)
        {
            _at--;
            return;
        }

        _value.Append(Quote).Append(blanks).Append(_current);
        _previous = _current;
        Rest();
    }

    private void Rest()
    {
        _value.Insert(0, Quote);
        _isRest = true;
        try
        {
            Next();
        }
        catch (EndOfStreamException)
        {
            // What came last was a part of the value, not a closing quote.
            _current = None;
            throw;
        }

        var first = _current;
        try
        {
            while (_current != Delimiter)
            {
                _value.Append(_current);
                Next();
            }
        }
        catch (EndOfStreamException)
        {
            _current = first;
            throw;
        }

        _at--;
    }

    private void Next()
    {
        if (_at >= _text.Length)
            throw new EndOfStreamException();
        _current = _text[_at++];
    }

    private static string TrimEnd(string value)
    {
        var length = value.Length;
        while (length > 0 && value[length - 1] <= ' ')
            length--;
        return value[..length];
    }
}
