using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>
/// Reads INTERVAL from a list of numbers and units: <c>[interval] 1 year -2 days 3.5 seconds</c>, in any case, units with or without s. Only
/// seconds may have a fraction; its digits after the sixth are dropped.
/// </summary>
/// <remarks>Spark: <c>IntervalUtils.stringToInterval</c>.</remarks>
public ref struct CalendarIntervalReader
{
    private const int MaxFractionDigits = 9;

    private readonly ReadOnlySpan<byte> _text;
    private int _position;
    private long _months;
    private long _days;
    private Int128 _microseconds;
    private long _value;
    private int _fraction;

    private CalendarIntervalReader(ReadOnlySpan<byte> text) => _text = text;

    private readonly bool IsAtEnd => _position == _text.Length;

    /// <summary>Reads a text with blanks around.</summary>
    /// <param name="text">The text.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="position">Where the fault is, for <see cref="IntervalErrors"/>.</param>
    public static IntervalFault Parse(ReadOnlySpan<byte> text, out CalendarInterval interval, out int position)
    {
        interval = default;
        var reader = new CalendarIntervalReader(AsciiText.TrimAll(text));
        var fault = reader.ReadAll();
        position = reader._position;
        if (fault == IntervalFault.None)
            interval = new CalendarInterval((int)reader._months, (int)reader._days, (long)reader._microseconds);
        return fault;
    }

    private IntervalFault ReadAll()
    {
        if (IsAtEnd)
            return IntervalFault.InputIsEmpty;
        if (SkipWord("interval"u8))
        {
            if (IsAtEnd)
                return IntervalFault.InputIsEmpty;
            if (!AsciiText.IsWhitespace(_text[_position]))
                return IntervalFault.InvalidPrefix;
            SkipBlanks();
        }

        while (!IsAtEnd)
        {
            var fault = ReadPart();
            if (fault != IntervalFault.None)
                return fault;
            SkipBlanks();
        }

        return IntervalFault.None;
    }

    private IntervalFault ReadPart()
    {
        var isNegative = _text[_position] == '-';
        var hasPoint = _text[_position] == '.';
        if (isNegative || _text[_position] == '+')
        {
            _position++;
            SkipBlanks();
            if (IsAtEnd)
                return IntervalFault.MissingNumber;
        }
        else if (!hasPoint && !AsciiText.IsDigit(_text[_position]))
        {
            return IntervalFault.UnrecognizedNumber;
        }

        var fault = hasPoint ? IntervalFault.None : ReadInteger(out hasPoint, out _value);
        if (hasPoint && fault == IntervalFault.None)
            fault = ReadFraction();
        else
            _fraction = -1;
        if (fault != IntervalFault.None)
            return fault;
        SkipBlanks();
        return ReadUnit(isNegative);
    }

    private IntervalFault ReadInteger(out bool hasPoint, out long value)
    {
        hasPoint = false;
        value = 0;
        for (; !IsAtEnd; _position++)
        {
            var character = _text[_position];
            if (AsciiText.IsWhitespace(character))
                return IntervalFault.None;
            if (character == '.')
            {
                hasPoint = true;
                return IntervalFault.None;
            }

            if (!AsciiText.IsDigit(character))
                return IntervalFault.InvalidValue;
            if (value > (long.MaxValue - (character - '0')) / 10)
                return IntervalFault.Overflow;
            value = (value * 10) + (character - '0');
        }

        return IntervalFault.MissingUnit;
    }

    /// <summary>The point and the digits after it; a number that begins with the point needs one.</summary>
    private IntervalFault ReadFraction()
    {
        var beginsWithPoint = _position == 0 || !AsciiText.IsDigit(_text[_position - 1]);
        if (beginsWithPoint)
            _value = 0;
        _fraction = 0;
        var digitCount = 0;
        for (_position++; !IsAtEnd; _position++)
        {
            var character = _text[_position];
            if (AsciiText.IsWhitespace(character) && (digitCount > 0 || !beginsWithPoint))
            {
                for (; digitCount < 6; digitCount++)
                    _fraction *= 10;
                return IntervalFault.None;
            }

            if (!AsciiText.IsDigit(character))
                return IntervalFault.InvalidValue;
            if (digitCount == MaxFractionDigits)
                return IntervalFault.InvalidPrecision;
            if (digitCount++ < 6)
                _fraction = (_fraction * 10) + (character - '0');
        }

        return IntervalFault.MissingUnit;
    }

    private IntervalFault ReadUnit(bool isNegative)
    {
        if (IsAtEnd)
            return IntervalFault.MissingUnit;
        var start = _position;
        if (_fraction >= 0 && AsciiText.ToLower(_text[_position]) != 's')
            return IntervalFault.InvalidFraction;
        var value = isNegative ? -_value : _value;
        if (SkipWord("year"u8))
            _months = Add(_months, value, TimeUnits.MonthsPerYear);
        else if (SkipWord("month"u8))
            _months = Add(_months, value, 1);
        else if (SkipWord("week"u8))
            _days = Add(_days, value, 7);
        else if (SkipWord("day"u8))
            _days = Add(_days, value, 1);
        else if (SkipWord("hour"u8))
            _microseconds += (Int128)value * TimeUnits.MicrosPerHour;
        else if (SkipWord("minute"u8))
            _microseconds += (Int128)value * TimeUnits.MicrosPerMinute;
        else if (SkipWord("second"u8))
            _microseconds += ((Int128)value * TimeUnits.MicrosPerSecond) + (isNegative ? -Math.Max(_fraction, 0) : Math.Max(_fraction, 0));
        else if (SkipWord("millisecond"u8))
            _microseconds += (Int128)value * TimeUnits.MicrosPerMilli;
        else if (SkipWord("microsecond"u8))
            _microseconds += value;
        else
            return IntervalFault.InvalidUnit;

        if (_months != (int)_months || _days != (int)_days || _microseconds != (long)_microseconds)
        {
            _position = start;
            return IntervalFault.Overflow;
        }

        if (!IsAtEnd && _text[_position] is (byte)'s' or (byte)'S')
            _position++;
        return IsAtEnd || AsciiText.IsWhitespace(_text[_position]) ? IntervalFault.None : IntervalFault.InvalidUnit;
    }

    /// <summary>The sum, or a number beyond 32 bits when it is.</summary>
    private static long Add(long sum, long value, int factor)
    {
        var total = sum + ((Int128)value * factor);
        return total == (int)total ? (int)total : long.MaxValue;
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && AsciiText.IsWhitespace(_text[_position]))
            _position++;
    }

    private bool SkipWord(ReadOnlySpan<byte> lowerWord)
    {
        if (_text.Length - _position < lowerWord.Length || !AsciiText.EqualsWord(_text.Slice(_position, lowerWord.Length), lowerWord))
            return false;
        _position += lowerWord.Length;
        return true;
    }
}
