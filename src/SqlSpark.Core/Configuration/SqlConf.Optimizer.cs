using System.Collections.Immutable;

namespace SqlSpark.Core.Configuration;

/// <summary>Keys of the optimizer and of plan output.</summary>
public static partial class SqlConf
{
    /// <summary><c>spark.sql.optimizer.excludedRules</c>.</summary>
    public static readonly ConfigEntry<ImmutableArray<string>> OptimizerExcludedRules = Add(new ConfigEntry<ImmutableArray<string>>(
        "spark.sql.optimizer.excludedRules", ConfigValueForms.List, [], "2.4.0", "Optimizer rules that do not run, by name; those that correctness needs run all the same."));

    /// <summary><c>spark.sql.optimizer.maxIterations</c>.</summary>
    public static readonly ConfigEntry<int> OptimizerMaxIterations = Add(new ConfigEntry<int>(
        "spark.sql.optimizer.maxIterations", ConfigValueForms.Int, 100, "2.0.0", "How often a batch of optimizer rules may run.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.optimizer.inSetConversionThreshold</c>.</summary>
    public static readonly ConfigEntry<int> OptimizerInSetConversionThreshold = Add(new ConfigEntry<int>(
        "spark.sql.optimizer.inSetConversionThreshold", ConfigValueForms.Int, 10, "2.0.0", "From how many values on IN looks values up in a hash table.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.optimizer.decorrelateInnerQuery.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> DecorrelateInnerQueryEnabled = LegacyFlag(
        "spark.sql.optimizer.decorrelateInnerQuery.enabled", true, "3.2.0", "Correlated subqueries are unnested with domain joins.");

    /// <summary><c>spark.sql.optimizer.decorrelateExistsIn.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> DecorrelateExistsInEnabled = LegacyFlag(
        "spark.sql.optimizer.decorrelateExistsIn.enabled", true, "4.0.0", "Correlated EXISTS and IN are unnested with domain joins.");

    /// <summary><c>spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> DecorrelateExistsLegacyCountHandling = LegacyFlag(
        "spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled", false, "4.0.0", "A correlated EXISTS over an aggregate keeps its older answer.");

    /// <summary><c>spark.sql.optimizer.pullOutNestedDataOuterRefExpressions.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> PullOutNestedDataOuterRefs = LegacyFlag(
        "spark.sql.optimizer.pullOutNestedDataOuterRefExpressions.enabled", true, "4.0.0", "Fields of outer structs are pulled out of correlated subqueries.");

    /// <summary><c>spark.sql.optimizer.rewriteNestedDataCorrelation.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> RewriteNestedDataCorrelation = LegacyFlag(
        "spark.sql.optimizer.rewriteNestedDataCorrelation.enabled", true, "4.0.0", "Correlation through fields of structs is rewritten.");

    /// <summary><c>spark.sql.optimizer.supportNestedCorrelatedSubqueries.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> SupportNestedCorrelatedSubqueries = LegacyFlag(
        "spark.sql.optimizer.supportNestedCorrelatedSubqueries.enabled", false, "4.1.0", "A subquery may read columns of queries further out than the one around it.");

    /// <summary><c>spark.sql.optimizer.scalarSubqueryUseSingleJoin</c>.</summary>
    public static readonly ConfigEntry<bool> ScalarSubqueryUseSingleJoin = LegacyFlag(
        "spark.sql.optimizer.scalarSubqueryUseSingleJoin", true, "4.0.0", "Correlated scalar subqueries that may give several rows become joins that check for it.");

    /// <summary><c>spark.sql.optimizer.dynamicPartitionPruning.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> DynamicPartitionPruningEnabled = Flag(
        "spark.sql.optimizer.dynamicPartitionPruning.enabled", true, "3.0.0", "Join keys known at run time prune partitions.");

    /// <summary><c>spark.sql.optimizer.runtime.bloomFilter.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> RuntimeBloomFilterEnabled = Flag(
        "spark.sql.optimizer.runtime.bloomFilter.enabled", true, "3.3.0", "Join builds filter probe-side scans at run time.");

    /// <summary><c>spark.sql.optimizer.nestedSchemaPruning.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> NestedSchemaPruningEnabled = LegacyFlag(
        "spark.sql.optimizer.nestedSchemaPruning.enabled", true, "2.4.1", "Scans read only the nested fields that are used.");

    /// <summary><c>spark.sql.optimizer.replaceExceptWithFilter</c>.</summary>
    public static readonly ConfigEntry<bool> ReplaceExceptWithFilter = LegacyFlag(
        "spark.sql.optimizer.replaceExceptWithFilter", true, "2.3.0", "EXCEPT over one filtered relation becomes a filter.");

    /// <summary><c>spark.sql.optimizer.collapseProjectAlwaysInline</c>.</summary>
    public static readonly ConfigEntry<bool> CollapseProjectAlwaysInline = LegacyFlag(
        "spark.sql.optimizer.collapseProjectAlwaysInline", false, "3.3.0", "Adjacent projections are merged even if that repeats expressions.");

    /// <summary><c>spark.sql.constraintPropagation.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ConstraintPropagationEnabled = LegacyFlag(
        "spark.sql.constraintPropagation.enabled", true, "2.2.0", "Predicates that follow from others are added.");

    /// <summary><c>spark.sql.cbo.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> CboEnabled = Flag(
        "spark.sql.cbo.enabled", false, "2.2.0", "Spark's switch for cost-based estimates; accepted, while this engine always uses statistics.");

    /// <summary><c>spark.sql.cbo.joinReorder.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> CboJoinReorderEnabled = Flag(
        "spark.sql.cbo.joinReorder.enabled", false, "2.2.0", "Spark's switch for join reordering; accepted, while this engine always reorders inner joins.");

    /// <summary><c>spark.sql.cbo.planStats.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> CboPlanStatsEnabled = Flag(
        "spark.sql.cbo.planStats.enabled", false, "3.0.0", "Statistics of the catalog are used for plans.");

    /// <summary><c>spark.sql.statistics.histogram.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> StatisticsHistogramEnabled = Flag(
        "spark.sql.statistics.histogram.enabled", false, "2.3.0", "ANALYZE TABLE collects histograms.");

    /// <summary><c>spark.sql.statistics.size.autoUpdate.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> StatisticsSizeAutoUpdate = Flag(
        "spark.sql.statistics.size.autoUpdate.enabled", false, "2.3.0", "Writing to a table updates its size in the catalog.");

    /// <summary><c>spark.sql.autoBroadcastJoinThreshold</c>.</summary>
    public static readonly ConfigEntry<long> AutoBroadcastJoinThreshold = Bytes(
        "spark.sql.autoBroadcastJoinThreshold", 10L << 20, "1.1.0", "Up to which size Spark broadcasts a join side; -1 is never; a hint for the planner here.");

    /// <summary><c>spark.sql.join.preferSortMergeJoin</c>.</summary>
    public static readonly ConfigEntry<bool> PreferSortMergeJoin = LegacyFlag(
        "spark.sql.join.preferSortMergeJoin", false, "2.0.0", "Sort-merge joins are preferred to hash joins.");

    /// <summary><c>spark.sql.adaptive.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> AdaptiveExecutionEnabled = Flag(
        "spark.sql.adaptive.enabled", true, "1.6.0", "Statistics of finished pipelines may change the rest of a plan.");

    /// <summary><c>spark.sql.adaptive.coalescePartitions.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> AdaptiveCoalescePartitionsEnabled = Flag(
        "spark.sql.adaptive.coalescePartitions.enabled", true, "3.0.0", "Small shuffle partitions are merged.");

    /// <summary><c>spark.sql.adaptive.skewJoin.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> AdaptiveSkewJoinEnabled = Flag(
        "spark.sql.adaptive.skewJoin.enabled", true, "3.0.0", "Large shuffle partitions are split in joins.");

    /// <summary><c>spark.sql.planChangeLog.level</c>.</summary>
    public static readonly ConfigEntry<string> PlanChangeLogLevel = Add(new ConfigEntry<string>(
        "spark.sql.planChangeLog.level", ConfigValueForms.Word, "TRACE", "3.1.0", "At which level plans are logged that a rule or batch changed.")
    {
        Options = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"],
        IsInternal = true,
    });

    /// <summary><c>spark.sql.planChangeLog.rules</c>.</summary>
    public static readonly ConfigEntry<string?> PlanChangeLogRules = Text(
        "spark.sql.planChangeLog.rules", null, "3.1.0", "The rules whose changes are logged; all when not set.");

    /// <summary><c>spark.sql.planChangeLog.batches</c>.</summary>
    public static readonly ConfigEntry<string?> PlanChangeLogBatches = Text(
        "spark.sql.planChangeLog.batches", null, "3.1.0", "The batches whose changes are logged; all when not set.");

    /// <summary><c>spark.sql.planChangeValidation</c>.</summary>
    public static readonly ConfigEntry<bool> PlanChangeValidation = LegacyFlag(
        "spark.sql.planChangeValidation", false, "3.4.0", "Plans are validated after every rule.");

    /// <summary><c>spark.sql.maxPlanStringLength</c>.</summary>
    public static readonly ConfigEntry<int> MaxPlanStringLength = Int(
        "spark.sql.maxPlanStringLength", int.MaxValue - 15, "3.0.0", "How many characters of a plan are printed.");

    /// <summary><c>spark.sql.maxMetadataStringLength</c>.</summary>
    public static readonly ConfigEntry<int> MaxMetadataStringLength = Int(
        "spark.sql.maxMetadataStringLength", 100, "3.1.0", "How many characters of a list of file locations are printed.");

    /// <summary><c>spark.sql.debug.maxToStringFields</c>.</summary>
    public static readonly ConfigEntry<int> MaxToStringFields = Int(
        "spark.sql.debug.maxToStringFields", 25, "3.0.0", "How many fields of a node are printed.");

    /// <summary><c>spark.sql.ui.explainMode</c>.</summary>
    public static readonly ConfigEntry<ExplainMode> ExplainMode = Choice(
        "spark.sql.ui.explainMode", Configuration.ExplainMode.Formatted, "3.1.0", "In which form the monitoring pages print plans.");
}
