using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Which function a name means.</summary>
internal static class FunctionNames
{
    /// <summary>The function, or null when no part of the search path has one under this name.</summary>
    public static FunctionDefinition? Find(UnresolvedFunction call, FunctionRegistry functions) => call.NameParts switch
    {
        [var name] => functions.Find(name),
        [var schema, var name] when IsSame(schema, "builtin") || IsSame(schema, "session") => functions.Find(name),
        [var catalog, var schema, var name] when IsSame(catalog, "system") && (IsSame(schema, "builtin") || IsSame(schema, "session")) =>
            functions.Find(name),
        _ => null,
    };

    /// <summary>True when the call has this simple name.</summary>
    public static bool IsNamed(UnresolvedFunction call, string name) => call.NameParts.Count == 1 && IsSame(call.NameParts[0], name);

    /// <summary>True for functions that the analyzer itself knows.</summary>
    public static bool IsSpecial(UnresolvedFunction call) => IsNamed(call, "grouping") || IsNamed(call, "grouping_id") || IsOfCatalog(call);

    /// <summary>True for functions that tell the current catalog and namespace.</summary>
    public static bool IsOfCatalog(UnresolvedFunction call) => IsNamed(call, "current_database") || IsNamed(call, "current_schema") || IsNamed(call, "current_catalog");

    /// <summary>The error for a function that was not found.</summary>
    public static SqlSparkException NotFound(UnresolvedFunction call, AnalysisContext context) =>
        AnalysisErrors.UnresolvedRoutine(call, context.Catalog);

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
