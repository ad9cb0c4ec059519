using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>unix_micros(a)</c>: the microseconds since 1970-01-01 00:00:00 UTC.</summary>
/// <remarks>Spark: <c>UnixMicros</c> in datetimeExpressions.scala.</remarks>
internal static class UnixMicros
{
    public static readonly ScalarFunction Definition = new("unix_micros")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.1.0",
        Usage = "unix_micros(expr) - Returns the microseconds since 1970-01-01 00:00:00 UTC.",
        Examples = [new("SELECT unix_micros(TIMESTAMP'1970-01-01 00:00:01Z')", "1000000")],
        Overloads = [Overload.Unary<long, long, Operation>(TimestampType.Instance, isDense: true)],
    };

    private readonly struct Operation : IUnaryOperation<long, long>
    {
        public static long Invoke(long value) => value;
    }
}
