using System.Globalization;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Core.Errors;

/// <summary>The user errors that memory, cancellation and the other services of this assembly raise.</summary>
public static class CoreErrors
{
    /// <summary><c>MEMORY_LIMIT_EXCEEDED</c>, 53200: an account may not grow and nothing is left to spill.</summary>
    /// <param name="requestedBytes">The bytes asked for.</param>
    /// <param name="usedBytes">The bytes in use.</param>
    /// <param name="limitBytes">The limit.</param>
    public static SqlSparkException MemoryLimitExceeded(long requestedBytes, long usedBytes, long limitBytes) =>
        SqlSparkException.Create(
            "MEMORY_LIMIT_EXCEEDED",
            null,
            ("requestedBytes", Digits(requestedBytes)),
            ("usedBytes", Digits(usedBytes)),
            ("limitBytes", Digits(limitBytes)),
            ("config", ErrorFormat.SqlConf(SqlConf.MemoryLimit.Key)));

    /// <summary><c>QUERY_CANCELED</c>, 57014.</summary>
    /// <param name="innerException">What noticed the cancellation, or null.</param>
    public static SqlSparkException QueryCanceled(Exception? innerException = null) =>
        SqlSparkException.Create("QUERY_CANCELED", null, innerException);

    /// <summary><c>QUERY_TIMED_OUT</c>, 57014.</summary>
    public static SqlSparkException QueryTimedOut(TimeSpan timeout) =>
        SqlSparkException.Create("QUERY_TIMED_OUT", null, ("timeout", timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)));

    /// <summary><c>UNSUPPORTED_FEATURE.SPILL</c>, 0A000: an operator must write to disk and cannot.</summary>
    /// <param name="operatorName">The operator.</param>
    public static SqlSparkException SpillNotSupported(string operatorName) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.SPILL", null, ("operator", operatorName));

    /// <summary><c>NESTED_QUERY_FROM_WORKER</c>, 0A000: a function called by a query started another one.</summary>
    public static SqlSparkException NestedQueryFromWorker() => SqlSparkException.Create("NESTED_QUERY_FROM_WORKER");

    /// <summary><c>STATEMENT_TOO_COMPLEX</c>, 54001: the statement is nested deeper than the stack allows.</summary>
    /// <param name="context">Where, or null.</param>
    public static SqlSparkException StatementTooComplex(QueryContext? context) => SqlSparkException.Create("STATEMENT_TOO_COMPLEX", context);

    /// <summary><c>FILE_CORRUPT</c>, KD001: a file's content contradicts its format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="innerException">The cause, or null.</param>
    public static SqlSparkException FileCorrupt(string path, string format, string reason, Exception? innerException = null) =>
        SqlSparkException.Create("FILE_CORRUPT", null, innerException, ("path", path), ("format", format), ("reason", reason));

    /// <summary><c>COLLECTION_SIZE_LIMIT_EXCEEDED.FUNCTION</c>, 54000: a function would give too many elements.</summary>
    public static SqlSparkException CollectionTooLong(long elementCount, long limit, string functionName, QueryContext? context) =>
        SqlSparkException.Create(
            "COLLECTION_SIZE_LIMIT_EXCEEDED.FUNCTION",
            context,
            ("numberOfElements", Digits(elementCount)),
            ("maxRoundedArrayLength", Digits(limit)),
            ("functionName", ErrorFormat.SqlId(functionName)));

    /// <summary><c>DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION</c>, 22003.</summary>
    public static SqlSparkException DecimalPrecisionExceedsMax(int precision, int maxPrecision) =>
        SqlSparkException.Create(
            "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", null, ("precision", Digits(precision)), ("maxPrecision", Digits(maxPrecision)));

    /// <summary><c>INTERNAL_ERROR</c>, XX000: what users see of an <see cref="InternalException"/>.</summary>
    public static SqlSparkException Internal(Exception cause) =>
        SqlSparkException.Create("INTERNAL_ERROR", null, cause, ("message", cause.Message));

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);
}
