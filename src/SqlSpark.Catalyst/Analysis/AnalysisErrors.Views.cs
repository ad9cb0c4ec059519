using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Views of the catalog.</content>
internal static partial class AnalysisErrors
{
    /// <summary><c>RECURSIVE_VIEW</c>, 42K0H.</summary>
    public static SqlSparkException RecursiveView(EquatableArray<string> view, EquatableArray<EquatableArray<string>> path) =>
        SqlSparkException.Create("RECURSIVE_VIEW", Here, ("viewIdent", Id(view)), ("newPath", string.Join(" -> ", path.Select(Id))));

    /// <summary><c>VIEW_EXCEED_MAX_NESTED_DEPTH</c>, 54K00.</summary>
    public static SqlSparkException ViewsTooDeep(EquatableArray<string> view, int limit) =>
        SqlSparkException.Create("VIEW_EXCEED_MAX_NESTED_DEPTH", Here, ("viewName", Id(view)), ("maxNestedDepth", Number(limit)));

    /// <summary><c>INCOMPATIBLE_VIEW_SCHEMA_CHANGE</c>, 51024.</summary>
    public static SqlSparkException ViewColumnsChanged(CatalogView view, string column, int expected, IEnumerable<string> actual) => SqlSparkException.Create(
        "INCOMPATIBLE_VIEW_SCHEMA_CHANGE",
        Here,
        ("viewName", Id(view.Name)),
        ("colName", Id([column])),
        ("expectedNum", Number(expected)),
        ("actualCols", $"[{string.Join(", ", actual.Select(name => Id([name])))}]"),
        ("suggestion", $"CREATE OR REPLACE VIEW {SqlIdentifier.QuoteIfNeeded(view.Name)} AS {view.Definition.Text}"));

    /// <summary><c>CANNOT_UP_CAST_DATATYPE</c>, 42846.</summary>
    public static SqlSparkException ViewColumnType(CatalogView view, AttributeReference column, DataType target) => SqlSparkException.Create(
        "CANNOT_UP_CAST_DATATYPE",
        Here,
        ("expression", SqlIdentifier.QuoteIfNeeded([.. view.Name, column.Name])),
        ("sourceType", Type(column.Type)),
        ("targetType", Type(target)),
        ("details", $"The column {Id([column.Name])} of the view {Id(view.Name)} has another type by now; create the view anew."));
}
