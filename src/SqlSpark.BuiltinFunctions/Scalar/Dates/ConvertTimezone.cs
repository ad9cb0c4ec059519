using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>convert_timezone(from, to, t)</c>: a local time of one zone as that of another.</summary>
/// <remarks>Spark: <c>ConvertTimezone</c> in datetimeExpressions.scala.</remarks>
internal static class ConvertTimezone
{
    public static readonly ScalarFunction Definition = new("convert_timezone")
    {
        Printer = static (name, arguments) => $"{name}({(arguments.Count == 2 ? "current_timezone(), " : "")}{string.Join(", ", arguments)})",
        Group = FunctionGroup.DateTime,
        Since = "3.4.0",
        Usage = "convert_timezone([sourceTz, ]targetTz, sourceTs) - Returns the local time in targetTz of a local time in sourceTz, by default the zone of the session.",
        Examples =
        [
            new("SELECT convert_timezone('Europe/Brussels', 'America/Los_Angeles', TIMESTAMP_NTZ'2021-12-06 00:00:00')", "2021-12-05 15:00:00"),
        ],
        Overloads =
        [
            Overload.Bound([TypePattern.String, TimestampNtzType.Instance], Bind),
            Overload.Bound([TypePattern.String, TypePattern.String, TimestampNtzType.Instance], Bind),
        ],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var session = ZoneRules.Of(call.TimeZone);
        return new BoundFunction(TimestampNtzType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(session)) { Signature = [session.Id] };
    }

    private sealed class Kernel(ZoneRules session) : IScalarKernel
    {
        private readonly ZoneLookup _sources = new();
        private readonly ZoneLookup _targets = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var hasSource = arguments.Count > 2;
            var source = new ZoneCursor(session);
            var sources = new RowReader<Utf8View>(arguments[0]);
            var targets = new RowReader<Utf8View>(arguments[hasSource ? 1 : 0]);
            var values = new RowReader<long>(arguments[arguments.Count - 1]);
            var converted = result.Values<long>();
            foreach (var row in rows)
            {
                if (hasSource && !_sources.TryFind(sources[row]))
                    errors.Report(row, ZoneShift.InvalidZone(sources[row].ToString()));
                else if (!_targets.TryFind(targets[row]))
                    errors.Report(row, ZoneShift.InvalidZone(targets[row].ToString()));
                else if (!(hasSource ? ref _sources.Cursor : ref source).TryToInstant(values[row], out var instant) || !_targets.Cursor.TryToLocal(instant, out converted[row]))
                    errors.Report(row, RowError.Overflow("long overflow"));
            }
        }
    }
}
