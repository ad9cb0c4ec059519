using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <content>Operators over several inputs.</content>
internal sealed partial class Decorrelation
{
    private UnnestedPlan RewriteJoin(Join join, AttributeSet needed, Rising rising) => join.Type switch
    {
        JoinType.Inner or JoinType.Cross => RewriteInnerJoin(join, needed, rising),
        JoinType.RightOuter => RewriteRightOuterJoin(join, needed, rising),
        JoinType.FullOuter => RewriteFullOuterJoin(join, needed),
        _ => RewriteLeftJoin(join, needed, rising),
    };

    /// <summary>Correlated conditions are those of a filter above. Where both sides have columns for the same mark, they must agree.</summary>
    private UnnestedPlan RewriteInnerJoin(Join join, AttributeSet needed, Rising rising)
    {
        var members = JoinConditions.Members(join.Condition);
        if (members.Any(outer.IsIn))
        {
            var rest = JoinConditions.All(members.Where(m => !outer.IsIn(m)));
            return RewriteFilter(new Filter(And.Of([.. members.Where(outer.IsIn)]), join with { Condition = rest }), needed, rising);
        }

        var isLeft = outer.IsIn(join.Left);
        var left = Rewrite(join.Left, isLeft ? needed : AttributeSet.Empty, rising);
        var right = Rewrite(join.Right, isLeft ? AttributeSet.Empty : needed, rising);
        var columns = left.Columns.ToDictionary();
        var same = new List<Expression>();
        foreach (var (mark, column) in right.Columns)
        {
            if (!columns.TryAdd(mark, column))
                same.Add(new Comparison(ComparisonOperator.EqualNullSafe, columns[mark], column));
        }

        var plan = join with { Left = left.Plan, Right = right.Plan, Condition = JoinConditions.All([.. members, .. same]) };
        return new UnnestedPlan(plan.Condition is null || plan.Type == JoinType.Inner ? plan : plan with { Type = JoinType.Inner }, [.. left.Conditions, .. right.Conditions], columns);
    }

    /// <summary>
    /// Rows of the left side stay whatever the right side has, so that conditions of the right side do not rise: they join those of ON, and the left side has the columns for them.
    /// </summary>
    private UnnestedPlan RewriteLeftJoin(Join join, AttributeSet needed, Rising rising)
    {
        var right = Rewrite(join.Right, AttributeSet.Empty, Rising.Any);
        EquatableArray<Expression> on = [.. JoinConditions.Members(join.Condition), .. right.Conditions];
        var left = Rewrite(join.Left, needed.Union(outer.In(on)), rising);
        return left.Over(join with { Left = left.Plan, Right = right.Plan, Condition = JoinConditions.All(on.Select(c => OuterColumns.Replace(c, left.Columns))) });
    }

    private UnnestedPlan RewriteRightOuterJoin(Join join, AttributeSet needed, Rising rising)
    {
        var turned = RewriteLeftJoin(new Join(join.Right, join.Left, JoinType.LeftOuter, join.Condition), needed, rising);
        var has = join.OutputSet;
        return turned.Over(new Project([.. join.Output, .. turned.Keys(needed).Where(key => !has.Contains(key))], turned.Plan));
    }

    /// <summary>Both sides have all columns of the domain; a row has those of the side that it comes from.</summary>
    private UnnestedPlan RewriteFullOuterJoin(Join join, AttributeSet needed)
    {
        var marks = needed.Union(outer.In(join));
        var left = Rewrite(join.Left, marks, Rising.None);
        var right = Rewrite(join.Right, marks, Rising.None);
        var same = marks.Select(Expression (mark) => new Comparison(ComparisonOperator.EqualNullSafe, left.Columns[mark.ExprId], right.Columns[mark.ExprId]));
        var on = JoinConditions.Members(join.Condition).Map(c => OuterColumns.Replace(c, left.Columns));
        var joined = join with { Left = left.Plan, Right = right.Plan, Condition = JoinConditions.All([.. on, .. same]) };
        var merged = marks.ToDictionary(
            mark => mark.ExprId,
            mark => new Alias(new Coalesce([left.Columns[mark.ExprId].WithNullability(true), right.Columns[mark.ExprId].WithNullability(true)]), mark.Name));
        var columns = merged.ToDictionary(m => m.Key, m => m.Value.ToAttribute());
        return new UnnestedPlan(new Project([.. join.Output, .. merged.Values], joined), AreOfOuterRow(marks, columns), columns);
    }

    /// <summary>Every input has all columns of the domain behind its own, so that rows of different outer rows differ.</summary>
    private UnnestedPlan RewriteSetOperation(LogicalPlan operation, AttributeSet needed)
    {
        var marks = needed.Union(outer.In(operation));
        var inputs = operation.Children.Map(input =>
        {
            var below = Rewrite(input, marks, Rising.None);
            var own = marks.Select(Expression (mark) => below.Columns[mark.ExprId] is var column && input.OutputSet.Contains(column) ? new Alias(column, mark.Name) : column);
            return (LogicalPlan)new Project([.. input.Output, .. own], below.Plan);
        });
        var plan = operation.WithChildren(inputs);
        var next = operation.Output.Count;
        var columns = marks.ToDictionary(mark => mark.ExprId, _ => plan.Output[next++]);
        return new UnnestedPlan(plan, AreOfOuterRow(marks, columns), columns);
    }
}
