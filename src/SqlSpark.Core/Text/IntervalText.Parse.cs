using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

public static partial class IntervalText
{
    /// <summary>
    /// Reads an INTERVAL YEAR TO MONTH or a part of it: <c>[sign]y-m</c>, <c>[sign]y</c> or <c>[sign]m</c> after the type's fields, or as a literal,
    /// <c>INTERVAL [sign]'[sign]y-m' YEAR TO MONTH</c>.
    /// </summary>
    /// <param name="text">The text, with blanks around.</param>
    /// <param name="type">The type.</param>
    /// <param name="months">Months.</param>
    /// <remarks>Spark: <c>castStringToYMInterval</c>.</remarks>
    public static IntervalFault ParseYearMonth(ReadOnlySpan<byte> text, YearMonthIntervalType type, out int months)
    {
        months = 0;
        var reader = new FieldReader(AsciiText.TrimAll(text));
        var isLiteral = reader.SkipLiteralStart(out var isNegative);
        isNegative ^= reader.ReadSign();
        if (!reader.ReadDigits(int.MaxValue, out var first))
            return IntervalFault.UnmatchedFormat;
        var second = default(ReadOnlySpan<byte>);
        if (type.Start != type.End && !(reader.Skip('-') && reader.ReadDigits(int.MaxValue, out second)))
            return IntervalFault.UnmatchedFormat;
        if (isLiteral ? !reader.SkipLiteralEnd(Word(type.Start), Word(type.End)) : !reader.IsAtEnd)
            return IntervalFault.UnmatchedFormat;

        if (!TryToNumber(first, long.MaxValue / TimeUnits.MonthsPerYear, out var total) || !TryToNumber(second, TimeUnits.MonthsPerYear - 1, out var rest))
            return IntervalFault.FieldOutOfRange;
        if (type.Start == YearMonthField.Year)
            total = (total * TimeUnits.MonthsPerYear) + rest;
        total = isNegative ? -total : total;
        months = (int)total;
        return months == total ? IntervalFault.None : IntervalFault.FieldOutOfRange;
    }

    /// <summary>
    /// Reads an INTERVAL DAY TO SECOND or a part of it: <c>[sign]d h:m:s.n</c> cut to the type's fields, or as a literal,
    /// <c>INTERVAL [sign]'[sign]d h:m:s.n' DAY TO SECOND</c>. Digits of the fraction after the sixth are dropped.
    /// </summary>
    /// <param name="text">The text, with blanks around.</param>
    /// <param name="type">The type.</param>
    /// <param name="micros">Microseconds.</param>
    /// <remarks>Spark: <c>castStringToDTInterval</c>.</remarks>
    public static IntervalFault ParseDayTime(ReadOnlySpan<byte> text, DayTimeIntervalType type, out long micros)
    {
        micros = 0;
        var reader = new FieldReader(AsciiText.TrimAll(text));
        var isLiteral = reader.SkipLiteralStart(out var isNegative);
        isNegative ^= reader.ReadSign();

        Int128 total = 0;
        var isInRange = true;
        for (var field = type.Start; field <= type.End; field++)
        {
            var isFirst = field == type.Start;
            if (!isFirst && !reader.Skip(field == DayTimeField.Hour ? ' ' : ':'))
                return IntervalFault.UnmatchedFormat;
            if (!reader.ReadDigits(isFirst ? MaxDigits(field) : 2, out var digits))
                return IntervalFault.UnmatchedFormat;
            isInRange &= TryToNumber(digits, isFirst ? long.MaxValue : MaxFollowing(field), out var value);
            total += (Int128)value * MicrosOf(field);
        }

        if (type.End == DayTimeField.Second)
        {
            if (!reader.ReadFraction(out var fraction))
                return IntervalFault.UnmatchedFormat;
            total += fraction;
        }

        if (isLiteral ? !reader.SkipLiteralEnd(NameOf(type.Start), NameOf(type.End)) : !reader.IsAtEnd)
            return IntervalFault.UnmatchedFormat;
        total = isNegative ? -total : total;
        micros = (long)total;
        return isInRange && micros == total ? IntervalFault.None : IntervalFault.FieldOutOfRange;
    }

    // Spark's patterns allow so many digits in the first field.
    private static int MaxDigits(DayTimeField field) => field switch
    {
        DayTimeField.Day => 9,
        DayTimeField.Hour => 10,
        DayTimeField.Minute => 12,
        _ => 13,
    };

    // Seconds have two digits but no other bound.
    private static long MaxFollowing(DayTimeField field) => field switch
    {
        DayTimeField.Hour => 23,
        DayTimeField.Minute => 59,
        _ => 99,
    };

    private static ReadOnlySpan<byte> Word(YearMonthField field) => field == YearMonthField.Year ? "YEAR"u8 : "MONTH"u8;

    private static bool TryToNumber(ReadOnlySpan<byte> digits, long max, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (value > (max - (digit - '0')) / 10)
                return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }

    /// <summary>Reads the parts of an interval text one after another.</summary>
    private ref struct FieldReader(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> _rest = text;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public bool Skip(char character)
        {
            if (_rest.IsEmpty || _rest[0] != character)
                return false;
            _rest = _rest[1..];
            return true;
        }

        /// <summary>Skips a sign and tells whether it is a minus. Spark's patterns take <c>|</c> for a plus.</summary>
        public bool ReadSign()
        {
            if (Skip('-'))
                return true;
            if (!Skip('+'))
                Skip('|');
            return false;
        }

        /// <summary><c>INTERVAL [sign]'</c>; leaves the text as it is when it begins otherwise.</summary>
        public bool SkipLiteralStart(out bool isNegative)
        {
            isNegative = false;
            var start = _rest;
            if (SkipWord("INTERVAL"u8) && SkipBlanks())
            {
                isNegative = ReadSign();
                if (Skip('\''))
                    return true;
                isNegative = false;
            }

            _rest = start;
            return false;
        }

        /// <summary><c>' FIELD [TO FIELD]</c> and the end.</summary>
        public bool SkipLiteralEnd(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end) =>
            Skip('\'') && SkipBlanks() && SkipWord(start)
            && (start.SequenceEqual(end) || (SkipBlanks() && SkipWord("TO"u8) && SkipBlanks() && SkipWord(end))) && IsAtEnd;

        public bool ReadDigits(int maxCount, out ReadOnlySpan<byte> digits)
        {
            var length = 0;
            while (length < _rest.Length && length < maxCount && AsciiText.IsDigit(_rest[length]))
                length++;
            digits = _rest[..length];
            _rest = _rest[length..];
            return length > 0;
        }

        /// <summary>Microseconds of nothing or <c>.digits</c>, at most nine; false when the point has no digits or too many.</summary>
        public bool ReadFraction(out int micros)
        {
            micros = 0;
            if (!Skip('.'))
                return true;
            if (!ReadDigits(9, out var digits))
                return false;
            for (var i = 0; i < 6; i++)
                micros = (micros * 10) + (i < digits.Length ? digits[i] - '0' : 0);
            return IsAtEnd || !AsciiText.IsDigit(_rest[0]);
        }

        private bool SkipBlanks()
        {
            var length = 0;
            while (length < _rest.Length && (_rest[length] is (byte)' ' or (>= 9 and <= 13)))
                length++;
            _rest = _rest[length..];
            return length > 0;
        }

        private bool SkipWord(ReadOnlySpan<byte> upperWord)
        {
            if (_rest.Length < upperWord.Length)
                return false;
            for (var i = 0; i < upperWord.Length; i++)
            {
                if (AsciiText.ToLower(_rest[i]) != AsciiText.ToLower(upperWord[i]))
                    return false;
            }

            _rest = _rest[upperWord.Length..];
            return true;
        }
    }
}
