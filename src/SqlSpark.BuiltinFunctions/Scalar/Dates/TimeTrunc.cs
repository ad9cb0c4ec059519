using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>time_trunc(unit, t)</c>: a time of day cut to a unit.</summary>
/// <remarks>Spark: <c>TimeTrunc</c> in timeExpressions.scala.</remarks>
internal static class TimeTrunc
{
    public static readonly ScalarFunction Definition = new("time_trunc")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "time_trunc(unit, time) - Returns time cut to a unit: HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND.",
        Examples = [new("SELECT time_trunc('HOUR', TIME'09:32:05.359')", "09:00:00")],
        Overloads = [Overload.TryBinary<Utf8View, long, long, Operation>(TypePattern.String, TemporalTypes.Time, TimeType.Default, OnError.Throw)],
    };

    private readonly struct Operation : ITryBinaryOperation<Utf8View, long, long>
    {
        public static bool TryInvoke(Utf8View word, long nanos, out long result)
        {
            var unit = TimeUnitBinding.NanosOf(word);
            result = unit == 0 ? 0 : nanos - (nanos % unit);
            return unit != 0;
        }

        public static RowError Error(Utf8View word, long nanos) => TimeUnitBinding.Error("time_trunc", word);
    }
}
