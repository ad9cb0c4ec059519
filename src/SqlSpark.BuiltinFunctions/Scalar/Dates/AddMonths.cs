using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>add_months(date, n)</c>: the date n months later, on the last day of its month when there is no such day.</summary>
/// <remarks>Spark: <c>AddMonths</c> in datetimeExpressions.scala.</remarks>
internal static class AddMonths
{
    public static readonly ScalarFunction Definition = new("add_months")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "add_months(start_date, num_months) - Returns the date num_months after start_date.",
        Examples = [new("SELECT add_months('2016-08-31', 1)", "2016-09-30")],
        Overloads = [Overload.TryBinary<int, int, int, Operation>(DateType.Instance, IntegerType.Instance, DateType.Instance, OnError.Throw)],
    };

    private readonly struct Operation : ITryBinaryOperation<int, int, int>
    {
        public static bool TryInvoke(int date, int months, out int result)
        {
            var moved = CivilDate.FromDays(date).AddMonths(months);
            return CivilDate.TryToDays(moved.Year, moved.Month, moved.Day, out result);
        }

        public static RowError Error(int date, int months) => RowError.DatetimeOverflow("add months to a date");
    }
}
