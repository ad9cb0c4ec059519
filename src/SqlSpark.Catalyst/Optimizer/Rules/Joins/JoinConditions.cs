using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Conditions over a join, sorted by the sides that they read.</summary>
internal sealed class JoinConditions
{
    private readonly List<Expression> _left = [];
    private readonly List<Expression> _right = [];
    private readonly List<Expression> _both = [];
    private readonly List<Expression> _volatile = [];

    private JoinConditions()
    {
    }

    /// <summary>Those that read the left side only, or no column at all.</summary>
    public IReadOnlyList<Expression> Left => _left;

    /// <summary>Those that read the right side only.</summary>
    public IReadOnlyList<Expression> Right => _right;

    /// <summary>Those that read both sides.</summary>
    public IReadOnlyList<Expression> Both => _both;

    /// <summary>Those that must stay where they are: they give another result each time.</summary>
    public IReadOnlyList<Expression> Volatile => _volatile;

    /// <summary>Sorts the members of a condition; null has none.</summary>
    public static JoinConditions Of(Expression? condition, Join join)
    {
        var result = new JoinConditions();
        var (left, right) = (join.Left.OutputSet, join.Right.OutputSet);
        foreach (var member in Members(condition))
        {
            var list = !member.IsDeterministic ? result._volatile
                : member.References.IsSubsetOf(left) ? result._left
                : member.References.IsSubsetOf(right) ? result._right
                : result._both;
            list.Add(member);
        }

        return result;
    }

    /// <summary>The members of a condition that AND connects; null has none.</summary>
    public static EquatableArray<Expression> Members(Expression? condition) => condition is null ? [] : And.Split(condition);

    /// <summary>AND of conditions; null for none.</summary>
    public static Expression? All(params IEnumerable<Expression> conditions)
    {
        Expression[] members = [.. conditions];
        return members.Length == 0 ? null : And.Of(members);
    }

    /// <summary>That all columns of the inputs of a set operation are equal or NULL together.</summary>
    public static Expression AllEqual(SetOperation operation) => And.Of(
        [.. Enumerable.Range(0, operation.Left.Output.Count).Select(i => new Comparison(ComparisonOperator.EqualNullSafe, operation.Left.Output[i], operation.Right.Output[i]))]);

    /// <summary>The plan without rows for which a condition is not TRUE.</summary>
    public static LogicalPlan Where(LogicalPlan plan, IReadOnlyList<Expression> conditions) =>
        conditions.Count == 0 ? plan : new Filter(And.Of([.. conditions]), plan);
}
