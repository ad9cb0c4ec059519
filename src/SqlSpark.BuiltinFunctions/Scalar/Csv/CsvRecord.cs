using SqlSpark.Core.Text;

namespace SqlSpark.BuiltinFunctions.Scalar.Csv;

/// <summary>Cuts a line of CSV into values. Serves one worker.</summary>
/// <remarks>
/// The rules of the parser that Spark uses, with unescaped quotes read up to the delimiter: <c>"a"b</c> is the text with its quotes, and what begins with a quote and never closes it
/// loses that quote. Only the first line counts; line ends in quotes are part of the value.
/// </remarks>
internal sealed class CsvRecord(CsvSettings settings)
{
    private readonly Utf8Buffer _text = new();
    private readonly List<(int Start, int Length)> _values = [];

    /// <summary>How many values there are.</summary>
    public int Count => _values.Count;

    /// <summary>A value; what is missing has the text of NULL.</summary>
    public ReadOnlySpan<byte> this[int index] => index < _values.Count ? _text.Written.Slice(_values[index].Start, _values[index].Length) : settings.NullText;

    /// <summary>True when a value is NULL.</summary>
    public bool IsNull(int index) => index >= _values.Count || this[index].SequenceEqual(settings.NullText);

    /// <summary>Reads a text; false when there is no line in it.</summary>
    public bool Read(ReadOnlySpan<byte> text)
    {
        _text.Clear();
        _values.Clear();
        while (!text.IsEmpty && (text[0] is (byte)'\n' or (byte)'\r' || text[0] == settings.Comment))
        {
            var lineEnd = text.IndexOfAny((byte)'\n', (byte)'\r');
            text = lineEnd < 0 ? default : text[(lineEnd + 1)..];
        }

        if (text.IsEmpty)
            return false;
        var position = 0;
        while (true)
        {
            ReadValue(text, ref position);
            if (position >= text.Length || text[position] is (byte)'\n' or (byte)'\r')
                return true;
            position += settings.Delimiter.Length;
        }
    }

    private void ReadValue(ReadOnlySpan<byte> text, ref int position)
    {
        var begin = position;
        if (settings.TrimsStart)
        {
            while (begin < text.Length && text[begin] is (byte)' ' or (byte)'\t' && !IsDelimiter(text, begin))
                begin++;
        }

        if (settings.Quote != 0 && begin < text.Length && text[begin] == settings.Quote)
        {
            position = begin + 1;
            ReadQuoted(text, ref position);
            return;
        }

        position = ValueEnd(text, begin);
        var value = text[begin..position];
        Add(settings.TrimsEnd ? value.TrimEnd(" \t"u8) : value, settings.NullText);
    }

    /// <summary>The value behind an opening quote.</summary>
    private void ReadQuoted(ReadOnlySpan<byte> text, ref int position)
    {
        var open = position;
        var start = _text.Length;
        while (position < text.Length)
        {
            var character = text[position];
            var next = position + 1 < text.Length ? text[position + 1] : (byte)0;
            if (character == settings.Escape && position + 1 < text.Length && (next == settings.Quote || (next == settings.Escape && settings.EscapeOfEscape == settings.Escape && settings.Escape != settings.Quote)))
            {
                _text.Append(next);
                position += 2;
            }
            else if (character == settings.EscapeOfEscape && settings.EscapeOfEscape != 0 && next == settings.Escape && position + 1 < text.Length)
            {
                _text.Append(next);
                position += 2;
            }
            else if (character == settings.Quote)
            {
                if (TryClose(text, position + 1, out var end))
                {
                    var length = _text.Length - start;
                    if (length == 0)
                    {
                        _text.Append(settings.EmptyText);
                        length = settings.EmptyText.Length;
                    }

                    _values.Add((start, length));
                    position = end;
                    return;
                }

                // Text follows the closing quote: the value is what stands there, quotes and all.
                _text.Truncate(start);
                position = ValueEnd(text, position);
                Add(text[(open - 1)..position], settings.NullText);
                return;
            }
            else
            {
                _text.Append(character);
                position++;
            }
        }

        _values.Add((start, _text.Length - start));
    }

    /// <summary>True when nothing but blanks stands between a closing quote and what ends the value.</summary>
    private bool TryClose(ReadOnlySpan<byte> text, int position, out int end)
    {
        for (end = position; end < text.Length; end++)
        {
            if (IsDelimiter(text, end) || text[end] is (byte)'\n' or (byte)'\r')
                return true;
            if (text[end] > ' ')
                return false;
        }

        return true;
    }

    private int ValueEnd(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && !IsDelimiter(text, position) && text[position] is not ((byte)'\n' or (byte)'\r'))
            position++;
        return position;
    }

    private bool IsDelimiter(ReadOnlySpan<byte> text, int position) => text[position] == settings.Delimiter[0] && text[position..].StartsWith(settings.Delimiter);

    private void Add(ReadOnlySpan<byte> value, byte[] whenEmpty)
    {
        var start = _text.Length;
        _text.Append(value.IsEmpty ? whenEmpty : value);
        _values.Add((start, _text.Length - start));
    }
}
