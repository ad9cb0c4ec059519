using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>dayofweek(date)</c>: the day of the week, 1 for Sunday to 7 for Saturday.</summary>
/// <remarks>Spark: <c>DayFromSunday</c> in datetimeExpressions.scala.</remarks>
internal static class DayFromSunday
{
    public static readonly ScalarFunction Definition = new("dayofweek")
    {
        Group = FunctionGroup.DateTime,
        Since = "2.3.0",
        Usage = "dayofweek(date) - Returns the day of the week, 1 for Sunday to 7 for Saturday of date.",
        Examples = [new("SELECT dayofweek('2009-07-30')", "5")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int day) => (CivilDate.IsoDayOfWeek(day) % 7) + 1;
    }
}
