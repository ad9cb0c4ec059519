using SqlSpark.Catalyst.Catalog;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Warehouse;
using Xunit;

namespace SqlSpark.DataSources.Tests.Warehouse;

/// <summary>Two stores on one folder stand for two processes: they share nothing but the files.</summary>
public sealed class FileCatalogStoreTests : IDisposable
{
    private static readonly CatalogKey Key = CatalogKey.OfRelation("default", "t");
    private static readonly CatalogKey NewKey = CatalogKey.OfRelation("default", "new");

    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-catalog").FullName;
    private readonly string _warehouse;
    private readonly CatalogPaths _paths;
    private readonly FileCatalogStore _store;
    private readonly FileCatalogStore _other;

    public FileCatalogStoreTests()
    {
        _warehouse = Path.Combine(_folder, "warehouse");
        _paths = new CatalogPaths(_warehouse);
        _store = new FileCatalogStore(_warehouse);
        _other = new FileCatalogStore(_warehouse);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_is_created_before_the_first_change()
    {
        Assert.Null(_store.Find(Key));
        Assert.Empty(_store.Names(CatalogKind.Relation, "default"));
        Assert.Empty(_store.Names(CatalogKind.Database, ""));
        Assert.False(Directory.Exists(_warehouse));
        Assert.True(_store.TryReplace(Key, null, View("1")));
        Assert.True(Directory.Exists(Path.Combine(_warehouse, CatalogPaths.FolderName)));
    }

    [Fact]
    public void An_object_is_the_same_instance_until_somebody_changes_it()
    {
        var view = View("1");
        Assert.True(_store.TryReplace(Key, null, view));
        Assert.Same(view, _store.Find(Key));
        Assert.True(_store.TryReplace(NewKey, null, View("2")));
        Assert.Same(view, _store.Find(Key));
        var seen = _other.Find(Key);
        Assert.Equal(view, seen);
        Assert.True(_store.TryReplace(NewKey, _store.Find(NewKey), null));
        Assert.Same(seen, _other.Find(Key));
        Assert.Null(_other.Find(NewKey));
    }

    [Fact]
    public void A_change_of_another_process_is_seen_at_once()
    {
        Assert.Null(_other.Find(Key));
        Assert.True(_store.TryReplace(Key, null, View("1")));
        Assert.Equal(View("1"), _other.Find(Key));
        for (var i = 2; i < 50; i++)
        {
            var (writer, reader) = i % 2 == 0 ? (_store, _other) : (_other, _store);
            Assert.True(writer.TryReplace(Key, writer.Find(Key), View($"{i % 10}")));
            Assert.Equal(View($"{i % 10}"), reader.Find(Key));
        }

        Assert.True(_other.TryReplace(Key, _other.Find(Key), null));
        Assert.Null(_store.Find(Key));
    }

    [Fact]
    public void What_another_process_changed_is_not_replaced()
    {
        Assert.True(_store.TryReplace(Key, null, View("1")));
        var seen = _other.Find(Key);
        Assert.False(_other.TryReplace(Key, null, View("2")));
        Assert.True(_store.TryReplace(Key, _store.Find(Key), View("3")));
        Assert.False(_other.TryReplace(Key, seen, View("2")));
        Assert.False(_other.TryReplace(Key, seen, null));
        Assert.Equal(View("3"), _other.Find(Key));
    }

    [Fact]
    public void No_change_of_several_writers_is_lost()
    {
        const int Changes = 25;
        Assert.True(_store.TryReplace(Key, null, View("1")));
        FileCatalogStore[] stores = [_store, _other, _store, new(_warehouse)];
        Parallel.ForEach(stores, new ParallelOptions { MaxDegreeOfParallelism = stores.Length }, (store, _, writer) =>
        {
            for (var i = 0; i < Changes; i++)
            {
                ViewDefinition view;
                do
                    view = (ViewDefinition)store.Find(Key)!;
                while (!store.TryReplace(Key, view, view with { Properties = view.Properties.Add(new($"{writer}.{i}", "")) }));
            }
        });
        Assert.Equal(stores.Length * Changes, ((ViewDefinition)_other.Find(Key)!).Properties.Select(p => p.Key).Distinct().Count());
    }

    [Fact]
    public void One_of_several_creators_wins()
    {
        for (var round = 0; round < 10; round++)
        {
            var key = CatalogKey.OfRelation("default", $"t{round}");
            FileCatalogStore[] stores = [_store, _other, new(_warehouse)];
            var wins = 0;
            Parallel.ForEach(stores, store =>
            {
                if (store.TryReplace(key, null, View("1")))
                    Interlocked.Increment(ref wins);
            });
            Assert.Equal(1, wins);
        }
    }

    [Fact]
    public void Names_may_have_any_characters()
    {
        string[] names = ["a", "a.b", "../up", "größe", "%41", "a~b", "con", " ", "日本", "x/y\\z", "😀", new('n', 1000), new string('n', 1000) + "2", new('ü', 80)];
        foreach (var name in names)
            Assert.True(_store.TryReplace(CatalogKey.OfRelation("default", name), null, View("1") with { Comment = name }));
        Assert.Equal(names.Order(StringComparer.Ordinal), _other.Names(CatalogKind.Relation, "DEFAULT"));
        Assert.All(names, name => Assert.Equal(name, ((ViewDefinition)_other.Find(CatalogKey.OfRelation("Default", name))!).Comment));
        Assert.Equal(CatalogPaths.FolderName, Assert.Single(new DirectoryInfo(_warehouse).GetDirectories()).Name);
    }

    [Fact]
    public void Names_are_told_apart_without_regard_to_case()
    {
        Assert.True(_store.TryReplace(CatalogKey.OfRelation("Default", "Ä"), null, View("1")));
        Assert.Equal(View("1"), _other.Find(CatalogKey.OfRelation("DEFAULT", "ä")));
        Assert.False(_other.TryReplace(CatalogKey.OfRelation("default", "ä"), null, View("2")));
    }

    [Fact]
    public void Kinds_and_databases_have_names_of_their_own()
    {
        Assert.True(_store.TryReplace(CatalogKey.OfDatabase("d"), null, new DatabaseDefinition("d", "/d")));
        Assert.True(_store.TryReplace(CatalogKey.OfRelation("d", "x"), null, View("1")));
        Assert.True(_store.TryReplace(CatalogKey.OfFunction("d", "x"), null, new SqlFunctionDefinition([], "1", false, [])));
        Assert.Null(_other.Find(CatalogKey.OfRelation("default", "x")));
        Assert.IsType<SqlFunctionDefinition>(_other.Find(CatalogKey.OfFunction("d", "x")));
        Assert.Equal(["d"], _other.Names(CatalogKind.Database, ""));
        Assert.Equal(["x"], _other.Names(CatalogKind.Function, "d"));
        Assert.Empty(_other.Names(CatalogKind.Function, "default"));
    }

    [Fact]
    public void A_damaged_file_concerns_nothing_but_its_object()
    {
        Assert.True(_store.TryReplace(Key, null, View("1")));
        Assert.True(_store.TryReplace(NewKey, null, View("2")));
        File.WriteAllText(_paths.FileOf(Key), "{");
        var fresh = new FileCatalogStore(_warehouse);
        var error = Assert.Throws<SqlSparkException>(() => fresh.Find(Key));
        Assert.Equal("CATALOG_CORRUPT", error.Condition);
        Assert.Contains("t.json", error.Message, StringComparison.Ordinal);
        Assert.Equal(View("2"), fresh.Find(NewKey));
        Assert.Equal(["new", "t"], fresh.Names(CatalogKind.Relation, "default"));
        Assert.True(fresh.TryReplace(NewKey, fresh.Find(NewKey), null));
        File.Delete(_paths.FileOf(Key));
        Assert.True(fresh.TryReplace(Key, null, View("3")));
    }

    [Fact]
    public void Nothing_is_put_into_a_database_that_is_not_there()
    {
        var error = Assert.Throws<SqlSparkException>(() => _store.TryReplace(CatalogKey.OfRelation("gone", "t"), null, View("1")));
        Assert.Equal("SCHEMA_NOT_FOUND", error.Condition);
        Assert.Empty(_store.Names(CatalogKind.Relation, "gone"));
    }

    [Fact]
    public void A_database_with_something_in_it_is_not_removed()
    {
        var key = CatalogKey.OfDatabase("d");
        var database = new DatabaseDefinition("d", "/d");
        var function = CatalogKey.OfFunction("d", "f");
        Assert.True(_store.TryReplace(key, null, database));
        Assert.True(_other.TryReplace(function, null, new SqlFunctionDefinition([], "1", false, [])));
        Assert.False(_store.TryReplace(key, database, null));
        Assert.True(_other.TryReplace(function, _other.Find(function), null));
        Assert.True(_store.TryReplace(key, database, null));
    }

    [Fact]
    public void What_is_done_along_with_a_change_takes_it_back_when_it_fails()
    {
        var view = View("1");
        Assert.Throws<IOException>(() => _store.TryReplace(Key, null, view, () => throw new IOException("no")));
        Assert.Null(_store.Find(Key));
        Assert.Null(_other.Find(Key));
        Assert.True(_store.TryReplace(Key, null, view));
        Assert.Throws<IOException>(() => _store.TryReplace(Key, view, null, () => throw new IOException("no")));
        Assert.Equal(view, _other.Find(Key));
    }

    [Fact]
    public void A_change_whose_process_died_is_ended_by_the_next_reader()
    {
        Assert.True(_store.TryReplace(Key, null, View("1")));
        var bytes = File.ReadAllBytes(_paths.FileOf(Key));
        Assert.True(_store.TryReplace(Key, _store.Find(Key), View("2")));
        Assert.Equal(View("2"), _other.Find(Key));

        // It got as far as the new content, and could not say that it was done.
        File.AppendAllText(_paths.Changes, ".");
        File.WriteAllBytes(_paths.FileOf(Key), bytes);
        File.WriteAllText(_paths.Draft, "{");
        Assert.Equal(View("1"), _other.Find(Key));
        Assert.True(CatalogChanges.IsSettled(new FileInfo(_paths.Changes).Length));
        Assert.Equal(View("1"), _store.Find(Key));
        Assert.True(_store.TryReplace(Key, _store.Find(Key), View("3")));
        Assert.Equal(View("3"), _other.Find(Key));
    }

    [Fact]
    public void A_reader_does_not_wait_for_a_change()
    {
        Assert.True(_store.TryReplace(Key, null, View("1")));
        Assert.True(_store.TryReplace(Key, _store.Find(Key), View("2"), () =>
        {
            Assert.Equal(View("2"), _other.Find(Key));
            Assert.Equal(["t"], _other.Names(CatalogKind.Relation, "default"));
            Assert.False(CatalogChanges.IsSettled(new FileInfo(_paths.Changes).Length));
        }));
        Assert.Equal(View("2"), _other.Find(Key));
    }

    [Fact]
    public void A_table_is_renamed_with_its_folder()
    {
        var table = NewTable();
        var renamed = table with { Location = $"{_warehouse}/new" };
        Directory.CreateDirectory($"{_warehouse}/new");
        Assert.True(_store.TryRename(Key, table, NewKey, renamed, () => TableFolders.Move(table.Location, renamed.Location)));
        AssertRenamed();
        Assert.False(_other.TryRename(Key, table, NewKey, renamed, null));
    }

    [Fact]
    public void A_name_is_not_renamed_to_one_that_is_taken()
    {
        var table = NewTable();
        Assert.True(_other.TryReplace(NewKey, null, View("1")));
        Assert.False(_store.TryRename(Key, table, NewKey, table with { Location = $"{_warehouse}/new" }, () => throw new IOException("moved")));
        Assert.Equal(table, _other.Find(Key));
        Assert.Equal(View("1"), _other.Find(NewKey));
    }

    [Fact]
    public void A_rename_whose_folder_cannot_be_moved_is_taken_back()
    {
        var table = NewTable();
        Assert.Throws<IOException>(() => _store.TryRename(Key, table, NewKey, table with { Location = $"{_warehouse}/new" }, () => throw new IOException("no")));
        Assert.Equal(table, _other.Find(Key));
        Assert.Null(_other.Find(NewKey));
        Assert.Same(table, _store.Find(Key));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_rename_whose_process_died_is_ended_or_has_not_happened(int lastStep)
    {
        var table = NewTable();
        var renamed = table with { Location = $"{_warehouse}/new" };
        var format = new CatalogFormat(_warehouse);
        File.AppendAllText(_paths.Changes, ".");
        Action[] steps =
        [
            () => File.WriteAllBytes(_paths.Renaming, new Renaming(Key, NewKey).Write()),
            () => File.WriteAllBytes(_paths.FileOf(NewKey), format.Write("new", renamed)),
            () => TableFolders.Move(table.Location, renamed.Location),
            () => File.Delete(_paths.FileOf(Key)),
        ];
        foreach (var step in steps[..lastStep])
            step();
        if (lastStep > 1)
        {
            AssertRenamed();
            return;
        }

        Assert.Equal(table, _other.Find(Key));
        Assert.Null(_other.Find(NewKey));
        Assert.True(File.Exists($"{table.Location}/rows"));
        Assert.False(File.Exists(_paths.Renaming));
    }

    [Fact]
    public async Task A_folder_is_claimed_by_one_at_a_time()
    {
        var folder = $"{_warehouse}/t";
        var claim = _store.TryClaimFolder(Key, folder, CancellationToken.None);
        Assert.NotNull(claim);
        using (var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50)))
            Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => _other.TryClaimFolder(Key, folder, cancellation.Token)).Condition);
        using (var elsewhere = _other.TryClaimFolder(NewKey, $"{_warehouse}/new", CancellationToken.None))
            Assert.NotNull(elsewhere);
        var waiting = Task.Run(() => _other.TryClaimFolder(Key, folder, CancellationToken.None));
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(50))));
        claim.Dispose();
        using (var second = await waiting)
            Assert.NotNull(second);
        Assert.Empty(Directory.GetFiles(_paths.Claims));
    }

    [Fact]
    public void Files_of_others_are_not_claimed()
    {
        Directory.CreateDirectory($"{_warehouse}/t");
        File.WriteAllText($"{_warehouse}/t/rows", "1");
        Assert.Null(_store.TryClaimFolder(Key, $"{_warehouse}/t", CancellationToken.None));
        NewTable();
        using var claim = _store.TryClaimFolder(Key, $"{_warehouse}/t", CancellationToken.None);
        Assert.NotNull(claim);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_folder_of_a_dead_claim_goes_unless_it_is_a_table(bool isTable)
    {
        var folder = $"{_warehouse}/t";
        if (isTable)
            NewTable();
        else
            Assert.True(_store.TryReplace(NewKey, null, View("1")));
        Directory.CreateDirectory(folder);
        File.WriteAllText($"{folder}/rows", "1");
        Directory.CreateDirectory(_paths.Claims);
        File.WriteAllText(_paths.ClaimOf(folder), $"[\"default\", \"t\", \"{folder.Replace("\\", "\\\\", StringComparison.Ordinal)}\"]");
        File.WriteAllText(_paths.ClaimOf("half"), "[\"default\", \"t");
        Assert.True(_other.TryReplace(CatalogKey.OfRelation("default", "v"), null, View("1")));
        Assert.Equal(isTable, Directory.Exists(folder));
        Assert.Empty(Directory.GetFiles(_paths.Claims));
    }

    [Fact]
    public void A_copy_of_a_warehouse_deletes_nothing_of_the_original()
    {
        var (folder, copy) = ($"{_warehouse}/t", Path.Combine(_folder, "copy"));
        using var claim = _store.TryClaimFolder(Key, folder, CancellationToken.None);
        NewTable();
        Directory.CreateDirectory(Path.Combine(copy, CatalogPaths.FolderName, "claims"));
        Directory.CreateDirectory(Path.Combine(copy, "t"));
        File.WriteAllText(Path.Combine(copy, CatalogPaths.FolderName, "claims", "copied"), "[\"default\",\"t\",\"t\"]");
        Assert.True(new FileCatalogStore(copy).TryReplace(NewKey, null, View("1")));
        Assert.False(Directory.Exists(Path.Combine(copy, "t")));
        Assert.True(File.Exists($"{folder}/rows"));
    }

    [Fact]
    public void A_claim_of_a_table_that_cannot_be_read_deletes_nothing()
    {
        var table = NewTable();
        Directory.CreateDirectory(_paths.Claims);
        File.WriteAllText(_paths.ClaimOf(table.Location), $"[\"default\", \"t\", \"{table.Location.Replace("\\", "\\\\", StringComparison.Ordinal)}\"]");
        File.WriteAllText(_paths.FileOf(Key), "{");
        Assert.True(_other.TryReplace(NewKey, null, View("1")));
        Assert.True(File.Exists($"{table.Location}/rows"));
    }

    [Fact]
    public void A_rename_of_what_cannot_be_read_stops_nobody()
    {
        var table = NewTable();
        File.AppendAllText(_paths.Changes, ".");
        File.WriteAllBytes(_paths.Renaming, new Renaming(Key, NewKey).Write());
        File.WriteAllText(_paths.FileOf(NewKey), "{");
        Assert.Equal(table, _other.Find(Key));
        Assert.Equal("CATALOG_CORRUPT", Assert.Throws<SqlSparkException>(() => _other.Find(NewKey)).Condition);
        Assert.True(_other.TryReplace(CatalogKey.OfRelation("default", "v"), null, View("1")));
    }

    [Fact]
    public void Other_file_systems_are_refused()
    {
        Assert.Equal("UNSUPPORTED_FEATURE.FILE_SYSTEM", Assert.Throws<SqlSparkException>(() => new FileCatalogStore("s3://bucket/warehouse")).Condition);
        for (var i = 0; i < 2; i++)
            Assert.Equal("UNSUPPORTED_FEATURE.FILE_SYSTEM", Assert.Throws<SqlSparkException>(() => _store.TryClaimFolder(Key, "s3://bucket/t", CancellationToken.None)).Condition);
    }

    private static ViewDefinition View(string text) => new($"SELECT {text}", ["x"], ["spark_catalog", "default"], [], ViewSchemaMode.Binding) { Schema = new StructType([new("x", IntegerType.Instance)]) };

    private TableDefinition NewTable()
    {
        var table = new TableDefinition("csv", [], [], $"{_warehouse}/t", IsExternal: false) { Schema = StructType.Empty };
        Directory.CreateDirectory(table.Location);
        File.WriteAllText($"{table.Location}/rows", "1");
        Assert.True(_store.TryReplace(Key, null, table));
        return table;
    }

    private void AssertRenamed()
    {
        Assert.Null(_other.Find(Key));
        Assert.Equal($"{_warehouse}/new", ((TableDefinition)_other.Find(NewKey)!).Location);
        Assert.Equal(["new"], _other.Names(CatalogKind.Relation, "default"));
        Assert.True(File.Exists($"{_warehouse}/new/rows"));
        Assert.False(Directory.Exists($"{_warehouse}/t"));
        Assert.False(File.Exists(_paths.Renaming));
        Assert.Null(_store.Find(Key));
    }
}
