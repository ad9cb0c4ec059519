using SqlSpark.Tpch.Queries;

namespace SqlSpark.Benchmarks.Peers;

/// <summary>A query that both engines run, in the words of both.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Sql">The text.</param>
internal sealed record PeerQuery(string Name, string Sql)
{
    /// <summary>TPC-H queries of one table, sums that need every value of a column or of all of them, groups, distinct values and orders.</summary>
    /// <remarks>
    /// Counts, least and greatest values would not do to make an engine decode: they may come from statistics. The length of a string needs
    /// its bytes, for it counts characters. Groups are counted, and of ordered rows one near the end is read, so that results are small.
    /// </remarks>
    public static IReadOnlyList<PeerQuery> All { get; } =
    [
        new("Q1", TpchQueries.Get(1)),
        new("Q6", TpchQueries.Get(6)),
        new("lineitem whole", Sums(Numbers.Concat(Dates).Concat(Texts))),
        new("numbers", Sums(Numbers)),
        new("dates", Sums(Dates)),
        new("texts", Sums(Texts)),
        .. Numbers.Concat(Dates).Concat(Texts).Select(column => new PeerQuery(column.Name, Sums([column]))),
        Groups("orderkey"),
        Groups("partkey"),
        Groups("partkey, l_suppkey"),
        Groups("shipdate"),
        Groups("extendedprice"),
        Groups("comment"),
        new("groups of four texts", """
            select l_returnflag, l_linestatus, l_shipmode, l_shipinstruct, count(*), sum(l_quantity), avg(l_extendedprice) from lineitem
            group by l_returnflag, l_linestatus, l_shipmode, l_shipinstruct order by 1, 2, 3, 4
            """),
        new("groups, six aggregates", """
            select count(*), sum(q), sum(p), max(d), min(c), sum(a)
            from (select l_suppkey, sum(l_quantity) q, max(l_extendedprice) p, max(l_discount) d, min(l_shipdate) c, avg(l_tax) a from lineitem group by l_suppkey)
            """),
        new("distinct suppkey", "select count(distinct l_suppkey) from lineitem"),
        new("distinct orderkey", "select count(distinct l_orderkey) from lineitem"),
        new("distinct comment", "select count(distinct l_comment) from lineitem"),
        new("distinct suppkey by shipmode", "select l_shipmode, count(distinct l_suppkey) from lineitem group by l_shipmode order by 1"),
        Order("extendedprice", "l_quantity"),
        Order("shipdate", "l_comment"),
        Order("comment", "l_extendedprice"),
        Order("shipmode", "l_shipinstruct"),
        Top("extendedprice desc"),
        Top("comment"),
        Top("shipdate desc"),
    ];

    private static IEnumerable<(string Name, string Argument)> Numbers => Columns("{0}", "orderkey", "partkey", "suppkey", "linenumber", "quantity", "extendedprice", "discount", "tax");

    private static IEnumerable<(string Name, string Argument)> Dates => Columns("year({0})", "shipdate", "commitdate", "receiptdate");

    private static IEnumerable<(string Name, string Argument)> Texts => Columns("length({0})", "returnflag", "linestatus", "shipinstruct", "shipmode", "comment");

    private static IEnumerable<(string Name, string Argument)> Columns(string pattern, params string[] names) =>
        names.Select(name => (Name: "l_" + name, Argument: pattern.Replace("{0}", "l_" + name, StringComparison.Ordinal)));

    private static PeerQuery Groups(string keys) =>
        new("groups of " + keys, $"select count(*), sum(q), max(q) from (select l_{keys}, sum(l_quantity) q from lineitem group by l_{keys})");

    private static PeerQuery Order(string key, string payload) =>
        new("order by " + key, $"select l_{key}, l_orderkey, l_linenumber, {payload} from lineitem order by l_{key}, l_orderkey, l_linenumber limit 1 offset 6000000");

    private static PeerQuery Top(string key) =>
        new("top 100 by " + key, $"select l_orderkey, l_linenumber, l_comment from lineitem order by l_{key}, l_orderkey, l_linenumber limit 100");

    private static string Sums(IEnumerable<(string Name, string Argument)> columns) =>
        $"select {string.Join(", ", columns.Select(static column => $"sum({column.Argument})"))} from lineitem";
}
