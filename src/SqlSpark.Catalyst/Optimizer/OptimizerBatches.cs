using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Catalyst.Optimizer.Rules.Ctes;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Filters;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Optimizer.Rules.Limits;
using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Optimizer.Rules.Sorts;
using SqlSpark.Catalyst.Optimizer.Rules.Subqueries;
using SqlSpark.Catalyst.Optimizer.Rules.Windows;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer;

/// <summary>The one list of the optimizer's rules, in their order.</summary>
public static class OptimizerBatches
{
    /// <summary>Forms that only the analyzer needs are gone after this batch. Always runs.</summary>
    public static RuleBatch<LogicalPlan> FinishAnalysis { get; } = RuleBatch<LogicalPlan>.Once(
        "Finish Analysis",
        new InlineCte(),                            // first: correlated definitions are part of their subqueries then
        new RewriteLateralGenerate(),               // before what takes queries apart that are harder
        new RewriteSubqueries(),                    // first: what stands in subqueries is then part of the plan
        new LimitUnionLoops(),                      // what stands in subqueries too
        new ReplaceIntersectWithSemiJoin(),
        new ReplaceExceptWithAntiJoin(),
        new RewriteIntersectAll(),
        new RewriteExceptAll(),
        new ReplaceRewriteCalls(),                  // before all others, which do not know such calls
        new EliminateSubqueryAliases(),
        new ReplaceDistinctWithAggregate(),
        new PullOutGroupingExpressions());          // before anything is simplified

    /// <summary>Rewrites that make plans smaller or move work down; they feed each other.</summary>
    public static RuleBatch<LogicalPlan> OperatorOptimization { get; } = RuleBatch<LogicalPlan>.FixedPoint(
        "Operator Optimization",
        new CombineFilters(),                       // before pushing, so that conditions move together
        new PushDownPredicates(),
        new EliminateOuterJoin(),                   // before the next: conditions move through inner joins only to both sides
        new PushPredicateThroughJoin(),
        new EliminateUnusedOuterJoin(),
        new PushDownLeftSemiAntiJoin(),
        new EliminateDistinct(),
        new RemoveRedundantAggregates(),            // the projections that it leaves collapse below
        new LimitPushDown(),
        new PushDownTopN(),
        new CombineLimits(),
        new CombineUnions(),
        new ConstantFolding(),                      // before the simplifications, which look for literals
        new NullPropagation(),
        new SimplifyArithmetic(),
        new SimplifyExtractValueOps(),
        new SimplifyCasts(),
        new UnwrapCastInBinaryComparison(),         // its literals have been folded
        new OptimizeIn(),
        new SimplifyBinaryComparison(),
        new ReplaceNullWithFalseInPredicate(),      // before the two that drop FALSE
        new BooleanSimplification(),
        new SimplifyConditionals(),
        new LikeSimplification(),                   // after constant folding: the pattern must be a literal
        new PruneFilters(),
        new EliminateSorts(),
        new PropagateEmptyRelation(),
        new ColumnPruning(),
        new CollapseProject(),
        new CollapseWindow(),                       // after projections between windows became few
        new RemoveNoopOperators());

    /// <summary>What conditions that stay demand of a side of a join. Once: after what it adds has moved down, it would add it again.</summary>
    public static RuleBatch<LogicalPlan> ExtraPredicates { get; } = RuleBatch<LogicalPlan>.Once(
        "Push Extra Predicate Through Join",
        new PushExtraPredicateThroughJoin());

    /// <summary>Conditions that follow from others, and go down as far as those.</summary>
    public static RuleBatch<LogicalPlan> InferFilters { get; } = RuleBatch<LogicalPlan>.FixedPoint(
        "Infer Filters",
        new InferFiltersFromConstraints(),
        new PushDownPredicates(),
        new PushPredicateThroughJoin(),
        new CombineFilters());

    /// <summary>What is read several times and runs once is narrowed to what is needed of it.</summary>
    public static RuleBatch<LogicalPlan> SharedPlans { get; } = RuleBatch<LogicalPlan>.Once(
        "Push CTE predicates",
        new PushdownPredicatesAndPruneColumnsForCte());

    /// <summary>Joins in an order by cost, once conditions stand where their columns are.</summary>
    public static RuleBatch<LogicalPlan> JoinOrder { get; } = RuleBatch<LogicalPlan>.Once(
        "Join Order",
        new CostBasedJoinReorder(),
        new PushDownPredicates(),                   // of what no join could take
        new PushPredicateThroughJoin(),
        new ColumnPruning(),
        new CollapseProject(),
        new RemoveNoopOperators());

    /// <summary>Aggregations in two steps, by cost, once joins have their order.</summary>
    public static RuleBatch<LogicalPlan> PartialAggregation { get; } = RuleBatch<LogicalPlan>.Once(
        "Partial Aggregation",
        new PreAggregateGroupingSets(),
        new PushPartialAggregationThroughJoin(),    // of what the first one groups by, too
        new ColumnPruning(),
        new RemoveNoopOperators());

    /// <summary>Ranks that filters want, once filters have come down as far as they go.</summary>
    public static RuleBatch<LogicalPlan> WindowGroupLimit { get; } = RuleBatch<LogicalPlan>.Once("Window Group Limit", new InferWindowGroupLimit());

    /// <summary>Plans that stand in several places of a query, now that everything is in its place, run once.</summary>
    public static RuleBatch<LogicalPlan> RepeatedPlans { get; } = RuleBatch<LogicalPlan>.Once(
        "Repeated Plans",
        new MergeSubplans(),                        // before the next, which looks for what is equal
        new ShareRepeatedSubplans(),
        new PushdownPredicatesAndPruneColumnsForCte());

    /// <summary>Inner joins that only test, once they are in order and it is known which of them run once.</summary>
    public static RuleBatch<LogicalPlan> SemiJoins { get; } = RuleBatch<LogicalPlan>.Once("Semi Joins", new ReplaceInnerWithSemiJoin());

    /// <summary>Tables become scans once filters and columns are where they stay. Always runs.</summary>
    public static RuleBatch<LogicalPlan> Scans { get; } = RuleBatch<LogicalPlan>.Once(
        "Scans",
        new SchemaPruning(),                        // before tables are bound to what is read of them
        new PushDownIntoScan(),
        new RemoveNoopOperators());

    /// <summary>All batches.</summary>
    public static EquatableArray<RuleBatch<LogicalPlan>> All { get; } =
        [FinishAnalysis, OperatorOptimization, ExtraPredicates, InferFilters, SharedPlans, JoinOrder, PartialAggregation, WindowGroupLimit, RepeatedPlans, SemiJoins, Scans];

    /// <summary>The batches without which plans cannot run.</summary>
    public static EquatableArray<RuleBatch<LogicalPlan>> Required { get; } = [FinishAnalysis, Scans];
}
