using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Time;

/// <summary>
/// Converts between instants and local times of one zone. Remembers the stretch of equal offset it saw last, so that runs of nearby
/// times cost two comparisons each. A mutable struct: keep it in a local or a field that is not readonly.
/// </summary>
/// <param name="rules">The zone.</param>
public struct ZoneCursor(ZoneRules rules)
{
    private readonly ZoneRules _rules = rules;
    private OffsetRange _range = rules.RangeAt(0);

    /// <summary>The zone.</summary>
    public readonly ZoneRules Rules => _rules;

    /// <summary>Seconds by which local time is ahead of UTC at a second since 1970-01-01T00:00:00Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int OffsetAt(long epochSecond)
    {
        if (!_range.Contains(epochSecond))
            _range = _rules.RangeAt(epochSecond);
        return _range.OffsetSeconds;
    }

    /// <summary>The local time of an instant, both in microseconds since 1970-01-01T00:00:00; false when it does not fit 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryToLocal(long micros, out long localMicros)
    {
        var shift = OffsetAt(TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond)) * TimeUnits.MicrosPerSecond;
        localMicros = micros + shift;
        return ((micros ^ localMicros) & (shift ^ localMicros)) >= 0;
    }

    /// <summary>The day of an instant, in days since 1970-01-01, even where the local time itself does not fit 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LocalDay(long micros)
    {
        var second = TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond);
        return (int)TimeUnits.FloorDiv(second + OffsetAt(second), TimeUnits.SecondsPerDay);
    }

    /// <summary>Microseconds since local midnight at an instant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long LocalMicrosOfDay(long micros)
    {
        var second = TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond);
        var fraction = micros - (second * TimeUnits.MicrosPerSecond);
        return (TimeUnits.FloorMod(second + OffsetAt(second), TimeUnits.SecondsPerDay) * TimeUnits.MicrosPerSecond) + fraction;
    }

    /// <summary>
    /// The instant of a local time, both in microseconds since 1970-01-01T00:00:00; false when it does not fit 64 bits. Of two instants the
    /// earlier; a skipped time is moved forward by the length of the gap.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryToInstant(long localMicros, out long micros)
    {
        var localSecond = TimeUnits.FloorDiv(localMicros, TimeUnits.MicrosPerSecond);
        if (localSecond - ZoneRules.SafeSecondsBefore < _range.From
            || (_range.Until != long.MaxValue && localSecond >= _range.Until + _range.OffsetSeconds))
            _range = _rules.RangeOfLocal(localSecond);
        var shift = _range.OffsetSeconds * TimeUnits.MicrosPerSecond;
        micros = localMicros - shift;
        return ((localMicros ^ shift) & (localMicros ^ micros)) >= 0;
    }

    /// <summary>The instant, in microseconds, at which a local day begins; false when it does not fit 64 bits.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryStartOfDay(int day, out long micros)
    {
        var midnight = (long)day * TimeUnits.SecondsPerDay;
        var second = midnight - ZoneRules.SafeSecondsBefore >= _range.From
            && (_range.Until == long.MaxValue || midnight < _range.Until + _range.OffsetSeconds)
                ? midnight - _range.OffsetSeconds
                : FindStartOfDay(day);
        micros = second * TimeUnits.MicrosPerSecond;
        return second is >= -MaxSeconds and <= MaxSeconds;
    }

    private const long MaxSeconds = long.MaxValue / TimeUnits.MicrosPerSecond;

    private long FindStartOfDay(int day)
    {
        _range = _rules.RangeOfLocal((long)day * TimeUnits.SecondsPerDay);
        return _rules.StartOfDay(day);
    }
}
