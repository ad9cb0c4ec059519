using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Writing;

namespace SqlSpark.DataSources.Text;

/// <summary>Writes text files: each row of the one string column is a line, NULL an empty one. Spark: <c>TextFileFormat</c>.</summary>
/// <param name="codec">How files are compressed.</param>
/// <param name="lineEnd">What ends a line.</param>
internal sealed class TextFileWriterFactory(FileCodec codec, byte[] lineEnd) : IFileWriterFactory
{
    /// <inheritdoc />
    public string Extension => ".txt" + WriteCodecs.ExtensionOf(codec);

    /// <summary>The writer for columns.</summary>
    /// <exception cref="SqlSparkException"><c>_LEGACY_ERROR_TEMP_1290</c>, <c>UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE</c>, bad options.</exception>
    public static TextFileWriterFactory Plan(SourceOptions options, StructType schema)
    {
        var common = TextOptions.Read(options);
        if (schema.Fields.Count != 1)
            throw DataSourceErrors.TextNeedsOneColumn(schema.Fields.Count);
        if (schema.Fields[0].DataType is not StringType)
            throw DataSourceErrors.TypeNotSupported(TextTableProvider.FormatName, schema.Fields[0].Name, schema.Fields[0].DataType);
        return new TextFileWriterFactory(WriteCodecs.Of(options.Get("compression")), common.LineSeparator.Length == 0 ? [(byte)'\n'] : common.LineSeparator);
    }

    /// <inheritdoc />
    public IFileWriter Create(IWritableFile target, FileWriteContext context) => new Writer(target, codec, lineEnd, context);

    private sealed class Writer(IWritableFile file, FileCodec codec, byte[] lineEnd, FileWriteContext context) : IFileWriter
    {
        private readonly TextTarget _target = new(file, codec, context.Account);
        private readonly VectorWriter _flat = new(context.Schema.Fields[0].DataType, context.Account);

        public long EstimatedByteLength => _target.EstimatedByteLength;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Write(RecordBatch batch)
        {
            if (context.Cancellation.IsCancellationRequested)
                throw CoreErrors.QueryCanceled();
            var vector = (FlatVector)VectorCopy.Flatten(batch[0], _flat);
            var views = vector.Values<Utf8View>();
            foreach (var row in batch.Rows)
            {
                if (Bitmaps.IsValid(vector.Validity, row))
                    _target.Text.Write(views[row].Bytes);
                _target.Text.Write(lineEnd);
                _target.FlushIfLarge();
            }
        }

        public void Finish() => _target.Finish();

        public void Dispose()
        {
            _flat.Dispose();
            _target.Dispose();
        }
    }
}
