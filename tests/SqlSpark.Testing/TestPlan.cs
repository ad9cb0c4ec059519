using SqlSpark.BuiltinFunctions;
using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.Parser;

namespace SqlSpark.Testing;

/// <summary>A plan over generated rows, written in pieces of SQL: the same plan for every kind of data.</summary>
/// <param name="parsed">The plan before analysis, for a kind of data.</param>
public sealed class TestPlan(Func<TestData, LogicalPlan> parsed)
{
    /// <summary>The built-in functions, and <c>volatile_random()</c>, which no rule may move or repeat. It can be analyzed and not run.</summary>
    public static FunctionRegistry Functions { get; } = new([.. BuiltinFunctionRegistry.All, VolatileRandom()]);

    private static ConfSnapshot Conf => ConfSnapshot.Default;

    /// <summary>The analyzed plan over rows of one kind.</summary>
    public LogicalPlan Build(TestData data) =>
        Analyzer.Analyze(parsed(data), new AnalysisContext(Conf, Functions, EmptyCatalog.Instance) { Parser = SqlParser.Instance });

    /// <summary>Generated rows.</summary>
    /// <param name="columns">Columns as in CREATE TABLE, such as <c>a INT NOT NULL, b STRING</c>.</param>
    public static TestPlan Relation(string columns)
    {
        var schema = SqlParser.Instance.ParseTableSchema(columns, Conf);
        return new TestPlan(data => new LocalRelation(
            schema.Fields.Map(f => new AttributeReference(f.Name, f.DataType, f.Nullable)), data.Rows(schema)));
    }

    /// <summary>No rows, whatever the kind of data.</summary>
    public static TestPlan EmptyRelation(string columns)
    {
        var schema = SqlParser.Instance.ParseTableSchema(columns, Conf);
        return new TestPlan(_ => new LocalRelation(schema.Fields.Map(f => new AttributeReference(f.Name, f.DataType, f.Nullable)), []));
    }

    /// <summary>A query without generated rows.</summary>
    public static TestPlan Query(string sql) => new(_ => SqlParser.Instance.ParseStatement(sql, Conf));

    /// <summary>The SELECT list over this plan; it may hold aggregates.</summary>
    public TestPlan Select(string list) => Over($"SELECT {list} FROM input");

    /// <summary>GROUP BY.</summary>
    public TestPlan GroupBy(string keys, string list) => Over($"SELECT {list} FROM input GROUP BY {keys}");

    /// <summary>LATERAL VIEW, as in <c>explode(array(a, b)) t AS x</c>.</summary>
    public TestPlan LateralView(string view) => Over($"SELECT * FROM input LATERAL VIEW {view}");

    /// <summary>A LATERAL join, as in <c>, LATERAL explode(array(a, b)) AS t(x)</c>.</summary>
    public TestPlan Lateral(string join) => Over($"SELECT * FROM input {join}");

    /// <summary>INTERSECT or EXCEPT.</summary>
    public TestPlan Combine(SetOperator operation, bool isAll, TestPlan right) => new(data => new SetOperation(operation, isAll, parsed(data), right.Parsed(data)));

    /// <summary>WHERE.</summary>
    public TestPlan Where(string condition) => Where(SqlParser.Instance.ParseExpression(condition, Conf));

    /// <summary>WHERE with a condition that SQL has no form for.</summary>
    public TestPlan Where(Expression condition) => Then(child => new Filter(condition, child));

    /// <summary>A projection that hands on the columns of this plan changed by <paramref name="map"/>, for expressions that SQL has no form for.</summary>
    public TestPlan Project(Func<EquatableArray<AttributeReference>, Expression> map, string name) => new(data =>
    {
        var child = Build(data);
        return new Project([new Alias(map(child.Output), name)], child);
    });

    /// <summary>ORDER BY.</summary>
    public TestPlan OrderBy(string keys) => Then(child => ((Sort)SqlParser.Instance.ParseStatement($"SELECT * FROM input ORDER BY {keys}", Conf)) with { Child = child });

    /// <summary>LIMIT.</summary>
    public TestPlan Limit(int rowCount) => Then(child => new Limit(Literal.Int(rowCount), child));

    /// <summary>OFFSET.</summary>
    public TestPlan Offset(int rowCount) => Then(child => new Offset(Literal.Int(rowCount), child));

    /// <summary>TABLESAMPLE with a seed.</summary>
    public TestPlan Sample(double fraction) => Then(child => new Sample(0, fraction, WithReplacement: false, Seed: 1, child));

    /// <summary>DISTINCT.</summary>
    public TestPlan Distinct() => Then(child => new Distinct(child));

    /// <summary>A name for the relation.</summary>
    public TestPlan As(string name) => Then(child => new SubqueryAlias([name], child));

    /// <summary>UNION ALL.</summary>
    public TestPlan Union(params TestPlan[] others) => new(data => new Union([parsed(data), .. others.Select(o => o.Parsed(data))]));

    /// <summary>A join with another plan, whose columns have other names.</summary>
    /// <param name="right">The right side.</param>
    /// <param name="type">What is kept.</param>
    /// <param name="on">The ON condition, or null.</param>
    public TestPlan Join(TestPlan right, JoinType type, string? on) => new(data => new Join(
        parsed(data), right.Parsed(data), type, on is null ? null : SqlParser.Instance.ParseExpression(on, Conf)));

    private LogicalPlan Parsed(TestData data) => parsed(data);

    private TestPlan Then(Func<LogicalPlan, LogicalPlan> make) => new(data => make(parsed(data)));

    private TestPlan Over(string sql) => Then(child =>
        SqlParser.Instance.ParseStatement(sql, Conf).TransformUp(node => node is UnresolvedRelation ? child : node));

    private static ScalarFunction VolatileRandom() => new("volatile_random")
    {
        Group = FunctionGroup.Misc,
        Usage = "volatile_random() - Returns another number every time.",
        Examples = [],
        Overloads =
        [
            new FunctionOverload([], call => new BoundFunction(
                DoubleType.Instance, false, Volatility.Volatile, CanFail: false, NullBehavior.Propagate, NoKernel)),
        ],
    };

    private static IScalarKernel NoKernel(KernelContext context) => throw new NotSupportedException();
}
