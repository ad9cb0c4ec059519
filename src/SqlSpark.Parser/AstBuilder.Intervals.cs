using System.Globalization;
using System.Numerics;
using Antlr4.Runtime;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <summary>Interval literals. Those of months become year-month intervals, those of days and times day-time intervals; mixing is an error.</summary>
internal sealed partial class AstBuilder
{
    private const long MicrosPerSecond = 1_000_000;

    private Expression Interval(IntervalContext context)
    {
        using var place = At(context);
        return context switch
        {
            IntervalOfFieldsContext fields => IntervalOfFields(fields),
            IntervalFromToContext range => IntervalFromTo(range),
            IntervalTextContext text => IntervalText(context, StringValue(text.STRING())),
            _ => throw Unsupported(context, TextOf(context)),
        };
    }

    private Literal IntervalOfFields(IntervalOfFieldsContext context)
    {
        var sum = new IntervalSum();
        foreach (var field in context.intervalField())
        {
            if (field.intervalValue().parameter() is not null)
                throw Unsupported(field, "a parameter in an interval literal");
            var value = field.intervalValue();
            var text = value.STRING() is { } quoted ? StringValue(quoted).Trim() : value.GetText();
            var isNegative = field.sign?.Type == HYPHEN;
            if (!sum.TryAdd(text, field.intervalUnit().GetText(), isNegative, out var condition, out var parameters))
                throw Error(field, condition, parameters);
        }

        return Finish(context, sum);
    }

    /// <summary><c>INTERVAL '1 day 2 hours'</c>: pairs of a number and a unit in the text.</summary>
    private Literal IntervalText(ParserRuleContext context, string text)
    {
        var words = text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 0 && words[0].Equals("interval", StringComparison.OrdinalIgnoreCase))
            words.RemoveAt(0);
        JoinSigns(words);
        var sum = new IntervalSum();
        if (words.Count == 0 || words.Count % 2 != 0)
            throw InvalidIntervalText(context, text);
        for (var i = 0; i < words.Count; i += 2)
        {
            if (!sum.TryAdd(words[i], words[i + 1], isNegative: false, out _, out _))
                throw InvalidIntervalText(context, text);
        }

        return Finish(context, sum);
    }

    private Core.Errors.SqlSparkException InvalidIntervalText(ParserRuleContext context, string text) =>
        Error(context, "INVALID_TYPED_LITERAL", ("valueType", "\"INTERVAL\""), ("value", $"'{text}'"));

    /// <summary>A sign may stand apart from its number.</summary>
    private static void JoinSigns(List<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i] is not ("+" or "-"))
                continue;
            words[i] += words[i + 1];
            words.RemoveAt(i + 1);
        }
    }

    private Expression IntervalFromTo(IntervalFromToContext context)
    {
        var from = context.from.GetText().ToUpperInvariant();
        var to = context.to.GetText().ToUpperInvariant();
        DataType? type = null;
        if (YearMonthFieldOf(from) is YearMonthField.Year && YearMonthFieldOf(to) is YearMonthField.Month)
            type = YearMonthIntervalType.Default;
        else if (DayTimeFieldOf(from) is { } start && DayTimeFieldOf(to) is { } end && start < end)
            type = new DayTimeIntervalType(start, end);
        if (type is null)
        {
            throw Error(
                context, "INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION", ("input", TextOf(context)), ("from", from.ToLowerInvariant()), ("to", to.ToLowerInvariant()));
        }

        var text = StringValue(context.STRING());
        var literal = TryConvert(text, type)
            ?? throw Error(context, type is YearMonthIntervalType ? "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING" : "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE", ("input", text), ("supportedFormat", type.Sql), ("typeName", type.TypeName), ("intervalStr", type is YearMonthIntervalType ? "year-month" : "day-time"));
        var signed = context.HYPHEN() is null ? literal : Negate(literal);
        return conf.Get(Core.Configuration.SqlConf.LegacyIntervalEnabled) ? ToCalendarInterval(signed) : signed;
    }

    private static Literal ToCalendarInterval(Literal literal)
    {
        const long MicrosPerDay = 86_400 * MicrosPerSecond;
        var interval = literal.Value is int months
            ? new CalendarInterval(months, 0, 0)
            : new CalendarInterval(0, (int)((long)literal.Value! / MicrosPerDay), (long)literal.Value! % MicrosPerDay);
        return new Literal(interval, CalendarIntervalType.Instance);
    }

    private static Literal Negate(Literal literal) => literal.Value switch
    {
        int months => literal with { Value = -months },
        long micros => literal with { Value = -micros },
        _ => literal,
    };

    private Literal Finish(ParserRuleContext context, IntervalSum sum)
    {
        if (conf.Get(Core.Configuration.SqlConf.LegacyIntervalEnabled))
        {
            return sum.FitsCalendar
                ? new Literal(sum.ToCalendarInterval(), CalendarIntervalType.Instance)
                : throw Error(context, "INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", ("input", TextOf(context)));
        }

        if (sum is { HasMonths: true, HasTime: true })
            throw Error(context, "_LEGACY_ERROR_TEMP_0029", ("literal", TextOf(context)));
        if (!sum.FitsAnsi)
            throw Error(context, "INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", ("input", TextOf(context)));
        return sum.HasMonths
            ? new Literal((int)sum.Months, sum.YearMonthType)
            : new Literal((long)sum.TotalMicroseconds, sum.DayTimeType);
    }

    /// <summary>Adds up the fields of an interval.</summary>
    private sealed class IntervalSum
    {
        private DayTimeField _firstField = DayTimeField.Second;
        private DayTimeField _lastField = DayTimeField.Day;
        private YearMonthField _firstMonthField = YearMonthField.Month;
        private YearMonthField _lastMonthField = YearMonthField.Year;
        private BigInteger _days;
        private BigInteger _micros;

        public BigInteger Months { get; private set; }

        public bool HasMonths { get; private set; }

        public bool HasTime { get; private set; }

        public BigInteger TotalMicroseconds => (_days * 86_400 * MicrosPerSecond) + _micros;

        public bool FitsAnsi => Months >= int.MinValue && Months <= int.MaxValue && TotalMicroseconds >= long.MinValue && TotalMicroseconds <= long.MaxValue;

        public bool FitsCalendar =>
            FitsInt(Months) && FitsInt(_days) && _micros >= long.MinValue && _micros <= long.MaxValue;

        public YearMonthIntervalType YearMonthType => new(_firstMonthField, _lastMonthField);

        public DayTimeIntervalType DayTimeType => new(_firstField, _lastField);

        public CalendarInterval ToCalendarInterval() => new((int)Months, (int)_days, (long)_micros);

        private static bool FitsInt(BigInteger value) => value >= int.MinValue && value <= int.MaxValue;

        /// <summary>Adds one field; false with an error when it is malformed.</summary>
        public bool TryAdd(string number, string unit, bool isNegative, out string condition, out (string Name, string Value)[] parameters)
        {
            var name = unit.ToUpperInvariant();
            var isSecond = name is "SECOND" or "SECONDS";
            if (!TryParse(number, out var nanos))
            {
                condition = "INVALID_INTERVAL_FORMAT.INVALID_VALUE";
                parameters = [("input", number), ("value", number)];
                return false;
            }

            if (!isSecond && nanos % 1_000_000_000 != 0)
            {
                condition = "INVALID_INTERVAL_FORMAT.INVALID_FRACTION";
                parameters = [("input", number), ("unit", unit.ToLowerInvariant())];
                return false;
            }

            condition = "";
            parameters = [];
            if (isNegative)
                nanos = -nanos;
            if (!TryAddUnit(name, nanos))
            {
                condition = "INVALID_INTERVAL_FORMAT.INVALID_UNIT";
                parameters = [("input", number), ("unit", unit)];
                return false;
            }

            return true;
        }

        /// <summary>The number times 10^9, at most nine digits behind the point.</summary>
        private static bool TryParse(string text, out BigInteger nanos)
        {
            nanos = default;
            var span = text.AsSpan();
            var isNegative = span.Length > 0 && span[0] == '-';
            if (span.Length > 0 && span[0] is '+' or '-')
                span = span[1..];
            var point = span.IndexOf('.');
            var whole = point < 0 ? span : span[..point];
            var fraction = point < 0 ? [] : span[(point + 1)..];
            if (whole.Length + fraction.Length == 0 || fraction.Length > 9 || whole.IndexOfAnyExceptInRange('0', '9') >= 0 || fraction.IndexOfAnyExceptInRange('0', '9') >= 0)
                return false;
            nanos = BigInteger.Parse(string.Concat(whole, fraction).PadRight(whole.Length + 9, '0'), CultureInfo.InvariantCulture);
            if (isNegative)
                nanos = -nanos;
            return true;
        }

        private bool TryAddUnit(string unit, BigInteger nanos)
        {
            var value = nanos / 1_000_000_000;
            if (YearMonthFieldOf(unit) is { } monthField)
            {
                Months += monthField == YearMonthField.Year ? value * 12 : value;
                HasMonths = true;
                _firstMonthField = (YearMonthField)Math.Min((int)_firstMonthField, (int)monthField);
                _lastMonthField = (YearMonthField)Math.Max((int)_lastMonthField, (int)monthField);
                return true;
            }

            if (DayTimeFieldOf(unit) is not { } field)
                return false;
            HasTime = true;
            _firstField = (DayTimeField)Math.Min((int)_firstField, (int)field);
            _lastField = (DayTimeField)Math.Max((int)_lastField, (int)field);
            switch (unit)
            {
                case "WEEK" or "WEEKS":
                    _days += value * 7;
                    break;
                case "DAY" or "DAYS":
                    _days += value;
                    break;
                case "HOUR" or "HOURS":
                    _micros += value * 3600 * MicrosPerSecond;
                    break;
                case "MINUTE" or "MINUTES":
                    _micros += value * 60 * MicrosPerSecond;
                    break;
                case "SECOND" or "SECONDS":
                    _micros += nanos / 1000;
                    break;
                case "MILLISECOND" or "MILLISECONDS":
                    _micros += value * 1000;
                    break;
                case "MICROSECOND" or "MICROSECONDS":
                    _micros += value;
                    break;
                default:
                    _micros += value / 1000;
                    break;
            }

            return true;
        }
    }
}
