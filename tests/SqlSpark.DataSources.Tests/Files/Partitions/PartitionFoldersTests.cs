using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using Xunit;

namespace SqlSpark.DataSources.Files.Partitions;

public sealed class PartitionFoldersTests : IDisposable
{
    private readonly string _table = Directory.CreateTempSubdirectory("sqlspark-partitions").FullName;

    public void Dispose() => Directory.Delete(_table, recursive: true);

    [Fact]
    public void Lists_folders_with_and_without_files_and_nothing_else()
    {
        Add("a=1/b=x/f", "a=1/b=__HIVE_DEFAULT_PARTITION__/f", "A=2/b=y%2Fz/f", "c=1/b=2/f", "a=3/f", "_temporary/a=1/f", "a=/b=1/f");
        Directory.CreateDirectory(Path.Combine(_table, "a=10/b=1"));
        var found = PartitionFolders.List(_table, ["a", "b"]);
        Assert.Equal(["A=2/b=y%2Fz", "a=1/b=__HIVE_DEFAULT_PARTITION__", "a=1/b=x", "a=10/b=1"], found.Select(p => p.RelativePath));
        Assert.Equal([new PartitionValue("a", "2"), new PartitionValue("b", "y/z")], found[0].Values);
        Assert.Null(found[1].Values[1].Text);
        Assert.Equal("a=2/b=y%2Fz", PartitionFolders.PathOf(found[0].Values));
        Assert.Empty(PartitionFolders.List(Path.Combine(_table, "missing"), ["a"]));
    }

    [Fact]
    public void Clears_some_partitions_and_leaves_the_others()
    {
        Add("a=1/b=1/f", "a=1/b=2/f", "a=11/b=1/f");
        PartitionFolders.Clear(_table, ["a=1/b=1"], keepsFolders: true, CancellationToken.None);
        Assert.Equal("a=1/b=2/f a=11/b=1/f", Visible());
        Assert.Equal(3, PartitionFolders.List(_table, ["a", "b"]).Count);
        PartitionFolders.Clear(_table, ["a=1/b=1", "a=1/b=2"], keepsFolders: false, CancellationToken.None);
        Assert.Equal(["a=11/b=1"], PartitionFolders.List(_table, ["a", "b"]).Select(p => p.RelativePath));
        Assert.False(Directory.Exists(Path.Combine(_table, "a=1")));
    }

    [Fact]
    public void A_renamed_partition_keeps_its_files_and_never_replaces_another()
    {
        Add("a=1/b=1/f", "a=2/b=1/g");
        Assert.False(PartitionFolders.TryRename(_table, "a=1/b=1", "a=2/b=1", CancellationToken.None));
        Assert.True(PartitionFolders.TryRename(_table, "a=1/b=1", "a=3/b=2", CancellationToken.None));
        Assert.Equal("a=2/b=1/g a=3/b=2/f", Visible());
        Assert.False(Directory.Exists(Path.Combine(_table, "a=1")));
    }

    [Fact]
    public void Sums_the_bytes_of_visible_files()
    {
        Add("a=1/f", "a=1/_hidden");
        Assert.Equal(4, PartitionFolders.ByteLengthOf(_table, "a=1"));
        Assert.Equal(0, PartitionFolders.ByteLengthOf(_table, "a=2"));
    }

    [Fact]
    public void Tells_files_of_partitions_by_values_and_by_folders()
    {
        var byValues = PartitionFolders.With([new PartitionValue("b", "1")]);
        Assert.True(byValues("a=7/b=1/f"));
        Assert.False(byValues("a=7/b=11/f"));
        Assert.False(byValues("a=7/b=2/b=1"));
        var byFolders = PartitionFolders.AnyOf(["a=1"]);
        Assert.True(byFolders("a=1/b=1/f"));
        Assert.False(byFolders("a=11/f"));
        Assert.False(byFolders("a=1"));
    }

    private void Add(params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(_table, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "rows");
        }
    }

    private string Visible()
    {
        var listing = FileListing.Find([_table], new SourceOptions(new Dictionary<string, string>(), "csv"), ConfSnapshot.Default);
        return string.Join(' ', listing.Files.Select(file => CommitView.RelativePath(_table, file.Path)).Order(StringComparer.Ordinal));
    }
}
