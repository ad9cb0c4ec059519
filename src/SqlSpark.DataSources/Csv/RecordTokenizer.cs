using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Csv;

/// <summary>The less common formats: delimiters of several bytes, other line ends, and values with line ends in quotes.</summary>
internal sealed unsafe class RecordTokenizer(CsvOptions options, CsvColumnMap columns, StringHeap heap, MemoryAccount account)
    : CsvTokenizer(options, columns, heap, account)
{
    private byte[]? _lineEnd = options.LineSeparator.Length > 0 ? options.LineSeparator : null;

    /// <inheritdoc />
    public override int Tokenize(byte* at, byte* end, byte* limit, bool isFinal, int maxRows)
    {
        Chunk.Clear();
        if (Options.IsMultiLine && _lineEnd is null)
            DetectLineEnd(at, end);
        var row = 0;
        while (row < maxRows && at < limit)
        {
            var lineEnd = Options.IsMultiLine ? end : FindLineEnd(at, end);
            if (lineEnd == end && !isFinal && !Options.IsMultiLine)
                break;
            if (!IsRecord(at, lineEnd))
            {
                var next = SkipLine(at, end);
                if (next == end && !isFinal && !IsLineEndAt(end - LineEndLength, end))
                    break;
                at = next;
                continue;
            }

            var stop = ReadRecord(row, at, lineEnd, out var columnCount);
            if (Options.IsMultiLine && stop == end && !isFinal)
                break;
            EndRow(row, columnCount, at, stop);
            row++;
            at = stop == end ? end : stop + LineEndLengthAt(stop);
        }

        Position = at;
        return row;
    }

    private int LineEndLength => _lineEnd?.Length ?? 1;

    /// <summary>Where values may hold line ends, only a line without any character is skipped; a line of blanks is a record.</summary>
    private bool IsRecord(byte* at, byte* lineEnd)
    {
        if (*at == Options.Comment)
            return false;
        if (!Options.IsMultiLine)
            return !IsBlank(at, lineEnd);
        if (Options.TrimsStart)
            at = SkipBlanks(at, lineEnd);
        return at < lineEnd && !IsLineEndAt(at, lineEnd);
    }

    /// <summary>Reads the values of one record; returns its end: a line end or the end of the text.</summary>
    private byte* ReadRecord(int row, byte* at, byte* end, out int columnCount)
    {
        var slots = Columns.Slots;
        Quoted.LineEnd = !Options.IsMultiLine ? default : (_lineEnd![0], _lineEnd.Length > 1 ? _lineEnd[1] : (byte)0);
        Quoted.NormalizesLineEnds = Options.IsMultiLine && Options.LineSeparator.Length == 0;
        columnCount = 0;
        while (true)
        {
            if (Options.TrimsStart)
                at = SkipBlanks(at, end);
            CsvField value;
            byte* stop;
            if (at < end && *at == Options.Quote)
            {
                stop = ReadQuoted(at, end, out value);
            }
            else
            {
                stop = FindValueEnd(at, end);
                value = new CsvField(at, (int)(stop - at));
                if (Options.TrimsEnd)
                    TrimEnd(ref value);
            }

            if (columnCount < slots.Length && slots[columnCount] >= 0)
                Chunk.Slot(slots[columnCount])[row] = value;
            columnCount++;
            if (stop == end || !IsDelimiterAt(stop, end))
                return stop;
            at = stop + Options.Delimiter.Length;
            if (Options.HasTrailingDelimiter && (at == end || IsLineEndAt(at, end)))
                return at;
        }
    }

    private byte* ReadQuoted(byte* at, byte* end, out CsvField value)
    {
        // Plain: up to the next quote, with nothing special inside and a delimiter or line end after it.
        var content = new ReadOnlySpan<byte>(at + 1, (int)(end - at) - 1);
        var length = content.IndexOfAny(Options.Quote, Options.Escape);
        if (length >= 0 && content[length] == Options.Quote && !(Quoted.NormalizesLineEnds && content[..length].Contains(_lineEnd![0])))
        {
            var stop = at + 1 + length + 1;
            if (stop < end && (IsDelimiterAt(stop, end) || IsLineEndAt(stop, end)))
            {
                value = length == 0 ? EmptyText : new CsvField(at + 1, length);
                return stop;
            }
        }

        var after = Quoted.Read(at + 1, end, out value);
        if (value.Length == CsvField.EmptyText)
            value = EmptyText;
        return after;
    }

    private byte* FindValueEnd(byte* at, byte* end)
    {
        while (at < end)
        {
            var rest = new ReadOnlySpan<byte>(at, (int)(end - at));
            var found = Options.IsMultiLine ? rest.IndexOfAny(Options.Delimiter[0], _lineEnd![0]) : rest.IndexOf(Options.Delimiter[0]);
            if (found < 0)
                return end;
            at += found;
            if (IsDelimiterAt(at, end) || IsLineEndAt(at, end))
                return at;
            at++;
        }

        return end;
    }

    private byte* FindLineEnd(byte* at, byte* end)
    {
        var rest = new ReadOnlySpan<byte>(at, (int)(end - at));
        var found = _lineEnd is null ? rest.IndexOfAny((byte)'\n', (byte)'\r') : rest.IndexOf(_lineEnd);
        return found < 0 ? end : at + found;
    }

    private byte* SkipLine(byte* at, byte* end)
    {
        var lineEnd = FindLineEnd(at, end);
        return lineEnd == end ? end : lineEnd + LineEndLengthAt(lineEnd);
    }

    private int LineEndLengthAt(byte* at) => _lineEnd?.Length ?? 1;

    private bool IsDelimiterAt(byte* at, byte* end) => StartsWith(at, end, Options.Delimiter);

    private bool IsLineEndAt(byte* at, byte* end) => Options.IsMultiLine && _lineEnd is not null && StartsWith(at, end, _lineEnd);

    private static bool StartsWith(byte* at, byte* end, byte[] text) =>
        *at == text[0] && (text.Length == 1 || new ReadOnlySpan<byte>(at, (int)Math.Min(end - at, text.Length)).SequenceEqual(text));

    private byte* SkipBlanks(byte* at, byte* end)
    {
        while (at < end && *at <= ' ' && *at != Options.Quote && !IsDelimiterAt(at, end) && !IsLineEndAt(at, end))
            at++;
        return at;
    }

    /// <summary>Takes the first line end of the file for that of all, as Spark does where values may hold line ends.</summary>
    private void DetectLineEnd(byte* at, byte* end)
    {
        var text = new ReadOnlySpan<byte>(at, (int)(end - at));
        var found = text.IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
            _lineEnd = [(byte)'\n'];
        else if (text[found] == '\r' && found + 1 < text.Length && text[found + 1] == '\n')
            _lineEnd = [(byte)'\r', (byte)'\n'];
        else if (text[found] == '\n' && found + 1 < text.Length && text[found + 1] == '\r')
            _lineEnd = [(byte)'\n', (byte)'\r'];
        else
            _lineEnd = [text[found]];
    }
}
