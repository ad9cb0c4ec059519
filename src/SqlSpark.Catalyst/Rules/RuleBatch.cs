using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Rules;

/// <summary>Rules that run in order, once or until nothing changes.</summary>
/// <typeparam name="TPlan">Logical or physical plans.</typeparam>
/// <param name="Name">The name in traces.</param>
/// <param name="MaxIterations">1 for once; otherwise the limit of the fixed point.</param>
/// <param name="Rules">The rules in order.</param>
public sealed record RuleBatch<TPlan>(string Name, int MaxIterations, EquatableArray<Rule<TPlan>> Rules)
    where TPlan : TreeNode<TPlan>
{
    /// <summary>How often a batch to a fixed point runs at most, unless it says otherwise. Spark's default is the same.</summary>
    public const int DefaultMaxIterations = 100;

    /// <summary>A batch that runs once.</summary>
    public static RuleBatch<TPlan> Once(string name, params EquatableArray<Rule<TPlan>> rules) => new(name, 1, rules);

    /// <summary>A batch that runs until a pass changes nothing.</summary>
    public static RuleBatch<TPlan> FixedPoint(string name, params EquatableArray<Rule<TPlan>> rules) => new(name, DefaultMaxIterations, rules);
}
