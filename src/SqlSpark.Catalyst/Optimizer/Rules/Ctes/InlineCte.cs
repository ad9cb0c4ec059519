using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Puts the queries of WITH in the place of their references, unless they had better run once for all of them.</summary>
/// <remarks>
/// <code>
/// WithCTE                            Join                           WithCTE
/// :- CTERelationDef 1                :- Project [a AS b]            :- CTERelationDef 1
/// :  +- q [a]                   =>   :  +- q [a]               or   :  +- q [a]
/// +- Join                            +- Project [a' AS c]           +- Join
///    :- CTERelationRef 1 [b]            +- q [a']                      :- CTERelationRef 1 [b]
///    +- CTERelationRef 1 [c]                                           +- CTERelationRef 1 [c]
/// </code>
/// A definition that is referenced once, or refers to an outer query, is always inlined. One that is not deterministic is not when there are several references: they see the
/// same rows. Others stay when they make few rows out of many, since then computing them twice costs more than keeping their rows; recursive ones never, because a LIMIT
/// above a reference ends the recursion. Definitions that stay move to the root, out of subqueries too; those within a recursive part that depend on the step stay there.
/// Spark: <c>InlineCTE</c>, which inlines everything deterministic and looks for equal exchanges later.
/// </remarks>
public sealed class InlineCte : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context)
    {
        if (!plan.ContainsAny(NodeKinds.Cte))
            return plan;
        var references = new CteReferences();
        references.Count(plan);
        return new Rewriter(references).Root(plan);
    }

    private sealed class Rewriter(CteReferences references)
    {
        private readonly Dictionary<long, LogicalPlan> _inlined = [];
        private readonly HashSet<long> _used = [];
        private readonly List<LogicalPlan> _kept = [];
        private readonly HashSet<long> _keptIds = [];
        private readonly StatisticsEstimator _estimator = new();

        public LogicalPlan Root(LogicalPlan plan)
        {
            var rewritten = Rewrite(plan);
            if (_kept.Count == 0)
                return rewritten;
            if (plan is WithCte with && ReferenceEquals(with.Child, rewritten) && with.Definitions.AsSpan().SequenceEqual(_kept.ToArray(), ReferenceEqualityComparer.Instance))
                return plan;
            return new WithCte(rewritten, _kept.ToEquatableArray());
        }

        private LogicalPlan Rewrite(LogicalPlan plan)
        {
            DeepStack.Guard();
            if (!plan.ContainsAny(NodeKinds.Cte))
                return plan;
            switch (plan)
            {
                case WithCte with:
                    return RewriteWith(with);
                case CteRelationReference reference:
                    return _inlined.TryGetValue(reference.Id, out var definition) ? Inlined(reference, definition) : reference;
                default:
                    return plan.MapChildren(Rewrite).MapExpressions(expression => !expression.ContainsAny(NodeKinds.Cte)
                        ? expression
                        : expression.TransformUp(e => e is SubqueryExpression subquery && Rewrite(subquery.Plan) is var query && !ReferenceEquals(query, subquery.Plan)
                            ? subquery with { Plan = query }
                            : e));
            }
        }

        private LogicalPlan RewriteWith(WithCte with)
        {
            var local = new List<LogicalPlan>();
            foreach (var node in with.Definitions)
            {
                var definition = (CteRelationDefinition)node;
                if (references.CountOf(definition.Id) == 0)
                    continue;
                var rewritten = (CteRelationDefinition)definition.WithChildren([Rewrite(definition.Child)]);
                if (IsInlined(rewritten))
                    _inlined[definition.Id] = rewritten.Child;
                else if (DependsOnStep(rewritten.Child, local))
                    local.Add(rewritten);
                else if (_keptIds.Add(definition.Id))
                    _kept.Add(rewritten);
            }

            var child = Rewrite(with.Child);
            return local.Count == 0 ? child : new WithCte(child, local.ToEquatableArray());
        }

        private bool IsInlined(CteRelationDefinition definition)
        {
            var plan = definition.Child;
            if (references.CountOf(definition.Id) == 1 || plan.ContainsAny(NodeKinds.OuterReference))
                return true;
            return !plan.ContainsAny(NodeKinds.Nondeterministic) && (plan.ContainsAny(NodeKinds.Recursion) || !PlanCost.IsWorthKeeping(plan, _estimator));
        }

        /// <summary>The definition's rows under the names and ids of the reference. Another reference may stand beside it, so its own ids are used once.</summary>
        private Project Inlined(CteRelationReference reference, LogicalPlan definition)
        {
            var plan = _used.Add(reference.Id) ? definition : FreshIds.Renew(definition);
            if (reference.IsUnlimited)
                plan = WithoutLimit(plan);
            var columns = new Expression[reference.Attributes.Count];
            for (var i = 0; i < columns.Length; i++)
                columns[i] = new Alias(plan.Output[i], reference.Attributes[i].Name, reference.Attributes[i].ExprId) { Qualifier = reference.Attributes[i].Qualifier };
            return new Project(EquatableArray.Create<Expression>(columns), plan);
        }

        private static LogicalPlan WithoutLimit(LogicalPlan plan) => plan switch
        {
            UnionLoop loop => loop with { IsUnlimited = true },
            SubqueryAlias or Project => plan.MapChildren(WithoutLimit),
            _ => plan,
        };

        private static bool DependsOnStep(LogicalPlan plan, List<LogicalPlan> local)
        {
            var readsLocal = false;
            plan.ForEachWithSubqueries(node =>
                readsLocal |= node is CteRelationReference reference && local.Exists(l => ((CteRelationDefinition)l).Id == reference.Id));
            return readsLocal || UnionLoop.IsReadIn(plan);
        }
    }
}
