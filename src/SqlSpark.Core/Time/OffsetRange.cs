namespace SqlSpark.Core.Time;

/// <summary>A stretch of time during which a zone keeps one offset.</summary>
/// <param name="From">The first second, since 1970-01-01T00:00:00Z; <see cref="long.MinValue"/> is the beginning of time.</param>
/// <param name="Until">The first second after it; <see cref="long.MaxValue"/> is the end of time.</param>
/// <param name="OffsetSeconds">Seconds by which local time is ahead of UTC.</param>
public readonly record struct OffsetRange(long From, long Until, int OffsetSeconds)
{
    /// <summary>True when the second lies in the stretch.</summary>
    public bool Contains(long epochSecond) => epochSecond >= From && epochSecond < Until;
}
