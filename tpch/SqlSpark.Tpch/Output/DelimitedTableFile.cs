using Microsoft.Win32.SafeHandles;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Tpch.Generation;

namespace SqlSpark.Tpch.Output;

/// <summary>
/// One text file of a table. Threads generate and encode chunks and write them at their places, which are known as soon as the chunks before have
/// been encoded. The file gets its name when it is complete.
/// </summary>
internal sealed class DelimitedTableFile : IDisposable
{
    private readonly Action<TpchProgress>? _progress;
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly string _temporaryPath;
    private long _byteLength;
    private long _rowsDone;

    private DelimitedTableFile(string path, Action<TpchProgress>? progress)
    {
        _path = path;
        _progress = progress;
        _temporaryPath = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        _handle = File.OpenHandle(_temporaryPath, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>Writes a table; an older file of that name is replaced.</summary>
    /// <returns>The bytes of the file.</returns>
    public static long Write(
        TpchData data, TpchTable table, TpchExportOptions options, string path, Action<TpchProgress>? progress, CancellationToken cancellationToken)
    {
        using var file = new DelimitedTableFile(path, progress);
        if (options.Format == TpchFileFormat.Csv && options.HasHeader)
            file.WriteHeader(data, table, options.Format);
        OrderedChunks.Run(
            TableWorker.CountChunks(data, table), options.Threads, () => new Worker(data, table, options.Format, file), cancellationToken);
        file.Publish();
        return file._byteLength;
    }

    /// <summary>Closes the file, and deletes it when it was not published.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        File.Delete(_temporaryPath);
    }

    private static DelimitedEncoder CreateEncoder(TpchFileFormat format, TpchTable table, MemoryAccount account) => format == TpchFileFormat.Csv
        ? new DelimitedEncoder<CsvFormat>(table, account)
        : new DelimitedEncoder<TblFormat>(table, account);

    private void WriteHeader(TpchData data, TpchTable table, TpchFileFormat format)
    {
        using var encoder = CreateEncoder(format, table, data.Account);
        encoder.AppendHeader(TpchSchema.Of(table));
        RandomAccess.Write(_handle, encoder.Written, 0);
        _byteLength = encoder.Written.Length;
    }

    private void Publish()
    {
        _handle.Dispose();
        File.Move(_temporaryPath, _path, overwrite: true);
    }

    private sealed class Worker : TableWorker
    {
        private readonly DelimitedTableFile _file;
        private readonly DelimitedEncoder _encoder;
        private long _offset;

        public Worker(TpchData data, TpchTable table, TpchFileFormat format, DelimitedTableFile file)
            : base(data, table)
        {
            _file = file;
            _encoder = CreateEncoder(format, table, Account);
        }

        public override void Commit()
        {
            _offset = _file._byteLength;
            _file._byteLength += _encoder.Written.Length;
            _file._progress?.Invoke(Advance(ref _file._rowsDone));
        }

        public override void Complete()
        {
            RandomAccess.Write(_file._handle, _encoder.Written, _offset);
            _encoder.Clear();
        }

        public override void Dispose()
        {
            _encoder.Dispose();
            base.Dispose();
        }

        protected override void Add(RecordBatch batch) => _encoder.Append(batch);
    }
}
