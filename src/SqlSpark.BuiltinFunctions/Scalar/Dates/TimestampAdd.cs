using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>timestampadd(unit, ...)</c>: the time so many units later.</summary>
/// <remarks>Spark: <c>TimestampAdd</c> in datetimeExpressions.scala. The parser gives the unit as a string; INVALID_PARAMETER_VALUE.DATETIME_UNIT where it is none.</remarks>
internal static class TimestampAdd
{
    public static readonly ScalarFunction Definition = new("timestampadd")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.3.0",
        Usage = "timestampadd(unit, quantity, timestamp) - Returns the time quantity units after timestamp; a negative quantity goes back.",
        Examples = [new("SELECT timestampadd(MONTH, 1, TIMESTAMP_NTZ'2022-01-31 10:00:00')", "2022-02-28 10:00:00")],
        Overloads =
        [
            Overload.Bound([TypePattern.String, LongType.Instance, TypePattern.OneOf(TimestampType.Instance, TimestampNtzType.Instance)], Bind),
        ],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var unit = TimestampUnits.Read(call);
        var zone = call.Type(2) is TimestampNtzType ? ZoneRules.Utc : ZoneRules.Of(call.TimeZone);
        return new BoundFunction(call.Type(2), call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(unit, zone)) { Signature = [zone.Id] };
    }

    private sealed class Kernel(TimestampMath.Unit unit, ZoneRules rules) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var counts = new RowReader<long>(arguments[1]);
            var values = new RowReader<long>(arguments[2]);
            var moved = result.Values<long>();
            foreach (var row in rows)
            {
                if (!TimestampMath.TryAdd(unit, counts[row], values[row], ref zone, out moved[row]))
                    errors.Report(row, RowError.DatetimeOverflow($"add {counts[row]} {unit.ToString().ToUpperInvariant()} to a timestamp"));
            }
        }
    }
}
