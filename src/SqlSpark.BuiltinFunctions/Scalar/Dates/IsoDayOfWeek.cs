using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>dayofweek_iso(date)</c>: the day of the week, 1 for Monday to 7 for Sunday.</summary>
/// <remarks>Spark: <c>IsoDayOfWeek</c> in datetimeExpressions.scala.</remarks>
internal static class IsoDayOfWeek
{
    public static readonly ScalarFunction Definition = new("dayofweek_iso")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "dayofweek_iso(date) - Returns the day of the week, 1 for Monday to 7 for Sunday of date.",
        Examples = [new("SELECT dayofweek_iso('2009-07-30')", "4")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int day) => CivilDate.IsoDayOfWeek(day);
    }
}
