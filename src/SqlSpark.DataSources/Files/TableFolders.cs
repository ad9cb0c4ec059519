using SqlSpark.Core.Errors;

namespace SqlSpark.DataSources.Files;

/// <summary>The folders of tables, which exist before the first row is written and go when a table is dropped.</summary>
public static class TableFolders
{
    /// <summary>Creates the folder of a table that has no rows yet. Where there is a folder or file already, such as the one file of an external table, nothing happens.</summary>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE.FILE_SYSTEM</c>.</exception>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static void Create(string path)
    {
        var fileSystem = FileSystems.Of(path);
        if (!fileSystem.TryGet(path, out _))
            fileSystem.CreateFolder(path);
    }

    /// <summary>True when there is something in the folder that is no trace of writers.</summary>
    public static bool HasFiles(string path)
    {
        var fileSystem = FileSystems.Of(path);
        return fileSystem.TryGet(path, out _) && fileSystem.List(path).Any(static entry => !FileListing.IsHiddenName(entry.Name));
    }

    /// <summary>Deletes the folder and all that is in it; nothing happens when there is none.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public static void Delete(string path) => FileSystems.Of(path).DeleteFolder(path, withContent: true);

    /// <summary>Gives the folder of a table another name. A folder without files that has it goes.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static void Move(string path, string newPath)
    {
        var fileSystem = FileSystems.Of(path);
        if (!fileSystem.TryGet(path, out _))
            return;
        if (!HasFiles(newPath))
            fileSystem.DeleteFolder(newPath, withContent: true);
        fileSystem.MoveFolder(path, newPath);
    }
}
