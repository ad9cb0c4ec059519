using SqlSpark.Catalyst.Plans;
using SqlSpark.Commands;

namespace SqlSpark.Testing;

/// <summary>Plans of TPC-H's queries over recorded statistics.</summary>
public static class TpchPlans
{
    /// <summary>What EXPLAIN COST prints of a query over the tables in a file of statistics.</summary>
    public static string Explain(string statisticsFile, string query)
    {
        var session = SparkSession.Builder().GetOrCreate().State;
        TpchStatistics.Register(session.Catalog, statisticsFile);
        return new Explanation(session).Of(session.Parser.ParseStatement(query, session.Conf.Snapshot), ExplainMode.Cost);
    }

    /// <summary>The lines of a file of statistics, out of Parquet files.</summary>
    public static IEnumerable<string> ReadStatistics(string folder) => TpchStatistics.Read(SparkSession.Builder().GetOrCreate().State, folder);
}
