using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Planning;

/// <summary>
/// How a query is run: an immutable tree whose expressions read columns by ordinal. Each node adds itself to the pipelines of a
/// run. Spark: <c>SparkPlan</c>.
/// </summary>
internal abstract record PhysicalPlan : TreeNode<PhysicalPlan>
{
    /// <summary>The columns of the result.</summary>
    public abstract EquatableArray<AttributeReference> Output { get; }

    /// <summary>The order in which the rows come; empty when nothing is promised. Kept by nodes that keep rows in order.</summary>
    public virtual EquatableArray<SortOrder> OutputOrdering => [];

    /// <summary>The types of the columns.</summary>
    public EquatableArray<DataType> OutputTypes => Output.Map(a => a.Type);

    /// <summary>The node as EXPLAIN prints it, without its children: one line, or several when it stands for several of Spark's nodes, topmost first.</summary>
    public virtual IReadOnlyList<string> Lines => [Describe()];

    /// <summary>
    /// Adds this node, and before it its inputs, to the pipelines: <see cref="PipelineBuilder.Start"/> for a leaf,
    /// <see cref="OpenPipeline.Append"/> for an operator that hands batches on, <see cref="PipelineBuilder.Break"/> for one that takes all
    /// rows before it gives any.
    /// </summary>
    /// <returns>The pipeline that brings the rows of this node, still open at its end.</returns>
    public abstract OpenPipeline AddTo(PipelineBuilder builder);

    /// <inheritdoc />
    public virtual bool Equals(PhysicalPlan? other) => base.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>The tree as EXPLAIN prints it.</summary>
    public sealed override string ToString() => PhysicalPlanPrinter.Print(this, static _ => "");

    /// <summary>How EXPLAIN prints the node itself: name and arguments.</summary>
    protected abstract string Describe();
}

/// <summary>A node without inputs.</summary>
internal abstract record LeafExec : PhysicalPlan
{
    /// <inheritdoc />
    protected sealed override EquatableArray<PhysicalPlan> ComputeChildren() => [];

    /// <inheritdoc />
    public sealed override PhysicalPlan WithChildren(EquatableArray<PhysicalPlan> children) => this;
}

/// <summary>A node over one other.</summary>
/// <param name="Child">The input.</param>
internal abstract record UnaryExec(PhysicalPlan Child) : PhysicalPlan
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Child.Output;

    /// <inheritdoc />
    protected sealed override EquatableArray<PhysicalPlan> ComputeChildren() => [Child];

    /// <inheritdoc />
    public sealed override PhysicalPlan WithChildren(EquatableArray<PhysicalPlan> children) =>
        ReferenceEquals(children[0], Child) ? this : this with { Child = children[0] };
}
