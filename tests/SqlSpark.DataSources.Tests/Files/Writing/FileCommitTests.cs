using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.DataSources.Files.Writing;

public sealed class FileCommitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-commits").FullName;

    public static TheoryData<WriteMode, FaultKind> Faults
    {
        get
        {
            var faults = new TheoryData<WriteMode, FaultKind>();
            foreach (var mode in (WriteMode[])[WriteMode.Append, WriteMode.Overwrite])
            {
                foreach (var kind in Enum.GetValues<FaultKind>())
                    faults.Add(mode, kind);
            }

            return faults;
        }
    }

    private string Table => Path.Combine(_folder, "table");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_append_adds_to_what_is_there_and_leaves_no_traces()
    {
        Write(WriteMode.Append, "k=1/a", "k=2/b");
        Write(WriteMode.Append, "k=1/c");
        Assert.Equal("k=1/a k=1/c k=2/b", Visible());
        Assert.Equal("_SUCCESS _commit k=1 k=2", Entries());
    }

    [Fact]
    public void An_overwrite_replaces_files_of_any_writer_and_removes_empty_folders()
    {
        Directory.CreateDirectory(Path.Combine(Table, "k=9"));
        File.WriteAllText(Path.Combine(Table, "k=9", "theirs"), "");
        File.WriteAllText(Path.Combine(Table, "k=9", ".theirs.crc"), "");
        Write(WriteMode.Append, "k=1/a");
        Write(WriteMode.Overwrite, "k=2/b");
        Assert.Equal("k=2/b", Visible());
        Assert.Equal("_SUCCESS _commit k=2", Entries());
    }

    [Fact]
    public void A_folder_with_files_is_refused_where_there_must_be_none()
    {
        Write(WriteMode.ErrorIfExists, "a");
        Assert.Equal("PATH_ALREADY_EXISTS", Assert.Throws<SqlSparkException>(() => Write(WriteMode.ErrorIfExists, "b")).Condition);
        Assert.Equal("a", Visible());
        Assert.Equal("_SUCCESS _commit a", Entries());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_writer_that_fails_anywhere_leaves_the_old_table_or_the_new_one(WriteMode mode, FaultKind kind)
    {
        const string Old = "k=1/a k=2/b";
        var written = mode == WriteMode.Append ? "k=1/a k=2/b k=2/c k=3/d" : "k=2/c k=3/d";
        var outcomes = new HashSet<string>();
        for (var operation = 0; ; operation++)
        {
            Directory.Delete(_folder, recursive: true);
            Write(WriteMode.Append, "k=1/a", "k=2/b");
            var fileSystem = new FaultyFileSystem { FailingOperation = operation, Kind = kind };
            var error = Record.Exception(() => Write(fileSystem, mode, "k=2/c", "k=3/d"));
            if (operation >= fileSystem.OperationCount)
                break;
            var visible = Visible();
            outcomes.Add(visible);
            Assert.True(visible == Old || visible == written, $"at operation {operation}: {visible}");

            // A statement that failed has done nothing; a process that died may have come past its commit.
            if (!fileSystem.IsDead)
                Assert.Equal(error is null ? written : Old, visible);

            // The next writer cleans up, and changes nothing else.
            Write(WriteMode.Append, "k=9/z");
            Assert.Equal(visible + " k=9/z", Visible());
            Assert.Equal(Visible(), string.Join(' ', FilesOnDisk()));
            Assert.DoesNotContain("_temporary", Entries(), StringComparison.Ordinal);
        }

        Assert.Equal(2, outcomes.Count);
    }

    [Theory]
    [InlineData(WriteMode.Append)]
    [InlineData(WriteMode.Overwrite)]
    public void A_reader_sees_the_old_table_or_the_new_one_at_any_time(WriteMode mode)
    {
        Write(WriteMode.Append, "k=1/a", "k=2/b");
        var seen = new List<string>();
        var fileSystem = new FaultyFileSystem { BeforeChange = () => seen.Add(Visible()) };
        Write(fileSystem, mode, "k=2/c", "k=3/d");
        seen.Add(Visible());
        Assert.Equal(
            ["k=1/a k=2/b", mode == WriteMode.Append ? "k=1/a k=2/b k=2/c k=3/d" : "k=2/c k=3/d"],
            seen.Distinct());
    }

    [Fact]
    public void A_reader_of_one_partition_or_of_one_file_honours_the_record_of_the_table()
    {
        Write(WriteMode.Append, "k=1/a", "k=2/b");
        var seen = new List<(string Partition, string File)>();
        var fileSystem = new FaultyFileSystem
        {
            BeforeChange = () => seen.Add((Visible(Path.Combine(Table, "k=2")), Visible(Path.Combine(Table, "k=2", "*")))),
        };
        Write(fileSystem, WriteMode.Append, "k=2/c");
        Assert.Equal([("k=2/b", "k=2/b"), ("k=2/b k=2/c", "k=2/b k=2/c")], seen.Distinct());
    }

    [Fact]
    public void A_listing_that_a_commit_overtakes_is_made_again()
    {
        Write(WriteMode.Append, "k=1/a", "k=2/b");
        var isFirst = true;
        var reader = new InterruptedFileSystem
        {
            // The root is listed, the folders of partitions are not.
            AfterList = folder =>
            {
                if (folder != Table || !isFirst)
                    return;
                isFirst = false;
                Write(WriteMode.Overwrite, "k=1/c", "k=2/d");
            },
        };
        var listing = FileListing.Find([Table], new SourceOptions(new Dictionary<string, string>(), "csv"), ConfSnapshot.Default, null, reader);
        Assert.Equal("k=1/c k=2/d", string.Join(' ', listing.Files.Select(file => CommitView.RelativePath(Table, file.Path))));
    }

    [Fact]
    public void A_damaged_record_is_an_error()
    {
        Write(WriteMode.Append, "a");
        File.WriteAllText(Path.Combine(Table, "_commit"), "{");
        Assert.Equal("FILE_CORRUPT", Assert.Throws<SqlSparkException>(Visible).Condition);
    }

    [Fact]
    public void Writers_commit_one_after_the_other()
    {
        Write(WriteMode.Append, "first");
        Parallel.For(0, 8, i => Write(i % 2 == 0 ? WriteMode.Append : WriteMode.Overwrite, $"k={i}/f{i}", $"k={i}/g{i}"));

        // Whatever the order: of each write both files are there, or none.
        var files = Visible().Split(' ');
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(files.Contains($"k={i}/f{i}"), files.Contains($"k={i}/g{i}")));
        Assert.DoesNotContain("first", files);
        Assert.Equal(files, FilesOnDisk());
        Assert.DoesNotContain("_temporary", Entries(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_is_still_at_work_is_left_alone()
    {
        Directory.CreateDirectory(Table);
        using (var other = StagingFolder.Create(LocalFileSystem.Instance, Table))
        {
            File.WriteAllText(Path.Combine(other.FolderPath, "half"), "");
            Write(WriteMode.Overwrite, "a");
            Assert.True(File.Exists(Path.Combine(other.FolderPath, "half")));
        }

        Assert.Equal("_SUCCESS _commit a", Entries());
    }

    [Fact]
    public void A_commit_that_others_hold_up_for_too_long_fails_and_a_canceled_one_ends()
    {
        Directory.CreateDirectory(Path.Combine(Table, StagingFolder.ParentName));
        using var staging = StagingFolder.Create(LocalFileSystem.Instance, Table);
        using var others = LocalFileSystem.Instance.TryLock(Path.Combine(Table, StagingFolder.ParentName, CommitLock.FileName));
        var commit = new FolderCommit(LocalFileSystem.Instance, Table, staging) { LongestWait = TimeSpan.FromMilliseconds(20) };
        Assert.Equal("COMMIT_CONFLICT", Assert.Throws<SqlSparkException>(() => commit.Publish([], WriteMode.Append, CancellationToken.None)).Condition);
        var patient = new FolderCommit(LocalFileSystem.Instance, Table, staging);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => patient.Publish([], WriteMode.Append, cancellation.Token)).Condition);
    }

    private void Write(WriteMode mode, params string[] files) => Write(LocalFileSystem.Instance, mode, files);

    /// <summary>Stages empty files and publishes them.</summary>
    private void Write(IFileSystem fileSystem, WriteMode mode, params string[] files)
    {
        using var staging = StagingFolder.Create(fileSystem, Table);
        foreach (var file in files)
        {
            var path = Path.Combine(staging.FolderPath, file);
            fileSystem.CreateFolder(Path.GetDirectoryName(path)!);
            using var created = fileSystem.Create(path);
            created.Close();
        }

        new FolderCommit(fileSystem, Table, staging).Publish(files, mode, CancellationToken.None);
    }

    private string Visible() => Visible(Table);

    private string Visible(string path)
    {
        var listing = FileListing.Find([path], new SourceOptions(new Dictionary<string, string>(), "csv"), ConfSnapshot.Default);
        return string.Join(' ', listing.Files.Select(file => CommitView.RelativePath(Table, file.Path)).Order(StringComparer.Ordinal));
    }

    private IEnumerable<string> FilesOnDisk() => Directory.EnumerateFiles(Table, "*", SearchOption.AllDirectories)
        .Select(file => CommitView.RelativePath(Table, file)).Where(file => !file.StartsWith('_')).Order(StringComparer.Ordinal);

    private string Entries() => string.Join(' ', Directory.EnumerateFileSystemEntries(Table).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
