namespace SqlSpark.Core.Types;

/// <summary>A field of a year-month interval.</summary>
public enum YearMonthField : byte
{
    /// <summary>Years.</summary>
    Year,

    /// <summary>Months.</summary>
    Month,
}

/// <summary>A field of a day-time interval.</summary>
public enum DayTimeField : byte
{
    /// <summary>Days.</summary>
    Day,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Seconds with fraction.</summary>
    Second,
}

/// <summary>INTERVAL YEAR TO MONTH and its parts: months, int32.</summary>
public sealed record YearMonthIntervalType(YearMonthField Start = YearMonthField.Year, YearMonthField End = YearMonthField.Month) : DataType
{
    /// <summary>INTERVAL YEAR TO MONTH.</summary>
    public static YearMonthIntervalType Default { get; } = new();

    /// <inheritdoc />
    public override string TypeName => Start == End ? $"interval {Name(Start)}" : $"interval {Name(Start)} to {Name(End)}";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int32;

    private static string Name(YearMonthField field) => field == YearMonthField.Year ? "year" : "month";
}

/// <summary>INTERVAL DAY TO SECOND and its parts: microseconds, int64.</summary>
public sealed record DayTimeIntervalType(DayTimeField Start = DayTimeField.Day, DayTimeField End = DayTimeField.Second) : DataType
{
    /// <summary>INTERVAL DAY TO SECOND.</summary>
    public static DayTimeIntervalType Default { get; } = new();

    /// <inheritdoc />
    public override string TypeName => Start == End ? $"interval {Name(Start)}" : $"interval {Name(Start)} to {Name(End)}";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int64;

    private static string Name(DayTimeField field) => field switch
    {
        DayTimeField.Day => "day",
        DayTimeField.Hour => "hour",
        DayTimeField.Minute => "minute",
        _ => "second",
    };
}

/// <summary>INTERVAL: months, days and microseconds, which do not convert into each other.</summary>
public sealed record CalendarIntervalType : DataType
{
    /// <summary>The only instance anybody needs.</summary>
    public static CalendarIntervalType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "interval";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Interval;

    /// <inheritdoc />
    public override bool IsOrderable => false;
}

/// <summary>A value of <see cref="CalendarIntervalType"/>; also its layout in memory (16 bytes).</summary>
/// <param name="Months">Months.</param>
/// <param name="Days">Days.</param>
/// <param name="Microseconds">Microseconds.</param>
public readonly record struct CalendarInterval(int Months, int Days, long Microseconds);
