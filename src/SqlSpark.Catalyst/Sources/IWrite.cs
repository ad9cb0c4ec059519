using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Sources;

/// <summary>What becomes of the rows that are there already.</summary>
public enum WriteMode : byte
{
    /// <summary>There must be none: the write fails where it finds some.</summary>
    ErrorIfExists,

    /// <summary>They stay.</summary>
    Append,

    /// <summary>The new rows replace them; <see cref="WriteInfo.ReplacedPartition"/> may say which.</summary>
    Overwrite,

    /// <summary>The new rows replace those of the partitions that they are in. Spark: dynamic <c>partitionOverwriteMode</c>.</summary>
    OverwritePartitions,
}

/// <summary>What is to be written. Spark: <c>LogicalWriteInfo</c>.</summary>
/// <param name="Schema">The columns of the rows.</param>
/// <param name="PartitionColumns">The columns whose values choose the folder, as ordinals of <paramref name="Schema"/>, outermost first.</param>
/// <param name="Mode">What becomes of the rows that are there.</param>
/// <param name="ReadTables">The tables that the rows come from.</param>
public sealed record WriteInfo(StructType Schema, EquatableArray<int> PartitionColumns, WriteMode Mode, IReadOnlyList<ITable> ReadTables)
{
    /// <summary>With <see cref="WriteMode.Overwrite"/>: only rows of the partitions that have these values are replaced. Empty for all rows.</summary>
    public EquatableArray<PartitionValue> ReplacedPartition { get; init; } = [];
}

/// <summary>A partition column and its value.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Text">The value as text, as a cast to STRING gives it; null for NULL.</param>
public sealed record PartitionValue(string Column, string? Text);

/// <summary>A planned write: everything is checked that can be without writing. Immutable. Spark: <c>Write</c>.</summary>
public interface IWrite
{
    /// <summary>One line for EXPLAIN: format, location, mode.</summary>
    string Describe();

    /// <summary>Begins to write. Whoever calls it ends the run with <see cref="IBatchWrite.Commit"/> or <see cref="IBatchWrite.Abort"/>.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">The place cannot be written.</exception>
    IBatchWrite Start();
}

/// <summary>
/// A run of a write. Nothing that its tasks write is visible before <see cref="Commit"/>, and nothing ever if that is not called.
/// Spark: <c>BatchWrite</c>.
/// </summary>
public interface IBatchWrite
{
    /// <summary>A writer for one task. Tasks call this at the same time.</summary>
    /// <param name="context">What the writer may use.</param>
    IDataWriter CreateWriter(WriteContext context);

    /// <summary>Makes everything visible that the tasks wrote, all at once. All writers are disposed by then.</summary>
    /// <param name="messages">What the tasks' writers returned.</param>
    /// <param name="cancellation">Ends waiting for other writers; once visible, rows stay.</param>
    /// <exception cref="Core.Errors.SqlSparkException">Nothing became visible, unless the condition says otherwise.</exception>
    void Commit(IReadOnlyList<WriterCommitMessage> messages, CancellationToken cancellation);

    /// <summary>Removes what the tasks wrote; all writers are disposed by then. What cannot be removed stays invisible.</summary>
    void Abort();
}

/// <summary>Writes the rows of one task, on one thread at a time. Disposing it before <see cref="Commit"/> drops them. Spark: <c>DataWriter</c>.</summary>
public interface IDataWriter : IDisposable
{
    /// <summary>Writes the live rows of a batch, which is borrowed.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">A value that the format cannot hold, or a fault of the place.</exception>
    void Write(RecordBatch batch);

    /// <summary>Ends writing: everything lies where <see cref="IBatchWrite.Commit"/> finds it. Called once, in the task.</summary>
    WriterCommitMessage Commit();
}

/// <summary>What a task wrote; sources derive their own.</summary>
/// <param name="RowCount">Rows.</param>
public abstract record WriterCommitMessage(long RowCount);

/// <summary>What a writer may use.</summary>
/// <param name="TaskOrdinal">The task's number among those of the write, from 0.</param>
/// <param name="Account">Pays for buffers.</param>
/// <param name="BatchCapacity">Rows of a batch at most.</param>
/// <param name="Cancellation">Cancels the query; writers check it between pieces of work of at most some milliseconds.</param>
public sealed record WriteContext(int TaskOrdinal, MemoryAccount Account, int BatchCapacity, CancellationToken Cancellation);
