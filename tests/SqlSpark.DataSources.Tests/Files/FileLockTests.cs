using Xunit;

namespace SqlSpark.DataSources.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-locks").FullName;

    private string Lock => Path.Combine(_folder, "lock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void One_holds_it_at_a_time()
    {
        using (LocalFileSystem.Instance.TryLock(Lock))
            Assert.Null(LocalFileSystem.Instance.TryLock(Lock));
        using var again = LocalFileSystem.Instance.TryLock(Lock);
        Assert.NotNull(again);
    }

    [Fact]
    public void A_file_that_its_holder_deletes_is_no_lock_for_the_next_one()
    {
        var inside = 0;
        var most = 0;
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            if (LocalFileSystem.Instance.TryLock(Lock) is not { } held)
                return;
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Interlocked.Decrement(ref inside);
            LocalFileSystem.Instance.Delete(Lock);
            held.Dispose();
        });
        Assert.Equal(1, most);
    }

    [Fact]
    public void A_missing_folder_is_told() =>
        Assert.Throws<DirectoryNotFoundException>(() => LocalFileSystem.Instance.TryLock(Path.Combine(_folder, "missing", "lock")));
}
