using SqlSpark.Core.Time;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>
/// The session's time zone while a thread analyzes or explains: TIMESTAMP literals are printed in it, in generated column names, plans and
/// messages. Spark reads <c>SQLConf.get</c> in the same places.
/// </summary>
public static class CurrentTimeZone
{
    [ThreadStatic]
    private static ZoneRules? s_value;

    [ThreadStatic]
    private static long? s_nowMicros;

    /// <summary>The current zone; UTC outside of any scope.</summary>
    public static ZoneRules Value => s_value ?? ZoneRules.Utc;

    /// <summary>Microseconds since 1970-01-01T00:00:00Z at which the statement being analyzed first asked, so that all its calls give one time.</summary>
    public static long NowMicros(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (s_value is not null && s_nowMicros is { } known)
            return known;
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        if (s_value is not null)
            s_nowMicros = now;
        return now;
    }

    /// <summary>Makes <paramref name="zone"/> current until the scope is disposed.</summary>
    public static Scope With(ZoneRules zone)
    {
        var scope = new Scope(s_value);
        if (s_value is null)
            s_nowMicros = null;
        s_value = zone;
        return scope;
    }

    /// <summary>Restores the outer zone.</summary>
    public readonly ref struct Scope
    {
        private readonly ZoneRules? _outer;

        internal Scope(ZoneRules? outer) => _outer = outer;

        /// <summary>Restores the outer zone.</summary>
        public void Dispose() => s_value = _outer;
    }
}
