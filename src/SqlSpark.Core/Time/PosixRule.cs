using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.Core.Time;

/// <summary>
/// A rule that repeats every year: standard time, and daylight time between two days. The text is that of POSIX <c>TZ</c>, such as
/// <c>PST8PDT,M3.2.0,M11.1.0</c>, with the extensions of RFC 8536.
/// </summary>
internal sealed class PosixRule : IZoneTail
{
    private readonly int _standardOffset;
    private readonly int _daylightOffset;
    private readonly YearDay _daylightStart;
    private readonly YearDay _daylightEnd;
    private readonly bool _hasDaylight;

    private PosixRule(int standardOffset) => _standardOffset = _daylightOffset = standardOffset;

    private PosixRule(int standardOffset, int daylightOffset, YearDay start, YearDay end)
    {
        _standardOffset = standardOffset;
        _daylightOffset = daylightOffset;
        _daylightStart = start;
        _daylightEnd = end;
        _hasDaylight = true;
    }

    /// <inheritdoc />
    public OffsetRange RangeAt(long epochSecond)
    {
        if (!_hasDaylight)
            return new OffsetRange(long.MinValue, long.MaxValue, _standardOffset);

        var year = CivilDate.FromDays((int)TimeUnits.FloorDiv(epochSecond + _standardOffset, TimeUnits.SecondsPerDay)).Year;
        Span<(long Second, int OffsetAfter)> changes = stackalloc (long, int)[6];
        for (var i = 0; i < 3; i++)
        {
            changes[2 * i] = (_daylightStart.LocalSecond(year - 1 + i) - _standardOffset, _daylightOffset);
            changes[(2 * i) + 1] = (_daylightEnd.LocalSecond(year - 1 + i) - _daylightOffset, _standardOffset);
        }

        changes.Sort(static (x, y) => x.Second.CompareTo(y.Second));
        var next = 1;
        while (changes[next].Second <= epochSecond)
            next++;
        return new OffsetRange(changes[next - 1].Second, changes[next].Second, changes[next - 1].OffsetAfter);
    }

    /// <summary>Reads the text of a rule.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out PosixRule? rule)
    {
        rule = null;
        var reader = new Reader(text);
        if (!reader.SkipName() || !reader.ReadTime(out var west))
            return false;
        if (reader.IsAtEnd)
        {
            rule = new PosixRule(-west);
            return true;
        }

        if (!reader.SkipName())
            return false;
        var daylightWest = west - TimeUnits.SecondsPerHour;
        if (!reader.IsAt(',') && !reader.ReadTime(out daylightWest))
            return false;
        if (!reader.Skip(',') || !reader.ReadDay(out var start) || !reader.Skip(',') || !reader.ReadDay(out var end) || !reader.IsAtEnd)
            return false;
        rule = new PosixRule(-west, -daylightWest, start, end);
        return true;
    }

    private enum DayKind : byte
    {
        /// <summary>Day n, 1 to 365, never counting February 29.</summary>
        NoLeapDay,

        /// <summary>Day n, 0 to 365, counting February 29.</summary>
        ZeroBased,

        /// <summary>Weekday d (0 is Sunday) of week w (5 is the last) of a month.</summary>
        WeekdayOfMonth,
    }

    /// <summary>A day of every year and a second of it, which may lie in the days around.</summary>
    private readonly record struct YearDay(DayKind Kind, int Month, int Week, int Day, int Second)
    {
        public long LocalSecond(int year) => (DayNumber(year) * TimeUnits.SecondsPerDay) + Second;

        private long DayNumber(int year)
        {
            var firstOfYear = CivilDate.ToDays(year, 1, 1);
            switch (Kind)
            {
                case DayKind.NoLeapDay:
                    return firstOfYear + Day - (CivilDate.IsLeapYear(year) && Day >= 60 ? 0 : 1);
                case DayKind.ZeroBased:
                    return firstOfYear + Day;
                default:
                    var first = CivilDate.ToDays(year, Month, 1);
                    var weekdayOfFirst = (int)TimeUnits.FloorMod(first + 4, 7);
                    var day = ((Day - weekdayOfFirst + 7) % 7) + (7 * (Week - 1));
                    return first + (day >= CivilDate.DaysInMonth(year, Month) ? day - 7 : day);
            }
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> _rest = text;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public readonly bool IsAt(char character) => !_rest.IsEmpty && _rest[0] == character;

        public bool Skip(char character)
        {
            if (!IsAt(character))
                return false;
            _rest = _rest[1..];
            return true;
        }

        /// <summary>Three or more letters, or anything in angle brackets.</summary>
        public bool SkipName()
        {
            if (Skip('<'))
            {
                var close = _rest.IndexOf((byte)'>');
                if (close < 0)
                    return false;
                _rest = _rest[(close + 1)..];
                return true;
            }

            var length = 0;
            while (length < _rest.Length && char.IsAsciiLetter((char)_rest[length]))
                length++;
            _rest = _rest[length..];
            return length >= 3;
        }

        /// <summary>Seconds of <c>[+|-]h[:m[:s]]</c>.</summary>
        public bool ReadTime(out int seconds)
        {
            seconds = 0;
            var isNegative = Skip('-');
            if (!isNegative)
                Skip('+');
            if (!ReadNumber(out var hours) || hours > 167)
                return false;
            var minutes = 0;
            var rest = 0;
            if (Skip(':') && (!ReadNumber(out minutes) || (Skip(':') && !ReadNumber(out rest))))
                return false;
            seconds = (hours * TimeUnits.SecondsPerHour) + (minutes * TimeUnits.SecondsPerMinute) + rest;
            seconds = isNegative ? -seconds : seconds;
            return minutes < 60 && rest < 60;
        }

        /// <summary><c>Mm.w.d</c>, <c>Jn</c> or <c>n</c>, then optionally <c>/time</c>.</summary>
        public bool ReadDay(out YearDay day)
        {
            day = default;
            if (Skip('M'))
            {
                if (!ReadNumber(out var month) || month is < 1 or > 12 || !Skip('.') || !ReadNumber(out var week) || week is < 1 or > 5
                    || !Skip('.') || !ReadNumber(out var weekday) || weekday > 6)
                    return false;
                day = new YearDay(DayKind.WeekdayOfMonth, month, week, weekday, 0);
            }
            else
            {
                var kind = Skip('J') ? DayKind.NoLeapDay : DayKind.ZeroBased;
                if (!ReadNumber(out var number) || number > 365)
                    return false;
                day = new YearDay(kind, 0, 0, number, 0);
            }

            var second = 2 * TimeUnits.SecondsPerHour;
            if (Skip('/') && !ReadTime(out second))
                return false;
            day = day with { Second = second };
            return true;
        }

        private bool ReadNumber(out int number)
        {
            number = 0;
            var length = 0;
            while (length < _rest.Length && length < 6 && char.IsAsciiDigit((char)_rest[length]))
                number = (number * 10) + (_rest[length++] - '0');
            _rest = _rest[length..];
            return length > 0;
        }
    }
}
