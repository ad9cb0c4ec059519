using System.Buffers;

namespace SqlSpark.DataSources.Files;

/// <summary>Counts lines for messages, when there is something to report.</summary>
internal static class LineCounter
{
    private const int BufferBytes = 1 << 16;

    /// <summary>The line, counted from 1, that the byte at an offset belongs to. LF, CR and CRLF end lines.</summary>
    public static long LineAt(IFileSystem fileSystem, string path, long offset)
    {
        using var file = fileSystem.Open(path);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var line = 1L;
            byte previous = 0;
            for (var position = 0L; position < offset;)
            {
                var bytes = buffer.AsSpan(0, (int)Math.Min(BufferBytes, offset - position));
                bytes = bytes[..file.Read(position, bytes)];
                if (bytes.IsEmpty)
                    break;
                foreach (var character in bytes)
                {
                    if (character == '\r' || (character == '\n' && previous != '\r'))
                        line++;
                    previous = character;
                }

                position += bytes.Length;
            }

            return line;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
