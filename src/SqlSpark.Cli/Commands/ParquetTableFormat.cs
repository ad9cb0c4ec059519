using System.Globalization;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Writing;
using SqlSpark.Tpch.Output;

namespace SqlSpark.Cli.Commands;

/// <summary>Tables of TPC-H as Parquet files: a chunk is a row group.</summary>
internal sealed class ParquetTableFormat : ITableFileFormat
{
    private readonly ParquetFileWriterFactory _factory;

    /// <param name="compression">The codec, or null for that of the settings.</param>
    /// <param name="conf">The session's settings.</param>
    public ParquetTableFormat(string? compression, ConfSnapshot conf)
    {
        var options = new Dictionary<string, string>();
        if (compression is not null)
            options["compression"] = compression;
        ChunkRows = ParquetFileWriterFactory.Create(new SourceOptions(options, "parquet"), conf).RowGroupRows;

        // Chunks have about as many rows; what is more is not worth a row group.
        options["parquet.block.row.count.limit"] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        _factory = ParquetFileWriterFactory.Create(new SourceOptions(options, "parquet"), conf);
    }

    /// <inheritdoc />
    public string Extension => "parquet";

    /// <inheritdoc />
    public int ChunkRows { get; }

    /// <inheritdoc />
    public ITableFile Create(string path, StructType schema) => new ParquetTableFile(_factory, LocalFileSystem.Instance.Create(path), schema);

    private sealed class ParquetTableFile : ITableFile
    {
        private readonly ParquetFileWriterFactory _factory;
        private readonly IWritableFile _file;
        private readonly StructType _schema;
        private readonly ParquetFileAppender _appender;

        public ParquetTableFile(ParquetFileWriterFactory factory, IWritableFile file, StructType schema)
        {
            _factory = factory;
            _file = file;
            _schema = schema;
            _appender = factory.CreateAppender(file, schema);
        }

        public long ByteLength => _file.ByteLength;

        public ITableChunkEncoder CreateEncoder(MemoryAccount account, CancellationToken cancellation) =>
            new RowGroups(_factory.CreateEncoder(new FileWriteContext(_schema, account, cancellation)), _appender);

        public void Finish()
        {
            _appender.Finish();
            _file.Close();
        }

        public void Dispose() => _file.Dispose();
    }

    private sealed class RowGroups(RowGroupEncoder encoder, ParquetFileAppender appender) : ITableChunkEncoder
    {
        private readonly List<EncodedRowGroup> _encoded = [];

        public void Add(RecordBatch batch)
        {
            for (var row = 0; row < batch.Rows.Count;)
            {
                row += encoder.Add(batch, row);
                if (encoder.IsFull)
                    EndChunk();
            }
        }

        public void EndChunk()
        {
            if (encoder.RowCount > 0)
                _encoded.Add(encoder.Finish());
        }

        public void Append()
        {
            foreach (var rowGroup in _encoded)
                appender.Append(rowGroup);
            Release();
        }

        public void Dispose()
        {
            Release();
            encoder.Dispose();
        }

        private void Release()
        {
            _encoded.ForEach(static rowGroup => rowGroup.Dispose());
            _encoded.Clear();
        }
    }
}
