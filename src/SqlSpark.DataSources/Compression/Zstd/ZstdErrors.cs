using System.Diagnostics.CodeAnalysis;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>What can be wrong with a zstd block.</summary>
internal static class ZstdErrors
{
    [DoesNotReturn]
    public static void ThrowCutOff(long byteOffset) => throw new MalformedDataException("The zstd data are cut off.", byteOffset);

    [DoesNotReturn]
    public static void ThrowBadTable(long byteOffset) =>
        throw new MalformedDataException("A table of the zstd data describes no code.", byteOffset);

    [DoesNotReturn]
    public static void ThrowBadBits(long byteOffset) =>
        throw new MalformedDataException("A bit stream of the zstd data does not end where its content does.", byteOffset);

    [DoesNotReturn]
    public static void ThrowTooLong(long byteOffset) =>
        throw new MalformedDataException("The zstd data hold more than they may.", byteOffset);

    [DoesNotReturn]
    public static void ThrowBadSequence(long byteOffset) =>
        throw new MalformedDataException("A sequence of the zstd data points outside of what was decoded.", byteOffset);

    [DoesNotReturn]
    public static void ThrowUnknown(string part, long byteOffset) =>
        throw new MalformedDataException($"The zstd data have {part} that RFC 8878 does not define.", byteOffset);

    [DoesNotReturn]
    public static void ThrowNothingToRepeat(long byteOffset) =>
        throw new MalformedDataException("A zstd block repeats a table that no block before it has.", byteOffset);
}
