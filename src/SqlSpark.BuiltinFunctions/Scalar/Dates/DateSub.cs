using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>date_sub(date, days)</c>: the date so many days before another.</summary>
/// <remarks>Spark: <c>DateSub</c> in datetimeExpressions.scala. Beyond the range of dates it wraps around.</remarks>
internal static class DateSub
{
    public static readonly ScalarFunction Definition = new("date_sub")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "date_sub(start_date, num_days) - Returns the date that is num_days days before start_date.",
        Examples = [new("SELECT date_sub('2016-07-30', 1)", "2016-07-29")],
        Prepare = DayCounts.Prepare,
        Overloads =
        [
            Overload.Binary<int, int, int, Operation>(DateType.Instance, DayCounts.Of(IntegerType.Instance), DateType.Instance, isDense: true),
            Overload.Binary<int, short, int, OfShort>(DateType.Instance, DayCounts.Of(ShortType.Instance), DateType.Instance, isDense: true),
            Overload.Binary<int, sbyte, int, OfByte>(DateType.Instance, DayCounts.Of(ByteType.Instance), DateType.Instance, isDense: true),
        ],
    };

    private readonly struct Operation : IBinaryOperation<int, int, int>
    {
        public static int Invoke(int date, int days) => unchecked(date - days);
    }

    private readonly struct OfShort : IBinaryOperation<int, short, int>
    {
        public static int Invoke(int date, short days) => unchecked(date - days);
    }

    private readonly struct OfByte : IBinaryOperation<int, sbyte, int>
    {
        public static int Invoke(int date, sbyte days) => unchecked(date - days);
    }
}
