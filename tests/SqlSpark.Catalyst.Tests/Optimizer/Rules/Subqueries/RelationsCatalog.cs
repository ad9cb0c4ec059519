using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.Testing;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

/// <summary>The views <c>o(a, b)</c> and <c>r(k, v)</c> of integers.</summary>
/// <param name="data">What is in <c>o</c>; <c>r</c> has some of it.</param>
internal sealed class RelationsCatalog(TestData data) : ICatalog
{
    private readonly LogicalPlan _outer = Relation(data, "a", "b");
    private readonly LogicalPlan _inner = Relation(data with { RowCount = Math.Min(data.RowCount, 12), Seed = data.Seed + 10 }, "k", "v");

    public string CurrentCatalog => EmptyCatalog.Instance.CurrentCatalog;

    public EquatableArray<string> CurrentNamespace => EmptyCatalog.Instance.CurrentNamespace;

    public TempView? FindTempView(EquatableArray<string> nameParts) => nameParts switch
    {
        ["o"] => new TempView(nameParts, _outer, null),
        ["r"] => new TempView(nameParts, _inner, null),
        _ => null,
    };

    public CatalogTable? FindTable(EquatableArray<string> nameParts) => null;

    public CatalogView? FindView(EquatableArray<string> nameParts) => null;

    public SqlFunction? FindFunction(EquatableArray<string> nameParts) => null;

    public SessionVariable? FindVariable(string name) => null;

    public ITable? OpenPath(string format, string path, ConfSnapshot conf) => null;

    public ITableProvider? FindProvider(string format) => null;

    private static LocalRelation Relation(TestData data, params string[] names)
    {
        var schema = new StructType([.. names.Select(name => new StructField(name, IntegerType.Instance, true))]);
        return new LocalRelation(schema.Fields.Map(f => new AttributeReference(f.Name, f.DataType, f.Nullable)), data.Rows(schema));
    }
}
