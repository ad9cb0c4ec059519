using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Tpch.Output;

/// <summary>A format of files that this library does not know. Chunks of a table are encoded in parallel and appended in order.</summary>
public interface ITableFileFormat
{
    /// <summary>What the names of files end with, without a dot before.</summary>
    string Extension { get; }

    /// <summary>The rows that should make a chunk.</summary>
    int ChunkRows { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="path">A name that is not taken; the file gets its own when it is whole.</param>
    /// <param name="schema">The columns.</param>
    ITableFile Create(string path, StructType schema);
}

/// <summary>A file that is being written.</summary>
public interface ITableFile : IDisposable
{
    /// <summary>The bytes written so far.</summary>
    long ByteLength { get; }

    /// <summary>Makes the encoder of a thread.</summary>
    /// <param name="account">Pays for its memory.</param>
    /// <param name="cancellation">Cancels it.</param>
    ITableChunkEncoder CreateEncoder(MemoryAccount account, CancellationToken cancellation);

    /// <summary>Ends and closes the file.</summary>
    void Finish();
}

/// <summary>Encodes chunks, one after the other, on one thread.</summary>
public interface ITableChunkEncoder : IDisposable
{
    /// <summary>Adds a batch to the chunk at hand, borrowed for the call.</summary>
    void Add(RecordBatch batch);

    /// <summary>Ends the chunk; while others make others.</summary>
    void EndChunk();

    /// <summary>Appends the chunk to the file. Called in the order of chunks, never by two threads at a time.</summary>
    void Append();
}
