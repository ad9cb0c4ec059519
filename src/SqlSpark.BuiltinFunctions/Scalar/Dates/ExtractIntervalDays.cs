using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>The whole days of an interval, which the analyzer adds to dates: <c>date + INTERVAL '90' DAY</c>.</summary>
/// <remarks>Spark: <c>ExtractANSIIntervalDays</c> in intervalExpressions.scala.</remarks>
internal static class ExtractIntervalDays
{
    public static readonly ScalarFunction Definition = new("extractansiintervaldays")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.3.0",
        Usage = "extractansiintervaldays(interval) - Returns the days of an interval of days and shorter units.",
        Examples = [new("SELECT DATE'1998-12-01' - INTERVAL '90' DAY, DATE'1998-12-31' + INTERVAL '1' DAY", "1998-09-02\t1999-01-01")],
        Overloads =
        [
            Overload.Unary<long, int, Operation>(
                TypePattern.Where("INTERVAL DAY TO SECOND", DayTimeIntervalType.Default, t => t is DayTimeIntervalType), IntegerType.Instance, isDense: true),
        ],
    };

    private readonly struct Operation : IUnaryOperation<long, int>
    {
        // An int64 of microseconds has less than 2^27 days.
        public static int Invoke(long microseconds) => (int)(microseconds / TimeUnits.MicrosPerDay);
    }
}
