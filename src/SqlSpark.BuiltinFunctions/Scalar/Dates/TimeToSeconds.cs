using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>time_to_seconds(t)</c>: the seconds from midnight to a time of day.</summary>
/// <remarks>Spark: <c>TimeToSeconds</c> in timeExpressions.scala.</remarks>
internal static class TimeToSeconds
{
    public static readonly ScalarFunction Definition = new("time_to_seconds")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "time_to_seconds(time) - Returns the seconds from midnight to time.",
        Examples = [new("SELECT time_to_seconds(TIME'01:01:01')", "3661.000000")],
        Overloads = [Overload.Unary<long, long, Operation>(TemporalTypes.Time, new DecimalType(14, 6))],
    };

    private readonly struct Operation : IUnaryOperation<long, long>
    {
        public static long Invoke(long nanos) => nanos / 1000;
    }
}
