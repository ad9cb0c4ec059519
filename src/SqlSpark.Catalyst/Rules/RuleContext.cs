using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Rules;

/// <summary>What rules may ask: the settings of the query and what names mean. Immutable but for the trace.</summary>
/// <param name="conf">The settings.</param>
/// <param name="functions">The functions.</param>
/// <param name="catalog">The catalog.</param>
/// <param name="trace">Told of every rule that ran, or null.</param>
public sealed class RuleContext(ConfSnapshot conf, FunctionRegistry functions, ICatalog catalog, IRuleTrace? trace = null)
{
    /// <summary>The settings.</summary>
    public ConfSnapshot Conf { get; } = conf;

    /// <summary>The functions.</summary>
    public FunctionRegistry Functions { get; } = functions;

    /// <summary>The catalog.</summary>
    public ICatalog Catalog { get; } = catalog;

    /// <summary>Told of every rule that ran, or null.</summary>
    public IRuleTrace? Trace { get; } = trace;

    /// <summary>A context of default settings, without functions and tables.</summary>
    public static RuleContext Default { get; } = new(ConfSnapshot.Default, FunctionRegistry.Empty, EmptyCatalog.Instance);
}
