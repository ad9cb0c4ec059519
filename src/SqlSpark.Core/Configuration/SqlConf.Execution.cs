namespace SqlSpark.Core.Configuration;

/// <summary>Keys of execution and results.</summary>
public static partial class SqlConf
{
    /// <summary><c>spark.sql.shuffle.partitions</c>.</summary>
    public static readonly ConfigEntry<int> ShufflePartitions = PositiveInt(
        "spark.sql.shuffle.partitions", 200, "1.1.0", "How many partitions joins and aggregations give where a program can see them.");

    /// <summary><c>spark.sql.broadcastTimeout</c>.</summary>
    public static readonly ConfigEntry<TimeSpan> BroadcastTimeout = Add(new ConfigEntry<TimeSpan>(
        "spark.sql.broadcastTimeout", ConfigValueForms.Seconds, TimeSpan.FromSeconds(300), "1.3.0", "How long Spark waits for a broadcast; accepted without effect."));

    /// <summary><c>spark.sql.binaryOutputStyle</c>.</summary>
    public static readonly ConfigEntry<BinaryOutputStyle?> BinaryOutputStyle = Add(new ConfigEntry<BinaryOutputStyle?>(
        "spark.sql.binaryOutputStyle", ConfigValueForms.OptionalEnumeration<BinaryOutputStyle>(), null, "4.0.0", "How binary cells are shown."));

    /// <summary><c>spark.sql.repl.eagerEval.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ReplEagerEvalEnabled = Flag(
        "spark.sql.repl.eagerEval.enabled", false, "2.4.0", "A DataFrame at a prompt shows its rows.");

    /// <summary><c>spark.sql.repl.eagerEval.maxNumRows</c>.</summary>
    public static readonly ConfigEntry<int> ReplEagerEvalMaxRows = Int(
        "spark.sql.repl.eagerEval.maxNumRows", 20, "2.4.0", "How many rows a DataFrame at a prompt shows.");

    /// <summary><c>spark.sql.repl.eagerEval.truncate</c>.</summary>
    public static readonly ConfigEntry<int> ReplEagerEvalTruncate = Int(
        "spark.sql.repl.eagerEval.truncate", 20, "2.4.0", "How many characters of a cell a DataFrame at a prompt shows.");

    /// <summary><c>spark.sql.cli.print.header</c>.</summary>
    public static readonly ConfigEntry<bool> CliPrintHeader = Flag(
        "spark.sql.cli.print.header", false, "3.4.0", "The command line prints column names.");

    /// <summary><c>spark.sql.codegen.wholeStage</c>.</summary>
    public static readonly ConfigEntry<bool> CodegenWholeStage = LegacyFlag(
        "spark.sql.codegen.wholeStage", true, "2.0.0", "Spark's switch for generated code; accepted, see sqlspark.fusion.");

    /// <summary><c>spark.sql.codegen.factoryMode</c>.</summary>
    public static readonly ConfigEntry<string> CodegenFactoryMode = Add(new ConfigEntry<string>(
        "spark.sql.codegen.factoryMode", ConfigValueForms.Word, "FALLBACK", "2.4.0", "Spark's choice between generated code and interpretation; accepted, see sqlspark.fusion.")
    {
        Options = ["FALLBACK", "CODEGEN_ONLY", "NO_CODEGEN"],
        IsInternal = true,
    });

    /// <summary><c>spark.sql.columnVector.offheap.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ColumnVectorOffHeap = LegacyFlag(
        "spark.sql.columnVector.offheap.enabled", false, "2.3.0", "Spark's choice of memory for columns; accepted, they are always native here.");

    /// <summary><c>spark.sql.execution.sortBeforeRepartition</c>.</summary>
    public static readonly ConfigEntry<bool> SortBeforeRepartition = LegacyFlag(
        "spark.sql.execution.sortBeforeRepartition", true, "2.1.4", "Rows are put in a fixed order before they are dealt out round-robin.");

    /// <summary><c>spark.sql.execution.rangeExchange.sampleSizePerPartition</c>.</summary>
    public static readonly ConfigEntry<int> RangeExchangeSampleSize = Add(new ConfigEntry<int>(
        "spark.sql.execution.rangeExchange.sampleSizePerPartition", ConfigValueForms.Int, 100, "2.3.0", "How many rows of a partition are sampled to find ranges.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.limit.initialNumPartitions</c>.</summary>
    public static readonly ConfigEntry<int> LimitInitialNumPartitions = Add(new ConfigEntry<int>(
        "spark.sql.limit.initialNumPartitions", ConfigValueForms.Int, 1, "3.4.0", "How many partitions Spark tries first for a LIMIT; accepted without effect.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.execution.topKSortFallbackThreshold</c>.</summary>
    public static readonly ConfigEntry<int> TopKSortFallbackThreshold = Add(new ConfigEntry<int>(
        "spark.sql.execution.topKSortFallbackThreshold", ConfigValueForms.Int, int.MaxValue - 15, "2.4.0", "Up to which LIMIT an ORDER BY keeps only the first rows.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.optimizer.windowGroupLimitThreshold</c>.</summary>
    public static readonly ConfigEntry<int> WindowGroupLimitThreshold = Add(new ConfigEntry<int>(
        "spark.sql.optimizer.windowGroupLimitThreshold", ConfigValueForms.Int, 1000, "3.5.0", "Up to which rank a filter limits the rows of each window group.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.error.messageFormat.pretty</c>.</summary>
    public static readonly ConfigEntry<bool> ErrorMessageFormatPretty = Flag(
        "spark.sql.error.messageFormat.pretty", true, "3.4.0", "Error messages are text for people instead of JSON.");

    /// <summary><c>spark.sql.artifact.isolation.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ArtifactIsolation = LegacyFlag(
        "spark.sql.artifact.isolation.enabled", false, "4.0.0", "Spark's isolation of session classes; accepted without effect.");

    /// <summary><c>spark.sql.dataFrameQueryContext.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> DataFrameQueryContextEnabled = LegacyFlag(
        "spark.sql.dataFrameQueryContext.enabled", true, "4.0.0", "Errors of DataFrame programs name the call that caused them.");

    /// <summary><c>spark.sql.stackTracesInDataFrameContext</c>.</summary>
    public static readonly ConfigEntry<int> StackTracesInDataFrameContext = Add(new ConfigEntry<int>(
        "spark.sql.stackTracesInDataFrameContext", ConfigValueForms.Int, 1, "4.0.0", "How many calls an error of a DataFrame program names.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.execution.replaceHashWithSortAgg</c>.</summary>
    public static readonly ConfigEntry<bool> ReplaceHashWithSortAggregate = LegacyFlag(
        "spark.sql.execution.replaceHashWithSortAgg", false, "3.3.0", "Aggregations over sorted input use the order.");

    /// <summary><c>spark.sql.execution.arrow.pyspark.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ArrowPySparkEnabled = Flag(
        "spark.sql.execution.arrow.pyspark.enabled", false, "3.0.0", "Spark's switch for Arrow exchange with Python; accepted without effect.");

    /// <summary><c>spark.sql.execution.arrow.maxRecordsPerBatch</c>.</summary>
    public static readonly ConfigEntry<int> ArrowMaxRecordsPerBatch = Int(
        "spark.sql.execution.arrow.maxRecordsPerBatch", 10000, "2.3.0", "How many rows an exported Arrow batch has; 0 or less is no limit.");
}
