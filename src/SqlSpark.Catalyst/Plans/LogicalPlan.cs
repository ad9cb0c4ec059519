using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Plans;

/// <summary>A relational operator over other plans. Spark: <c>LogicalPlan</c>.</summary>
public abstract record LogicalPlan : TreeNode<LogicalPlan>
{
    private EquatableArray<AttributeReference>? _output;
    private AttributeSet? _outputSet;
    private AttributeSet? _inputSet;
    private AttributeSet? _references;
    private EquatableArray<Expression> _expressions;
    private bool? _isResolved;
    private EquatableArray<AttributeSet>? _distinctKeys;

    /// <summary>A new node at the current origin.</summary>
    protected LogicalPlan()
    {
    }

    /// <summary>Copies no cached value.</summary>
    protected LogicalPlan(LogicalPlan original)
        : base(original) => PlanId = original.PlanId;

    /// <summary>
    /// The DataFrame whose plan this is, or null: columns that name it are searched in its output alone. No part of equality; the analyzer
    /// keeps it.
    /// </summary>
    public long? PlanId { get; init; }

    /// <summary>True when the analyzer made or checked this plan: it is not analyzed again. Copies are not analyzed.</summary>
    public bool IsAnalyzed { get; private set; }

    /// <summary>Marks this plan as analyzed.</summary>
    internal void MarkAnalyzed() => IsAnalyzed = true;

    /// <summary>The columns of the result. Only of resolved plans.</summary>
    public EquatableArray<AttributeReference> Output => _output ??= ComputeOutput();

    /// <summary>The columns of the result as a set.</summary>
    public AttributeSet OutputSet => _outputSet ??= AttributeSet.Of(Output);

    /// <summary>The columns that the children offer.</summary>
    public AttributeSet InputSet => _inputSet ??= ComputeInputSet();

    /// <summary>The expressions of this node itself, not of its children.</summary>
    public EquatableArray<Expression> Expressions
    {
        get
        {
            if (_expressions.IsEmpty)
                _expressions = ComputeExpressions();
            return _expressions;
        }
    }

    /// <summary>This node with <paramref name="map"/> applied to its own expressions. Returns this node when nothing changed.</summary>
    public virtual LogicalPlan MapExpressions(Func<Expression, Expression> map) => this;

    /// <summary>The columns that the expressions of this node read.</summary>
    public AttributeSet References => _references ??= ComputeReferences();

    /// <summary>The columns that are read here and that no child offers: empty in a valid plan.</summary>
    public AttributeSet MissingInput => References.Except(InputSet);

    /// <summary>True when names are resolved and types agree, here and below.</summary>
    public bool IsResolved => _isResolved ??= ComputeIsResolved();

    /// <summary>True when all children are resolved.</summary>
    public bool ChildrenResolved
    {
        get
        {
            DeepStack.Guard();
            foreach (var child in Children)
            {
                if (!child.IsResolved)
                    return false;
            }

            return true;
        }
    }

    /// <summary>The names, types and nullability of the result.</summary>
    public StructType Schema => new(Output.Map(a => a.ToField()));

    /// <summary>The largest number of rows the result can have, or null when unknown.</summary>
    public virtual long? MaxRows => null;

    /// <summary>Sets of columns in which no two rows agree, as far as the plan proves it.</summary>
    public EquatableArray<AttributeSet> DistinctKeys => _distinctKeys ??= Plans.DistinctKeys.Of(this);

    /// <summary>The expressions of this node itself, computed.</summary>
    protected virtual EquatableArray<Expression> ComputeExpressions() => [];

    /// <summary>The columns that the expressions of this node read, computed.</summary>
    private protected virtual AttributeSet ComputeReferences()
    {
        var set = AttributeSet.Empty;
        foreach (var expression in Expressions)
            set = set.Union(expression.References);
        return set;
    }

    private AttributeSet ComputeInputSet()
    {
        var set = AttributeSet.Empty;
        foreach (var child in Children)
            set = set.Union(child.OutputSet);
        return set;
    }

    /// <summary>The columns of the result, computed.</summary>
    protected abstract EquatableArray<AttributeReference> ComputeOutput();

    /// <summary>Whether this plan is resolved, computed.</summary>
    private protected virtual bool ComputeIsResolved()
    {
        if (!ChildrenResolved)
            return false;
        foreach (var expression in Expressions)
        {
            if (!expression.IsResolved)
                return false;
        }

        return true;
    }

    private protected override NodeKinds ComputeSubtreeKinds()
    {
        var kinds = base.ComputeSubtreeKinds();
        foreach (var expression in Expressions)
            kinds |= expression.SubtreeKinds;
        return kinds;
    }

    /// <summary>Rewrites every expression of this plan and of those below it, children before parents.</summary>
    public LogicalPlan TransformExpressionsUp(Func<Expression, Expression> rule) =>
        TransformUp(plan => plan.MapExpressions(e => e.TransformUp(rule)));

    /// <summary>Rewrites the expressions of plans that contain <paramref name="kinds"/>, children before parents.</summary>
    public LogicalPlan TransformExpressionsUp(NodeKinds kinds, Func<Expression, Expression> rule) =>
        TransformUp(kinds, plan => plan.MapExpressions(e => e.TransformUp(kinds, rule)));

    /// <summary>Visits this plan, those below it, and those in subqueries of their expressions; parents before children.</summary>
    public void ForEachWithSubqueries(Action<LogicalPlan> visit) => ForEach(node =>
    {
        visit(node);
        foreach (var expression in node.Expressions)
        {
            if (!expression.ContainsAny(NodeKinds.Subquery))
                continue;
            foreach (var subquery in expression.Collect<SubqueryExpression>())
                subquery.Plan.ForEachWithSubqueries(visit);
        }
    });

    /// <inheritdoc />
    public virtual bool Equals(LogicalPlan? other) => base.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>The node as EXPLAIN prints it, without its children.</summary>
    public string Description => Describe();

    /// <summary>How EXPLAIN prints the node itself: name and arguments.</summary>
    protected abstract string Describe();

    /// <summary>The tree as EXPLAIN prints it.</summary>
    public sealed override string ToString() => PlanPrinter.Print(this);

    private protected InternalException Unresolved() => InternalErrors.Unreachable($"output of unresolved {GetType().Name}");
}

/// <summary>A plan without children.</summary>
public abstract record LeafNode : LogicalPlan
{
    /// <inheritdoc />
    protected sealed override EquatableArray<LogicalPlan> ComputeChildren() => [];

    /// <inheritdoc />
    public sealed override LogicalPlan WithChildren(EquatableArray<LogicalPlan> children) => this;
}

/// <summary>A plan over one other.</summary>
/// <param name="Child">The input.</param>
public abstract record UnaryNode(LogicalPlan Child) : LogicalPlan
{
    /// <inheritdoc />
    protected sealed override EquatableArray<LogicalPlan> ComputeChildren() => [Child];

    /// <inheritdoc />
    public sealed override LogicalPlan WithChildren(EquatableArray<LogicalPlan> children) =>
        ReferenceEquals(children[0], Child) ? this : this with { Child = children[0] };

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Child.Output;
}

/// <summary>A plan over two others.</summary>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
public abstract record BinaryNode(LogicalPlan Left, LogicalPlan Right) : LogicalPlan
{
    /// <inheritdoc />
    protected sealed override EquatableArray<LogicalPlan> ComputeChildren() => [Left, Right];

    /// <inheritdoc />
    public sealed override LogicalPlan WithChildren(EquatableArray<LogicalPlan> children) =>
        ReferenceEquals(children[0], Left) && ReferenceEquals(children[1], Right)
            ? this
            : this with { Left = children[0], Right = children[1] };
}
