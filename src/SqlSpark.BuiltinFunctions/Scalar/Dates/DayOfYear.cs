using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>dayofyear(date)</c>: the day of the year.</summary>
/// <remarks>Spark: <c>DayOfYear</c> in datetimeExpressions.scala.</remarks>
internal static class DayOfYear
{
    public static readonly ScalarFunction Definition = new("dayofyear")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "dayofyear(date) - Returns the day of the year of date.",
        Examples = [new("SELECT dayofyear('2016-04-09')", "100")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int day) => CivilDate.DayOfYearOf(day);
    }
}
