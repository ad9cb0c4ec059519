using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>date + interval</c> for intervals of years and months: on the last day of the month when there is no such day.</summary>
/// <remarks>Spark: <c>DateAddYMInterval</c> in datetimeExpressions.scala. The analyzer calls it for the operators + and -.</remarks>
internal static class DateAddMonthsInterval
{
    public static readonly ScalarFunction Definition = new("date_add_ym_interval")
    {
        Printer = static (_, arguments) => $"{arguments[0]} + {arguments[1]}",
        Group = FunctionGroup.DateTime,
        Since = "3.2.0",
        Usage = "date + interval - Returns the date that lies an interval of years and months after another one.",
        Examples =
        [
            new("SELECT DATE'2024-01-31' + INTERVAL '1' MONTH", "2024-02-29"),
            new("SELECT DATE'1994-01-01' - INTERVAL '1-1' YEAR TO MONTH", "1992-12-01"),
        ],
        Overloads =
        [
            Overload.TryBinary<int, int, int, Operation>(
                DateType.Instance,
                TypePattern.Where("INTERVAL YEAR TO MONTH", YearMonthIntervalType.Default, t => t is YearMonthIntervalType),
                DateType.Instance),
        ],
    };

    private readonly struct Operation : ITryBinaryOperation<int, int, int>
    {
        public static bool TryInvoke(int date, int months, out int result)
        {
            var moved = CivilDate.FromDays(date).AddMonths(months);
            return CivilDate.TryToDays(moved.Year, moved.Month, moved.Day, out result);
        }

        public static RowError Error(int date, int months) => RowError.DatetimeOverflow("add an interval of months to a date");
    }
}
