using System.Globalization;
using System.Text.RegularExpressions;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.Parser;
using SqlSpark.Sql.Golden;
using SqlSpark.Testing.DuckDb;
using Xunit;
using Xunit.Abstractions;

namespace SqlSpark.Sql.TpcDs;

/// <summary>TPC-DS's queries: README.md.</summary>
public sealed partial class TpcDsTests(ITestOutputHelper output)
{
    private const int Seed = 20;

    // Quotients of decimals are decimals here and floating-point numbers there.
    private const double Tolerance = 1e-5;

    [Fact]
    public void All_99_queries_parse()
    {
        Assert.Equal(103, TpcDsData.Queries.Count);
        Assert.Equal(99, TpcDsData.Queries.Select(query => query.Name.TrimEnd('a', 'b')).Distinct().Count());
        foreach (var (_, sql) in TpcDsData.Queries)
            Assert.NotNull(SqlParser.Instance.ParseStatement(sql, ConfSnapshot.Default));
    }

    [SkippableFact]
    public void Answers_are_those_of_DuckDb()
    {
        Skip.If(DuckDbLibrary.Instance is null, $"DuckDB's library is not at hand: {DuckDbLibrary.PathVariable}");
        using var data = new TpcDsData(Seed);
        using var engine = new TestEngine(workerCount: 2, isChecked: false);
        using var session = engine.NewSession(ExecutionShape.Reference.Settings);
        using var duckDb = new DuckDbConnection(DuckDbLibrary.Instance);
        foreach (var (table, columns) in TpcDsData.Tables)
        {
            var list = string.Join(", ", columns.Select(c => $"{c.Name} {c.Type}"));
            session.Sql($"CREATE TEMPORARY VIEW {table} ({list}) USING csv OPTIONS (path '{data.PathOf(table)}')");
            var types = string.Join(", ", columns.Select(c => $"'{c.Name}': '{c.Type.Replace("STRING", "VARCHAR", StringComparison.Ordinal)}'"));
            duckDb.Query($"CREATE TABLE {table} AS SELECT * FROM read_csv('{data.PathOf(table)}', header = false, columns = {{{types}}})");
        }

        var differences = new List<string>();
        var withRows = 0;
        foreach (var (name, sql) in TpcDsData.Queries)
        {
            // Which of equal rows a LIMIT keeps is not said.
            var whole = sql.Replace("\nLIMIT 100\n", "\n", StringComparison.Ordinal);
            using var result = session.Sql(whole).Execute();
            var types = result.Schema.Fields.Select(f => f.DataType is StringType or DateType ? f.DataType : DoubleType.Instance).ToArray();
            var scales = result.Schema.Fields.Select(f => f.DataType is DecimalType decimals ? decimals.Scale : 0).ToArray();
            var actual = result.CollectRows().ConvertAll(row => row.Select((value, i) => types[i] is DoubleType ? AsDouble(value, scales[i]) : value).ToArray());
            var names = Enumerable.Range(0, types.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}")).ToArray();
            var columns = names.Select((column, i) => $"CAST({column} AS {(types[i] is StringType ? "VARCHAR" : types[i] is DateType ? "DATE" : "DOUBLE")})");
            var expected = duckDb.Query($"SELECT {string.Join(", ", columns)} FROM ({InDuckDb(whole)}) AS query({string.Join(", ", names)})", types);
            withRows += actual.Count > 0 ? 1 : 0;
            if (Difference(expected, actual) is { } difference)
                differences.Add($"{name}: {difference}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{withRows} of {TpcDsData.Queries.Count} queries have rows"));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    // DuckDB's concat skips NULL, and "at" is one of its keywords.
    private static string InDuckDb(string sql) => Quoted().Replace(sql, "\"$1\"").Replace(") at,", ") \"at\",", StringComparison.Ordinal).Replace("concat(c_last_name, ', ', c_first_name)", "c_last_name || ', ' || c_first_name", StringComparison.Ordinal);

    private static object? AsDouble(object? value, int scale) => value switch
    {
        Int128 unscaled => (double)unscaled / Math.Pow(10, scale),
        int or long or short or sbyte => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static string? Difference(List<object?[]> expected, List<object?[]> actual)
    {
        if (expected.Count != actual.Count)
            return $"{expected.Count} rows expected, {actual.Count} are there";
        foreach (var (left, right) in InOrder(expected).Zip(InOrder(actual)))
        {
            if (!left.Zip(right).All(pair => AreEqual(pair.First, pair.Second)))
                return $"{string.Join(" | ", left)} expected, {string.Join(" | ", right)} is there";
        }

        return null;
    }

    private static IEnumerable<object?[]> InOrder(List<object?[]> rows) => rows.OrderBy(
        row => string.Join('|', row.Select(value => value is double number ? number.ToString("G4", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture))), StringComparer.Ordinal);

    private static bool AreEqual(object? left, object? right) => (left, right) is (double l, double r)
        ? Math.Abs(l - r) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(l), Math.Abs(r)))
        : Equals(left, right);

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Quoted();
}
