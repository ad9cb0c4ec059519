using SqlSpark.Catalyst.Catalog;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Catalog;

public sealed class MemoryCatalogStoreTests
{
    private static readonly CatalogKey Key = CatalogKey.OfRelation("default", "t");
    private static readonly CatalogKey NewKey = CatalogKey.OfRelation("default", "new");
    private static readonly DatabaseDefinition Database = new("d", "/d");

    private readonly MemoryCatalogStore _store = new();

    [Fact]
    public void Replaces_what_was_found_and_nothing_else()
    {
        var view = View("1");
        Assert.True(_store.TryReplace(Key, null, view));
        Assert.False(_store.TryReplace(Key, null, View("2")));
        Assert.False(_store.TryReplace(Key, View("1"), View("2")));
        Assert.Same(view, _store.Find(CatalogKey.OfRelation("DEFAULT", "T")));
        Assert.True(_store.TryReplace(Key, view, null));
        Assert.Null(_store.Find(Key));
    }

    [Fact]
    public void Puts_nothing_into_a_database_that_is_not_there_and_removes_none_with_content()
    {
        var (database, inside) = (CatalogKey.OfDatabase("d"), CatalogKey.OfFunction("d", "f"));
        Assert.Equal("SCHEMA_NOT_FOUND", Assert.Throws<SqlSparkException>(() => _store.TryReplace(inside, null, View("1"))).Condition);
        Assert.True(_store.TryReplace(database, null, Database));
        Assert.True(_store.TryReplace(inside, null, View("1")));
        Assert.False(_store.TryReplace(database, Database, null));
        Assert.True(_store.TryReplace(inside, _store.Find(inside), null));
        Assert.True(_store.TryReplace(database, Database, null));
    }

    [Fact]
    public void Changes_nothing_when_what_goes_along_fails()
    {
        Assert.Throws<IOException>(() => _store.TryReplace(Key, null, View("1"), () => throw new IOException("no")));
        Assert.Null(_store.Find(Key));
        var view = View("1");
        Assert.True(_store.TryReplace(Key, null, view));
        Assert.Throws<IOException>(() => _store.TryRename(Key, view, NewKey, view, () => throw new IOException("no")));
        Assert.Same(view, _store.Find(Key));
        Assert.Null(_store.Find(NewKey));
    }

    [Fact]
    public void Renames_to_a_name_that_is_free()
    {
        var view = View("1");
        Assert.True(_store.TryReplace(Key, null, view));
        Assert.True(_store.TryRename(Key, view, NewKey, view, null));
        Assert.Equal(["new"], _store.Names(CatalogKind.Relation, "default"));
        Assert.True(_store.TryReplace(Key, null, View("2")));
        Assert.False(_store.TryRename(NewKey, view, Key, view, null));
        Assert.False(_store.TryRename(NewKey, View("1"), CatalogKey.OfRelation("default", "free"), view, null));
    }

    [Fact]
    public void Gives_a_folder_to_one_at_a_time()
    {
        var claim = _store.TryClaimFolder(Key, "/t", CancellationToken.None)!;
        using (_store.TryClaimFolder(Key, "/u", CancellationToken.None))
        using (var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(20)))
            Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => _store.TryClaimFolder(Key, "/t", cancellation.Token)).Condition);
        claim.Dispose();
        claim.Dispose();
        using var second = _store.TryClaimFolder(Key, "/t", CancellationToken.None);
        Assert.NotNull(second);
    }

    private static ViewDefinition View(string text) => new($"SELECT {text}", ["x"], [], [], ViewSchemaMode.Binding) { Schema = StructType.Empty };
}
