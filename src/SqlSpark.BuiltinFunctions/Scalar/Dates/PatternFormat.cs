using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Writes timestamps by patterns.</summary>
internal static class PatternFormat
{
    /// <summary>Binds a call whose pattern is an argument.</summary>
    /// <param name="call">The call.</param>
    /// <param name="zone">The zone that timestamps are written in.</param>
    /// <param name="unit">Microseconds of one of the argument.</param>
    public static BoundFunction Bind(BindCall call, ZoneRules zone, long unit)
    {
        if (call.Arguments.Count > 1)
            PatternCache.Check(call, 1, isForReading: false);
        return new BoundFunction(StringType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(zone, unit))
        {
            BorrowsArguments = false,
            Signature = [zone.Id, unit],
        };
    }

    private sealed class Kernel(ZoneRules rules, long unit) : IScalarKernel
    {
        private readonly PatternCache _patterns = new(isForReading: false);
        private readonly Utf8Buffer _text = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var values = new RowReader<long>(arguments[0]);
            var patterns = arguments.Count > 1 ? new RowReader<Utf8View>(arguments[1]) : default;
            var standard = DateTimePattern.TryCreate("yyyy-MM-dd HH:mm:ss", isForReading: false, out _)!;
            foreach (var row in rows)
            {
                RowError error = default;
                var pattern = arguments.Count > 1 ? _patterns.Find(patterns[row], out error) : standard;
                if (pattern is null)
                {
                    errors.Report(row, error);
                    continue;
                }

                var micros = unchecked(values[row] * unit);
                var parts = new DateTimeParts(
                    zone.LocalDay(micros), zone.LocalMicrosOfDay(micros) * TimeUnits.NanosPerMicro, zone.OffsetAt(TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond)), rules.Id);
                _text.Clear();
                pattern.Format(parts, _text);
                result.SetBytes(row, _text.Written);
            }
        }
    }
}
