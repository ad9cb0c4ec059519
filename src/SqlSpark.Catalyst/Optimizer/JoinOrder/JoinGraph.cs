using System.Numerics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>
/// The joins of a plan as a hypergraph: relations, at most 64, are its nodes. Equalities of columns by inner joins are <see cref="JoinKeyClass">classes</see>, all else is <see cref="JoinEdge">edges</see>.
/// </summary>
internal sealed class JoinGraph
{
    /// <summary>Relations and edges are bits of a word.</summary>
    public const int MaxCount = 64;

    private readonly ulong[] _neighbors;
    private readonly List<JoinEdge> _hyperedges = [];

    /// <summary>The graph of some relations.</summary>
    public JoinGraph(JoinTree original, IReadOnlyList<LogicalPlan> relations, double[] rows, List<JoinEdge> edges, List<JoinKeyClass> classes, List<Expression> leftover)
    {
        (Original, Relations, Rows, Edges, Classes, Leftover) = (original, relations, rows, edges, classes, leftover);
        Spine = SpineOf(original);
        if (IsConnected())
            edges.RemoveAll(edge => edge.IsOptional && (edge.Total & ~Spine) == 0);
        _neighbors = new ulong[relations.Count];
        foreach (var joined in classes)
        {
            for (var rest = joined.Relations; rest != 0; rest &= rest - 1)
                _neighbors[BitOperations.TrailingZeroCount(rest)] |= joined.Relations & ~(rest & (~rest + 1));
        }

        for (var i = 0; i < edges.Count; i++)
        {
            var edge = edges[i];
            if (!edge.IsOptional)
                AllEdges |= 1UL << i;
            if (BitOperations.IsPow2(edge.Left) && BitOperations.IsPow2(edge.Right))
            {
                _neighbors[BitOperations.TrailingZeroCount(edge.Left)] |= edge.Right;
                _neighbors[BitOperations.TrailingZeroCount(edge.Right)] |= edge.Left;
            }
            else
            {
                _hyperedges.Add(edge);
            }
        }
    }

    /// <summary>The joins as they were written.</summary>
    public JoinTree Original { get; }

    /// <summary>The inputs that stay as they are.</summary>
    public IReadOnlyList<LogicalPlan> Relations { get; }

    /// <summary>The rows of each relation.</summary>
    public double[] Rows { get; }

    /// <summary>The edges.</summary>
    public List<JoinEdge> Edges { get; }

    /// <summary>The edges that must be dealt with, as bits.</summary>
    public ulong AllEdges { get; }

    /// <summary>The classes of equal columns.</summary>
    public List<JoinKeyClass> Classes { get; }

    /// <summary>Conditions of inner joins that do not read both sides: they are tested over all.</summary>
    public List<Expression> Leftover { get; }

    /// <summary>What became of relations that were optimized by themselves.</summary>
    public required IReadOnlyDictionary<LogicalPlan, LogicalPlan> Replacements { get; init; }

    /// <summary>All relations.</summary>
    public ulong All => Original.Relations;

    /// <summary>The relations of which every row of the whole has one.</summary>
    public ulong Spine { get; }

    /// <summary>
    /// A node of each edge from <paramref name="relations"/> to others that are not in <paramref name="excluded"/>: the neighborhood of the paper, where the lowest relation stands for
    /// several that only come together.
    /// </summary>
    public ulong NeighborsOf(ulong relations, ulong excluded)
    {
        var neighbors = 0UL;
        for (var rest = relations; rest != 0; rest &= rest - 1)
            neighbors |= _neighbors[BitOperations.TrailingZeroCount(rest)];
        excluded |= relations;
        neighbors &= ~excluded;
        foreach (var edge in _hyperedges)
        {
            if ((edge.Left & ~relations) == 0 && (edge.Right & excluded) == 0)
                neighbors |= Lowest(edge.Right);
            else if ((edge.Right & ~relations) == 0 && (edge.Left & excluded) == 0)
                neighbors |= Lowest(edge.Left);
        }

        return neighbors;
    }

    /// <summary>True when conditions join all relations, so that no cross product is needed.</summary>
    private bool IsConnected()
    {
        var reached = 1UL;
        for (var before = 0UL; before != reached;)
        {
            before = reached;
            foreach (var joined in Classes)
            {
                if ((joined.Relations & reached) != 0)
                    reached |= joined.Relations;
            }

            foreach (var edge in Edges)
            {
                if (!edge.IsOptional && (edge.Total & reached) != 0)
                    reached |= edge.Total;
            }
        }

        return reached == All;
    }

    private static ulong SpineOf(JoinTree tree) => tree.Left is null
        ? tree.IsSpine ? tree.Relations : 0
        : SpineOf(tree.Left) | SpineOf(tree.Right!);

    /// <summary>The lowest bit.</summary>
    public static ulong Lowest(ulong bits) => bits & (~bits + 1);
}
