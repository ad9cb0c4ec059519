using System.Text.Json;
using SqlSpark.Catalyst.Catalog;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>What is being renamed: written before anything is changed, and removed behind it.</summary>
/// <param name="Key">The old name.</param>
/// <param name="NewKey">The new name, in the same database.</param>
internal sealed record Renaming(CatalogKey Key, CatalogKey NewKey)
{
    /// <summary>The content of the file.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(new[] { Key.Database, Key.Name, NewKey.Name });

    /// <summary>Reads such a content; null for what is none.</summary>
    public static Renaming? TryRead(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return json.RootElement.EnumerateArray().Select(static item => item.GetString()!).ToArray() is [var database, var name, var newName]
                ? new Renaming(CatalogKey.OfRelation(database, name), CatalogKey.OfRelation(database, newName))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
