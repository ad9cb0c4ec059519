using SqlSpark.Core.Errors;

namespace SqlSpark.Execution;

/// <summary>The user errors that execution raises.</summary>
internal static class ExecutionErrors
{
    /// <summary><c>UNSUPPORTED_FEATURE.SPILL</c>: memory is short, and the operator cannot move its state to disk yet.</summary>
    public static SqlSparkException SpillNotSupported(string sinkName) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.SPILL", null, ("operator", sinkName));
}
