using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Parsing;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>What the analyzer of one statement may ask. Immutable.</summary>
/// <param name="conf">The session's settings.</param>
/// <param name="functions">The session's functions.</param>
/// <param name="catalog">The session's relations.</param>
public sealed class AnalysisContext(ConfSnapshot conf, FunctionRegistry functions, ICatalog catalog)
{
    /// <summary>The session's settings.</summary>
    public ConfSnapshot Conf { get; } = conf;

    /// <summary>The session's functions.</summary>
    public FunctionRegistry Functions { get; } = functions;

    /// <summary>The session's relations.</summary>
    public ICatalog Catalog { get; } = catalog;

    /// <summary>Parses the types that functions such as from_json are given as text; null where there is none.</summary>
    public ISqlParser? Parser { get; init; }

    /// <summary>The SQL functions whose bodies this analysis stands in, outermost first: none of them may be called again.</summary>
    internal EquatableArray<EquatableArray<string>> ActiveFunctions { get; init; }

    /// <summary>The views of the catalog whose texts this analysis stands in, outermost first: none of them may be named again.</summary>
    internal EquatableArray<EquatableArray<string>> ActiveViews { get; init; } = [];

    /// <summary>Where to note what the statement names; null for nowhere.</summary>
    internal ReferencedObjects? References { get; init; }
}
