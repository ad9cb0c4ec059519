using SqlSpark.Core.Errors;

namespace SqlSpark.Execution;

/// <summary>The user errors that execution raises.</summary>
internal static class ExecutionErrors
{
    /// <summary><c>UNSUPPORTED_FEATURE.SPILL</c>: memory is short, and the operator cannot move its state to disk yet.</summary>
    public static SqlSparkException SpillNotSupported(string sinkName) => CoreErrors.SpillNotSupported(sinkName);

    /// <summary><c>UNSUPPORTED_FEATURE.OPERATOR</c>: the plan holds an operator that is not executed yet.</summary>
    /// <param name="operatorName">What it is, in the words of SQL: <c>JOIN</c>.</param>
    public static SqlSparkException OperatorNotSupported(string operatorName) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.OPERATOR", null, ("operator", operatorName));

    /// <summary><c>ARITHMETIC_OVERFLOW</c>: the bound of a RANGE frame lies past the values of its type.</summary>
    public static SqlSparkException FrameBoundOverflow() => RowError.Overflow("overflow in the bound of a RANGE frame", "try_add").ToException(null);

    /// <summary><c>UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM</c>: no source samples by blocks.</summary>
    public static SqlSparkException SystemSampleNotSupported() => SqlSparkException.Create("UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM", null);

    /// <summary><c>UNSUPPORTED_FEATURE.STATEMENT</c>: a command that nobody carries out.</summary>
    public static SqlSparkException StatementNotSupported(string statement) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.STATEMENT", null, ("statement", statement));
}
