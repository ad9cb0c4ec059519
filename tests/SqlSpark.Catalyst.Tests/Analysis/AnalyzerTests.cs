using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Errors;
using SqlSpark.Parser;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Analysis;

public sealed class AnalyzerTests : AnalyzerTest
{
    [Fact]
    public void Returns_an_analyzed_plan_as_it_is()
    {
        var plan = Analyze("SELECT a FROM t WHERE a > 1");
        Assert.Same(plan, Analyzer.Analyze(plan, Context()));
    }

    [Fact]
    public void Reuses_analyzed_inputs()
    {
        var child = Analyze("SELECT a, b FROM t");
        var plan = (Project)Analyzer.Analyze(new Project([new UnresolvedAttribute("a")], child), Context());
        Assert.Same(child, plan.Child);
        Assert.False((plan with { Child = child }).IsAnalyzed);
    }

    [Fact]
    public void Says_that_a_function_is_missing_before_anything_else_that_is_wrong() =>
        Fails("SELECT zz FROM nope WHERE EXISTS (SELECT nofunc(1))", "UNRESOLVED_ROUTINE", "nofunc(1)");

    [Fact]
    public void Temporary_views_hide_tables_and_are_hidden_by_common_table_expressions()
    {
        Catalog.LocalViews.TryAdd(new TempView(["t"], Analyze("SELECT x FROM u"), null), replaces: false);
        HasSchema("SELECT * FROM t", "x STRING");
        HasSchema("SELECT a FROM default.t", "a INT");
        HasSchema("WITH t AS (SELECT 1 AS one) SELECT * FROM t", "one INT NOT NULL");
    }

    [Fact]
    public void Global_views_live_in_a_database_of_their_own()
    {
        Catalog.GlobalViews.TryAdd(new TempView([SessionCatalog.GlobalTempDatabase, "g"], Analyze("SELECT x FROM u"), null), replaces: false);
        HasSchema("SELECT global_temp.g.x, g.x FROM global_temp.g", "x STRING, x STRING");
        Fails("SELECT * FROM g", "TABLE_OR_VIEW_NOT_FOUND", "g");
    }

    [Fact]
    public void A_view_that_is_joined_with_itself_gets_columns_of_its_own()
    {
        Catalog.LocalViews.TryAdd(new TempView(["w"], Analyze("SELECT a, a + 1 AS p FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a)"), null), replaces: false);
        var join = (Join)Analyze("SELECT l.a, r.p FROM w AS l JOIN w AS r ON l.a = r.p").Children[0];
        Assert.False(join.Left.OutputSet.Intersects(join.Right.OutputSet));
        Assert.Equal(join.Left.Schema, join.Right.Schema);
    }

    [Fact]
    public void Columns_of_a_DataFrame_are_searched_in_its_plan()
    {
        var left = Analyzer.Analyze(SqlParser.Instance.ParseStatement("SELECT a, b FROM t", Ansi) with { PlanId = 1 }, Context());
        var right = Analyzer.Analyze(SqlParser.Instance.ParseStatement("SELECT a, x FROM u", Ansi) with { PlanId = 2 }, Context());
        var condition = Comparison.EqualTo(Column("a", 1), Column("a", 2));
        var join = Analyzer.Analyze(new Join(left, right, JoinType.Inner, condition), Context());
        var project = (Project)Analyzer.Analyze(new Project([Column("a", 2), Column("b", 1)], join), Context());
        Assert.Equal(right.Output[0].ExprId, project.Output[0].ExprId);
        Assert.Equal(left.Output[1].ExprId, project.Output[1].ExprId);

        var error = Assert.Throws<SqlSparkException>(() => Analyzer.Analyze(new Project([Column("x", 1)], join), Context()));
        Assert.Equal("CANNOT_RESOLVE_DATAFRAME_COLUMN", error.Condition);
    }

    [Fact]
    public void A_DataFrame_on_both_sides_of_a_join_makes_its_columns_ambiguous()
    {
        var frame = Analyzer.Analyze(SqlParser.Instance.ParseStatement("SELECT a FROM t", Ansi) with { PlanId = 1 }, Context());
        var join = Analyzer.Analyze(new Join(frame, frame, JoinType.Cross, null), Context());
        var error = Assert.Throws<SqlSparkException>(() => Analyzer.Analyze(new Project([Column("a", 1)], join), Context()));
        Assert.Equal("AMBIGUOUS_COLUMN_REFERENCE", error.Condition);
    }

    [Fact]
    public void Filters_and_sorts_of_a_DataFrame_reach_columns_that_were_projected_away()
    {
        var projected = Analyze("SELECT a FROM t");
        var filtered = Analyzer.Analyze(new Filter(Comparison.GreaterThan(new UnresolvedAttribute("c"), Literal.Int(1)), projected), Context());
        Assert.Equal(["a"], filtered.Output.Select(a => a.Name));
        var aggregated = Analyze("SELECT b, count(*) AS n FROM t GROUP BY b");
        var kept = Analyzer.Analyze(
            new Filter(Comparison.GreaterThan(new UnresolvedFunction("sum", new UnresolvedAttribute("a")), Literal.Int(1)), aggregated), Context());
        Assert.Equal(["b", "n"], kept.Output.Select(a => a.Name));
    }

    [Fact]
    public void Union_by_name_matches_columns_by_name()
    {
        var left = Analyze("SELECT a, b FROM t");
        var right = Analyze("SELECT 'q' AS B, 1L AS a");
        var union = Analyzer.Analyze(new Union([left, right], ByName: true), Context());
        Assert.Equal(["a bigint", "b string"], union.Output.Select(a => $"{a.Name} {a.Type}"));

        var more = Analyze("SELECT 1 AS extra, 2 AS a");
        Assert.Equal(
            ["a int", "b string", "extra int"],
            Analyzer.Analyze(new Union([left, more], ByName: true, AllowMissingColumns: true), Context()).Output.Select(a => $"{a.Name} {a.Type}"));
        Assert.Equal(
            "UNRESOLVED_COLUMN.WITH_SUGGESTION",
            Assert.Throws<SqlSparkException>(() => Analyzer.Analyze(new Union([left, more], ByName: true), Context())).Condition);
    }

    [Fact]
    public void Parameter_markers_take_their_values()
    {
        var named = SqlParser.Instance.ParseStatement("SELECT a + :n AS r FROM t WHERE b = :s", Ansi);
        var plan = new ParameterizedQuery(named, [new("n", Literal.Long(2)), new("s", Literal.String("x"))], []);
        Assert.Equal("bigint", Analyzer.Analyze(plan, Context()).Output[0].Type.SimpleString);

        var positional = SqlParser.Instance.ParseStatement("SELECT ? AS p, (SELECT ?) AS q FROM t WHERE a = ?", Ansi);
        var bound = Analyzer.Analyze(new ParameterizedQuery(positional, [], [Literal.String("x"), Literal.Double(1), Literal.Int(3)]), Context());
        Assert.Equal(["string", "double"], bound.Output.Select(o => o.Type.SimpleString));

        var error = Assert.Throws<SqlSparkException>(() => Analyzer.Analyze(new ParameterizedQuery(positional, [], [Literal.Int(1)]), Context()));
        Assert.Equal("UNBOUND_SQL_PARAMETER", error.Condition);
    }

    [Fact]
    public void Deep_expressions_end_in_an_answer()
    {
        Expression sum = new UnresolvedAttribute("a");
        for (var i = 0; i < 10_000; i++)
            sum = new Arithmetic(ArithmeticOperator.Add, sum, Literal.Int(1), EvalMode.Ansi);
        var plan = Analyzer.Analyze(new Project([new Alias(sum, "r")], new UnresolvedRelation(["t"])), Context(Conf(("sqlspark.validatePlans", "false"))));
        Assert.Equal("int", plan.Output[0].Type.SimpleString);
    }

    [Fact]
    public void Wide_conditions_end_in_an_answer()
    {
        var conditions = Enumerable.Range(0, 10_000).Select(Expression (i) => Comparison.EqualTo(new UnresolvedAttribute("a"), Literal.Int(i))).ToArray();
        var plan = Analyzer.Analyze(new Filter(Or.Of(conditions), new UnresolvedRelation(["t"])), Context());
        Assert.Equal(10_000, ((Or)((Filter)plan).Condition).Conditions.Count);
    }

    private static UnresolvedAttribute Column(string name, long planId) => new(name) { PlanId = planId };
}
