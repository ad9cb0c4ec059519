using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Rules;

/// <summary>One rewrite of a tree. Stateless; one class, one file, one idea.</summary>
/// <typeparam name="TPlan">Logical or physical plans.</typeparam>
public abstract class Rule<TPlan>
    where TPlan : TreeNode<TPlan>
{
    /// <summary>The name in traces, metrics and settings: the name of the class.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>True when the rule may change the names, types or ids of the output, as rules of the analyzer do.</summary>
    public virtual bool ChangesOutput => false;

    /// <summary>The plan after the rule; the very same instance when the rule does not apply.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="context">Settings, functions and catalog.</param>
    public abstract TPlan Apply(TPlan plan, RuleContext context);
}
