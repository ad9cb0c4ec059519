namespace SqlSpark.Core.Errors;

/// <summary>Who defined an error condition.</summary>
public enum ErrorOrigin
{
    /// <summary>Spark: the name, the parameters and the SQLSTATE are Spark's.</summary>
    Spark,

    /// <summary>This engine, for what Spark has no condition for.</summary>
    SqlSpark,
}
