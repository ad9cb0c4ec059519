using System.Runtime.CompilerServices;
using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Writing;

namespace SqlSpark.DataSources.Csv.Writing;

/// <summary>Writes one CSV file: column by column values become text, then row by row the texts become lines.</summary>
/// <remarks>Spark: <c>UnivocityGenerator</c>. A line that would be empty is left out: a single column that is NULL, and NULL is no text.</remarks>
internal sealed unsafe class CsvFileWriter : IFileWriter
{
    private readonly CsvWriteOptions _options;
    private readonly FileWriteContext _context;
    private readonly TextTarget _target;
    private readonly CsvCells[] _cells;
    private readonly bool[] _isPlain;

    public CsvFileWriter(IWritableFile file, CsvWriteOptions options, FileWriteContext context)
    {
        _options = options;
        _context = context;
        _target = new TextTarget(file, options.Codec, context.Account);
        _cells = new CsvCells[context.Schema.Fields.Count];
        _isPlain = new bool[_cells.Length];
        try
        {
            for (var i = 0; i < _cells.Length; i++)
            {
                var type = context.Schema.Fields[i].DataType;
                _cells[i] = CsvFileWriterFactory.CreateCells(type, options.Common, context.Account);
                _isPlain[i] = IsPlain(type);
            }

            if (options.Common.HasHeader)
                WriteHeader();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public long EstimatedByteLength => _target.EstimatedByteLength;

    /// <inheritdoc />
    public void Write(RecordBatch batch)
    {
        if (_context.Cancellation.IsCancellationRequested)
            throw CoreErrors.QueryCanceled();
        var rows = batch.Rows;
        for (var column = 0; column < _cells.Length; column++)
            _cells[column].Fill(batch[column], rows);
        WriteLines(rows);
    }

    /// <inheritdoc />
    public void Finish() => _target.Finish();

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (CsvCells? cells in _cells)
            cells?.Dispose();
        _target.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteLines(Rows rows)
    {
        var text = _target.Text;
        var delimiter = _options.Common.Delimiter;
        foreach (var row in rows)
        {
            var start = text.Length;
            for (var column = 0; column < _cells.Length; column++)
            {
                if (column > 0)
                    text.Write(delimiter);
                var cells = _cells[column];
                var length = cells.Lengths[row];
                if (length < 0)
                    text.Write(_options.NullText);
                else if (_isPlain[column])
                    text.Write(new ReadOnlySpan<byte>(cells.Starts[row], length));
                else
                    WriteText(new ReadOnlySpan<byte>(cells.Starts[row], length), column == 0);
            }

            if (text.Length == start)
                continue;
            text.Write(_options.LineEnd);
            _target.FlushIfLarge();
        }
    }

    private void WriteText(ReadOnlySpan<byte> value, bool isFirst)
    {
        if (_options.TrimsStart)
            value = TrimStart(value);
        if (_options.TrimsEnd)
            value = TrimEnd(value);
        var text = _target.Text;
        if (value.IsEmpty)
        {
            text.Write(_options.EmptyText);
        }
        else if (_options.NeedsQuotes(value, isFirst))
        {
            var room = (2 * value.Length) + 2;
            text.Advance(CsvQuoting.Write(value, _options.Common, new Span<byte>(text.Reserve(room), room)));
        }
        else
        {
            text.Write(value);
        }
    }

    private void WriteHeader()
    {
        for (var column = 0; column < _cells.Length; column++)
        {
            if (column > 0)
                _target.Text.Write(_options.Common.Delimiter);
            WriteText(Encoding.UTF8.GetBytes(_context.Schema.Fields[column].Name), column == 0);
        }

        _target.Text.Write(_options.LineEnd);
    }

    /// <summary>Whether no text of a type ever needs quotes: the characters of its texts are none of the options' ones.</summary>
    private bool IsPlain(DataType type)
    {
        var characters = type switch
        {
            BooleanType => "truefals"u8,
            StringType or BinaryType or YearMonthIntervalType or DayTimeIntervalType => default,
            DateType when _options.Common.Patterns.Dates is not null => default,
            TimestampType when _options.Common.Patterns.Timestamps is not null => default,
            TimestampNtzType when _options.Common.Patterns.Locals is not null => default,
            _ => "0123456789+-.:ETZINaFinity"u8,
        };
        if (characters.IsEmpty || _options.QuotesAll || characters.ContainsAny(_options.Triggers))
            return false;
        return !characters.Contains(_options.Common.Quote) && !characters.Contains(_options.Comment);
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> value)
    {
        var start = 0;
        while (start < value.Length && value[start] <= ' ')
            start++;
        return value[start..];
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> value)
    {
        var end = value.Length;
        while (end > 0 && value[end - 1] <= ' ')
            end--;
        return value[..end];
    }
}
