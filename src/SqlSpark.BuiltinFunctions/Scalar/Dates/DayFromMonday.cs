using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>weekday(date)</c>: the day of the week, 0 for Monday to 6 for Sunday.</summary>
/// <remarks>Spark: <c>DayFromMonday</c> in datetimeExpressions.scala.</remarks>
internal static class DayFromMonday
{
    public static readonly ScalarFunction Definition = new("weekday")
    {
        Group = FunctionGroup.DateTime,
        Since = "2.4.0",
        Usage = "weekday(date) - Returns the day of the week, 0 for Monday to 6 for Sunday of date.",
        Examples = [new("SELECT weekday('2009-07-30')", "3")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int day) => CivilDate.IsoDayOfWeek(day) - 1;
    }
}
