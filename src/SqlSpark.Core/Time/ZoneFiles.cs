using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.Core.Time;

/// <summary>Reads the system's compiled time zones: TZif files of version 2 and later (RFC 8536).</summary>
/// <remarks>They are looked for below the environment's <c>TZDIR</c> and the usual folders. Every length is checked before use.</remarks>
internal static class ZoneFiles
{
    private const int HeaderLength = 44;
    private const int MaxFileLength = 1 << 20;

    private static readonly string[] Folders =
    [
        "/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo",
    ];

    /// <summary>The folder of the files, or null when the system has none.</summary>
    public static string? FindFolder()
    {
        var folder = Environment.GetEnvironmentVariable("TZDIR");
        if (!string.IsNullOrEmpty(folder) && Directory.Exists(folder))
            return folder;
        return Array.Find(Folders, Directory.Exists);
    }

    /// <summary>Reads a zone from its file below <paramref name="folder"/>; null when there is none or it is malformed.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="region">The name, checked to name nothing outside of the folder.</param>
    /// <param name="id">The id that the rules carry.</param>
    public static ZoneRules? Read(string folder, string region, string id)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, region));
            if (!file.Exists || file.Length > MaxFileLength)
                return null;
            return TryParse(File.ReadAllBytes(file.FullName), id, out var rules) ? rules : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    public static bool TryParse(ReadOnlySpan<byte> file, string id, [NotNullWhen(true)] out ZoneRules? rules)
    {
        rules = null;
        if (!Header.TryRead(file, out var first) || first.Version < (byte)'2')
            return false;
        var skipped = HeaderLength + first.DataLength(timeWidth: 4);
        if (skipped > file.Length || !Header.TryRead(file[(int)skipped..], out var header))
            return false;
        var data = file[((int)skipped + HeaderLength)..];
        var dataLength = header.DataLength(timeWidth: 8);
        if (dataLength > data.Length || header.TypeCount == 0 || header.LeapCount > 0)
            return false;

        var times = data[..(header.TimeCount * 8)];
        var typeOfTime = data.Slice(times.Length, header.TimeCount);
        var types = data.Slice(times.Length + typeOfTime.Length, header.TypeCount * 6);
        var transitions = new (long Second, int OffsetAfter)[header.TimeCount];
        for (var i = 0; i < transitions.Length; i++)
        {
            var second = BinaryPrimitives.ReadInt64BigEndian(times[(i * 8)..]);
            if (typeOfTime[i] >= header.TypeCount || (i > 0 && second <= transitions[i - 1].Second))
                return false;
            transitions[i] = (second, OffsetOf(types, typeOfTime[i]));
        }

        if (!TryReadFooter(data[(int)dataLength..], out var tail))
            return false;
        rules = new TransitionZone(id, OffsetOf(types, 0), transitions, tail);
        return true;
    }

    private static int OffsetOf(ReadOnlySpan<byte> types, int type) => BinaryPrimitives.ReadInt32BigEndian(types[(type * 6)..]);

    /// <summary>A rule between two line feeds; it may be empty.</summary>
    private static bool TryReadFooter(ReadOnlySpan<byte> footer, out PosixRule? tail)
    {
        tail = null;
        if (footer.IsEmpty || footer[0] != '\n')
            return false;
        var length = footer[1..].IndexOf((byte)'\n');
        return length == 0 || (length > 0 && PosixRule.TryParse(footer.Slice(1, length), out tail));
    }

    private readonly record struct Header(byte Version, int UtcCount, int StandardCount, int LeapCount, int TimeCount, int TypeCount, int CharCount)
    {
        public long DataLength(int timeWidth) =>
            ((long)TimeCount * (timeWidth + 1)) + (TypeCount * 6L) + CharCount + (LeapCount * (timeWidth + 4L)) + StandardCount + UtcCount;

        public static bool TryRead(ReadOnlySpan<byte> bytes, out Header header)
        {
            header = default;
            if (bytes.Length < HeaderLength || !bytes.StartsWith("TZif"u8))
                return false;
            header = new Header(bytes[4], Count(bytes, 20), Count(bytes, 24), Count(bytes, 28), Count(bytes, 32), Count(bytes, 36), Count(bytes, 40));
            return header is { UtcCount: >= 0, StandardCount: >= 0, LeapCount: >= 0, TimeCount: >= 0, TypeCount: >= 0, CharCount: >= 0 };
        }

        private static int Count(ReadOnlySpan<byte> bytes, int position)
        {
            var count = BinaryPrimitives.ReadUInt32BigEndian(bytes[position..]);
            return count <= MaxFileLength ? (int)count : -1;
        }
    }
}
