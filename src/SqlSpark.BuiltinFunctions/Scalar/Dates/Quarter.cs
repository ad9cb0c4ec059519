using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>quarter(date)</c>: the quarter of the year.</summary>
/// <remarks>Spark: <c>Quarter</c> in datetimeExpressions.scala.</remarks>
internal static class Quarter
{
    public static readonly ScalarFunction Definition = new("quarter")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "quarter(date) - Returns the quarter of the year of date.",
        Examples = [new("SELECT quarter('2016-08-31')", "3")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int day) => (CivilDate.FromDays(day).Month + 2) / 3;
    }
}
