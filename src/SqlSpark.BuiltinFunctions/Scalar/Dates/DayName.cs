using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>dayname(date)</c>: the short name of the day of the week.</summary>
/// <remarks>Spark: <c>DayName</c> in datetimeExpressions.scala.</remarks>
internal static class DayName
{
    public static readonly ScalarFunction Definition = new("dayname")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.0.0",
        Usage = "dayname(date) - Returns the short name of the day of the week of date.",
        Examples = [new("SELECT dayname(DATE'2008-02-20')", "Wed")],
        Overloads = [Overload.Utf8<int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUtf8Operation<int>
    {
        public static void Invoke(int value, ref Utf8Writer result) => result.Append("MonTueWedThuFriSatSun"u8.Slice(3 * (CivilDate.IsoDayOfWeek(value) - 1), 3));
    }
}
