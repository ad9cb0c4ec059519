using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Reads the units that functions of timestamps take.</summary>
internal static class TimestampUnits
{
    /// <summary>The unit that is the first argument. INVALID_PARAMETER_VALUE.DATETIME_UNIT where it is none.</summary>
    public static TimestampMath.Unit Read(BindCall call) =>
        TimestampMath.Parse((string)call.Constant(0)!.Value!) ?? throw SqlSparkException.Create(
            "INVALID_PARAMETER_VALUE.DATETIME_UNIT",
            null,
            ("functionName", ErrorFormat.SqlId(call.Name)),
            ("parameter", ErrorFormat.SqlId("unit")),
            ("invalidValue", ErrorFormat.SqlValue((string)call.Constant(0)!.Value!)));
}
