using System.Text.Json;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>
/// The folders of tables that somebody is creating, renaming or dropping: a locked file each, which says what to do should its process end too early. All methods want the right to change the catalog,
/// but for the end of a claim.
/// </summary>
/// <param name="paths">The files.</param>
/// <param name="format">How places are written: a copy of a warehouse must not touch the folders of the original.</param>
/// <param name="isAt">Whether a table of a name keeps its files in a folder.</param>
internal sealed class FolderClaims(CatalogPaths paths, CatalogFormat format, Func<CatalogKey, string, bool> isAt)
{
    /// <summary>Claims a folder. Returns false when somebody has it.</summary>
    /// <param name="key">The name of the table.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="claim">The claim; null for a folder with files of no table of this name.</param>
    public bool TryTake(CatalogKey key, string folder, out IDisposable? claim)
    {
        var path = paths.ClaimOf(folder);
        var held = CatalogFiles.Guard(path, () =>
        {
            LocalFileSystem.Instance.CreateFolder(paths.Claims);
            return FileLock.TryTake(path);
        });
        claim = null;
        if (held is null)
            return false;
        var taken = new Claim(path, held);
        try
        {
            EndDead(held);
            if (isAt(key, folder) || !TableFolders.HasFiles(folder))
            {
                // From here on the folder goes with a process that dies.
                held.WriteContent(JsonSerializer.SerializeToUtf8Bytes(new[] { key.Database, key.Name, format.Shorten(folder) }));
                claim = taken;
            }
        }
        finally
        {
            if (claim is null)
                taken.Dispose();
        }

        return true;
    }

    /// <summary>Ends the claims of processes that are gone. A folder that belongs to no table goes with its claim.</summary>
    public void RemoveDead()
    {
        if (!Directory.Exists(paths.Claims))
            return;
        foreach (var path in Directory.GetFiles(paths.Claims))
        {
            try
            {
                using var held = FileLock.TryTake(path);
                if (held is null)
                    continue;
                EndDead(held);
                LocalFileSystem.Instance.Delete(path);
            }
            catch (Exception exception) when (FileFaults.IsFault(exception))
            {
                // The next one tries again.
            }
        }
    }

    /// <summary>Ends the claim, if any, that a process left in a file which is now locked by another.</summary>
    private void EndDead(FileLock held)
    {
        if (Parse(held.ReadContent()) is var (key, folder) && !isAt(key, folder))
            TableFolders.Delete(folder);
    }

    /// <summary>What a claim says; null for one that was not written to its end, before which nothing happened.</summary>
    private (CatalogKey Key, string Folder)? Parse(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return json.RootElement.EnumerateArray().Select(static item => item.GetString()!).ToArray() is [var database, var name, var folder]
                ? (CatalogKey.OfRelation(database, name), format.Complete(folder))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed class Claim(string path, FileLock held) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                LocalFileSystem.Instance.Delete(path);
            }
            catch (Exception exception) when (FileFaults.IsFault(exception))
            {
                // A claim without a holder is ended by the next one who changes something.
            }
            finally
            {
                held.Dispose();
            }
        }
    }
}
