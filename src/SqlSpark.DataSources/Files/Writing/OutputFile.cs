using System.Globalization;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>A file of a write that is open, in the staging folder.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly IWritableFile _file;
    private readonly IFileWriter _writer;

    /// <summary>Begins a file.</summary>
    /// <param name="write">The write.</param>
    /// <param name="staging">The staging folder.</param>
    /// <param name="name">The path from the staging folder on.</param>
    /// <param name="context">What the writer may use.</param>
    public OutputFile(FileWrite write, StagingFolder staging, string name, FileWriteContext context)
    {
        Name = name;
        _file = write.FileSystem.Create(Path.Combine(staging.FolderPath, name));
        try
        {
            _writer = write.Factory.Create(_file, context);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The path from the staging folder on, with slashes.</summary>
    public string Name { get; }

    /// <summary>The rows that were written.</summary>
    public long RowCount { get; private set; }

    /// <summary>The name of a file as Spark forms it: <c>part-00003-UUID-c001.snappy.parquet</c>, in folders of partitions with a dot before the c.</summary>
    /// <param name="taskOrdinal">The task.</param>
    /// <param name="writeId">The id of the write.</param>
    /// <param name="fileOrdinal">The position among the files of the task in one folder.</param>
    /// <param name="isPartitioned">Whether it is in the folder of a partition.</param>
    /// <param name="extension">What the name ends with.</param>
    public static string NameOf(int taskOrdinal, string writeId, int fileOrdinal, bool isPartitioned, string extension) => string.Create(
        CultureInfo.InvariantCulture, $"part-{taskOrdinal:00000}-{writeId}{(isPartitioned ? '.' : '-')}c{fileOrdinal:000}{extension}");

    /// <summary>Adds the live rows of a batch.</summary>
    public void Write(RecordBatch batch)
    {
        _writer.Write(batch);
        RowCount += batch.LiveCount;
    }

    /// <summary>Ends the file.</summary>
    public void Close()
    {
        _writer.Finish();
        _file.Close();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }
}
