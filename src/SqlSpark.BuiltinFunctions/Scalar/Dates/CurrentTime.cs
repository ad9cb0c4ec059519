using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>current_time(precision)</c>: the time of day at which the query began.</summary>
/// <remarks>Spark: <c>CurrentTime</c> in timeExpressions.scala.</remarks>
internal static class CurrentTime
{
    public static readonly ScalarFunction Definition = new("current_time")
    {
        Printer = static (name, arguments) => $"{name}({(arguments.Count == 0 ? "6" : arguments[0])})",
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "current_time([precision]) - Returns the time of day at which the query began, with up to precision digits of fraction, 6 by default.",
        Examples = [new("SELECT current_time() = current_time()", "true")],
        Overloads = [Overload.Bound([IntegerType.Instance], static call => Bind(call, TimeProvider.System)) with { OptionalCount = 1 }],
    };

    internal static BoundFunction Bind(BindCall call, TimeProvider clock)
    {
        var precision = call.Arguments.Count == 0 ? 6
            : call.Constant(0) is { Value: int digits } ? digits : throw BuiltinErrors.NotFoldable(call, 0, "precision", "INT");
        if (precision is < 0 or > 6)
            throw BuiltinErrors.OutOfRange(call, "precision", "[0, 6]", precision.ToString(CultureInfo.InvariantCulture));
        var micros = CurrentTimeZone.NowMicros(clock);
        var nanos = TimeText.Truncate(new ZoneCursor(ZoneRules.Of(call.TimeZone)).LocalMicrosOfDay(micros) * TimeUnits.NanosPerMicro, precision);
        return new BoundFunction(new TimeType(precision), false, Volatility.Stable, false, NullBehavior.Custom, _ => new Kernel(nanos)) { Signature = [nanos] };
    }

    private sealed class Kernel(long nanos) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Values<long>().Fill(nanos);
    }
}
