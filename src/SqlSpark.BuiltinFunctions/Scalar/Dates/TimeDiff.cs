using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>time_diff(unit, start, end)</c>: the whole units between two times of day.</summary>
/// <remarks>Spark: <c>TimeDiff</c> in timeExpressions.scala.</remarks>
internal static class TimeDiff
{
    public static readonly ScalarFunction Definition = new("time_diff")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "time_diff(unit, start, end) - Returns the whole units from start to end: HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND.",
        Examples = [new("SELECT time_diff('HOUR', TIME'20:30:29', TIME'21:30:28')", "0")],
        Overloads =
        [
            Overload.TryTernary<Utf8View, long, long, long, Operation>(TypePattern.String, TemporalTypes.Time, TemporalTypes.Time, LongType.Instance, OnError.Throw),
        ],
    };

    private readonly struct Operation : ITryTernaryOperation<Utf8View, long, long, long>
    {
        public static bool TryInvoke(Utf8View word, long start, long end, out long result)
        {
            var unit = TimeUnitBinding.NanosOf(word);
            result = unit == 0 ? 0 : (end - start) / unit;
            return unit != 0;
        }

        public static RowError Error(Utf8View word, long start, long end) => TimeUnitBinding.Error("time_diff", word);
    }
}
