using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Csv;

/// <summary>The common format: one record a line, lines end with LF, CR or CRLF, and the delimiter is one byte.</summary>
/// <remarks>
/// Delimiters and line ends are found 64 bytes at a time as bits of a word and visited one by one. A quote only means something where
/// a value begins, and a line ends where it ends, quoted or not, as in Spark; so quotes are looked at value by value, and no
/// parity over the text is needed that one stray quote could turn around for all that follows.
/// </remarks>
internal sealed unsafe class LineTokenizer : CsvTokenizer
{
    private readonly StructuralMask _structure;
    private readonly StructuralMask _lineEnds;
    private readonly StructuralMask _quotes;

    public LineTokenizer(CsvOptions options, CsvColumnMap columns, StringHeap heap, MemoryAccount account)
        : base(options, columns, heap, account)
    {
        var delimiter = options.Delimiter[0];
        _structure = new StructuralMask(delimiter, (byte)'\n', (byte)'\r', (byte)'\n');
        _lineEnds = new StructuralMask((byte)'\n', (byte)'\r', (byte)'\n', (byte)'\r');
        _quotes = new StructuralMask(options.Quote, options.Escape, (byte)'\n', (byte)'\r');
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Tokenize(byte* at, byte* end, byte* limit, bool isFinal, int maxRows)
    {
        Chunk.Clear();
        var structure = _structure;
        var delimiter = Options.Delimiter[0];
        var quote = Options.Quote;
        var comment = Options.Comment;
        var trims = Options.TrimsStart | Options.TrimsEnd;
        var slots = Columns.Slots;
        var skipsAfter = Columns.ChecksColumnCount ? int.MaxValue : Columns.LastWanted;
        var chunk = Chunk.Slot(0);
        var capacity = (long)Chunk.Capacity;
        var word = Align(at);
        var bits = at < end ? structure.At(word) & (ulong.MaxValue << (int)(at - word)) : 0;
        var row = 0;
        while (row < maxRows && at < limit)
        {
            // Blank lines and comments are not records.
            if (*at <= ' ' || *at == comment)
            {
                var lineEnd = _lineEnds.Find(at, end);
                if (lineEnd == end && !isFinal)
                    break;
                if (*at == comment || IsBlank(at, lineEnd))
                {
                    if (lineEnd == end)
                    {
                        at = end;
                        break;
                    }

                    at = lineEnd + 1;
                    Seek(structure, at, end, ref word, ref bits);
                    continue;
                }
            }

            var start = at;
            var column = 0;
            byte* stop;
            while (true)
            {
                if (column > skipsAfter)
                {
                    stop = _lineEnds.Find(at, end);
                    Seek(structure, stop, end, ref word, ref bits);
                }
                else
                {
                    if (trims && Options.TrimsStart)
                        at = SkipBlanks(at, end);
                    CsvField value;
                    if (at < end && *at == quote)
                    {
                        stop = ReadQuoted(at, end, out value);
                        Seek(structure, stop, end, ref word, ref bits);
                    }
                    else
                    {
                        if (trims)
                            Seek(structure, at, end, ref word, ref bits);
                        while (bits == 0 && word + 64 < end)
                        {
                            word += 64;
                            bits = structure.At(word);
                        }

                        stop = bits == 0 ? end : word + BitOperations.TrailingZeroCount(bits);
                        if (stop > end)
                            stop = end;
                        value = new CsvField(at, (int)(stop - at));
                        if (trims && Options.TrimsEnd)
                            TrimEnd(ref value);
                    }

                    if ((uint)column < (uint)slots.Length && slots[column] >= 0)
                        chunk[(slots[column] * capacity) + row] = value;
                    column++;
                }

                if (stop >= end)
                {
                    stop = end;
                    break;
                }

                bits &= bits - 1;
                at = stop + 1;
                if (*stop != delimiter)
                    break;
                if (Options.HasTrailingDelimiter && (at >= end || *at is (byte)'\n' or (byte)'\r'))
                {
                    // The delimiter before the line end ends the last value; the line end goes with it.
                    stop = at < end ? at++ : end;
                    Seek(structure, at, end, ref word, ref bits);
                    break;
                }
            }

            if (stop == end)
            {
                if (!isFinal)
                {
                    at = start;
                    break;
                }

                at = end;
            }
            else if (*stop == '\r' && at < end && *at == '\n')
            {
                at++;
                Seek(structure, at, end, ref word, ref bits);
            }

            EndRow(row, column > skipsAfter ? Columns.FileColumnCount : column, start, stop);
            row++;
        }

        Position = at;
        return row;
    }

    private byte* ReadQuoted(byte* at, byte* end, out CsvField value)
    {
        var found = _quotes.Find(at + 1, end);
        if (found + 1 < end && *found == Options.Quote && found[1] is var next
            && (next == Options.Delimiter[0] || next is (byte)'\n' or (byte)'\r'))
        {
            value = found == at + 1 ? EmptyText : new CsvField(at + 1, (int)(found - at) - 1);
            return found + 1;
        }

        var lineEnd = _lineEnds.Find(at, end);
        var stop = Quoted.Read(at + 1, lineEnd, out value);
        if (value.Length == CsvField.EmptyText)
            value = EmptyText;
        return stop;
    }

    private byte* SkipBlanks(byte* at, byte* end)
    {
        while (at < end && *at <= ' ' && *at != Options.Delimiter[0] && *at != Options.Quote && *at is not ((byte)'\n' or (byte)'\r'))
            at++;
        return at;
    }

    private static byte* Align(byte* at) => (byte*)((nuint)at & ~(nuint)63);

    /// <summary>Goes to the structure from a place on, forward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Seek(StructuralMask structure, byte* at, byte* end, ref byte* word, ref ulong bits)
    {
        var target = Align(at);
        if (target != word)
        {
            word = target;
            bits = target < end ? structure.At(target) : 0;
        }

        bits &= ulong.MaxValue << (int)(at - target);
    }
}
