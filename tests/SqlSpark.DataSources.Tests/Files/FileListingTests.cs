using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.DataSources.Files;

public sealed class FileListingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-files").FullName;

    public FileListingTests()
    {
        foreach (var name in (string[])["b.csv", "a.csv", "c.txt", "_hidden.csv", ".hidden.csv", "sub/d.csv", "sub/deep/e.csv", "_sub/f.csv"])
        {
            var path = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
        }
    }

    [Theory]
    [InlineData("a.csv", "a.csv")]
    [InlineData("", "a.csv b.csv c.txt")]
    [InlineData("*.csv", "a.csv b.csv")]
    [InlineData("{b,a}.csv", "b.csv a.csv")]
    [InlineData("[bc].*", "b.csv c.txt")]
    [InlineData("*/d.csv", "sub/d.csv")]
    [InlineData("**/*.csv", "a.csv b.csv sub/d.csv sub/deep/e.csv")]
    [InlineData("su?/**/e.csv", "sub/deep/e.csv")]
    [InlineData("sub", "sub/d.csv")]
    [InlineData("_hidden.csv", "")]
    public void Paths_stand_for_files(string path, string expected) => Assert.Equal(expected, Find(Path.Combine(_folder, path)));

    [Fact]
    public void Folders_are_searched_below_where_that_is_asked_for() =>
        Assert.Equal("a.csv b.csv c.txt sub/d.csv sub/deep/e.csv", Find(_folder, ("recursiveFileLookup", "true")));

    [Fact]
    public void A_filter_on_names_applies_to_all() => Assert.Equal("b.csv c.txt", Find(_folder, ("pathGlobFilter", "[bc].*")));

    [Fact]
    public void File_uris_and_several_paths_are_taken()
    {
        Assert.Equal("a.csv", Find("file:" + _folder + "/a.csv"));
        Assert.Equal("a.csv", Find("file://" + _folder + "/a.csv"));
        var listing = FileListing.Find([_folder + "/b.csv", _folder + "/a.csv"], Options(), ConfSnapshot.Default);
        Assert.Equal(["b.csv", "a.csv"], listing.Files.Select(f => f.Name));
    }

    [Fact]
    public void Relative_paths_begin_in_the_current_directory() =>
        Assert.Equal("a.csv", Find(Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_folder, "a.csv"))));

    [Theory]
    [InlineData("missing.csv")]
    [InlineData("*.parquet")]
    [InlineData("missing/*")]
    public void Paths_that_do_not_exist_are_an_error(string path)
    {
        var error = Assert.Throws<SqlSparkException>(() => Find(Path.Combine(_folder, path)));
        Assert.Equal("PATH_NOT_FOUND", error.Condition);
        Assert.Equal("file:" + _folder + "/" + path, error.Parameters["path"]);
    }

    [Fact]
    public void Other_file_systems_are_refused() =>
        Assert.Equal("UNSUPPORTED_FEATURE.FILE_SYSTEM", Assert.Throws<SqlSparkException>(() => Find("s3a://bucket/a.csv")).Condition);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Find(string path, params (string Name, string Value)[] options) => string.Join(
        " ", FileListing.Find([path], Options(options), ConfSnapshot.Default).Files.Select(f => Path.GetRelativePath(_folder, f.Path).Replace('\\', '/')));

    private static SourceOptions Options(params (string Name, string Value)[] options) => new(options.ToDictionary(o => o.Name, o => o.Value), "csv");
}
