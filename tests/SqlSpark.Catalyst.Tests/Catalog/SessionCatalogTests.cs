using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Catalog;

public sealed class SessionCatalogTests
{
    [Fact]
    public void Finds_temporary_views_without_regard_to_case()
    {
        var catalog = new SessionCatalog([]);
        var view = new TempView(["Sales"], new OneRowRelation(), null);
        Assert.True(catalog.LocalViews.TryAdd(view, replaces: false));
        Assert.False(catalog.LocalViews.TryAdd(view, replaces: false));
        Assert.True(catalog.LocalViews.TryAdd(view with { Text = "new" }, replaces: true));
        Assert.Equal("new", catalog.FindTempView(["SALES"])?.Text);
        Assert.Null(catalog.FindTempView(["default", "sales"]));
        Assert.Equal(["Sales"], catalog.LocalViews.Names);
        Assert.True(catalog.LocalViews.Remove("sales"));
        Assert.Null(catalog.FindTempView(["sales"]));
    }

    [Fact]
    public void Shares_global_views_among_sessions()
    {
        var global = new TempViews();
        var first = new SessionCatalog([], global);
        var second = new SessionCatalog([], global);
        first.GlobalViews.TryAdd(new TempView([SessionCatalog.GlobalTempDatabase, "g"], new OneRowRelation(), null), replaces: false);
        Assert.NotNull(second.FindTempView(["GLOBAL_TEMP", "g"]));
        Assert.Null(second.FindTempView(["g"]));
    }

    [Fact]
    public void Finds_tables_by_qualified_names()
    {
        var catalog = new SessionCatalog([]);
        catalog.RegisterTable("T", new Table("T"));
        Assert.Equal(["spark_catalog", "default", "t"], catalog.FindTable(["t"])!.Name);
        Assert.NotNull(catalog.FindTable(["default", "t"]));
        Assert.NotNull(catalog.FindTable(["spark_catalog", "default", "t"]));
        Assert.Null(catalog.FindTable(["other", "t"]));
        Assert.Null(catalog.FindTable(["other", "default", "t"]));
    }

    [Fact]
    public void Opens_paths_with_the_provider_of_the_format()
    {
        var catalog = new SessionCatalog([new Provider()]);
        Assert.Equal("/data/x", catalog.OpenPath("CSV", "/data/x", ConfSnapshot.Default)?.Name);
        Assert.Null(catalog.OpenPath("orc", "/data/x", ConfSnapshot.Default));
        Assert.NotNull(catalog.FindProvider("text"));
    }

    private sealed record Table(string Name) : ITable
    {
        public string Format => "test";

        public StructType Schema => StructType.Empty;

        public IScanBuilder NewScanBuilder() => throw new NotSupportedException();
    }

    private sealed class Provider : ITableProvider
    {
        public IReadOnlyList<string> FormatNames => ["csv", "text"];

        public ITable Open(TableRequest request) => new Table(request.Paths[0]);
    }
}
