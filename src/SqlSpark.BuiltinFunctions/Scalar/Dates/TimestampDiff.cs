using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>timestampdiff(unit, ...)</c>: the whole units between two times.</summary>
/// <remarks>Spark: <c>TimestampDiff</c> in datetimeExpressions.scala. The parser gives the unit as a string; INVALID_PARAMETER_VALUE.DATETIME_UNIT where it is none.</remarks>
internal static class TimestampDiff
{
    public static readonly ScalarFunction Definition = new("timestampdiff")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.3.0",
        Usage = "timestampdiff(unit, startTimestamp, endTimestamp) - Returns the whole units from startTimestamp to endTimestamp, cut.",
        Examples = [new("SELECT timestampdiff(HOUR, TIMESTAMP_NTZ'2022-02-11 20:30:00', TIMESTAMP_NTZ'2022-02-12 04:30:00')", "8")],
        Overloads =
        [
            Overload.Bound([TypePattern.String, TimestampType.Instance, TimestampType.Instance], static call => Bind(call, isLocal: false)),
            Overload.Bound([TypePattern.String, TimestampNtzType.Instance, TimestampNtzType.Instance], static call => Bind(call, isLocal: true)),
        ],
    };

    private static BoundFunction Bind(BindCall call, bool isLocal)
    {
        var unit = TimestampUnits.Read(call);
        var zone = isLocal ? ZoneRules.Utc : ZoneRules.Of(call.TimeZone);
        return new BoundFunction(LongType.Instance, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, _ => new Kernel(unit, zone)) { Signature = [zone.Id] };
    }

    private sealed class Kernel(TimestampMath.Unit unit, ZoneRules rules) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var starts = new RowReader<long>(arguments[1]);
            var ends = new RowReader<long>(arguments[2]);
            var counts = result.Values<long>();
            foreach (var row in rows)
                counts[row] = TimestampMath.Between(unit, starts[row], ends[row], ref zone);
        }
    }
}
