using BenchmarkDotNet.Running;
using SqlSpark.Benchmarks.Peers;
using SqlSpark.Benchmarks.Planning;
using SqlSpark.Benchmarks.Ratios;

return args switch
{
    ["ratios", .. var filter] => RatioReport.Run(string.Join(' ', filter)),
    ["peer"] => PeerWorker.Run(Console.In, Console.Out),
    ["planning", .. var filter] => PlanningReport.Run(string.Join(' ', filter)),
    _ => Benchmarks(args),
};

static int Benchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(RatioReport).Assembly).Run(args);
    return 0;
}
