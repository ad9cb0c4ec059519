using System.Globalization;
using SqlSpark.Core.Types;
using SqlSpark.Sessions;
using SqlSpark.Testing;

namespace SqlSpark.Benchmarks.Planning;

/// <summary>The statements whose planning is measured: TPC-H's, out of the repository's <c>tpch/queries</c>, and some that are wide or deep.</summary>
internal static class PlanningQueries
{
    private const int WideColumns = 500;

    /// <summary>A session that knows the tables of <see cref="All"/>.</summary>
    public static SessionState Session()
    {
        var session = SparkSession.Builder().GetOrCreate().State;
        TpchStatistics.Register(session.Catalog, Path.Combine(RepositoryFolder(), "tpch", "statistics", "sf1.tsv"));
        var wide = Enumerable.Range(0, WideColumns).Select(c => new StructField(Column(c), LongType.Instance));
        session.Catalog.RegisterTable("wide", new EmptyTable("wide", new StructType([.. wide])));
        return session;
    }

    /// <summary>Names and texts. The budget is for those of TPC-H.</summary>
    public static IEnumerable<(string Name, string Sql, bool IsTpch)> All()
    {
        for (var number = 1; number <= 22; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"q{number}");
            yield return (name, File.ReadAllText(Path.Combine(RepositoryFolder(), "tpch", "queries", name + ".sql")), true);
        }

        var columns = Enumerable.Range(0, WideColumns).ToArray();
        yield return ("wide select", $"select {Join(", ", columns.Select(c => $"{Column(c)} + {c} as x{c}"))} from wide where c0 > 1", false);
        yield return ("wide aggregate", $"select c0, {Join(", ", columns.Skip(1).Select(c => $"sum({Column(c)})"))} from wide group by c0", false);
        yield return ("200 conditions", $"select c0 from wide where {Join(" and ", columns.Take(200).Select(c => $"{Column(c)} > {c}"))}", false);
        yield return ("1000 values in", $"select c0 from wide where c0 in ({Join(", ", Enumerable.Range(0, 1000).Select(v => $"{v}"))})", false);
        yield return ("50 subqueries", Enumerable.Range(0, 50).Aggregate("select c0, c1 from wide", (inner, i) => $"select c0 + 1 as c0, c1 from ({inner}) where c1 > {i}"), false);
        yield return ("50 unions", Join(" union all ", Enumerable.Range(0, 50).Select(i => $"select c{i} from wide where c0 = {i}")), false);
    }

    private static string Column(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"c{ordinal}");

    // Integers are all that is formatted, and the runtime's culture is the invariant one.
    private static string Join(string separator, IEnumerable<string> parts) => string.Join(separator, parts);

    private static string RepositoryFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SqlSpark.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The benchmarks must run inside the repository: the queries are in tpch/queries, what is known of the tables in tpch/statistics.");
    }
}
