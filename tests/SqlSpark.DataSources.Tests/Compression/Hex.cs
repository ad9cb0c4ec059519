namespace SqlSpark.DataSources.Tests.Compression;

/// <summary>Bytes as text.</summary>
internal static class Hex
{
    public static byte[] Parse(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
