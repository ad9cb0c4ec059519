using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files;

/// <summary>A format that files can be written in.</summary>
internal interface IFileWriterFactory
{
    /// <summary>What the names of its files end with, the codec's part included: <c>.snappy.parquet</c>, <c>.csv.gz</c>.</summary>
    string Extension { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="target">Where its bytes go. The writer appends to it, and neither commits nor disposes it.</param>
    /// <param name="context">What the writer may use.</param>
    IFileWriter Create(IWritableFile target, FileWriteContext context);
}

/// <summary>Writes one file, batch by batch, on one worker.</summary>
/// <remarks>A file is whole only after <see cref="Finish"/>; disposing earlier drops what was buffered.</remarks>
internal interface IFileWriter : IDisposable
{
    /// <summary>Bytes that are in the file or will be, as far as known: callers use it to begin a new file in time.</summary>
    long EstimatedByteLength { get; }

    /// <summary>Adds the selected rows of a batch, which is borrowed: nothing of it is kept by reference.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">A value that the format cannot hold.</exception>
    void Write(RecordBatch batch);

    /// <summary>Writes what is buffered and the end of the file. Called once; a file without rows is a valid one.</summary>
    void Finish();
}

/// <summary>What the writer of a file may use.</summary>
/// <param name="Schema">The columns of the batches that will come.</param>
/// <param name="Account">Pays for buffers.</param>
/// <param name="Cancellation">Cancels the query; writers check it between pieces of work of at most some milliseconds.</param>
internal sealed record FileWriteContext(StructType Schema, MemoryAccount Account, CancellationToken Cancellation);
