using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Relations;

/// <summary>Replaces plans over no rows by no rows.</summary>
/// <remarks>
/// <code>
/// Sort [a]                                        Union
/// +- LocalRelation &lt;empty>  =>  LocalRelation     :- LocalRelation &lt;empty>  =>  Project [b AS a]
///                               &lt;empty>           +- b                          +- b
/// </code>
/// Of a join with an empty side stay the rows that come without a match. An aggregation without grouping columns has one row even so, and stays. A union that loses its first input keeps that input's names and ids by a
/// projection. Spark: <c>PropagateEmptyRelation</c>.
/// </remarks>
public sealed class PropagateEmptyRelation : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.LocalRelation, static node => node switch
        {
            Project or Filter or Sort or Limit or Offset or Distinct or Generate or Window or WindowGroupLimit when IsEmpty(((UnaryNode)node).Child) => new LocalRelation(node.Output, []),
            Aggregate { GroupingExpressions.IsEmpty: false } aggregate when IsEmpty(aggregate.Child) => new LocalRelation(node.Output, []),
            Join { Criteria: null } join => OfJoin(join),
            Union union when union.IsResolved && union.Inputs.Any(IsEmpty) => WithoutEmptyInputs(union),
            _ => node,
        });

    private static bool IsEmpty(LogicalPlan plan) => plan is LocalRelation { Rows.IsEmpty: true };

    private static LogicalPlan OfJoin(Join join)
    {
        var isEmpty = join.Type switch
        {
            JoinType.Inner or JoinType.Cross or JoinType.LeftSemi => IsEmpty(join.Left) || IsEmpty(join.Right),
            JoinType.LeftOuter or JoinType.LeftAnti or JoinType.Existence => IsEmpty(join.Left),
            JoinType.RightOuter => IsEmpty(join.Right),
            _ => IsEmpty(join.Left) && IsEmpty(join.Right),
        };
        if (isEmpty)
            return new LocalRelation(join.Output, []);
        return join.Type switch
        {
            JoinType.LeftAnti when IsEmpty(join.Right) => join.Left,
            JoinType.LeftOuter or JoinType.FullOuter when IsEmpty(join.Right) => WithNulls(join, join.Left),
            JoinType.RightOuter or JoinType.FullOuter when IsEmpty(join.Left) => WithNulls(join, join.Right),
            _ => join,
        };
    }

    /// <summary>The rows of one side, with NULL for the columns of the other.</summary>
    private static Project WithNulls(Join join, LogicalPlan side)
    {
        var own = side.OutputSet;
        return new Project(
            join.Output.Map(a => own.Contains(a) ? (Expression)side.Output.First(o => o.ExprId == a.ExprId) : new Alias(new Literal(null, a.Type), a.Name, a.ExprId) { Qualifier = a.Qualifier }),
            side);
    }

    private static LogicalPlan WithoutEmptyInputs(Union union)
    {
        var inputs = union.Inputs.Where(i => !IsEmpty(i)).ToEquatableArray();
        if (inputs.IsEmpty)
            return new LocalRelation(union.Output, []);
        LogicalPlan rest = inputs.Count == 1 ? inputs[0] : union with { Inputs = inputs };
        return ReferenceEquals(inputs[0], union.Inputs[0]) && rest.Output.Equals(union.Output)
            ? rest
            : new Project(Rename(rest.Output, union.Output), rest);
    }

    private static EquatableArray<Expression> Rename(EquatableArray<AttributeReference> from, EquatableArray<AttributeReference> to)
    {
        var list = new Expression[from.Count];
        for (var i = 0; i < list.Length; i++)
            list[i] = from[i].ExprId == to[i].ExprId ? from[i] : new Alias(from[i], to[i].Name, to[i].ExprId) { Qualifier = to[i].Qualifier };
        return EquatableArray.Create<Expression>(list);
    }
}
