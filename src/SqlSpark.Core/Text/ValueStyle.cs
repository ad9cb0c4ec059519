namespace SqlSpark.Core.Text;

/// <summary>What a value's text is for.</summary>
public enum ValueStyle : byte
{
    /// <summary>CAST(value AS STRING). Spark: <c>ToStringBase</c>.</summary>
    Cast,

    /// <summary>A cell of a Hive-compatible result: what spark-sql prints and Spark's golden files hold. Spark: <c>HiveResult</c>.</summary>
    HiveResult,

    /// <summary>A cell of <c>show()</c>. Spark: <c>ToPrettyString</c> and the escapes of <c>showString</c>.</summary>
    Show,

    /// <summary>A SQL literal that reads back as the value. Spark: <c>Literal.sql</c>.</summary>
    SqlLiteral,
}
