using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Trees;

/// <summary>
/// An immutable tree that compares by value: the base of expressions and plans. Spark: <c>TreeNode</c>.
/// </summary>
/// <typeparam name="TNode">The family of nodes.</typeparam>
/// <remarks>
/// <see cref="Origin"/> is no part of equality. Derived values are cached in this class and in the bases of the families, whose
/// copy constructors drop them; nodes themselves never cache.
/// </remarks>
public abstract record TreeNode<TNode>
    where TNode : TreeNode<TNode>
{
    /// <summary>The sign bit marks kinds that were computed, so that copies, which start from 0, compute them anew.</summary>
    private const long IsComputed = long.MinValue;

    private long _subtreeKinds;
    private EquatableArray<TNode> _children;

    /// <summary>Takes up the current origin.</summary>
    protected TreeNode() => Origin = CurrentOrigin.Value;

    /// <summary>Copies the origin and no cached value.</summary>
    protected TreeNode(TreeNode<TNode> original) => Origin = original.Origin;

    /// <summary>The place in the SQL text.</summary>
    public Origin Origin { get; init; }

    /// <summary>The children in order.</summary>
    public EquatableArray<TNode> Children
    {
        get
        {
            if (_children.IsEmpty)
                _children = ComputeChildren();
            return _children;
        }
    }

    /// <summary>The children in order, computed.</summary>
    protected abstract EquatableArray<TNode> ComputeChildren();

    /// <summary>This node over other children, equal in number. Returns this node when they are the same.</summary>
    public abstract TNode WithChildren(EquatableArray<TNode> children);

    /// <summary>What this node itself is, for rules that skip trees without their kinds.</summary>
    public virtual NodeKinds OwnKinds => NodeKinds.None;

    /// <summary>The kinds of all nodes of this tree; of a plan, those of its expressions too.</summary>
    public NodeKinds SubtreeKinds
    {
        get
        {
            if (_subtreeKinds == 0)
                _subtreeKinds = (long)ComputeSubtreeKinds() | IsComputed;
            return (NodeKinds)(_subtreeKinds & ~IsComputed);
        }
    }

    /// <summary>True when some node of this tree is of one of <paramref name="kinds"/>.</summary>
    public bool ContainsAny(NodeKinds kinds) => (SubtreeKinds & kinds) != NodeKinds.None;

    private protected virtual NodeKinds ComputeSubtreeKinds()
    {
        DeepStack.Guard();
        var kinds = OwnKinds;
        foreach (var child in Children)
            kinds |= child.SubtreeKinds;
        return kinds;
    }

    private TNode Self => (TNode)this;

    /// <summary>Applies <paramref name="map"/> to every child.</summary>
    public TNode MapChildren(Func<TNode, TNode> map)
    {
        var children = Children;
        if (children.IsEmpty)
            return Self;
        var mapped = children.MapUnchanged(map);
        return mapped.SameStorage(children) ? Self : WithChildren(mapped);
    }

    /// <summary>Rewrites children before parents. Returns this node when nothing changed.</summary>
    public TNode TransformUp(Func<TNode, TNode> rule) => new Transformation(rule).Up(Self);

    /// <summary>Rewrites parents before children. Returns this node when nothing changed.</summary>
    public TNode TransformDown(Func<TNode, TNode> rule) => new Transformation(rule).Down(Self);

    /// <summary>Rewrites children before parents in the subtrees that contain <paramref name="kinds"/>; the others are left alone.</summary>
    public TNode TransformUp(NodeKinds kinds, Func<TNode, TNode> rule) => ContainsAny(kinds) ? new Transformation(rule, kinds).Up(Self) : Self;

    /// <summary>Rewrites parents before children in the subtrees that contain <paramref name="kinds"/>; the others are left alone.</summary>
    public TNode TransformDown(NodeKinds kinds, Func<TNode, TNode> rule) => ContainsAny(kinds) ? new Transformation(rule, kinds).Down(Self) : Self;

    /// <summary>Visits parents before children.</summary>
    public void ForEach(Action<TNode> visit)
    {
        DeepStack.Guard();
        visit(Self);
        foreach (var child in Children)
            child.ForEach(visit);
    }

    /// <summary>Visits children before parents.</summary>
    public void ForEachUp(Action<TNode> visit)
    {
        DeepStack.Guard();
        foreach (var child in Children)
            child.ForEachUp(visit);
        visit(Self);
    }

    /// <summary>True when a node of this tree satisfies <paramref name="predicate"/>.</summary>
    public bool Exists(Func<TNode, bool> predicate)
    {
        DeepStack.Guard();
        if (predicate(Self))
            return true;
        foreach (var child in Children)
        {
            if (child.Exists(predicate))
                return true;
        }

        return false;
    }

    /// <summary>The nodes of type <typeparamref name="T"/>, parents before children.</summary>
    public List<T> Collect<T>()
        where T : class
    {
        var found = new List<T>();
        ForEach(node =>
        {
            if (node is T match)
                found.Add(match);
        });
        return found;
    }

    /// <summary>Equal when of the same type with equal members and children; the origin does not count.</summary>
    public virtual bool Equals(TreeNode<TNode>? other)
    {
        DeepStack.Guard();
        return other is not null && EqualityContract == other.EqualityContract;
    }

    /// <inheritdoc />
    public override int GetHashCode()
    {
        DeepStack.Guard();
        return EqualityContract.GetHashCode();
    }

    /// <summary>A rule on its way through a tree: what recursion needs is made once, not at every node.</summary>
    private sealed class Transformation(Func<TNode, TNode> rule, NodeKinds? kinds = null)
    {
        private Func<TNode, TNode>? _step;

        public TNode Up(TNode node)
        {
            if (kinds is { } wanted && !node.ContainsAny(wanted))
                return node;
            DeepStack.Guard();
            return Apply(node.MapChildren(_step ??= Up));
        }

        public TNode Down(TNode node)
        {
            if (kinds is { } wanted && !node.ContainsAny(wanted))
                return node;
            DeepStack.Guard();
            return Apply(node).MapChildren(_step ??= Down);
        }

        private TNode Apply(TNode node)
        {
            using (CurrentOrigin.With(node.Origin))
                return rule(node);
        }
    }
}
