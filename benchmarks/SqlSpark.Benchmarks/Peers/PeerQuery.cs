using SqlSpark.Tpch.Queries;

namespace SqlSpark.Benchmarks.Peers;

/// <summary>A query that both engines run, in the words of both.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Sql">The text.</param>
internal sealed record PeerQuery(string Name, string Sql)
{
    /// <summary>TPC-H's queries, and sums that need every value of a column or of all of them.</summary>
    /// <remarks>
    /// Counts, least and greatest values would not do to make an engine decode: they may come from statistics. The length of a string needs
    /// its bytes, for it counts characters.
    /// </remarks>
    public static IReadOnlyList<PeerQuery> All { get; } =
    [
        .. Enumerable.Range(1, TpchQueries.Count).Select(static query => new PeerQuery($"Q{query:00}", TpchQueries.Get(query))),
        new("lineitem whole", Sums(Numbers.Concat(Dates).Concat(Texts))),
        new("numbers", Sums(Numbers)),
        new("dates", Sums(Dates)),
        new("texts", Sums(Texts)),
        .. Numbers.Concat(Dates).Concat(Texts).Select(column => new PeerQuery(column.Name, Sums([column]))),
    ];

    private static IEnumerable<(string Name, string Argument)> Numbers => Columns("{0}", "orderkey", "partkey", "suppkey", "linenumber", "quantity", "extendedprice", "discount", "tax");

    private static IEnumerable<(string Name, string Argument)> Dates => Columns("year({0})", "shipdate", "commitdate", "receiptdate");

    private static IEnumerable<(string Name, string Argument)> Texts => Columns("length({0})", "returnflag", "linestatus", "shipinstruct", "shipmode", "comment");

    private static IEnumerable<(string Name, string Argument)> Columns(string pattern, params string[] names) =>
        names.Select(name => (Name: "l_" + name, Argument: pattern.Replace("{0}", "l_" + name, StringComparison.Ordinal)));

    private static string Sums(IEnumerable<(string Name, string Argument)> columns) =>
        $"select {string.Join(", ", columns.Select(static column => $"sum({column.Argument})"))} from lineitem";
}
