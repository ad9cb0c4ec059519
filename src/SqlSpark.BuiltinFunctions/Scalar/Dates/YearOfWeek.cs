using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>yearofweek(date)</c>: the year that its week belongs to.</summary>
/// <remarks>Spark: <c>YearOfWeek</c> in datetimeExpressions.scala.</remarks>
internal static class YearOfWeek
{
    public static readonly ScalarFunction Definition = new("yearofweek")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "yearofweek(date) - Returns the year that its week belongs to of date.",
        Examples = [new("SELECT yearofweek('2005-01-01')", "2004")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int day) => IsoWeeks.YearOf(day);
    }
}
