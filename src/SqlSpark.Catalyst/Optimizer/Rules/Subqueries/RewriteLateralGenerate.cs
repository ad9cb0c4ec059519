using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>Runs a LATERAL query without a relation of its own, a generator above all, over the rows of the left side themselves.</summary>
/// <remarks>
/// <code>
/// LateralJoin Inner                            Project [a, x + 1]
/// :- left [a]                                  +- Generate explode(a), [x]
/// +- Project [x + 1]                    =>        +- left [a]
///    +- Generate explode(outer(a)), [x]
///       +- OneRowRelation
/// </code>
/// The query consists of projections, filters and generators over one row, so each row of the left side goes through them by itself. A left join keeps a row without
/// results when the query is one generator, its columns perhaps renamed: then that becomes an outer one. Other queries stay. Spark: <c>OptimizeOneRowRelationSubquery</c>.
/// </remarks>
public sealed class RewriteLateralGenerate : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.LateralJoin, static node => node is LateralJoin { Right: LateralSubquery query } join && IsOverOneRow(query.Plan, join.Left)
            ? Rewrite(join, query.Plan) ?? node
            : node);

    private static bool IsOverOneRow(LogicalPlan plan, LogicalPlan left) => plan switch
    {
        OneRowRelation => true,
        SubqueryAlias alias => IsOverOneRow(alias.Child, left),
        Project or Filter or Generate => plan.Expressions.All(e => Suits(e, left)) && IsOverOneRow(((UnaryNode)plan).Child, left),
        _ => false,
    };

    private static bool Suits(Expression expression, LogicalPlan left) =>
        !expression.ContainsAny(NodeKinds.Subquery | NodeKinds.WindowExpression | NodeKinds.AggregateExpression)
        && !expression.Exists(e => e is OuterReference outer && !left.OutputSet.Contains(outer.Child));

    private static LogicalPlan? Rewrite(LateralJoin join, LogicalPlan query)
    {
        if (join.Type == JoinType.LeftOuter)
        {
            if (join.Condition is not null and not Literal { Value: true } || OuterGenerator(query) is not { } outer)
                return null;
            query = outer;
        }

        LogicalPlan result = new Project([.. join.Left.Output, .. query.Output], Over(query, join.Left));
        return join.Type == JoinType.LeftOuter || join.Condition is null ? result : new Filter(join.Condition, result);
    }

    /// <summary>A query that is one generator under projections that only choose and rename columns of it, with the generator made an outer one; else null.</summary>
    private static LogicalPlan? OuterGenerator(LogicalPlan query) => query switch
    {
        SubqueryAlias alias => OuterGenerator(alias.Child),
        Project project when project.ProjectList.All(e => e is AttributeReference or Alias { Child: AttributeReference }) && OuterGenerator(project.Child) is { } below =>
            project with
            {
                Child = below,
                ProjectList = project.ProjectList.Map(e => e.TransformUp(a => a is AttributeReference column ? column.WithNullability(true) : a)),
            },
        Generate { Child: OneRowRelation } generate => generate with { Generator = generate.Generator with { IsOuter = true } },
        _ => null,
    };

    /// <summary>The query over the rows of the left side, whose columns stay.</summary>
    private static LogicalPlan Over(LogicalPlan query, LogicalPlan left) => query switch
    {
        OneRowRelation => left,
        SubqueryAlias alias => Over(alias.Child, left),
        Project project => new Project([.. left.Output, .. project.ProjectList.Map(WithoutOuter)], Over(project.Child, left)),
        Filter filter => new Filter(WithoutOuter(filter.Condition), Over(filter.Child, left)),
        Generate generate => generate with { Generator = (Generator)WithoutOuter(generate.Generator), Child = Over(generate.Child, left) },
        _ => throw Core.Errors.InternalErrors.Unreachable(query.Description),
    };

    private static Expression WithoutOuter(Expression expression) =>
        expression.TransformUp(NodeKinds.OuterReference, static e => e is OuterReference outer ? outer.Child : e);
}
