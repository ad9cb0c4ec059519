using System.Collections.Immutable;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Pruning;
using SqlSpark.DataSources.Parquet.Schemas;
using SqlSpark.DataSources.Parquet.Values;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>Reads some columns of a row group, batch by batch.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class RowGroupReader : IDisposable
{
    private readonly ParquetFile _file;
    private readonly RowGroupMetadata _rowGroup;
    private readonly PageOptions _options;
    private readonly MemoryAccount _account;
    private readonly IReadableFile _content;
    private readonly Dictionary<CompressionCodec, IBlockCodec> _codecs = [];
    private readonly ColumnReader[] _readers;
    private readonly LazyColumn?[] _lazy;
    private readonly Vector[] _vectors;
    private RowRanges _rows;
    private long _row;

    /// <summary>Opens a row group.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="content">The file's bytes; the caller's.</param>
    /// <param name="columns">The wanted columns and their names.</param>
    /// <param name="isLazy">For each, whether it is read on first touch.</param>
    /// <param name="rows">The wanted rows.</param>
    /// <param name="options">How pages are read.</param>
    /// <param name="batchCapacity">Rows of a batch at most.</param>
    /// <param name="account">Pays for everything.</param>
    public RowGroupReader(
        ParquetFile file,
        RowGroupMetadata rowGroup,
        IReadableFile content,
        ImmutableArray<(string Name, ParquetColumn Column)> columns,
        ImmutableArray<bool> isLazy,
        RowRanges rows,
        PageOptions options,
        int batchCapacity,
        MemoryAccount account)
    {
        _file = file;
        _rowGroup = rowGroup;
        _options = options;
        _account = account;
        _rows = rows;
        _readers = new ColumnReader[columns.Length];
        _lazy = new LazyColumn?[columns.Length];
        _vectors = new Vector[columns.Length];
        _content = content;
        try
        {
            for (var i = 0; i < columns.Length; i++)
            {
                _readers[i] = Create(columns[i].Name, columns[i].Column, isLazy[i], batchCapacity);
                if (isLazy[i])
                    _lazy[i] = new LazyColumn(_readers[i], this);
            }
        }
        catch (Exception exception)
        {
            Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw DataSourceErrors.CannotReadFile(file.Description, exception);
            throw;
        }
    }

    /// <summary>Reads the next batch.</summary>
    /// <param name="maxRows">Rows of it at most, at least 1.</param>
    /// <param name="batch">The shell to fill; its columns are borrowed until the next call.</param>
    /// <returns>False after the last row.</returns>
    /// <exception cref="Core.Errors.SqlSparkException"><c>FILE_CORRUPT</c> with file, column and offset.</exception>
    public bool TryRead(int maxRows, RecordBatch batch)
    {
        if (!TryNextRange(out var range))
            return false;
        var first = Math.Max(range.First, _row);
        var gap = first - _row;
        var rowCount = (int)Math.Min(maxRows, range.End - first);
        for (var i = 0; i < _readers.Length; i++)
        {
            if (_lazy[i] is { } lazy)
            {
                lazy.Advance(gap, rowCount);
                _vectors[i] = lazy;
            }
            else
            {
                _vectors[i] = Read(_readers[i], gap, rowCount);
            }
        }

        batch.Set(rowCount, _vectors);
        _row = first + rowCount;
        return true;
    }

    /// <summary>Says that of the rows that were not read yet only some are wanted.</summary>
    public void Restrict(RowRanges rows) => _rows = _rows.Intersect(rows);

    /// <summary>The rows that are left to read.</summary>
    public RowRanges RowsLeft => _rows.Intersect(RowRanges.Of(_row, _rowGroup.RowCount));

    /// <summary>The entries of a column's dictionary; null for a column that has none, or not of single values.</summary>
    /// <param name="leaf">The column.</param>
    public VectorDictionary? DictionaryOf(ParquetField leaf)
    {
        foreach (var reader in _readers)
        {
            if (reader is FlatColumnReader flat && ReferenceEquals(flat.Leaf, leaf))
            {
                try
                {
                    flat.ReadDictionary();
                    return flat.Dictionary;
                }
                catch (Exception exception) when (IsOfFile(exception))
                {
                    throw Classify(exception, flat);
                }
            }
        }

        return null;
    }

    /// <summary>Reads some rows of a column after passing over others.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>FILE_CORRUPT</c> with file, column and offset.</exception>
    public Vector Read(ColumnReader reader, long skippedRows, int rowCount)
    {
        try
        {
            if (skippedRows > 0)
                reader.Skip(skippedRows);
            return reader.Read(rowCount);
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            throw Classify(exception, reader);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (ColumnReader? reader in _readers)
            reader?.Dispose();
        foreach (var codec in _codecs.Values)
            codec.Dispose();
        _codecs.Clear();
    }

    private static bool IsOfFile(Exception exception) => exception is MalformedDataException or IOException or UnauthorizedAccessException;

    private Core.Errors.SqlSparkException Classify(Exception exception, ColumnReader reader) => exception is MalformedDataException malformed
        ? ParquetErrors.PageCorrupt(_file.Description, reader.Name, reader.FileOffset, malformed)
        : DataSourceErrors.CannotReadFile(_file.Description, exception);

    private bool TryNextRange(out RowRange range)
    {
        foreach (var candidate in _rows.Ranges)
        {
            if (candidate.End <= _row)
                continue;
            range = candidate;
            return true;
        }

        range = default;
        return false;
    }

    private ColumnReader Create(string name, ParquetColumn column, bool isLazy, int batchCapacity)
    {
        if (column is PrimitiveColumn { Field.RepetitionLevel: 0, Type: VoidType })
            return new ConstantColumnReader(column.Type, null, name, batchCapacity, _account);
        if (column is PrimitiveColumn { Field.RepetitionLevel: 0 } primitive)
            return new FlatColumnReader(primitive, OpenLeaf(primitive.Field, primitive.Type, isLazy), _account);
        var leaves = ImmutableArray.CreateBuilder<NestedLeaf>();
        try
        {
            foreach (var (field, type) in column.Leaves)
            {
                var cursor = OpenLeaf(field, type, isLazy);
                leaves.Add(new NestedLeaf(field, cursor, new VectorWriter(type, _account), _account));
            }

            return leaves.Count == 0
                ? new ConstantColumnReader(column.Type, (column as MissingColumn)?.Value, name, batchCapacity, _account)
                : new NestedColumnReader(column, name, leaves.ToImmutable(), new VectorWriter(column.Type, _account));
        }
        catch
        {
            foreach (var leaf in leaves)
                leaf.Dispose();
            throw;
        }
    }

    private LeafCursor OpenLeaf(ParquetField field, DataType type, bool isLazy)
    {
        var chunk = _rowGroup.Columns[field.LeafOrdinal];
        var places = field.RepetitionLevel == 0 && _rows.Count < _rowGroup.RowCount ? new PageIndexReader(_content).ReadPlaces(chunk) : null;
        var pages = new PageReader(_content, chunk, field, CodecOf(chunk), _options, _account) { Places = places };
        var values = ValueReaders.Create(field, type, _account);
        if (OldCalendar.FirstSafeValue(_file, field, type, _options) is { } first)
            values = new OldCalendarCheck(values, first, () => OldCalendar.Error(_file, field, _options));
        var cursor = new LeafCursor(pages, values, type, _account);
        if (!isLazy)
            cursor.Expect();
        return cursor;
    }

    private IBlockCodec CodecOf(ColumnChunkMetadata chunk)
    {
        var codec = chunk.Codec switch
        {
            ParquetCodec.Uncompressed => CompressionCodec.Uncompressed,
            ParquetCodec.Snappy => CompressionCodec.Snappy,
            ParquetCodec.Gzip => CompressionCodec.Gzip,
            ParquetCodec.Brotli => CompressionCodec.Brotli,
            ParquetCodec.Lz4 => CompressionCodec.Lz4Hadoop,
            ParquetCodec.Lz4Raw => CompressionCodec.Lz4Raw,
            ParquetCodec.Zstd => CompressionCodec.Zstd,
            _ => CompressionCodec.Lzo,
        };
        if (_codecs.TryGetValue(codec, out var existing))
            return existing;
        if (!BlockCodecs.TryCreate(codec, _account, out var created))
            throw ParquetErrors.NotSupported($"reading the codec {chunk.Codec.ToString().ToUpperInvariant()} of {_file.Description}");
        _codecs.Add(codec, created);
        return created;
    }
}
