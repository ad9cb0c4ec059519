namespace SqlSpark.Sql.Differential;

/// <summary>What came of a random query.</summary>
internal enum VerdictKind
{
    /// <summary>The same rows.</summary>
    Agreement,

    /// <summary>Errors on both sides.</summary>
    BothFail,

    /// <summary>An error of the data on one side: which rows an expression is computed for is not fixed by SQL.</summary>
    OneFails,

    /// <summary>SqlSpark says that it cannot do this.</summary>
    Unsupported,

    /// <summary>The other side cannot do this.</summary>
    NoOracle,

    /// <summary>A bug of one side.</summary>
    Difference,
}

/// <summary>What came of a random query.</summary>
/// <param name="Kind">In a word.</param>
/// <param name="Cause">In a few words: equal for equal bugs.</param>
/// <param name="Detail">What differs.</param>
internal sealed record Verdict(VerdictKind Kind, string Cause = "", string Detail = "")
{
    public static Verdict Difference(string cause, string detail) => new(VerdictKind.Difference, cause, detail);
}
