using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Optimizer.Rules.Subqueries;
using SqlSpark.Core.Configuration;
using SqlSpark.Parser;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

/// <summary>Plans without subqueries against what the subqueries say: they are run for every row.</summary>
public sealed class DecorrelationTests : RuleTest<RewriteSubqueries>
{
    private static readonly ConfSnapshot Conf = new SessionConf([new("spark.sql.optimizer.supportNestedCorrelatedSubqueries.enabled", "true")]).Snapshot;

    [Theory]
    [InlineData("SELECT a, (SELECT sum(v) FROM r WHERE k < a) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM r WHERE k < a OR v = b) AS s FROM o")]
    [InlineData("SELECT a, (SELECT sum(v) FROM r WHERE k + 1 = a AND a <= v) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(v) FROM r WHERE k = a HAVING count(v) = 0) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(v) FROM r WHERE k = a HAVING count(v) < b) AS s FROM o")]
    [InlineData("SELECT a, (SELECT sum(v) FROM r WHERE k = a HAVING count(*) > 1) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(DISTINCT v) FROM r WHERE k <> a) + b AS s FROM o")]
    [InlineData("SELECT a, (SELECT max(x) FROM (SELECT DISTINCT v + b AS x FROM r WHERE k >= a)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM (SELECT v FROM r WHERE k = a UNION ALL SELECT k FROM r WHERE v < b)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT sum(x) FROM (SELECT v AS x FROM r WHERE k = a UNION SELECT b FROM r)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM (SELECT v FROM r WHERE k = a INTERSECT SELECT k FROM r WHERE v > b)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM (SELECT v FROM r WHERE k <= a EXCEPT SELECT k FROM r WHERE v = b)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT sum(c) FROM (SELECT count(*) AS c FROM r WHERE k = a)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM (SELECT count(*) AS c FROM r WHERE k = a) AS x JOIN r ON c = v) AS s FROM o")]
    [InlineData("SELECT a, (SELECT sum(x.c + y.c) FROM (SELECT count(*) AS c FROM r WHERE k = a) AS x JOIN (SELECT count(*) AS c FROM r WHERE v > b) AS y) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(s.v) FROM r LEFT JOIN r AS s ON r.k = s.v AND s.k = a) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(s.v) FROM r LEFT JOIN r AS s ON r.k = s.v AND r.v < b WHERE r.k = a) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(s.v) FROM r RIGHT JOIN r AS s ON r.k = s.v AND s.k > b) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM r JOIN r AS s ON r.v = s.k AND s.v <> a) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM r LEFT SEMI JOIN r AS s ON r.v = s.k AND s.v <> a) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM r LEFT ANTI JOIN r AS s ON r.v = s.k AND s.v <> a WHERE r.k > b) AS s FROM o")]
    [InlineData("SELECT a, (SELECT max(n) FROM (SELECT count(*) AS n FROM r WHERE k < a GROUP BY v)) AS s FROM o")]
    [InlineData("SELECT a, (WITH c AS (SELECT v FROM r WHERE k < a) SELECT count(*) FROM c JOIN c AS d ON c.v = d.v) AS s FROM o")]
    [InlineData("SELECT a, CASE WHEN b > 1 THEN (SELECT max(v) FROM r WHERE k < a) ELSE (SELECT min(v) FROM r WHERE k > a) END AS s FROM o")]
    [InlineData("SELECT a FROM o WHERE b > (SELECT avg(v) FROM r WHERE k < a) OR EXISTS (SELECT 1 FROM r WHERE v = b)")]
    [InlineData("SELECT a FROM o WHERE a IN (SELECT count(*) + 1 FROM r WHERE k = b)")]
    [InlineData("SELECT a FROM o WHERE a NOT IN (SELECT count(v) FROM r WHERE k < b)")]
    [InlineData("SELECT a FROM o WHERE a NOT IN (SELECT v FROM r WHERE k < b)")]
    [InlineData("SELECT a FROM o WHERE (a, b) NOT IN (SELECT k, v FROM r WHERE v <> a)")]
    [InlineData("SELECT a FROM o WHERE a IN (SELECT v FROM r WHERE k < b EXCEPT SELECT k FROM r WHERE v = a)")]
    [InlineData("SELECT a FROM o WHERE EXISTS (SELECT sum(v) FROM r WHERE k < a GROUP BY k)")]
    [InlineData("SELECT a FROM o WHERE NOT EXISTS (SELECT count(*) FROM r WHERE k < a HAVING count(*) > b)")]
    [InlineData("SELECT a FROM o WHERE EXISTS (SELECT 1 FROM r WHERE k = a AND EXISTS (SELECT 1 FROM r AS s WHERE s.v < r.v AND s.k = b))")]
    [InlineData("SELECT a FROM o WHERE EXISTS (SELECT 1 FROM r WHERE v > (SELECT count(*) FROM r AS s WHERE s.k < r.k AND s.v <> a))")]
    [InlineData("SELECT a, (SELECT sum(x) FROM (SELECT v + (SELECT count(*) FROM r AS s WHERE s.k <= b) AS x FROM r WHERE k <> a)) AS s FROM o")]
    [InlineData("SELECT a FROM o WHERE a IN (SELECT k FROM r WHERE v NOT IN (SELECT s.v FROM r AS s WHERE s.k < a))")]
    [InlineData("SELECT a, (SELECT v FROM r WHERE k = a ORDER BY v DESC, k LIMIT 1) AS s FROM o")]
    [InlineData("SELECT a, (SELECT v + b FROM r WHERE k < a ORDER BY v, k LIMIT 1 OFFSET 1) AS s FROM o")]
    [InlineData("SELECT a, (SELECT v FROM r WHERE k >= a ORDER BY abs(v), v DESC LIMIT 1) AS s FROM o")]
    [InlineData("SELECT a, (SELECT sum(v) FROM (SELECT v FROM r WHERE k < a ORDER BY v LIMIT 3 OFFSET 1)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT sum(v) FROM (SELECT v FROM (SELECT v FROM r WHERE k < a ORDER BY v LIMIT 4) ORDER BY v DESC LIMIT 2)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM (SELECT v FROM r WHERE k = a LIMIT 1 + 1)) AS s FROM o")]
    [InlineData("SELECT a, (SELECT count(*) FROM r WHERE k = a LIMIT 1) AS s FROM o")]
    [InlineData("SELECT a, (SELECT max(v) FROM r WHERE k = a OFFSET 1) AS s FROM o")]
    [InlineData("SELECT a FROM o WHERE a IN (SELECT v FROM r WHERE k = b ORDER BY v LIMIT 2)")]
    [InlineData("SELECT a FROM o WHERE a NOT IN (SELECT v FROM r WHERE k < b ORDER BY v DESC LIMIT 2)")]
    [InlineData("SELECT a FROM o WHERE EXISTS (SELECT v FROM r WHERE k = a LIMIT 1 OFFSET 1)")]
    [InlineData("SELECT a FROM o WHERE EXISTS (SELECT v FROM r WHERE k = a LIMIT 0)")]
    [InlineData("SELECT * FROM o, LATERAL (SELECT k, v FROM r WHERE k < a ORDER BY v, k LIMIT 2)")]
    [InlineData("SELECT * FROM o LEFT JOIN LATERAL (SELECT v FROM r WHERE k = a ORDER BY v DESC LIMIT 1) AS l ON l.v > b")]
    [InlineData("SELECT * FROM o, LATERAL (SELECT max(v) AS m FROM r WHERE k < a)")]
    [InlineData("SELECT * FROM o, LATERAL (SELECT count(*) AS n, sum(v) AS s FROM r WHERE k = a)")]
    [InlineData("SELECT * FROM o LEFT JOIN LATERAL (SELECT v, b + k AS x FROM r WHERE k < a) AS l ON l.x > 2")]
    [InlineData("SELECT * FROM o LEFT JOIN LATERAL (SELECT a + 1 AS x) AS l ON l.x = b")]
    [InlineData("SELECT * FROM o JOIN LATERAL (SELECT v FROM r WHERE k = a UNION ALL SELECT k FROM r WHERE v = b) AS l ON l.v > 1")]
    [InlineData("SELECT * FROM o, LATERAL (SELECT DISTINCT k FROM r WHERE v < b), LATERAL (SELECT count(*) AS n FROM r AS s WHERE s.v > k)")]
    [InlineData("SELECT * FROM o, LATERAL (SELECT * FROM r, LATERAL (SELECT count(*) AS n FROM r AS s WHERE s.k < v) WHERE k = a)")]
    public void Gives_what_the_subquery_gives_for_each_row(string sql)
    {
        foreach (var data in TestData.All.Where(data => data.RowCount <= 40))
        {
            var catalog = new RelationsCatalog(data);
            var plan = Analyzer.Analyze(SqlParser.Instance.ParseStatement(sql, Conf), new AnalysisContext(Conf, TestPlan.Functions, catalog));
            var expected = new NestedLoops(Context).Run(plan);
            var actual = NestedLoops.Text(new NestedLoops(Context).Rows(new RewriteSubqueries().Apply(plan, Context)));
            Assert.True(expected == actual, $"Over data {data.Name}\n{sql}\ngives\n{actual}\nin place of\n{expected}\n{new RewriteSubqueries().Apply(plan, Context)}");
        }
    }
}
