using BenchmarkDotNet.Attributes;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Execution.Planning;
using SqlSpark.Sessions;

namespace SqlSpark.Benchmarks.Planning;

/// <summary>What does each step of planning cost, hot, for the queries of TPC-H that need one table only?</summary>
[MemoryDiagnoser]
public class PlanningBenchmarks
{
    private SessionState _session = null!;
    private string _sql = "";
    private LogicalPlan _parsed = null!;
    private LogicalPlan _analyzed = null!;
    private LogicalPlan _optimized = null!;

    [Params("q1", "q6")]
    public string Query { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _session = PlanningQueries.Session();
        _sql = PlanningQueries.All().First(q => q.Name == Query).Sql;
        _parsed = _session.Parser.ParseStatement(_sql, _session.Conf.Snapshot);
        _analyzed = _session.Analyze(_parsed);
        _optimized = _session.Optimize(_analyzed);
    }

    [Benchmark]
    public object Parse() => _session.Parser.ParseStatement(_sql, _session.Conf.Snapshot);

    [Benchmark]
    public object Analyze() => _session.Analyze(_parsed);

    [Benchmark]
    public object Optimize() => _session.Optimize(_analyzed);

    [Benchmark]
    public object Plan() => PhysicalPlanner.Plan(_optimized, _session.Conf.Snapshot);

    [Benchmark(Baseline = true)]
    public object All()
    {
        var plan = _session.Optimize(_session.Analyze(_session.Parser.ParseStatement(_sql, _session.Conf.Snapshot)));
        return PhysicalPlanner.Plan(plan, _session.Conf.Snapshot);
    }
}
