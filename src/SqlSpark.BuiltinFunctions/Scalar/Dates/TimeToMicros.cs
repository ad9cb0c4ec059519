using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>time_to_micros(t)</c>: the micros from midnight to a time of day.</summary>
/// <remarks>Spark: <c>TimeToMicros</c> in timeExpressions.scala.</remarks>
internal static class TimeToMicros
{
    public static readonly ScalarFunction Definition = new("time_to_micros")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "time_to_micros(time) - Returns the micros from midnight to time.",
        Examples = [new("SELECT time_to_micros(TIME'01:01:01')", "3661000000")],
        Overloads = [Overload.Unary<long, long, Operation>(TemporalTypes.Time)],
    };

    private readonly struct Operation : IUnaryOperation<long, long>
    {
        public static long Invoke(long nanos) => nanos / 1000;
    }
}
