using Xunit;

namespace SqlSpark.DataSources.Files;

public sealed class LocalFileSystemTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-files").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_created_while_others_delete_it()
    {
        var path = Path.Combine(_folder, "shared");
        using var isDone = new ManualResetEventSlim();
        var others = Task.Run(() =>
        {
            while (!isDone.IsSet)
                LocalFileSystem.Instance.DeleteFolder(path, withContent: false);
        });
        try
        {
            for (var i = 0; i < 20_000; i++)
                LocalFileSystem.Instance.CreateFolder(path);
        }
        finally
        {
            isDone.Set();
        }

        Assert.Null(Record.Exception(others.Wait));
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_an_error()
    {
        var path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "");
        Assert.Throws<IOException>(() => LocalFileSystem.Instance.CreateFolder(path));
    }
}
