using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>What a parsed text becomes.</summary>
internal enum ParsedKind
{
    /// <summary>A timestamp in the session's zone, or the one that the text names.</summary>
    Timestamp,

    /// <summary>A timestamp without zone.</summary>
    Local,

    /// <summary>Seconds since 1970-01-01 00:00:00 UTC.</summary>
    Seconds,

    /// <summary>A time of day.</summary>
    Time,
}

/// <summary>Reads text by patterns. Spark: <c>GetTimestamp</c>, <c>ToTimestamp</c> in datetimeExpressions.scala.</summary>
internal static class TimestampParsing
{
    private static readonly RowErrorKind CannotParseTimeKind = new("CANNOT_PARSE_TIME", "input", "format");

    /// <summary>A text and its pattern; NULL or CANNOT_PARSE_TIMESTAMP for a text that does not match.</summary>
    public static FunctionOverload Overload(ParsedKind kind, string tryFunction, OnError? onError = null) =>
        Catalyst.Functions.Overload.Bound([TypePattern.String, TypePattern.String], call => Bind(call, kind, tryFunction, onError));

    /// <summary>A text alone, in the form <c>yyyy-MM-dd HH:mm:ss</c>, as seconds since 1970-01-01 00:00:00 UTC.</summary>
    public static FunctionOverload OverloadWithoutPattern() =>
        Catalyst.Functions.Overload.Bound([TypePattern.String], static call => Bind(call, ParsedKind.Seconds, "try_to_timestamp", null));

    private static BoundFunction Bind(BindCall call, ParsedKind kind, string tryFunction, OnError? onError)
    {
        if (call.Arguments.Count > 1)
            PatternCache.Check(call, 1, isForReading: true);
        var zone = kind is ParsedKind.Local or ParsedKind.Time ? ZoneRules.Utc : ZoneRules.Of(call.TimeZone);
        var mode = onError ?? (call.IsAnsi || kind == ParsedKind.Time ? OnError.Throw : OnError.Null);
        DataType type = kind switch
        {
            ParsedKind.Timestamp => TimestampType.Instance,
            ParsedKind.Local => TimestampNtzType.Instance,
            ParsedKind.Seconds => LongType.Instance,
            _ => TimeType.Default,
        };
        return new BoundFunction(type, call.AnyNullable || mode == OnError.Null, Volatility.Immutable, mode == OnError.Throw, NullBehavior.Propagate, _ => new Kernel(zone, kind, tryFunction))
        {
            OnError = mode,
            Signature = [zone.Id, mode],
        };
    }

    private sealed class Kernel(ZoneRules rules, ParsedKind kind, string tryFunction) : IScalarKernel
    {
        private readonly PatternCache _patterns = new(isForReading: true);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var texts = new RowReader<Utf8View>(arguments[0]);
            var hasPatterns = arguments.Count > 1;
            var patterns = hasPatterns ? new RowReader<Utf8View>(arguments[1]) : default;
            var standard = DateTimePattern.TryCreate("yyyy-MM-dd HH:mm:ss", isForReading: true, out _);
            var values = result.Values<long>();
            foreach (var row in rows)
            {
                RowError error = default;
                var pattern = hasPatterns ? _patterns.Find(patterns[row], out error) : standard;
                if (pattern is null)
                    errors.Report(row, error);
                else if (!TryRead(pattern, texts[row], ref zone, out values[row]) && !errors.NullsRow(row))
                    errors.Report(row, Error(texts[row], hasPatterns ? patterns[row] : default));
            }
        }

        private bool TryRead(DateTimePattern pattern, Utf8View text, ref ZoneCursor zone, out long value)
        {
            value = 0;
            if (!pattern.TryRead(text.Bytes, out var fields) || !fields.TryGetNanosOfDay(out var nanos))
                return false;
            if (kind == ParsedKind.Time)
            {
                value = nanos / TimeUnits.NanosPerMicro * TimeUnits.NanosPerMicro;
                return true;
            }

            if (!fields.TryGetDay(out var day) || !LocalTimestamp.TryJoin(day, nanos / TimeUnits.NanosPerMicro, out var local))
                return false;
            if (kind == ParsedKind.Local)
            {
                value = local;
                return true;
            }

            if (fields.Zone is { } named)
            {
                if (!new ZoneCursor(named).TryToInstant(local, out value))
                    return false;
            }
            else if (!zone.TryToInstant(local, out value))
            {
                return false;
            }

            if (kind == ParsedKind.Seconds)
                value = TimeUnits.FloorDiv(value, TimeUnits.MicrosPerSecond);
            return true;
        }

        private RowError Error(Utf8View text, Utf8View pattern) => kind == ParsedKind.Time
            ? new RowError(CannotParseTimeKind, ErrorFormat.SqlValue(text.ToString()), ErrorFormat.SqlValue(pattern.ToString()))
            : RowError.CannotParseTimestamp($"Text '{text}' could not be parsed", tryFunction);
    }
}
