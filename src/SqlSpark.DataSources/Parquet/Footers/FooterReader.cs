using System.Buffers;
using System.Buffers.Binary;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Footers;

/// <summary>Reads footers and checks that what they say of places fits the file. parquet-format: README.md, "File format".</summary>
internal static class FooterReader
{
    private const int TailLength = 8;
    private const int FirstRead = 64 * 1024;
    private const uint Magic = 0x31524150;            // PAR1
    private const uint EncryptedMagic = 0x45524150;   // PARE

    /// <summary>Reads the footer of a file.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">
    /// <c>FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER</c> for what is no Parquet file or a damaged one, <c>UNSUPPORTED_FEATURE.FILE_FORMAT</c> for an
    /// encrypted one.
    /// </exception>
    public static ParquetFile Read(IFileSystem fileSystem, FileEntry entry)
    {
        var description = fileSystem.Describe(entry.Path);
        try
        {
            using var file = fileSystem.Open(entry.Path);
            return ReadFrom(file, fileSystem, entry, description);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw DataSourceErrors.FileVanished(description, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DataSourceErrors.CannotReadFile(description, exception);
        }
    }

    private static ParquetFile ReadFrom(IReadableFile file, IFileSystem fileSystem, FileEntry entry, string description)
    {
        var fileLength = file.ByteLength;
        if (fileLength < sizeof(uint) + TailLength)
            throw ParquetErrors.CannotReadFooter(description, $"{fileLength} bytes are too few for a Parquet file", 0, cause: null);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(fileLength, FirstRead));
        try
        {
            var length = (int)Math.Min(fileLength, FirstRead);
            ReadExactly(file, fileLength - length, buffer.AsSpan(0, length), description);
            var tail = buffer.AsSpan(length - TailLength, TailLength);
            var magic = BinaryPrimitives.ReadUInt32LittleEndian(tail[sizeof(uint)..]);
            if (magic == EncryptedMagic)
                throw ParquetErrors.NotSupported("reading the encrypted file " + description);
            if (magic != Magic)
                throw ParquetErrors.CannotReadFooter(description, "the file does not end with PAR1", fileLength - sizeof(uint), cause: null);
            var footerLength = BinaryPrimitives.ReadUInt32LittleEndian(tail);
            if (footerLength > Math.Min(fileLength - TailLength - sizeof(uint), Array.MaxLength))
            {
                throw ParquetErrors.CannotReadFooter(
                    description, $"a footer of {footerLength} bytes in a file of {fileLength}", fileLength - TailLength, cause: null);
            }

            var footerOffset = fileLength - TailLength - footerLength;
            if (footerLength > length - TailLength)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = [];
                buffer = ArrayPool<byte>.Shared.Rent((int)footerLength);
                ReadExactly(file, footerOffset, buffer.AsSpan(0, (int)footerLength), description);
                return Parse(buffer.AsSpan(0, (int)footerLength), footerOffset, fileSystem, entry with { ByteLength = fileLength }, description);
            }

            var footer = buffer.AsSpan(length - TailLength - (int)footerLength, (int)footerLength);
            return Parse(footer, footerOffset, fileSystem, entry with { ByteLength = fileLength }, description);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ParquetFile Parse(ReadOnlySpan<byte> footer, long footerOffset, IFileSystem fileSystem, FileEntry entry, string description)
    {
        try
        {
            var metadata = FileMetadata.Read(footer);
            var schema = ParquetSchema.Build(metadata);
            foreach (var rowGroup in metadata.RowGroups)
                Check(rowGroup, schema, entry.ByteLength, description);
            return new ParquetFile(fileSystem, entry, metadata, schema);
        }
        catch (MalformedDataException exception)
        {
            throw ParquetErrors.CannotReadFooter(description, exception.Message, footerOffset + Math.Max(exception.ByteOffset, 0), exception);
        }
    }

    private static void Check(RowGroupMetadata rowGroup, ParquetSchema schema, long fileLength, string description)
    {
        if (rowGroup.Columns.Length != schema.Leaves.Length)
            throw Malformed($"row group {rowGroup.Ordinal} with {rowGroup.Columns.Length} columns where the schema has {schema.Leaves.Length}");
        for (var i = 0; i < rowGroup.Columns.Length; i++)
        {
            var chunk = rowGroup.Columns[i];
            var leaf = schema.Leaves[i];
            if (chunk.IsEncrypted)
                throw ParquetErrors.NotSupported($"reading the encrypted column {leaf.DottedPath} of {description}");
            if (chunk.FilePath is not null)
                throw ParquetErrors.NotSupported($"reading column chunks that {description} keeps in another file, {chunk.FilePath},");
            if (chunk.Type != leaf.Element.Type)
                throw Malformed($"column {leaf.DottedPath} stored as {chunk.Type} where the schema says {leaf.Element.Type}");
            if (chunk.ValueCount > 0 && (chunk.StartOffset < sizeof(uint) || chunk.CompressedSize > fileLength - chunk.StartOffset))
            {
                throw Malformed(
                    $"column {leaf.DottedPath} in row group {rowGroup.Ordinal} at byte {chunk.StartOffset}, {chunk.CompressedSize} bytes long, in a file of {fileLength}");
            }

            if (leaf.RepetitionLevel == 0 && chunk.ValueCount != rowGroup.RowCount)
            {
                throw Malformed(
                    $"column {leaf.DottedPath} in row group {rowGroup.Ordinal} with {chunk.ValueCount} values for {rowGroup.RowCount} rows");
            }
        }
    }

    private static void ReadExactly(IReadableFile file, long offset, Span<byte> buffer, string description)
    {
        if (file.Read(offset, buffer) < buffer.Length)
            throw ParquetErrors.CannotReadFooter(description, "the file is shorter than it was", offset, cause: null);
    }

    private static MalformedDataException Malformed(string reason) => new(reason, 0);
}
