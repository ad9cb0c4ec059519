using System.Globalization;
using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Parser;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Analysis;

/// <summary>Analyzes SQL over some tables and functions, and compares schemas, plans and errors.</summary>
public abstract partial class AnalyzerTest
{
    /// <summary>The tables: names and columns.</summary>
    private static readonly (string Name, string Columns)[] Tables =
    [
        ("t", "a INT, b STRING, c DOUBLE, d DECIMAL(10,2), e BIGINT, f FLOAT"),
        ("u", "a INT, x STRING, y DATE, z TIMESTAMP"),
        ("n", "id INT, s STRUCT<p: INT, q: STRUCT<r: STRING>>, arr ARRAY<INT>, m MAP<STRING, INT>, recs ARRAY<STRUCT<k: INT, v: STRING>>"),
        ("v", "i INTERVAL YEAR TO MONTH, j INTERVAL DAY TO SECOND, bin BINARY, flag BOOLEAN"),
    ];

    protected static ConfSnapshot Ansi { get; } = Conf([]);

    protected static ConfSnapshot Legacy { get; } = Conf([("spark.sql.ansi.enabled", "false")]);

    protected SessionCatalog Catalog { get; } = NewCatalog();

    protected static ConfSnapshot Conf(params (string Key, string Value)[] settings)
    {
        var conf = new SessionConf();
        conf.Set("spark.sql.session.timeZone", "UTC");
        conf.Set("sqlspark.validatePlans", "true");
        foreach (var (key, value) in settings)
            conf.Set(key, value);
        return conf.Snapshot;
    }

    /// <summary>The functions.</summary>
    protected virtual FunctionRegistry Functions => TestFunctions.Registry;

    protected AnalysisContext Context(ConfSnapshot? conf = null) => new(conf ?? Ansi, Functions, Catalog);

    protected LogicalPlan Analyze(string sql, ConfSnapshot? conf = null) =>
        Analyzer.Analyze(SqlParser.Instance.ParseStatement(sql, conf ?? Ansi), Context(conf));

    /// <summary>The schema of the result as SQL.</summary>
    protected void HasSchema(string sql, string schema, ConfSnapshot? conf = null) =>
        Assert.Equal(schema, string.Join(", ", Analyze(sql, conf).Output.Select(a => $"{a.Name} {a.Type.Sql}{(a.IsNullable ? "" : " NOT NULL")}")));

    /// <summary>The plan, with ids numbered in the order in which they are printed.</summary>
    protected void HasPlan(string sql, string plan, ConfSnapshot? conf = null) => Assert.Equal(plan.ReplaceLineEndings("\n"), Print(Analyze(sql, conf)));

    /// <summary>The condition, and the part of the text that the error points at; null when it points nowhere.</summary>
    protected SqlSparkException Fails(string sql, string condition, string? fragment = null, ConfSnapshot? conf = null)
    {
        var exception = Assert.Throws<SqlSparkException>(() => Analyze(sql, conf));
        Assert.Equal(condition, exception.Condition);
        if (fragment is not null)
            Assert.Equal(fragment, exception.QueryContext?.Fragment);
        return exception;
    }

    protected static string Print(LogicalPlan plan)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return Id().Replace(plan.ToString(), match =>
        {
            if (!numbers.TryGetValue(match.Value, out var number))
                numbers.Add(match.Value, number = numbers.Count);
            return string.Create(CultureInfo.InvariantCulture, $"{(match.Value[0] == '#' ? "#" : "")}{number}");
        });
    }

    private static SessionCatalog NewCatalog()
    {
        var catalog = new SessionCatalog([]);
        foreach (var (name, columns) in Tables)
            catalog.RegisterTable(name, new TestTable(name, SqlParser.Instance.ParseTableSchema(columns, ConfSnapshot.Default)));
        return catalog;
    }

    [GeneratedRegex("#[0-9]+|(?<=CTERelation(Def|Ref) )[0-9]+")]
    private static partial Regex Id();

    protected sealed record TestTable(string Name, StructType Schema) : ITable
    {
        public string Format => "test";

        public IScanBuilder NewScanBuilder() => throw new NotSupportedException();
    }
}
