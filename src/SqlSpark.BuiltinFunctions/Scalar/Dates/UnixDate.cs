using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>unix_date(a)</c>: the days since 1970-01-01.</summary>
/// <remarks>Spark: <c>UnixDate</c> in datetimeExpressions.scala.</remarks>
internal static class UnixDate
{
    public static readonly ScalarFunction Definition = new("unix_date")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.1.0",
        Usage = "unix_date(expr) - Returns the days since 1970-01-01.",
        Examples = [new("SELECT unix_date(DATE'1970-01-02')", "1")],
        Overloads = [Overload.Unary<int, int, Operation>(DateType.Instance, isDense: true)],
    };

    private readonly struct Operation : IUnaryOperation<int, int>
    {
        public static int Invoke(int value) => value;
    }
}
