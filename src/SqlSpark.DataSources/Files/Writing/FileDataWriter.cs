using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>Writes the rows of a task into one file after another. Holds what the open file's writer buffers.</summary>
/// <remarks>Spark: <c>SingleDirectoryDataWriter</c>.</remarks>
internal sealed class FileDataWriter : IDataWriter
{
    private readonly FileWrite _write;
    private readonly StagingFolder _staging;
    private readonly WriteContext _context;
    private readonly FileWriteContext _fileContext;
    private readonly List<WrittenFile> _files = [];
    private readonly LiveRange _range;
    private OutputFile? _file;

    public FileDataWriter(FileWrite write, StagingFolder staging, WriteContext context)
    {
        _write = write;
        _staging = staging;
        _context = context;
        _fileContext = new FileWriteContext(write.DataSchema, context.Account, context.Cancellation);
        _range = new LiveRange(context.Account);
    }

    /// <inheritdoc />
    public void Write(RecordBatch batch)
    {
        try
        {
            var rowCount = batch.LiveCount;
            for (var written = 0; written < rowCount;)
            {
                _file ??= Open();
                var count = (int)Math.Min(rowCount - written, _write.MaxRecordsPerFile - _file.RowCount);
                _file.Write(_range.Of(batch, written, count));
                written += count;
                if (_file.RowCount >= _write.MaxRecordsPerFile)
                    Close();
            }
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw DataSourceErrors.CannotWrite(_write.FileSystem.Describe(_write.Folder), exception);
        }
    }

    /// <inheritdoc />
    public WriterCommitMessage Commit()
    {
        try
        {
            if (_context.TaskOrdinal == 0 && _files.Count == 0)
                _file ??= Open();
            Close();
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw DataSourceErrors.CannotWrite(_write.FileSystem.Describe(_write.Folder), exception);
        }

        return new FilesWritten(_files.Sum(static file => file.RowCount), _files);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
        _range.Dispose();
    }

    private OutputFile Open()
    {
        var name = OutputFile.NameOf(_context.TaskOrdinal, _staging.Id, _files.Count, isPartitioned: false, _write.Factory.Extension);
        return new OutputFile(_write, _staging, name, _fileContext);
    }

    private void Close()
    {
        if (_file is null)
            return;
        _file.Close();
        _files.Add(new WrittenFile(_file.Name, _file.RowCount));
        _file.Dispose();
        _file = null;
    }
}
