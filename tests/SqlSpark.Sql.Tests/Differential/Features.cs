namespace SqlSpark.Sql.Differential;

/// <summary>Parts of the language that the engine has or refuses as unsupported: queries are not made of what is refused.</summary>
/// <param name="HasWindows">OVER.</param>
/// <param name="HasLateral">LATERAL.</param>
internal sealed record Features(bool HasWindows, bool HasLateral)
{
    /// <summary>Queries need not run elsewhere: they may hold what other engines compute otherwise.</summary>
    public bool IsSparkAlone { get; init; }

    /// <summary>Asks the engine.</summary>
    public static Features Of(TestEngine engine)
    {
        using var spark = new SparkSide(engine, Golden.ExecutionShape.Reference, []);
        return new Features(
            Has("SELECT row_number() OVER (ORDER BY a) FROM VALUES (1) AS t(a)"),
            Has("SELECT * FROM VALUES (1) AS t(a), LATERAL (SELECT max(b) FROM VALUES (1) AS u(b) WHERE b = a)"));

        bool Has(string sql) => spark.Run(sql) is not Answer.OfError { IsUnsupported: true };
    }
}
