using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Relations;

public sealed class SchemaPruningTests : RuleTest<SchemaPruning>
{
    protected override Rule<LogicalPlan>[] Preparation => [.. base.Preparation, new EliminateSubqueryAliases(), new ColumnPruning(), new CollapseProject()];

    [Theory]
    [InlineData("s.a", "s struct<a:int>")]
    [InlineData("s.t.d", "s struct<t:struct<d:string>>")]
    [InlineData("s.t.d, s.a", "s struct<a:int,t:struct<d:string>>")]
    [InlineData("s.t, s.t.d", "s struct<t:struct<c:int,d:string>>")]
    [InlineData("s", "s struct<a:int,b:int,t:struct<c:int,d:string>>")]
    [InlineData("s.a, s", "s struct<a:int,b:int,t:struct<c:int,d:string>>")]
    [InlineData("l.q", "l array<struct<q:string>>")]
    [InlineData("l[0].p", "l array<struct<p:int>>")]
    [InlineData("l.r.u, l[1].q", "l array<struct<q:string,r:struct<u:int>>>")]
    [InlineData("m['a'].x", "m map<string,struct<x:int>>")]
    [InlineData("m['a']", "m map<string,struct<x:int,y:int>>")]
    [InlineData("k", "")]
    public void Only_the_fields_that_are_read_are_left(string list, string expected)
    {
        var narrowed = Narrowed(Table().Select(list));
        foreach (var column in new[] { "s", "l", "m" })
            Assert.Contains(expected.StartsWith(column + " ", StringComparison.Ordinal) ? expected : $"{column} {Smallest[column]}", narrowed);
    }

    [Fact]
    public void Conditions_keys_and_aggregates_tell_what_they_read() => Assert.Contains(
        "s struct<a:int,b:int,t:struct<d:string>>",
        Narrowed(Table().Where("s.b > 0").GroupBy("s.t.d", "s.t.d, max(s.a) AS most").OrderBy("most")));

    [Fact]
    public void A_renamed_struct_is_read_as_far_as_its_new_name_is() => Assert.Contains(
        "s struct<t:struct<c:int>>", Narrowed(Table().Select("s.t AS renamed, k").Limit(5).Select("renamed.c + k AS sum")));

    [Theory]
    [InlineData("explode(l) t AS e", "e.q", "l array<struct<q:string>>")]
    [InlineData("posexplode_outer(l) t AS p, e", "e.r.v", "l array<struct<r:struct<v:int>>>")]
    [InlineData("inline(l) t AS p, q, r", "q, r.u", "l array<struct<p:int,q:string,r:struct<u:int>>>")]
    [InlineData("explode(m) t AS name, e", "name, e.y", "m map<string,struct<y:int>>")]
    [InlineData("explode(l) t AS e", "e", "l array<struct<p:int,q:string,r:struct<u:int,v:int>>>")]
    public void Elements_are_read_as_far_as_what_explode_makes_of_them(string view, string list, string expected) =>
        Assert.Contains(expected, Narrowed(Table().LateralView(view).Select(list)));

    [Fact]
    public void Sides_of_joins_and_unions()
    {
        var narrowed = Narrowed(Table().Join(Query("SELECT 1 AS one"), JoinType.LeftOuter, "s.a = one").Select("l[0].q, s.t.c, one"));
        Assert.Contains("s struct<a:int,t:struct<c:int>>", narrowed);
        Assert.Contains("l array<struct<q:string>>", narrowed);

        // What a union pairs by position stays as it is.
        LeavesAlone(Table().Select("s, l, m").Union(Table().Select("s, l, m")).Select("s.a, size(l), m"));
    }

    [Fact]
    public void Plans_give_the_same_rows()
    {
        foreach (var list in (string[])["s.a, s.t.d", "l.q, size(l), l[0].r.v", "m['a'].x + s.t.c, s IS NULL", "s.t, k"])
        {
            foreach (var data in TestData.All)
            {
                var plan = Table().Where("s.b IS NOT NULL OR k > 0").Select(list).Build(data);
                Assert.Equal(Run(plan), Run(new SchemaPruning().Apply(plan, Context)));
            }
        }
    }

    [Fact]
    public void A_setting_turns_it_off()
    {
        var context = new RuleContext(new SessionConf([new(SqlConf.NestedSchemaPruningEnabled.Key, "false")]).Snapshot, TestPlan.Functions, Context.Catalog);
        var plan = Table().Select("s.a").Build(TestData.Typical);
        Assert.Same(plan, new SchemaPruning().Apply(plan, context));
    }

    /// <summary>What is left of columns that nobody reads: the scan drops them.</summary>
    private static Dictionary<string, string> Smallest { get; } = new(StringComparer.Ordinal)
    {
        ["s"] = "struct<a:int>",
        ["l"] = "array<struct<p:int>>",
        ["m"] = "map<string,struct<x:int>>",
    };

    private static TestPlan Table() => new(data =>
    {
        var local = (LocalRelation)Relation(
            "s STRUCT<a: INT, b: INT, t: STRUCT<c: INT, d: STRING>>, l ARRAY<STRUCT<p: INT, q: STRING, r: STRUCT<u: INT, v: INT>>>, m MAP<STRING, STRUCT<x: INT, y: INT>>, k INT").Build(data);
        return new LogicalRelation(new RowsTable(local, FilterPush.Refused), local.Attributes);
    });

    /// <summary>The columns of the table after the rule, which has done its duty for all kinds of data.</summary>
    private string Narrowed(TestPlan plan)
    {
        Printed(plan);
        var after = new SchemaPruning().Apply(Preparation.Aggregate(plan.Build(TestData.Typical), (prepared, rule) => rule.Apply(prepared, Context)), Context);
        var relation = after.Collect<LogicalRelation>().First();
        return string.Join("; ", relation.Attributes.Select(a => $"{a.Name} {a.Type.SimpleString}"));
    }
}
