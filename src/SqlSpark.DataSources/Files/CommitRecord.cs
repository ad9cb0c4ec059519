using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace SqlSpark.DataSources.Files;

/// <summary>
/// The commit record of a folder: the files below it that are no part of the table. A commit changes what is visible by replacing this one
/// file, and whoever finds hidden files when nobody commits may delete them.
/// </summary>
/// <param name="Id">Different for every record that was ever written, so that a reader sees whether a commit went on while it listed files.</param>
/// <param name="Hidden">The hidden files: paths from the folder on, with slashes.</param>
/// <remarks>See <c>docs/decisions/0011-file-commits.md</c>.</remarks>
internal sealed record CommitRecord(string Id, FrozenSet<string> Hidden)
{
    /// <summary>The name of the file that holds the record.</summary>
    public const string FileName = "_commit";

    private const string IdProperty = "id";
    private const string HiddenProperty = "hidden";

    /// <summary>A record with an id of its own.</summary>
    public static CommitRecord Hiding(IEnumerable<string> files) => new(Guid.NewGuid().ToString("N"), files.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The record of a folder; null if it has none.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>FILE_CORRUPT</c>.</exception>
    public static CommitRecord? Read(IFileSystem fileSystem, string folder)
    {
        var path = Path.Combine(folder, FileName);
        byte[] bytes;
        try
        {
            if (!fileSystem.TryGet(path, out var entry) || entry.IsFolder)
                return null;
            using var file = fileSystem.Open(path);
            bytes = new byte[checked((int)file.ByteLength)];
            bytes = bytes[..file.Read(0, bytes)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted between the two calls, with its folder.
            return null;
        }

        return Parse(bytes) ?? throw DataSourceErrors.FileCorrupt("commit record", fileSystem.Describe(path), "it is no record of hidden files.", null);
    }

    /// <summary>Makes this the record of a folder, at once.</summary>
    /// <param name="fileSystem">Where the folder lives.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="draftPath">Where the file is written first: a path that nobody else uses.</param>
    public void Write(IFileSystem fileSystem, string folder, string draftPath)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(IdProperty, Id);
            json.WriteStartArray(HiddenProperty);
            foreach (var file in Hidden.Order(StringComparer.Ordinal))
                json.WriteStringValue(file);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        fileSystem.Delete(draftPath);
        using (var file = fileSystem.Create(draftPath))
        {
            file.Append(buffer.WrittenSpan);
            file.Close();
        }

        fileSystem.Move(draftPath, Path.Combine(folder, FileName));
    }

    private static CommitRecord? Parse(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var hidden = json.RootElement.GetProperty(HiddenProperty).EnumerateArray().Select(static file => file.GetString()!);
            return new CommitRecord(json.RootElement.GetProperty(IdProperty).GetString()!, hidden.ToFrozenSet(StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
