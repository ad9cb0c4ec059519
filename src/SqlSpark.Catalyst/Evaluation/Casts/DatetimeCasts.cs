using System.Runtime.CompilerServices;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>DATE to TIMESTAMP: the start of the day in the session's zone.</summary>
internal struct DateToTimestamp(ZoneRules zone, CastErrors errors) : IPartialCast<int, long>
{
    private ZoneCursor _zone = new(zone);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCast(int value, out long result) => _zone.TryStartOfDay(value, out result);

    public readonly RowError Error(int value) => errors.DatetimeOverflow(value);
}

/// <summary>DATE to TIMESTAMP_NTZ: midnight.</summary>
internal readonly struct DateToLocal(CastErrors errors) : IPartialCast<int, long>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCast(int value, out long result) => LocalTimestamp.TryJoin(value, 0, out result);

    public RowError Error(int value) => errors.DatetimeOverflow(value);
}

/// <summary>TIMESTAMP to DATE: the day in the session's zone.</summary>
internal struct TimestampToDate(ZoneRules zone) : ITotalCast<long, int>
{
    private ZoneCursor _zone = new(zone);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Cast(long value) => _zone.LocalDay(value);
}

/// <summary>TIMESTAMP to TIMESTAMP_NTZ: the local time in the session's zone.</summary>
internal struct TimestampToLocal(ZoneRules zone, CastErrors errors) : IPartialCast<long, long>
{
    private ZoneCursor _zone = new(zone);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCast(long value, out long result) => _zone.TryToLocal(value, out result);

    public readonly RowError Error(long value) => errors.DatetimeOverflow(value);
}

/// <summary>TIMESTAMP_NTZ to TIMESTAMP: the instant of the local time in the session's zone.</summary>
internal struct LocalToTimestamp(ZoneRules zone, CastErrors errors) : IPartialCast<long, long>
{
    private ZoneCursor _zone = new(zone);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCast(long value, out long result) => _zone.TryToInstant(value, out result);

    public readonly RowError Error(long value) => errors.DatetimeOverflow(value);
}

/// <summary>TIMESTAMP to TIME: the time of day in a zone, without the digits that the type has no room for.</summary>
internal struct TimestampToTime(ZoneRules zone, int precision) : ITotalCast<long, long>
{
    private ZoneCursor _zone = new(zone);

    public long Cast(long value) => TimeText.Truncate(_zone.LocalMicrosOfDay(value) * TimeUnits.NanosPerMicro, precision);
}

/// <summary>TIME to TIME of another precision: drops digits that the type has no room for.</summary>
internal readonly struct TruncatedTime(int precision) : ITotalCast<long, long>
{
    public long Cast(long value) => TimeText.Truncate(value, precision);
}
