using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>interval * number</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>MultiplyDTInterval</c> in intervalExpressions.scala.</remarks>
internal static class MultiplyDayTimeInterval
{
    public static readonly ScalarFunction Definition = new("multiply_dt_interval")
    {
        Printer = static (_, arguments) => $"({arguments[0]} * {arguments[1]})",
        Group = FunctionGroup.DateTime,
        Since = "3.2.0",
        Usage = "multiply_dt_interval(interval, number) - Returns interval * number.",
        Examples = [new("SELECT INTERVAL '10 12' DAY TO HOUR * 2", "21 00:00:00.000000000")],
        Overloads = IntervalScaling.Overloads(isMonths: false, divides: false),
    };
}
