using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>last_day(date)</c>: the last day of the month.</summary>
/// <remarks>Spark: <c>LastDay</c> in datetimeExpressions.scala.</remarks>
internal static class LastDay
{
    public static readonly ScalarFunction Definition = new("last_day")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "last_day(date) - Returns the last day of the month of date.",
        Examples = [new("SELECT last_day('2009-01-12')", "2009-01-31")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance, DateType.Instance)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int day)
        {
            var date = CivilDate.FromDays(day);
            return day + CivilDate.DaysInMonth(date.Year, date.Month) - date.Day;
        }
    }
}
