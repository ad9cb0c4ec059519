using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Encodes the values of a leaf, row group after row group: takes pieces of at most <see cref="MaxPiece"/> rows or so, and cuts pages between them.</summary>
/// <remarks>
/// A page ends where its values have so many bytes unencoded, or so many rows, whatever its encoding turns out to be. Not thread-safe; columns do
/// not share state but the <see cref="PageWriter"/>.
/// </remarks>
internal abstract class ChunkEncoder : IDisposable
{
    /// <summary>Rows of a piece of a column that is not nested at most.</summary>
    public const int MaxPiece = 4096;

    private const int NestedPiece = 1024;
    private const int FirstPiece = 64;

    private readonly ParquetWriteOptions _options;
    private int _pageRows;
    private int _pageFirstLevel;
    private int _pageFirstValue;
    private long _rowCount;
    private long _unencodedBytes;

    /// <summary>An encoder between row groups.</summary>
    protected ChunkEncoder(WriteLeaf leaf, ParquetWriteOptions options, PageWriter pages, MemoryAccount account)
    {
        Leaf = leaf;
        _options = options;
        Pages = pages;
        Account = account;
        Column = options.ForColumn(leaf.DottedPath);
        Levels = new LevelBuffer(leaf.DefinitionLevel, leaf.RepetitionLevel, leaf.IsNested, account);
    }

    /// <summary>The leaf.</summary>
    public WriteLeaf Leaf { get; }

    /// <summary>Takes the levels of a piece; values go to <see cref="AddRange"/> or <see cref="AddRows"/>.</summary>
    public LevelBuffer Levels { get; }

    /// <summary>Bytes that the row group has of this column so far, as far as is known: encoded pages, and values of those that are open.</summary>
    public long BufferedBytes => Levels.ByteLength + ValueBytes + (Output?.Pages.Length ?? 0);

    /// <summary>How bounds are ordered.</summary>
    protected abstract IBoundOrder Order { get; }

    /// <summary>Pays for memory.</summary>
    protected MemoryAccount Account { get; }

    /// <summary>Puts pages together.</summary>
    protected PageWriter Pages { get; }

    /// <summary>How the column is written.</summary>
    protected ColumnWriteOptions Column { get; }

    /// <summary>The column chunk that is being made, from its first page on.</summary>
    protected EncodedColumn? Output { get; private set; }

    /// <summary>Values that are buffered.</summary>
    protected abstract int ValueCount { get; }

    /// <summary>Bytes of values that are buffered.</summary>
    protected abstract long ValueBytes { get; }

    /// <summary>Bytes of the values of the page at hand, unencoded.</summary>
    protected abstract long PageValueBytes { get; }

    /// <summary>Makes the encoder of a leaf.</summary>
    public static ChunkEncoder Create(WriteLeaf leaf, ParquetWriteOptions options, PageWriter pages, MemoryAccount account) => leaf.Element.Type switch
    {
        ParquetType.Boolean => new BooleanChunkEncoder(leaf, options, pages, account),
        ParquetType.Int32 => new ChunkEncoder<int>(leaf, new IntegerFormat<int>(oldest: OldestDatetime.Of(leaf.Type, options)), options, pages, account),
        ParquetType.Int64 => new ChunkEncoder<long>(leaf, new IntegerFormat<long>(DivisorOf(leaf, options), OldestDatetime.Of(leaf.Type, options)), options, pages, account),
        ParquetType.Int96 => new ChunkEncoder<long>(leaf, new Int96Format(OldestDatetime.Of(leaf.Type, options)), options, pages, account),
        ParquetType.Float => new ChunkEncoder<int>(leaf, new FloatingFormat<int, float>(), options, pages, account),
        ParquetType.Double => new ChunkEncoder<long>(leaf, new FloatingFormat<long, double>(), options, pages, account),
        ParquetType.FixedLenByteArray => new ChunkEncoder<Int128>(leaf, new DecimalFormat(leaf.Element.TypeLength), options, pages, account),
        _ => new ChunkEncoder<Utf8View>(leaf, new ByteArrayFormat(leaf.Type is StringType), options, pages, account),
    };

    /// <summary>How many rows of a vector should be the next piece, so that pages do not become larger than asked for.</summary>
    /// <param name="leaf">The values, flat or encoded; of a nested column null.</param>
    /// <param name="start">The next row.</param>
    /// <param name="available">The rows there are, at least 1.</param>
    /// <returns>At least 1.</returns>
    public int PieceLength(Vector? leaf, int start, int available)
    {
        var count = Math.Min(available, Math.Min(leaf is null ? NestedPiece : MaxPiece, _options.PageRows - _pageRows));
        var bytesLeft = Math.Max(_options.PageBytes - PageValueBytes, 0);
        if (leaf is FlatVector { Physical: PhysicalType.View } views)
            return Math.Max(1, Math.Min(count, CountThatFit(views.Values<Utf8View>().Slice(start, count), bytesLeft)));
        var rows = _rowCount + _pageRows;
        if (rows == 0)
            return Math.Min(count, FirstPiece);
        var bytesPerRow = Math.Max(1, (_unencodedBytes + PageValueBytes) / rows);
        return (int)Math.Clamp(bytesLeft / bytesPerRow, 1, count);
    }

    /// <summary>Adds values: rows of a vector none of which is NULL.</summary>
    /// <param name="leaf">A vector that is not lazy.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many.</param>
    public abstract void AddRange(Vector leaf, int start, int count);

    /// <summary>Adds values: some rows of a vector, none of them NULL.</summary>
    /// <param name="leaf">A vector that is not lazy.</param>
    /// <param name="rows">The rows.</param>
    public abstract void AddRows(Vector leaf, ReadOnlySpan<int> rows);

    /// <summary>Ends a piece, and the page with it when it is large enough.</summary>
    /// <param name="rowCount">The rows whose levels and values were added.</param>
    public void EndPiece(int rowCount)
    {
        _pageRows += rowCount;
        if (_pageRows >= _options.PageRows || PageValueBytes >= _options.PageBytes)
            EndPage();
    }

    /// <summary>Ends the column chunk; the encoder is ready for the next one.</summary>
    /// <returns>The chunk, which is the caller's.</returns>
    public EncodedColumn Finish()
    {
        if (_pageRows > 0)
            EndPage();
        FinishPages();
        var output = Open();
        Output = null;
        Levels.Clear();
        (_pageFirstLevel, _pageFirstValue) = (0, 0);
        (_rowCount, _unencodedBytes) = (0, 0);
        return output;
    }

    /// <inheritdoc />
    public virtual void Dispose()
    {
        Levels.Dispose();
        Output?.Dispose();
        Output = null;
    }

    /// <summary>Takes a page whose end was found. It may be written now, or stay buffered until <see cref="FinishPages"/>.</summary>
    protected abstract void EndPage(in PageExtent page);

    /// <summary>Writes what is buffered, and what is known of the whole chunk. Leaves nothing behind.</summary>
    protected abstract void FinishPages();

    /// <summary>The column chunk that is being made.</summary>
    protected EncodedColumn Open() => Output ??= new EncodedColumn(Leaf, Order, Account);

    /// <summary>Says that everything before the page at hand was written and forgotten.</summary>
    protected void Rebase()
    {
        Levels.RemoveBefore(_pageFirstLevel);
        (_pageFirstLevel, _pageFirstValue) = (0, 0);
    }

    /// <summary>The page at hand as far as it is, for encoders that change their mind in the middle of one.</summary>
    protected int PageFirstValue => _pageFirstValue;

    private void EndPage()
    {
        var page = new PageExtent(_pageFirstLevel, Levels.Count - _pageFirstLevel, _pageFirstValue, ValueCount - _pageFirstValue, _pageRows);
        _rowCount += _pageRows;
        _unencodedBytes += PageValueBytes;
        _pageRows = 0;
        _pageFirstLevel = Levels.Count;
        _pageFirstValue = ValueCount;
        EndPage(page);
    }

    private static long DivisorOf(WriteLeaf leaf, ParquetWriteOptions options) => leaf.Type switch
    {
        TimeType => TimeUnits.NanosPerMicro,
        TimestampType when options.Timestamps == TimestampStorage.Millis => TimeUnits.MicrosPerMilli,
        _ => 1,
    };

    private static int CountThatFit(ReadOnlySpan<Utf8View> views, long bytes)
    {
        var count = 0;
        foreach (ref readonly var view in views)
        {
            bytes -= view.Length + sizeof(int);
            if (bytes < 0)
                break;
            count++;
        }

        return count;
    }
}
