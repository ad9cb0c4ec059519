using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>weekofyear(date)</c>: the week of the year, which begins on a Monday; the first has the year's first Thursday.</summary>
/// <remarks>Spark: <c>WeekOfYear</c> in datetimeExpressions.scala.</remarks>
internal static class WeekOfYear
{
    public static readonly ScalarFunction Definition = new("weekofyear")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "weekofyear(date) - Returns the week of the year, which begins on a Monday; the first has the year's first Thursday of date.",
        Examples = [new("SELECT weekofyear('2008-02-20')", "8")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int day) => IsoWeeks.WeekOf(day);
    }
}
