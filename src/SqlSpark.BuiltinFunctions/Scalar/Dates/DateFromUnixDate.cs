using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>date_from_unix_date(a)</c>: the date so many days after 1970-01-01.</summary>
/// <remarks>Spark: <c>DateFromUnixDate</c> in datetimeExpressions.scala.</remarks>
internal static class DateFromUnixDate
{
    public static readonly ScalarFunction Definition = new("date_from_unix_date")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.1.0",
        Usage = "date_from_unix_date(expr) - Returns the date so many days after 1970-01-01.",
        Examples = [new("SELECT date_from_unix_date(1)", "1970-01-02")],
        Overloads = [Overload.Unary<int, int, Operation>(IntegerType.Instance, DateType.Instance, isDense: true)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int value) => value;
    }
}
