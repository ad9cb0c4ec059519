using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>current_date()</c>: today in the session's time zone, the same for the whole query.</summary>
/// <remarks>Spark: <c>CurrentDate</c> in datetimeExpressions.scala.</remarks>
internal static class CurrentDate
{
    public static readonly ScalarFunction Definition = new("current_date")
    {
        Aliases = ["curdate"],
        Printer = static (_, _) => "current_date()",
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "current_date() - Returns the current date at the start of the query. All calls in one query return the same value.",
        Examples = [new("SELECT current_date() = current_date()", "true")],
        Overloads = [Overload.Bound([], call => Bind(call, TimeProvider.System))],
    };

    internal static BoundFunction Bind(BindCall call, TimeProvider clock)
    {
        var micros = CurrentTimeZone.NowMicros(clock);
        var day = new ZoneCursor(ZoneRules.Of(call.TimeZone)).LocalDay(micros);
        return new BoundFunction(DateType.Instance, false, Volatility.Stable, false, NullBehavior.Propagate, _ => new Kernel(day)) { Signature = [day] };
    }

    private sealed class Kernel(int day) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Values<int>().Fill(day);
    }
}
