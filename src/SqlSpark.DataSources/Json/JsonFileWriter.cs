using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Writing;
using SqlSpark.DataSources.Text;

namespace SqlSpark.DataSources.Json;

/// <summary>Writes JSON files: each row is an object in a line of its own. Spark: <c>JsonOutputWriter</c>.</summary>
/// <param name="options">How values look.</param>
/// <param name="codec">How files are compressed.</param>
/// <param name="lineEnd">What ends a line.</param>
internal sealed class JsonFileWriterFactory(JsonWriterOptions options, FileCodec codec, byte[] lineEnd) : IFileWriterFactory
{
    /// <inheritdoc />
    public string Extension => ".json" + WriteCodecs.ExtensionOf(codec);

    /// <summary>The writers of files under options.</summary>
    public static JsonFileWriterFactory Plan(SourceOptions options, ConfSnapshot conf)
    {
        var separator = TextOptions.ReadDecoded(options).LineSeparator;
        return new JsonFileWriterFactory(
            JsonOptions.ReadWriter(options, conf), WriteCodecs.Of(options.Get("compression")), separator.Length == 0 ? [(byte)'\n'] : separator);
    }

    /// <inheritdoc />
    public IFileWriter Create(IWritableFile target, FileWriteContext context) => new Writer(target, options, codec, lineEnd, context);

    private sealed class Writer(IWritableFile file, JsonWriterOptions options, FileCodec codec, byte[] lineEnd, FileWriteContext context) : IFileWriter
    {
        private readonly TextTarget _target = new(file, codec, context.Account);
        private readonly JsonRowWriter _appendRow = JsonValueWriter.CreateRows(context.Schema, options);
        private readonly Utf8Buffer _line = new();

        public long EstimatedByteLength => _target.EstimatedByteLength;

        public void Write(RecordBatch batch)
        {
            if (context.Cancellation.IsCancellationRequested)
                throw CoreErrors.QueryCanceled();
            foreach (var row in batch.Rows)
            {
                _line.Clear();
                _appendRow(batch.Vectors, row, _line);
                _target.Text.Write(_line.Written);
                _target.Text.Write(lineEnd);
                _target.FlushIfLarge();
            }
        }

        public void Finish() => _target.Finish();

        public void Dispose() => _target.Dispose();
    }
}
