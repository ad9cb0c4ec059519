using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files.Partitions;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>
/// Writes the rows of a task into the folders of their partitions. Holds what the writers of some open files buffer: when there would be too
/// many, the one that waited longest is closed, and its partition goes on in another file.
/// </summary>
/// <remarks>Spark: <c>DynamicPartitionDataConcurrentWriter</c>, which sorts the rows where there are too many files.</remarks>
internal sealed class PartitionedDataWriter : IDataWriter
{
    private readonly FileWrite _write;
    private readonly StagingFolder _staging;
    private readonly WriteContext _context;
    private readonly FileWriteContext _fileContext;
    private readonly PartitionKeys _keys;
    private readonly ValueFormatter[] _formatters;
    private readonly GatherRegister[] _registers;    // of the data columns
    private readonly Vector[] _partitionVectors;
    private readonly Vector[] _dataVectors;
    private readonly Vector[] _gathered;
    private readonly RecordBatch _data = new();
    private readonly RecordBatch _rowsOfPartition = new();
    private readonly LiveRange _range;
    private readonly ScratchBuffer _sorted;
    private readonly List<Partition> _partitions = [];
    private readonly Dictionary<string, PartitionFiles> _folders = new(StringComparer.Ordinal);
    private readonly List<int> _touched = [];
    private readonly List<WrittenFile> _files = [];
    private readonly List<Partition> _open = [];
    private long _clock;

    public PartitionedDataWriter(FileWrite write, StagingFolder staging, WriteContext context)
    {
        _write = write;
        _staging = staging;
        _context = context;
        _fileContext = new FileWriteContext(write.DataSchema, context.Account, context.Cancellation);
        DataType[] types = [.. write.Info.PartitionColumns.Select(column => write.Info.Schema.Fields[column].DataType)];
        _keys = new PartitionKeys(types, context.Account);
        var options = new ValueFormatOptions(ZoneRules.Of(write.TimeZone));
        _formatters = [.. types.Select(type => new ValueFormatter(type, ValueStyle.Cast, options))];
        _registers = [.. write.DataSchema.Fields.Select(field => new GatherRegister(field.DataType, context.Account))];
        _partitionVectors = new Vector[types.Length];
        _dataVectors = new Vector[_registers.Length];
        _gathered = new Vector[_registers.Length];
        _range = new LiveRange(context.Account);
        _sorted = new ScratchBuffer(context.Account);
    }

    /// <inheritdoc />
    public void Write(RecordBatch batch)
    {
        try
        {
            for (var i = 0; i < _partitionVectors.Length; i++)
                _partitionVectors[i] = batch[_write.Info.PartitionColumns[i]];
            for (var i = 0; i < _dataVectors.Length; i++)
                _dataVectors[i] = batch[_write.DataColumns[i]];
            var numbers = _keys.Assign(_partitionVectors, batch.Rows);
            AddPartitions(batch.Rows, numbers);
            _data.Set(batch.RowCount, _dataVectors, batch.Selection);
            WriteByPartition(batch.Rows, numbers);
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
            foreach (var partition in _partitions)
                Close(partition);
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
        foreach (var partition in _partitions)
            partition.File?.Dispose();
        _partitions.Clear();
        foreach (var register in _registers)
            register.Dispose();
        _keys.Dispose();
        _range.Dispose();
        _sorted.Dispose();
    }

    /// <summary>Names the folders of partitions that came up first in this batch, and counts the rows of all.</summary>
    private void AddPartitions(Rows rows, ReadOnlySpan<int> numbers)
    {
        _touched.Clear();
        foreach (var row in rows)
        {
            var number = numbers[row];
            if (number == _partitions.Count)
                _partitions.Add(new Partition(FolderOf(row)));
            var partition = _partitions[number];
            if (partition.RowCount++ == 0)
                _touched.Add(number);
        }
    }

    /// <summary>The folder of a row's partition; that of NULL and of the empty string are one.</summary>
    private PartitionFiles FolderOf(int row)
    {
        var segments = new string[_formatters.Length];
        for (var i = 0; i < segments.Length; i++)
        {
            var vector = _partitionVectors[i];
            var text = vector.IsNull(row) ? null : System.Text.Encoding.UTF8.GetString(_formatters[i].Format(vector, row));
            segments[i] = PartitionPath.Segment(_write.Info.Schema.Fields[_write.Info.PartitionColumns[i]].Name, text);
        }

        var path = string.Join('/', segments);
        if (!_folders.TryGetValue(path, out var folder))
            _folders.Add(path, folder = new PartitionFiles(path));
        return folder;
    }

    /// <summary>Hands each partition its rows: the batch as it is where all are of one, else rows gathered in the order of partitions.</summary>
    private void WriteByPartition(Rows rows, ReadOnlySpan<int> numbers)
    {
        if (_touched is [var only])
        {
            _partitions[only].RowCount = 0;
            Write(_partitions[only], _data);
            return;
        }

        var sorted = _sorted.GetSpan<int>(rows.Count);
        var end = 0;
        foreach (var number in _touched)
        {
            _partitions[number].Position = end;    // becomes the end of its rows
            end += _partitions[number].RowCount;
        }

        foreach (var row in rows)
            sorted[_partitions[numbers[row]].Position++] = row;
        foreach (var number in _touched)
        {
            var partition = _partitions[number];
            var indices = sorted.Slice(partition.Position - partition.RowCount, partition.RowCount);
            partition.RowCount = 0;
            for (var i = 0; i < _gathered.Length; i++)
                _gathered[i] = _registers[i].Gather(_dataVectors[i], indices);
            Write(partition, _rowsOfPartition.Set(indices.Length, _gathered));
        }
    }

    private void Write(Partition partition, RecordBatch batch)
    {
        partition.LastUse = ++_clock;
        var rowCount = batch.LiveCount;
        for (var written = 0; written < rowCount;)
        {
            partition.File ??= Open(partition);
            var count = (int)Math.Min(rowCount - written, _write.MaxRecordsPerFile - partition.File.RowCount);
            partition.File.Write(_range.Of(batch, written, count));
            written += count;
            if (partition.File.RowCount >= _write.MaxRecordsPerFile)
                Close(partition);
        }
    }

    private OutputFile Open(Partition partition)
    {
        if (_open.Count >= _write.MaxOpenFiles)
            Close(_open.MinBy(static other => other.LastUse)!);
        var folder = partition.Folder;
        if (folder.FileCount == 0)
            _write.FileSystem.CreateFolder(Path.Combine(_staging.FolderPath, folder.Path));
        var name = OutputFile.NameOf(_context.TaskOrdinal, _staging.Id, folder.FileCount++, isPartitioned: true, _write.Factory.Extension);
        var file = new OutputFile(_write, _staging, $"{folder.Path}/{name}", _fileContext);
        _open.Add(partition);
        return file;
    }

    private void Close(Partition partition)
    {
        if (partition.File is not { } file)
            return;
        file.Close();
        _files.Add(new WrittenFile(file.Name, file.RowCount));
        file.Dispose();
        partition.File = null;
        _open.Remove(partition);
    }

    /// <summary>The files of a folder.</summary>
    /// <param name="path">The path from the table's folder on, with slashes.</param>
    private sealed class PartitionFiles(string path)
    {
        /// <summary>The path from the table's folder on, with slashes.</summary>
        public string Path { get; } = path;

        /// <summary>Files that were begun.</summary>
        public int FileCount { get; set; }
    }

    /// <summary>A partition that the task has rows of.</summary>
    /// <param name="folder">Where its files are.</param>
    private sealed class Partition(PartitionFiles folder)
    {
        /// <summary>Where its files are.</summary>
        public PartitionFiles Folder { get; } = folder;

        /// <summary>The open file, or null.</summary>
        public OutputFile? File { get; set; }

        /// <summary>When rows came last.</summary>
        public long LastUse { get; set; }

        /// <summary>Rows of the current batch; 0 between batches.</summary>
        public int RowCount { get; set; }

        /// <summary>Where the next row of the current batch goes.</summary>
        public int Position { get; set; }
    }
}
