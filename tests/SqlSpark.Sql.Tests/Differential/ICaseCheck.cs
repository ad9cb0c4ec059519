namespace SqlSpark.Sql.Differential;

/// <summary>A way to prove queries wrong, over some tables.</summary>
internal interface ICaseCheck : IDisposable
{
    Verdict Check(Query query);

    /// <summary>The plans of a query.</summary>
    string Explain(Query query);
}
