using System.Diagnostics;

namespace SqlSpark.Benchmarks.Ratios;

/// <summary>What came of measuring a pair: engine and loop in turns, so that what else the machine does befalls both.</summary>
/// <param name="Pair">What was measured.</param>
/// <param name="EngineNanoseconds">The median time of one run of the engine.</param>
/// <param name="ByHandNanoseconds">The median time of one run of the loop.</param>
/// <param name="EngineBytes">Managed bytes that one run of the engine allocates.</param>
/// <param name="FirstQuartile">A quarter of the rounds had a smaller ratio.</param>
/// <param name="Median">The median of the rounds' ratios.</param>
/// <param name="ThirdQuartile">A quarter of the rounds had a larger ratio.</param>
internal sealed record RatioMeasurement(
    RatioPair Pair, double EngineNanoseconds, double ByHandNanoseconds, long EngineBytes, double FirstQuartile, double Median, double ThirdQuartile)
{
    private const int MaxRounds = 41;
    private const int MinRounds = 11;
    private const double SampleNanoseconds = 5e6;
    private const double PairNanoseconds = 2.5e9;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(400);

    /// <summary>True when the ratio is within the pair's limit.</summary>
    public bool Passes => Median <= Pair.Limit;

    /// <summary>Measures a pair.</summary>
    /// <exception cref="InvalidOperationException">The two sides have different results.</exception>
    public static RatioMeasurement Of(RatioPair pair)
    {
        Compare(pair);
        WarmUp(pair);
        var engineRuns = RunsOf(pair.RepeatEngine, out var engineTime);
        var byHandRuns = RunsOf(pair.RepeatByHand, out var byHandTime);
        var roundTime = (engineRuns * engineTime) + (byHandRuns * byHandTime);
        var rounds = (int)Math.Clamp(PairNanoseconds / roundTime, MinRounds, MaxRounds);
        var (engine, byHand, ratios) = (new double[rounds], new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0)
                engine[round] = Time(pair.RepeatEngine, engineRuns);
            byHand[round] = Time(pair.RepeatByHand, byHandRuns);
            if (round % 2 != 0)
                engine[round] = Time(pair.RepeatEngine, engineRuns);
            ratios[round] = engine[round] / byHand[round];
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        pair.RepeatEngine(1);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return new(pair, Quantile(engine, 0.5), Quantile(byHand, 0.5), bytes, Quantile(ratios, 0.25), Quantile(ratios, 0.5), Quantile(ratios, 0.75));
    }

    private static void Compare(RatioPair pair)
    {
        var engine = Result(pair.Engine, pair.Output);
        var byHand = Result(pair.ByHand, pair.Output);
        if (!engine.Equals(byHand))
            throw new InvalidOperationException($"{pair.Name}: the engine gives {engine}, the loop by hand {byHand}.");
    }

    private static (object? Returned, long Output) Result(Func<object?> run, IComparableOutput? output)
    {
        output?.ClearOutput();
        var returned = run();
        return (returned, output?.DigestOutput() ?? 0);
    }

    /// <summary>
    /// Runs both sides until the runtime has compiled them in full. It does so in the background, from 100 ms after the last method was met for the first time.
    /// </summary>
    private static void WarmUp(RatioPair pair)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUpTime;)
        {
            pair.RepeatEngine(10);
            pair.RepeatByHand(10);
        }
    }

    // So many runs that a sample takes some milliseconds.
    private static int RunsOf(Action<int> repeat, out double time)
    {
        for (var runs = 1; ; runs *= 2)
        {
            time = Time(repeat, runs);
            if (time * runs >= SampleNanoseconds)
                return Math.Max(1, (int)(SampleNanoseconds / time));
        }
    }

    private static double Time(Action<int> repeat, int runs)
    {
        var start = ThreadClock.Nanoseconds;
        repeat(runs);
        return Math.Max(1, ThreadClock.Nanoseconds - start) / (double)runs;
    }

    private static double Quantile(double[] values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)(part * (sorted.Length - 1))];
    }
}
