using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Patterns of types that functions of dates and times take.</summary>
internal static class TemporalTypes
{
    public static TypePattern YearMonth { get; } = TypePattern.Where("INTERVAL YEAR TO MONTH", YearMonthIntervalType.Default, static t => t is YearMonthIntervalType);

    public static TypePattern DayTime { get; } = TypePattern.Where("INTERVAL DAY TO SECOND", DayTimeIntervalType.Default, static t => t is DayTimeIntervalType);

    public static TypePattern Time { get; } = TypePattern.Where("TIME(6)", new TimeType(6), static t => t is TimeType);
}
