using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>trunc(date, unit)</c>: the first day of the week, month, quarter or year.</summary>
/// <remarks>Spark: <c>TruncDate</c> in datetimeExpressions.scala. NULL for another unit.</remarks>
internal static class TruncatedDate
{
    public static readonly ScalarFunction Definition = new("trunc")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "trunc(date, fmt) - Returns the first day of the WEEK, MONTH, QUARTER or YEAR of date; NULL for another unit.",
        Examples = [new("SELECT trunc('2019-08-04', 'quarter')", "2019-07-01"), new("SELECT trunc('2019-08-04', 'day')", "NULL")],
        Overloads = [Overload.TryBinary<int, Utf8View, int, Operation>(DateType.Instance, TypePattern.String, DateType.Instance, OnError.Null)],
    };

    private readonly struct Operation : ITryBinaryOperation<int, Utf8View, int>
    {
        public static bool TryInvoke(int date, Utf8View word, out int result)
        {
            var unit = Truncation.Parse(word.Bytes);
            result = Truncation.OfDay(date, unit);
            return unit >= TruncationUnit.Week;
        }

        public static RowError Error(int date, Utf8View word) => default;
    }
}
