namespace SqlSpark.Execution;

/// <summary>Times what must be quick on machines that do other work as well.</summary>
internal static class Quickest
{
    private const int Attempts = 50;

    /// <summary>
    /// The shortest time of several attempts, which end as soon as one is under the limit. What is slow by itself is slow each time; what waits for a
    /// processor that others use is not.
    /// </summary>
    public static TimeSpan Of(TimeSpan limit, Func<TimeSpan> attempt)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Attempts && best >= limit; i++)
        {
            var time = attempt();
            best = time < best ? time : best;
        }

        return best;
    }
}
