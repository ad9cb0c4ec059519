using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.DataSources.Files;

/// <summary>
/// Bytes of a file break the rules of their format. Inside a source only: the reader that knows the file turns it into a
/// classed error with file, column and offset.
/// </summary>
/// <param name="reason">What is wrong, a sentence without its full stop and without names of files.</param>
/// <param name="byteOffset">Where, counted from the first byte that the decoder was given; -1 if unknown.</param>
internal sealed class MalformedDataException(string reason, long byteOffset) : Exception(reason)
{
    /// <summary>What is wrong.</summary>
    public string Reason { get; } = reason;

    /// <summary>Where, counted from the first byte that the decoder was given; -1 if unknown.</summary>
    public long ByteOffset { get; } = byteOffset;

    /// <summary>The bytes end before the values do.</summary>
    [DoesNotReturn]
    public static void ThrowEndsEarly(string encoding, long byteOffset) =>
        throw new MalformedDataException($"the bytes of the encoding {encoding} end before its values do", byteOffset);

    /// <summary>Something else that <paramref name="reason"/> tells.</summary>
    [DoesNotReturn]
    public static void Throw(string reason, long byteOffset) => throw new MalformedDataException(reason, byteOffset);
}
