using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Joins with ON, USING and NATURAL, and LATERAL ones.</content>
internal sealed partial class PlanResolver
{
    private LogicalPlan ResolveJoin(Join join, QueryScope scope)
    {
        var left = Resolve(join.Left, scope);
        var right = FreshIds.Against(left, Resolve(join.Right, scope));
        if (join.Criteria is { } criteria)
            return ResolveUsing(join, criteria, left, right);
        if (join.Condition is null)
            return OperatorChecks.Checked(join with { Left = left, Right = right });
        ExpressionResolver resolver = null!;
        var hidden = new NameScope([.. HiddenColumns.LeftOutByUsing(left), .. HiddenColumns.LeftOutByUsing(right)], Names);
        resolver = ResolverOver([left, right], scope, hidden.Attributes.IsEmpty ? null : name => resolver.FindColumn(hidden, name));
        var condition = resolver.Resolve(join.Condition);
        var missing = AttributeSet.Of(condition.References.Where(AttributeSet.Of(hidden.Attributes).Contains)).Except(left.OutputSet).Except(right.OutputSet);
        var joined = OperatorChecks.Checked(join with { Left = HiddenColumns.Add(left, missing), Right = HiddenColumns.Add(right, missing), Condition = condition });
        if (missing.IsEmpty)
            return joined;
        var visible = joined.Output.Where(a => !missing.Contains(a)).ToEquatableArray();
        return new Project(AsExpressions(visible), Analyzed(joined)) { HiddenOutput = hidden.Attributes };
    }

    /// <summary>
    /// The common columns come first and once; behind them what is left of both sides. The columns left out stay within reach of their
    /// qualified names. Spark: <c>commonNaturalJoinProcessing</c>.
    /// </summary>
    private LogicalPlan ResolveUsing(Join join, JoinCriteria criteria, LogicalPlan left, LogicalPlan right)
    {
        var names = criteria is JoinCriteria.Using { Columns: var columns } ? columns : CommonNames(left, right);
        var leftKeys = names.Map(n => UsingColumn(n, left, "left"));
        var rightKeys = names.Map(n => UsingColumn(n, right, "right"));
        var conditions = Enumerable.Range(0, names.Count)
            .Select(i => Types.Coerce(Comparison.EqualTo(leftKeys[i], rightKeys[i]))).ToArray();
        var paired = OperatorChecks.Checked(new Join(left, right, join.Type, conditions.Length == 0 ? null : And.Of(conditions)));
        paired.MarkAnalyzed();

        var output = paired.Output.ToDictionary(a => a.ExprId);
        Expression Visible(AttributeReference key) => output.TryGetValue(key.ExprId, out var visible) ? visible : key;
        var leftRest = left.Output.Where(a => !leftKeys.Any(k => k.ExprId == a.ExprId)).Select(Visible);
        var rightRest = right.Output.Where(a => !rightKeys.Any(k => k.ExprId == a.ExprId)).Select(Visible);
        var leftSide = leftKeys.Select(Visible);
        var rightSide = rightKeys.Select(Visible);
        var (list, hidden) = join.Type switch
        {
            JoinType.LeftSemi or JoinType.LeftAnti => (leftSide.Concat(leftRest), []),
            JoinType.RightOuter => (rightSide.Concat(leftRest).Concat(rightRest), leftSide),
            JoinType.FullOuter => (Merged(leftSide, rightSide).Concat(leftRest).Concat(rightRest), leftSide.Concat(rightSide)),
            _ => (leftSide.Concat(leftRest).Concat(rightRest), rightSide),
        };
        return new Project(list.ToEquatableArray(), paired)
        {
            HiddenOutput = [.. hidden.Cast<AttributeReference>(), .. HiddenColumns.LeftOutByUsing(paired)],
        };
    }

    /// <summary>In a full join either side may lack the key.</summary>
    private IEnumerable<Expression> Merged(IEnumerable<Expression> left, IEnumerable<Expression> right) => left.Zip(
        right, (l, r) => (Expression)new Alias(Types.Coerce(new Coalesce([l, r])), ((AttributeReference)l).Name));

    private EquatableArray<string> CommonNames(LogicalPlan left, LogicalPlan right)
    {
        var rightNames = right.Output.Select(a => a.Name).ToHashSet(Names);
        return left.Output.Select(a => a.Name).Where(rightNames.Contains).Distinct(Names).ToEquatableArray();
    }

    /// <summary>The first of a side's columns of this name.</summary>
    private AttributeReference UsingColumn(string name, LogicalPlan side, string sideName) =>
        side.Output.FirstOrDefault(a => Names.Equals(a.Name, name)) ?? throw AnalysisErrors.UnresolvedUsingColumn(name, sideName, side.Output);

    private LogicalPlan ResolveLateralJoin(LateralJoin join, QueryScope scope)
    {
        if (join.Criteria is not null)
            throw join.Criteria is JoinCriteria.Natural ? AnalysisErrors.IncompatibleJoinTypes("LATERAL", "NATURAL") : AnalysisErrors.LateralJoinUsing();
        var left = Resolve(join.Left, scope);
        var written = (LateralSubquery)join.Right;
        var plan = FreshIds.Against(left, Resolve(written.Plan, WithOuter(scope, ScopeOf(left))));
        SubqueryChecks.CheckCorrelations(plan);
        var right = written with { Plan = plan, OuterReferences = OuterReferences.Of(plan, ScopeOf(left)) };
        var condition = join.Condition is null ? null : ResolverOver([left, plan], scope).Resolve(join.Condition);
        var resolved = join with { Left = left, Right = right, Condition = condition };
        SubqueryChecks.CheckLateral(resolved);
        return OperatorChecks.Checked(resolved);
    }

    /// <summary>What a subquery sees: columns of the query around it and, if the session allows it, of those further out.</summary>
    public QueryScope WithOuter(QueryScope scope, NameScope columns) => scope with
    {
        Outer = columns,
        FurtherOuter = scope.Outer is { } further && Context.Conf.Get(SqlConf.SupportNestedCorrelatedSubqueries) ? [further, .. scope.FurtherOuter] : [],
    };
}
