using System.Globalization;
using SqlSpark.Core.Errors;

namespace SqlSpark.DataSources.Files;

/// <summary>Turns what file systems and decompressors throw into classed errors.</summary>
internal static class FileFaults
{
    /// <summary>Whether an exception says that a file cannot be read.</summary>
    public static bool IsFault(Exception exception) => exception is IOException or UnauthorizedAccessException or InvalidDataException or MalformedDataException;

    /// <summary>The error for such an exception.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="format">The format, for messages.</param>
    /// <param name="path">The file, as the file system describes it.</param>
    /// <param name="bytesRead">Bytes of text that were read before.</param>
    public static SqlSparkException Translate(Exception exception, string format, string path, long bytesRead) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => DataSourceErrors.FileVanished(path, exception),
        InvalidDataException => DataSourceErrors.FileCorrupt(
            format, path, string.Create(CultureInfo.InvariantCulture, $"{exception.Message} (after {bytesRead} bytes of text)"), exception),
        MalformedDataException malformed => DataSourceErrors.FileCorrupt(
            format, path, string.Create(CultureInfo.InvariantCulture, $"{malformed.Reason} (at byte {malformed.ByteOffset})"), exception),
        _ => DataSourceErrors.CannotReadFile(path, exception),
    };
}
