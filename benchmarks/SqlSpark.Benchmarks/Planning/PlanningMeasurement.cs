using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Planning;
using SqlSpark.Sessions;

namespace SqlSpark.Benchmarks.Planning;

/// <summary>What planning a statement takes, step by step.</summary>
/// <param name="Nanoseconds">The median time of each step, as far as the steps go.</param>
/// <param name="Total">The median time of all steps together.</param>
/// <param name="Worst">The longest time of all steps together.</param>
/// <param name="Bytes">Managed bytes that all steps allocate.</param>
/// <param name="Error">The condition with which the step after the last one failed; null when the statement is planned.</param>
internal sealed record PlanningMeasurement(double[] Nanoseconds, double Total, double Worst, long Bytes, string? Error)
{
    /// <summary>The steps, in order.</summary>
    public static readonly string[] Steps = ["parse", "analyze", "optimize", "plan"];

    private const int WarmUpNanoseconds = 1_000_000_000;
    private const int PauseMilliseconds = 200;
    private const int Rounds = 101;

    /// <summary>Measures a statement in a session, hot.</summary>
    public static PlanningMeasurement Of(SessionState session, string sql)
    {
        var conf = session.Conf.Snapshot;
        var times = new long[Steps.Length + 1];
        var stepCount = Run(session, conf, sql, times, out var error);
        for (var end = ThreadClock.Nanoseconds + (WarmUpNanoseconds / 2); ThreadClock.Nanoseconds < end;)
            Run(session, conf, sql, times, out _);
        // Tiered code is compiled in the background, after a pause.
        using (var pause = new ManualResetEventSlim())
            pause.Wait(PauseMilliseconds);
        for (var end = ThreadClock.Nanoseconds + (WarmUpNanoseconds / 4); ThreadClock.Nanoseconds < end;)
            Run(session, conf, sql, times, out _);

        var steps = new double[stepCount][];
        for (var step = 0; step < stepCount; step++)
            steps[step] = new double[Rounds];
        var totals = new double[Rounds];
        var bytes = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(session, conf, sql, times, out _);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            for (var step = 0; step < stepCount; step++)
                steps[step][round] = times[step + 1] - times[step];
            totals[round] = times[stepCount] - times[0];
        }

        return new([.. steps.Select(Median)], Median(totals), totals.Max(), bytes, error);
    }

    private static int Run(SessionState session, ConfSnapshot conf, string sql, long[] times, out string? error)
    {
        var step = 0;
        error = null;
        times[0] = ThreadClock.Nanoseconds;
        try
        {
            var plan = session.Parser.ParseStatement(sql, conf);
            times[++step] = ThreadClock.Nanoseconds;
            plan = session.Analyze(plan);
            times[++step] = ThreadClock.Nanoseconds;
            plan = session.Optimize(plan);
            times[++step] = ThreadClock.Nanoseconds;
            PhysicalPlanner.Plan(plan, conf);
            times[++step] = ThreadClock.Nanoseconds;
        }
        catch (SqlSparkException failure)
        {
            error = failure.Message.Split('\n')[0];
        }

        return step;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
