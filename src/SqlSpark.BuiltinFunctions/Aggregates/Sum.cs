using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>sum(a)</c>: the sum of the values that are not NULL.</summary>
/// <remarks>
/// Spark: <c>Sum</c>. BIGINT of integers, DECIMAL(p + 10, s) of decimals, DOUBLE of floating point, intervals of intervals. Integers and
/// decimals are summed in 128 bits, and whether the sum fits its type is asked at the end.
/// </remarks>
internal static class Sum
{
    public static readonly AggregateFunction Definition = new("sum")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "sum(expr) - Returns the sum of the values. Overflow is an error in ANSI mode; without it integers wrap around and decimals become NULL.",
        Examples = [new("SELECT sum(col) FROM VALUES (5), (10), (15) AS tab(col)", "30"), new("SELECT sum(col) FROM VALUES (NULL), (NULL) AS tab(col)", "NULL")],
        Prepare = SumBinding.Prepare,
        Overloads = [new([SumBinding.Pattern], static call => SumBinding.Bind(call, call.IsAnsi ? SumOverflow.Fail : SumOverflow.Wrap))],
    };
}
