using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>How several groupings were written.</summary>
public enum GroupingAnalytics : byte
{
    /// <summary>GROUPING SETS: exactly the given sets.</summary>
    GroupingSets,

    /// <summary>ROLLUP: all prefixes.</summary>
    Rollup,

    /// <summary>CUBE: all subsets.</summary>
    Cube,
}

/// <summary>
/// GROUPING SETS, ROLLUP or CUBE among the grouping expressions of an <see cref="Plans.Aggregate"/>; gone after analysis.
/// Spark: <c>BaseGroupingSets</c>.
/// </summary>
/// <param name="Analytics">How it was written.</param>
/// <param name="Sets">
/// The members, each one or more expressions in parentheses: <c>ROLLUP (a, (b, c))</c> has two. Members of GROUPING SETS may themselves be
/// one <see cref="GroupingSets"/> alone, nested.
/// </param>
/// <param name="GroupBy">The expressions before a trailing GROUPING SETS: <c>GROUP BY a, b GROUPING SETS (...)</c>; else empty.</param>
public sealed record GroupingSets(GroupingAnalytics Analytics, EquatableArray<EquatableArray<Expression>> Sets, EquatableArray<Expression> GroupBy)
    : UnresolvedExpression
{
    /// <summary>All members of all sets, then <see cref="GroupBy"/>.</summary>
    protected override EquatableArray<Expression> ComputeChildren() => [.. Sets.SelectMany(s => s), .. GroupBy];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children)
    {
        var next = 0;
        var sets = new EquatableArray<Expression>[Sets.Count];
        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = EquatableArray.Create(children.AsSpan().Slice(next, Sets[i].Count));
            next += Sets[i].Count;
        }

        return this with { Sets = EquatableArray.Create<EquatableArray<Expression>>(sets), GroupBy = EquatableArray.Create(children.AsSpan()[next..]) };
    }

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.GroupingAnalytics;

    /// <inheritdoc />
    public override string Sql
    {
        get
        {
            var name = Analytics switch
            {
                GroupingAnalytics.Rollup => "rollup",
                GroupingAnalytics.Cube => "cube",
                _ => "groupingsets",
            };
            return $"{name}({string.Join(", ", Sets.Select(s => $"({string.Join(", ", s.Select(e => e.Sql))})"))})";
        }
    }
}

/// <summary>grouping(column): 1 where the row's set leaves the column out, else 0; gone after analysis.</summary>
/// <param name="Child">A grouping expression.</param>
public sealed record Grouping(Expression Child) : UnaryExpression(Child)
{
    /// <inheritdoc />
    public override DataType DataType => ByteType.Instance;

    /// <inheritdoc />
    public override bool Nullable => false;

    /// <inheritdoc />
    public override bool IsFoldable => false;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.GroupingAnalytics;

    /// <inheritdoc />
    public override string Sql => $"grouping({Child.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"grouping({Child})";
}

/// <summary>grouping_id(columns): the bits of <see cref="Grouping"/> of all of them as a number; gone after analysis.</summary>
/// <param name="Arguments">All grouping expressions in order, or none for the same.</param>
public sealed record GroupingId(EquatableArray<Expression> Arguments) : Expression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => Arguments;

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Arguments = children };

    /// <inheritdoc />
    public override DataType DataType => LongType.Instance;

    /// <inheritdoc />
    public override bool Nullable => false;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.GroupingAnalytics;

    /// <inheritdoc />
    public override string Sql => $"grouping_id({string.Join(", ", Arguments.Select(a => a.Sql))})";

    /// <inheritdoc />
    protected override string Describe() => $"grouping_id({string.Join(", ", Arguments)})";
}
