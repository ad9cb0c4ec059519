using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>What the functions share that make timestamps of their fields, or of a date and a time. Spark: <c>MakeTimestamp</c> in datetimeExpressions.scala.</summary>
internal static class TimestampMaking
{
    private static readonly DecimalType Seconds = new(16, 6);

    /// <summary>Year to second, and a zone where there may be one; or a date and a time.</summary>
    /// <param name="isLocal">True for timestamps without zone.</param>
    /// <param name="onError">NULL for the <c>try_</c> twins.</param>
    public static EquatableArray<FunctionOverload> Overloads(bool isLocal, OnError? onError = null) =>
        isLocal
            ? [Overload.Bound(Fields, call => Bind(call, isLocal, onError)), Overload.Bound([Date, Time], call => Bind(call, isLocal, onError))]
            :
            [
                Overload.Bound(Fields, call => Bind(call, isLocal, onError)),
                Overload.Bound([.. Fields, TypePattern.String], call => Bind(call, isLocal, onError)),
                Overload.Bound([Date, Time], call => Bind(call, isLocal, onError)),
                Overload.Bound([Date, Time, TypePattern.Uncast(TypePattern.String)], call => Bind(call, isLocal, onError)),
            ];

    private static TypePattern Date => TypePattern.Uncast(DateType.Instance);

    private static TypePattern Time => TypePattern.Uncast(TemporalTypes.Time);

    private static EquatableArray<TypePattern> Fields =>
        [IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, Seconds];

    private static BoundFunction Bind(BindCall call, bool isLocal, OnError? onError)
    {
        isLocal |= call.Arguments.Count >= 6 && call.Name.EndsWith("make_timestamp", StringComparison.Ordinal) && call.Conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz;
        var mode = onError ?? (call.IsAnsi ? OnError.Throw : OnError.Null);
        var zone = isLocal ? ZoneRules.Utc : ZoneRules.Of(call.TimeZone);
        return new BoundFunction(
            isLocal ? TimestampNtzType.Instance : TimestampType.Instance, call.AnyNullable || mode == OnError.Null, Volatility.Immutable, mode == OnError.Throw, NullBehavior.Propagate,
            _ => new Kernel(zone, isLocal))
        {
            OnError = mode,
            Signature = [zone.Id, mode, isLocal],
        };
    }

    private sealed class Kernel(ZoneRules rules, bool isLocal) : IScalarKernel
    {
        private readonly ZoneLookup _zones = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var session = new ZoneCursor(rules);
            var hasFields = arguments.Count >= 6;
            var hasZone = arguments.Count is 3 or 7;
            var zones = hasZone ? new RowReader<Utf8View>(arguments[arguments.Count - 1]) : default;
            var values = result.Values<long>();
            foreach (var row in rows)
            {
                if (!(hasFields ? TryReadFields(arguments, row, out var local, out var error) : TryReadParts(arguments, row, out local, out error)))
                {
                    if (!errors.NullsRow(row))
                        errors.Report(row, error);
                    continue;
                }

                if (hasZone && !_zones.TryFind(zones[row]))
                    errors.Report(row, ZoneShift.InvalidZone(zones[row].ToString()));
                else if (isLocal)
                    values[row] = local;
                else if (!(hasZone ? ref _zones.Cursor : ref session).TryToInstant(local, out values[row]))
                    errors.Report(row, RowError.Overflow("long overflow"));
            }
        }

        private static bool TryReadParts(in Arguments arguments, int row, out long local, out RowError error)
        {
            error = RowError.Overflow("long overflow");
            return LocalTimestamp.TryJoin(new RowReader<int>(arguments[0])[row], new RowReader<long>(arguments[1])[row] / TimeUnits.NanosPerMicro, out local);
        }

        private static bool TryReadFields(in Arguments arguments, int row, out long local, out RowError error)
        {
            var (year, month, day) = (new RowReader<int>(arguments[0])[row], new RowReader<int>(arguments[1])[row], new RowReader<int>(arguments[2])[row]);
            var (hour, minute, micros) = (new RowReader<int>(arguments[3])[row], new RowReader<int>(arguments[4])[row], new RowReader<long>(arguments[5])[row]);
            local = 0;
            error = default;
            var second = TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond);
            if (second == 60 && micros != 60 * TimeUnits.MicrosPerSecond)
            {
                error = DateFields.Fraction(micros);
                return false;
            }

            // 60 seconds are the next minute.
            if (!CivilDate.TryToDays(year, month, day, out var days) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
            {
                error = DateFields.OutOfBounds(year, month, day, hour, minute, second);
                return false;
            }

            error = RowError.Overflow("long overflow");
            return LocalTimestamp.TryJoin(days, (hour * TimeUnits.MicrosPerHour) + (minute * TimeUnits.MicrosPerMinute) + micros, out local);
        }
    }
}
