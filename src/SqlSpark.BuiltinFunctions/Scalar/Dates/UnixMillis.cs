using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>unix_millis(a)</c>: the milliseconds since 1970-01-01 00:00:00 UTC.</summary>
/// <remarks>Spark: <c>UnixMillis</c> in datetimeExpressions.scala.</remarks>
internal static class UnixMillis
{
    public static readonly ScalarFunction Definition = new("unix_millis")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.1.0",
        Usage = "unix_millis(expr) - Returns the milliseconds since 1970-01-01 00:00:00 UTC.",
        Examples = [new("SELECT unix_millis(TIMESTAMP'1970-01-01 00:00:01Z')", "1000")],
        Overloads = [Overload.Unary<long, long, Operation>(TimestampType.Instance, isDense: true)],
    };

    private readonly struct Operation : IUnaryOperation<long, long>
    {
        public static long Invoke(long value) => TimeUnits.FloorDiv(value, TimeUnits.MicrosPerMilli);
    }
}
