using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>monthname(date)</c>: the short name of the month.</summary>
/// <remarks>Spark: <c>MonthName</c> in datetimeExpressions.scala.</remarks>
internal static class MonthName
{
    public static readonly ScalarFunction Definition = new("monthname")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.0.0",
        Usage = "monthname(date) - Returns the short name of the month of date.",
        Examples = [new("SELECT monthname(DATE'2008-02-20')", "Feb")],
        Overloads = [Overload.Utf8<int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUtf8Operation<int>
    {
        public static void Invoke(int value, ref Utf8Writer result) => result.Append("JanFebMarAprMayJunJulAugSepOctNovDec"u8.Slice(3 * (CivilDate.FromDays(value).Month - 1), 3));
    }
}
