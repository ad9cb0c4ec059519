using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Optimizer.Rules.Ctes;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Ctes;

public sealed partial class PushdownPredicatesAndPruneColumnsForCteTests : RuleTest<PushdownPredicatesAndPruneColumnsForCte>
{
    private const string Groups = "WITH t AS (SELECT id, sum(id) AS s, max(id) AS m FROM range(9) GROUP BY id) ";

    protected override Rule<LogicalPlan>[] Preparation => [new ReplaceRewriteCalls(), new InlineCte(), new EliminateSubqueryAliases(), new ConstantFolding()];

    [Fact]
    public void The_definition_keeps_what_some_reference_needs()
    {
        var plan = Apply(Groups + "SELECT s FROM t WHERE id = 3 UNION ALL SELECT s FROM t WHERE id = 5");
        Assert.Equal(
            """
            WithCTE
            :- CTERelationDef n, false
            :  +- Aggregate [id], [id, sum(id) AS s]
            :     +- Filter ((id = 3L) OR (id = 5L))
            :        +- Range (0, 9, step=1)
            +- Union
               :- Project [s]
               :  +- Filter (id = 3L)
               :     +- CTERelationRef n, true, [id, s], false
               +- Project [s]
                  +- Filter (id = 5L)
                     +- CTERelationRef n, true, [id, s], false
            """.ReplaceLineEndings("\n"),
            plan);
    }

    [Fact]
    public void All_rows_stay_when_one_reference_reads_them()
    {
        var plan = Apply(Groups + "SELECT s FROM t WHERE id = 3 UNION ALL SELECT m FROM t");
        Assert.Contains("Aggregate [id], [id, sum(id) AS s, max(id) AS m]\n:     +- Range", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_that_may_fail_do_not_move() => Assert.DoesNotContain(
        "OR", Apply(Groups + "SELECT s FROM t WHERE 1 / id = 3 UNION ALL SELECT s FROM t WHERE id = 5"), StringComparison.Ordinal);

    [Fact]
    public void What_a_definition_needs_of_an_earlier_one_counts()
    {
        var plan = Apply(
            "WITH t AS (SELECT id, sum(id) AS s, max(id) AS m, min(id) AS i FROM range(9) GROUP BY id), u AS (SELECT s, sum(m) AS q FROM t GROUP BY s) "
            + "SELECT q FROM u UNION ALL SELECT q FROM u UNION ALL SELECT id FROM t");
        Assert.Contains("Aggregate [id], [id, sum(id) AS s, max(id) AS m]", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("AS i", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void References_know_how_many_rows_to_expect()
    {
        var plan = Preparation.Aggregate(Query(Groups + "SELECT s FROM t UNION ALL SELECT s FROM t").Build(TestData.Typical), (prepared, rule) => rule.Apply(prepared, Context));
        var references = new PushdownPredicatesAndPruneColumnsForCte().Apply(plan, Context).Collect<CteRelationReference>();
        Assert.Equal([9L, 9L], references.Select(r => r.Statistics!.RowCount));
    }

    private string Apply(string sql)
    {
        Printed(Query(sql));    // checks what every rule owes
        var plan = Preparation.Aggregate(Query(sql).Build(TestData.Typical), (prepared, rule) => rule.Apply(prepared, Context));
        return Ids().Replace(new PushdownPredicatesAndPruneColumnsForCte().Apply(plan, Context).ToString(), match => match.Value[0] == '#' ? "" : " n");
    }

    [GeneratedRegex(@"#\d+|(?<=CTERelation...) \d+")]
    private static partial Regex Ids();
}
