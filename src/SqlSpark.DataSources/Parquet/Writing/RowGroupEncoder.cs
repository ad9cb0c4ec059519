using System.Collections.Immutable;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>
/// Encodes batches as row groups, one after the other. Knows nothing of the file: several workers have one each, and what they make is appended in
/// any order wanted.
/// </summary>
/// <remarks>Holds the row group at hand: encoded pages, the values of open pages, and the codes of columns with a dictionary. Not thread-safe.</remarks>
internal sealed class RowGroupEncoder : IDisposable
{
    private readonly ParquetWriteOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly PageWriter _pages;
    private readonly ChunkEncoder[] _encoders;
    private readonly ColumnShredder[] _columns;

    /// <summary>An encoder between row groups.</summary>
    /// <param name="schema">The file's schema.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="account">Pays for memory, also for row groups that are handed out.</param>
    /// <param name="cancellation">Looked at between columns.</param>
    public RowGroupEncoder(WriteSchema schema, ParquetWriteOptions options, MemoryAccount account, CancellationToken cancellation)
    {
        _options = options;
        _cancellation = cancellation;
        _pages = new PageWriter(options, account);
        _encoders = new ChunkEncoder[schema.Leaves.Length];
        _columns = new ColumnShredder[schema.Columns.Length];
        try
        {
            for (var i = 0; i < _encoders.Length; i++)
                _encoders[i] = ChunkEncoder.Create(schema.Leaves[i], options, _pages, account);
            for (var i = 0; i < _columns.Length; i++)
                _columns[i] = ColumnShredder.Create(schema.Columns[i], schema.Type.Fields[i].Name, _encoders, account);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Rows of the row group at hand.</summary>
    public int RowCount { get; private set; }

    /// <summary>Bytes that it will have, as far as is known.</summary>
    public long BufferedBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var encoder in _encoders)
                bytes += encoder.BufferedBytes;
            return bytes;
        }
    }

    /// <summary>Whether it has as many rows or bytes as options allow.</summary>
    public bool IsFull => RowCount >= _options.RowGroupRows || BufferedBytes >= _options.RowGroupBytes;

    /// <summary>Adds selected rows of a batch, as many as fit.</summary>
    /// <param name="batch">The batch, borrowed.</param>
    /// <param name="first">The first one to add, counted in selected rows.</param>
    /// <returns>How many were added: all that are left, unless the row group is full.</returns>
    public int Add(RecordBatch batch, int first)
    {
        var live = batch.Rows;
        var done = first;
        while (done < live.Count && (done == first || !IsFull))
        {
            var count = Math.Min(Math.Min(live.Count - done, ChunkEncoder.MaxPiece), _options.RowGroupRows - RowCount);
            for (var i = 0; i < _columns.Length; i++)
            {
                _cancellation.ThrowIfCancellationRequested();
                var vector = batch[i] is LazyVector lazy ? lazy.Load(live) : batch[i];
                _columns[i].Add(vector, done, count, live.IsAll ? [] : batch.Selection!.Indices);
            }

            RowCount += count;
            done += count;
        }

        return done - first;
    }

    /// <summary>Ends the row group; the encoder is ready for the next one.</summary>
    /// <returns>The row group, which is the caller's.</returns>
    public EncodedRowGroup Finish()
    {
        var columns = ImmutableArray.CreateBuilder<EncodedColumn>(_encoders.Length);
        try
        {
            foreach (var encoder in _encoders)
            {
                _cancellation.ThrowIfCancellationRequested();
                columns.Add(encoder.Finish());
            }
        }
        catch
        {
            foreach (var column in columns)
                column.Dispose();
            throw;
        }

        var rowCount = RowCount;
        RowCount = 0;
        return new EncodedRowGroup(columns.MoveToImmutable(), rowCount);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var column in _columns)
            column?.Dispose();
        foreach (var encoder in _encoders)
            encoder?.Dispose();
        _pages.Dispose();
    }
}
