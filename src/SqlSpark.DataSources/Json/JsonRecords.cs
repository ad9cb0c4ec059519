using System.Text;

namespace SqlSpark.DataSources.Json;

/// <summary>The texts of records.</summary>
internal static class JsonRecords
{
    /// <summary>A record without the byte order mark that a whole file may begin with.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> record) => record.StartsWith(Encoding.UTF8.Preamble) ? record[Encoding.UTF8.Preamble.Length..] : record;
}
