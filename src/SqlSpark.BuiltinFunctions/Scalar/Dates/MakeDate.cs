using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>make_date(year, month, day)</c>: a date of its fields.</summary>
/// <remarks>Spark: <c>MakeDate</c> in datetimeExpressions.scala. DATETIME_FIELD_OUT_OF_BOUNDS in ANSI mode, else NULL.</remarks>
internal static class MakeDate
{
    public static readonly ScalarFunction Definition = new("make_date")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "make_date(year, month, day) - Returns the date of year, month and day. DATETIME_FIELD_OUT_OF_BOUNDS in ANSI mode when there is none, else NULL.",
        Examples = [new("SELECT make_date(2013, 7, 15)", "2013-07-15")],
        Overloads = [Overload.TryTernary<int, int, int, int, Operation>(result: DateType.Instance)],
    };

    private readonly struct Operation : ITryTernaryOperation<int, int, int, int>
    {
        public static bool TryInvoke(int year, int month, int day, out int result) => CivilDate.TryToDays(year, month, day, out result);

        public static RowError Error(int year, int month, int day) => DateFields.OutOfBounds(year, month, day);
    }
}
