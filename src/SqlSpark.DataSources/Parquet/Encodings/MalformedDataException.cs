using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Encoded bytes that contradict their format or end too early. The reader of the file turns it into a classed error that names
/// the file, the column and the place.
/// </summary>
/// <param name="reason">What is wrong, a sentence without its full stop.</param>
/// <param name="byteOffset">Where, counted from the first byte that the decoder was given.</param>
internal sealed class MalformedDataException(string reason, long byteOffset) : Exception(reason)
{
    /// <summary>Where the fault is, counted from the first byte that the decoder was given.</summary>
    public long ByteOffset { get; } = byteOffset;

    /// <summary>The bytes end before the values do.</summary>
    [DoesNotReturn]
    public static void ThrowEndsEarly(string encoding, long byteOffset) =>
        throw new MalformedDataException($"{encoding} data ends before its last value", byteOffset);

    /// <summary>Something else that <paramref name="reason"/> tells.</summary>
    [DoesNotReturn]
    public static void Throw(string reason, long byteOffset) => throw new MalformedDataException(reason, byteOffset);
}
