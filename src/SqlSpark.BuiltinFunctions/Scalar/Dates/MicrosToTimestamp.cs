using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>timestamp_micros(n)</c>: the timestamp so many microseconds after 1970-01-01 00:00:00 UTC.</summary>
/// <remarks>Spark: <c>MicrosToTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class MicrosToTimestamp
{
    public static readonly ScalarFunction Definition = new("timestamp_micros")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.1.0",
        Usage = "timestamp_micros(expr) - Returns the timestamp expr microseconds after 1970-01-01 00:00:00 UTC.",
        Examples = [new("SELECT timestamp_micros(1230219000123123) = TIMESTAMP'2008-12-25 15:30:00.123123Z'", "true")],
        Overloads = [Overload.TryUnary<long, long, Operation>(LongType.Instance, TimestampType.Instance, OnError.Throw)],
    };

    private readonly struct Operation : ITryUnaryOperation<long, long>
    {
        public static bool TryInvoke(long value, out long result)
        {
            var micros = (Int128)value * 1;
            result = (long)micros;
            return micros == result;
        }

        public static RowError Error(long value) => RowError.Overflow("long overflow");
    }
}
