using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Filters a side of a join by what holds for the key of the other side.</summary>
/// <remarks>
/// <code>
/// Join Inner, a = b                Join Inner, a = b
/// :- Filter (a > 5)         =>     :- Filter (a > 5)
/// :  +- left [a]                   :  +- left [a]
/// +- right [b]                     +- Filter (b > 5)
///                                     +- right [b]
/// </code>
/// Keys must be columns of the same type, which are equal only if all that is computed of them is; a condition must read that column alone, be deterministic and not fail. A side gets it if it
/// gets conditions of the ON clause (<see cref="PushPredicateThroughJoin"/>). It must be small: with <c>a = b AND a = f(b)</c> each condition over a gives one over f(b), that one over f(a), and so on. That keys are not NULL is not said: joins look for it themselves. Spark:
/// <c>InferFiltersFromConstraints</c>, which also does so.
/// </remarks>
public sealed class InferFiltersFromConstraints : Rule<LogicalPlan>
{
    // Operators of a condition that is worth computing twice.
    private const int LargestCondition = 16;

    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.ContainsAny(NodeKinds.Filter) ? plan.TransformUp(NodeKinds.Join, static node => node is Join { Condition: not null } join ? Infer(join) : node) : plan;

    private static Join Infer(Join join)
    {
        if (!join.ContainsAny(NodeKinds.Filter))
            return join;
        var keys = EquiJoinKeys.Of(join).Keys.Where(IsOfColumns).ToArray();
        if (keys.Length == 0)
            return join;
        var (ofLeft, ofRight) = (new List<Expression>(), new List<Expression>());
        Collect(join.Left, ofLeft);
        Collect(join.Right, ofRight);
        var right = PushPredicateThroughJoin.FiltersRight(join.Type) ? Inferred(keys.Select(k => (k.Left, k.Right)), ofLeft, join.Right) : [];
        var left = PushPredicateThroughJoin.FiltersLeft(join.Type) ? Inferred(keys.Select(k => (k.Right, k.Left)), ofRight, join.Left) : [];
        return left.Count + right.Count == 0 ? join : join with { Left = JoinConditions.Where(join.Left, left), Right = JoinConditions.Where(join.Right, right) };
    }

    private static bool IsOfColumns(EquiJoinKey key) => key is { Left: AttributeReference left, Right: AttributeReference right, IsNullSafe: false }
        && left.Type.Equals(right.Type) && !EqualForms.Exist(left.Type);

    private static List<Expression> Inferred(IEnumerable<(Expression From, Expression To)> keys, List<Expression> constraints, LogicalPlan side)
    {
        var inferred = new List<Expression>();
        if (constraints.Count == 0)
            return inferred;
        var present = new HashSet<Expression>();
        foreach (var (from, to) in keys)
        {
            var (column, key) = ((AttributeReference)from, (AttributeReference)to);
            foreach (var constraint in constraints)
            {
                if (!constraint.References.Contains(column))
                    continue;
                var moved = Substitution.Apply(constraint, new Dictionary<ExprId, Expression> { [column.ExprId] = key });
                if (IsSmall(moved) && present.Add(moved.Canonicalized) && !Holds(side, moved))
                    inferred.Add(moved);
            }
        }

        return inferred;
    }

    private static bool IsSmall(Expression condition)
    {
        var count = 0;
        return !condition.Exists(node => !node.Children.IsEmpty && ++count > LargestCondition);
    }

    /// <summary>True when a filter of the plan says so, also where it stands after it moved down through what computes its columns.</summary>
    private static bool Holds(LogicalPlan plan, Expression condition)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.Filter))
            return false;
        return plan switch
        {
            Filter filter => And.Split(filter.Condition).Any(c => c.Canonicalized.Equals(condition.Canonicalized)) || Holds(filter.Child, condition),
            Project project => Holds(project.Child, Substitution.Apply(condition, Substitution.Of(project.ProjectList))),
            Aggregate { GroupingExpressions.IsEmpty: false } aggregate => Holds(aggregate.Child, Substitution.Apply(condition, Substitution.Of(aggregate.AggregateExpressions))),
            Sort or Limit or Offset or Sample or SubqueryAlias or Distinct or Window or WindowGroupLimit or Generate => Holds(((UnaryNode)plan).Child, condition),
            Union union => union.Inputs.All(input => Holds(input, OfInput(condition, union, input))),
            Join { Type: JoinType.Inner or JoinType.Cross } join => Holds(join.Left, condition) || Holds(join.Right, condition),
            Join { Type: JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence } join => Holds(join.Left, condition),
            Join { Type: JoinType.RightOuter } join => Holds(join.Right, condition),
            _ => false,
        };
    }

    private static Expression OfInput(Expression condition, Union union, LogicalPlan input)
    {
        var columns = new Dictionary<ExprId, Expression>();
        for (var i = 0; i < union.Output.Count; i++)
            columns[union.Output[i].ExprId] = input.Output[i];
        return Substitution.Apply(condition, columns);
    }

    /// <summary>Conditions over single columns that hold for every row of a plan.</summary>
    private static void Collect(LogicalPlan plan, List<Expression> constraints)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.Filter))
            return;
        switch (plan)
        {
            case Filter filter:
                foreach (var condition in And.Split(filter.Condition))
                {
                    if (condition is { IsDeterministic: true, CanFail: false, References.Count: 1 } && !condition.ContainsAny(NodeKinds.Subquery))
                        constraints.Add(condition);
                }

                Collect(filter.Child, constraints);
                break;
            case Sort or Limit or Offset or Sample or SubqueryAlias or Distinct:
                Collect(((UnaryNode)plan).Child, constraints);
                break;
            case Project or Aggregate { GroupingExpressions.IsEmpty: false }:
                CollectBelow(((UnaryNode)plan).Child, plan.OutputSet, constraints);
                break;
            case Join { Type: JoinType.Inner or JoinType.Cross } join:
                Collect(join.Left, constraints);
                Collect(join.Right, constraints);
                break;
            case Join { Type: JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence } join:
                Collect(join.Left, constraints);
                break;
            case Join { Type: JoinType.RightOuter } join:
                Collect(join.Right, constraints);
                break;
        }
    }

    /// <summary>Those over columns that go on as they are: they have the same ids above.</summary>
    private static void CollectBelow(LogicalPlan child, AttributeSet output, List<Expression> constraints)
    {
        var below = new List<Expression>();
        Collect(child, below);
        constraints.AddRange(below.Where(condition => condition.References.IsSubsetOf(output)));
    }
}
