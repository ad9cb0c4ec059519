namespace SqlSpark.DataSources.Files;

/// <summary>
/// Bytes that are not what their format says. Decoders throw it; whoever knows the file turns it into the classed error with file, column and
/// offset.
/// </summary>
/// <param name="reason">What is wrong, as a clause: <c>a bit width of 40</c>.</param>
/// <param name="byteOffset">Where, in bytes from the start of what the decoder was given.</param>
internal sealed class MalformedDataException(string reason, long byteOffset) : Exception(reason)
{
    /// <summary>Where, in bytes from the start of what the decoder was given.</summary>
    public long ByteOffset { get; } = byteOffset;
}
