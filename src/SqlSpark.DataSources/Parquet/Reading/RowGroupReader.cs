using System.Collections.Immutable;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;
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
    private long _rowsLeft;

    /// <summary>Opens a row group.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="columns">The wanted columns and their names.</param>
    /// <param name="isLazy">For each, whether it is read on first touch.</param>
    /// <param name="options">How pages are read.</param>
    /// <param name="batchCapacity">Rows of a batch at most.</param>
    /// <param name="account">Pays for everything.</param>
    public RowGroupReader(
        ParquetFile file,
        RowGroupMetadata rowGroup,
        ImmutableArray<(string Name, ParquetColumn Column)> columns,
        ImmutableArray<bool> isLazy,
        PageOptions options,
        int batchCapacity,
        MemoryAccount account)
    {
        _file = file;
        _rowGroup = rowGroup;
        _options = options;
        _account = account;
        _rowsLeft = rowGroup.RowCount;
        _readers = new ColumnReader[columns.Length];
        _lazy = new LazyColumn?[columns.Length];
        _vectors = new Vector[columns.Length];
        _content = file.Open();
        try
        {
            for (var i = 0; i < columns.Length; i++)
            {
                _readers[i] = Create(columns[i].Name, columns[i].Column, batchCapacity);
                if (isLazy[i])
                    _lazy[i] = new LazyColumn(_readers[i], this);
            }
        }
        catch
        {
            Dispose();
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
        if (_rowsLeft == 0)
            return false;
        var rowCount = (int)Math.Min(maxRows, _rowsLeft);
        for (var i = 0; i < _readers.Length; i++)
        {
            if (_lazy[i] is { } lazy)
            {
                lazy.Advance(rowCount);
                _vectors[i] = lazy;
            }
            else
            {
                _vectors[i] = Read(_readers[i], 0, rowCount);
            }
        }

        batch.Set(rowCount, _vectors);
        _rowsLeft -= rowCount;
        return true;
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
        catch (MalformedDataException exception)
        {
            throw ParquetErrors.PageCorrupt(_file.Description, reader.Name, reader.FileOffset, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DataSourceErrors.CannotReadFile(_file.Description, exception);
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
        _content.Dispose();
    }

    private ColumnReader Create(string name, ParquetColumn column, int batchCapacity)
    {
        if (column is PrimitiveColumn { Field.RepetitionLevel: 0, Type: VoidType })
            return new NullColumnReader(column.Type, name, batchCapacity, _account);
        if (column is PrimitiveColumn { Field.RepetitionLevel: 0 } primitive)
            return new FlatColumnReader(primitive, OpenLeaf(primitive.Field, primitive.Type), _account);
        var leaves = ImmutableArray.CreateBuilder<NestedLeaf>();
        try
        {
            foreach (var (field, type) in column.Leaves)
            {
                var cursor = OpenLeaf(field, type);
                leaves.Add(new NestedLeaf(field, cursor, new VectorWriter(type, _account), _account));
            }

            return leaves.Count == 0
                ? new NullColumnReader(column.Type, name, batchCapacity, _account)
                : new NestedColumnReader(column, name, leaves.ToImmutable(), new VectorWriter(column.Type, _account));
        }
        catch
        {
            foreach (var leaf in leaves)
                leaf.Dispose();
            throw;
        }
    }

    private LeafCursor OpenLeaf(ParquetField field, DataType type)
    {
        var chunk = _rowGroup.Columns[field.LeafOrdinal];
        var pages = new PageReader(_content, chunk, field, CodecOf(chunk), _options, _account);
        var values = ValueReaders.Create(field, type, _account);
        if (OldCalendar.FirstSafeValue(_file, field, type, _options) is { } first)
            values = new OldCalendarCheck(values, first, () => OldCalendar.Error(_file, field, _options));
        return new LeafCursor(pages, values, type, _account);
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
