namespace SqlSpark.Core.Configuration;

/// <summary>What a map does with a key that occurs twice: <c>spark.sql.mapKeyDedupPolicy</c>.</summary>
public enum MapKeyDedupPolicy
{
    /// <summary>Raise <c>DUPLICATED_MAP_KEY</c>.</summary>
    Exception,

    /// <summary>Keep the last value.</summary>
    LastWin,
}

/// <summary>Which casts an INSERT may add: <c>spark.sql.storeAssignmentPolicy</c>.</summary>
public enum StoreAssignmentPolicy
{
    /// <summary>The SQL standard's: no string to number, overflow is an error.</summary>
    Ansi,

    /// <summary>Every cast that CAST accepts.</summary>
    Legacy,

    /// <summary>Only casts that lose nothing.</summary>
    Strict,
}

/// <summary>What <c>TIMESTAMP</c> means: <c>spark.sql.timestampType</c>.</summary>
public enum TimestampTypeChoice
{
    /// <summary>An instant, shown in the session's time zone.</summary>
    TimestampLtz,

    /// <summary>A date and a time of day without a zone.</summary>
    TimestampNtz,
}

/// <summary>How datetime patterns behave that changed with Spark 3: <c>spark.sql.legacy.timeParserPolicy</c>.</summary>
public enum TimeParserPolicy
{
    /// <summary>Raise an error where the two behaviors differ.</summary>
    Exception,

    /// <summary>As in Spark 3 and later.</summary>
    Corrected,

    /// <summary>As before Spark 3.</summary>
    Legacy,
}

/// <summary>Which of two CTEs of one name a nested query means: <c>spark.sql.legacy.ctePrecedencePolicy</c>.</summary>
public enum CtePrecedencePolicy
{
    /// <summary>The inner one.</summary>
    Corrected,

    /// <summary>The outer one.</summary>
    Legacy,

    /// <summary>Neither: raise <c>AMBIGUOUS_ALIAS_IN_NESTED_CTE</c>.</summary>
    Exception,
}

/// <summary>How binary cells are shown: <c>spark.sql.binaryOutputStyle</c>.</summary>
public enum BinaryOutputStyle
{
    /// <summary>As text decoded from UTF-8.</summary>
    Utf8,

    /// <summary>As decimal bytes in brackets: <c>[83, 112]</c>.</summary>
    Basic,

    /// <summary>In Base64.</summary>
    Base64,

    /// <summary>As hexadecimal digits.</summary>
    Hex,

    /// <summary>As hexadecimal bytes in brackets: <c>[53 70]</c>.</summary>
    HexDiscrete,
}

/// <summary>Which calendar old dates in files follow: <c>spark.sql.parquet.datetimeRebaseModeInRead</c> and its kin.</summary>
public enum RebaseMode
{
    /// <summary>Raise an error where the calendars differ.</summary>
    Exception,

    /// <summary>Convert from or to the hybrid Julian and Gregorian calendar.</summary>
    Legacy,

    /// <summary>Take the values as they are.</summary>
    Corrected,
}

/// <summary>What INSERT OVERWRITE replaces: <c>spark.sql.sources.partitionOverwriteMode</c>.</summary>
public enum PartitionOverwriteMode
{
    /// <summary>All partitions that match the partition specification.</summary>
    Static,

    /// <summary>Only the partitions that receive rows.</summary>
    Dynamic,
}

/// <summary>When runs of instructions are compiled into one: <c>sqlspark.fusion</c>.</summary>
public enum FusionMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>In the background, once enough rows were seen.</summary>
    On,

    /// <summary>Before the first row; for tests.</summary>
    Always,
}

/// <summary>What EXPLAIN prints without a keyword: <c>spark.sql.ui.explainMode</c>.</summary>
public enum ExplainMode
{
    /// <summary>The physical plan.</summary>
    Simple,

    /// <summary>The logical plans too.</summary>
    Extended,

    /// <summary>The expression programs too.</summary>
    Codegen,

    /// <summary>Statistics too.</summary>
    Cost,

    /// <summary>An outline and the details of each node.</summary>
    Formatted,
}
