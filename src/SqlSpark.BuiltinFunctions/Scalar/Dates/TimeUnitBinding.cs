using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>What functions of times of day and a unit share: HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND, in any case.</summary>
internal static class TimeUnitBinding
{
    private static readonly RowErrorKind InvalidKind = new("INVALID_PARAMETER_VALUE.TIME_UNIT", "functionName", "parameter", "invalidValue");

    /// <summary>Nanoseconds of a unit, or 0 when it is none of a time.</summary>
    public static long NanosOf(Utf8View word) => Truncation.Parse(word.Bytes) is >= TruncationUnit.Microsecond and <= TruncationUnit.Hour and var unit
        ? Truncation.MicrosOf(unit) * TimeUnits.NanosPerMicro
        : 0;

    /// <summary>INVALID_PARAMETER_VALUE.TIME_UNIT.</summary>
    public static RowError Error(string function, Utf8View word) => new(InvalidKind, ErrorFormat.SqlId(function), ErrorFormat.SqlId("unit"), ErrorFormat.SqlValue(word.ToString()));
}
