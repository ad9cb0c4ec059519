using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>next_day(date, day)</c>: the first date after another that is a given day of the week.</summary>
/// <remarks>Spark: <c>NextDay</c> in datetimeExpressions.scala. ILLEGAL_DAY_OF_WEEK in ANSI mode, else NULL.</remarks>
internal static class NextDay
{
    public static readonly ScalarFunction Definition = new("next_day")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "next_day(start_date, day_of_week) - Returns the first date after start_date that is the day of the week. ILLEGAL_DAY_OF_WEEK for other names in ANSI mode, else NULL.",
        Examples = [new("SELECT next_day('2015-01-14', 'TU')", "2015-01-20")],
        Overloads = [Overload.TryBinary<int, Utf8View, int, Operation>(DateType.Instance, TypePattern.String, DateType.Instance)],
    };

    private static readonly RowErrorKind IllegalKind = new("ILLEGAL_DAY_OF_WEEK", "string");

    private readonly struct Operation : ITryBinaryOperation<int, Utf8View, int>
    {
        public static bool TryInvoke(int date, Utf8View name, out int result)
        {
            var wanted = DayOf(name.Bytes);
            result = date + 1 + (int)TimeUnits.FloorMod(wanted - 1L - CivilDate.IsoDayOfWeek(date), 7);
            return wanted > 0;
        }

        public static RowError Error(int date, Utf8View name) => new(IllegalKind, name.ToString());

        private static int DayOf(ReadOnlySpan<byte> name)
        {
            name = AsciiText.TrimAll(name);
            for (var day = 1; day <= 7; day++)
            {
                var full = FullName(day);
                if (AsciiText.EqualsWord(name, full) || AsciiText.EqualsWord(name, full[..3]) || AsciiText.EqualsWord(name, full[..2]))
                    return day;
            }

            return 0;
        }

        private static ReadOnlySpan<byte> FullName(int day) => day switch
        {
            1 => "monday"u8,
            2 => "tuesday"u8,
            3 => "wednesday"u8,
            4 => "thursday"u8,
            5 => "friday"u8,
            6 => "saturday"u8,
            _ => "sunday"u8,
        };
    }
}
