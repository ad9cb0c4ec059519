using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>datediff(end, start)</c>: the days from one date to another.</summary>
/// <remarks>Spark: <c>DateDiff</c> in datetimeExpressions.scala.</remarks>
internal static class DateDiff
{
    public static readonly ScalarFunction Definition = new("datediff")
    {
        Aliases = ["date_diff"],
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "datediff(endDate, startDate) - Returns the number of days from startDate to endDate.",
        Examples = [new("SELECT datediff('2009-07-31', '2009-07-30')", "1")],
        Overloads = [Overload.Binary<int, int, int, Operation>(DateType.Instance, DateType.Instance, isDense: true)],
    };

    private readonly struct Operation : IBinaryOperation<int, int, int>
    {
        public static int Invoke(int end, int start) => unchecked(end - start);
    }
}
