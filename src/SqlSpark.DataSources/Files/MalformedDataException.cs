namespace SqlSpark.DataSources.Files;

/// <summary>
/// Bytes of a file break the rules of their format. Inside a source only: the reader that knows the file turns it into a
/// classed error.
/// </summary>
/// <param name="reason">What is wrong, as a sentence without names of files.</param>
/// <param name="byteOffset">Where, counted from the start of the block or stream that was being read; -1 if unknown.</param>
internal sealed class MalformedDataException(string reason, long byteOffset) : Exception(reason)
{
    /// <summary>What is wrong.</summary>
    public string Reason { get; } = reason;

    /// <summary>Where, counted from the start of the block or stream that was being read; -1 if unknown.</summary>
    public long ByteOffset { get; } = byteOffset;
}
