using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>interval * number</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>MultiplyYMInterval</c> in intervalExpressions.scala.</remarks>
internal static class MultiplyMonthsInterval
{
    public static readonly ScalarFunction Definition = new("multiply_ym_interval")
    {
        Printer = static (_, arguments) => $"({arguments[0]} * {arguments[1]})",
        Group = FunctionGroup.DateTime,
        Since = "3.2.0",
        Usage = "multiply_ym_interval(interval, number) - Returns interval * number.",
        Examples = [new("SELECT INTERVAL '1-2' YEAR TO MONTH * 2", "2-4")],
        Overloads = IntervalScaling.Overloads(isMonths: true, divides: false),
    };
}
