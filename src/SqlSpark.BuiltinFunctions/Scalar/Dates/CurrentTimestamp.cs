using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>current_timestamp()</c>: when the query began, the same for all rows.</summary>
/// <remarks>Spark: <c>CurrentTimestamp</c>, <c>LocalTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class CurrentTimestamp
{
    public static readonly ScalarFunction Definition = new("current_timestamp")
    {
        Aliases = ["now"],
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "current_timestamp() - Returns the time at which the query began.",
        Examples = [new("SELECT current_timestamp() > TIMESTAMP'2020-01-01 00:00:00'", "true")],
        Overloads = [Overload.Bound([], static call => Bind(call, TimeProvider.System))],
    };

    internal static BoundFunction Bind(BindCall call, TimeProvider clock)
    {
        var micros = CurrentTimeZone.NowMicros(clock);
        var value = micros;
        return new BoundFunction(TimestampType.Instance, false, Volatility.Stable, false, NullBehavior.Propagate, _ => new Kernel(value)) { Signature = [value] };
    }

    private sealed class Kernel(long micros) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Values<long>().Fill(micros);
    }
}
