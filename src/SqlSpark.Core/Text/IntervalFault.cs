using System.Text;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>Why a text is no interval: a sub-condition of <c>INVALID_INTERVAL_FORMAT</c>, 22006.</summary>
public enum IntervalFault : byte
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It is empty.</summary>
    InputIsEmpty,

    /// <summary>The word <c>interval</c> runs into another one.</summary>
    InvalidPrefix,

    /// <summary>A number does not begin with a sign, a digit or a point.</summary>
    UnrecognizedNumber,

    /// <summary>A number has a character that is no digit.</summary>
    InvalidValue,

    /// <summary>A fraction has more than nine digits.</summary>
    InvalidPrecision,

    /// <summary>A unit other than seconds has a fraction.</summary>
    InvalidFraction,

    /// <summary>There is no such unit.</summary>
    InvalidUnit,

    /// <summary>The text ends after a sign.</summary>
    MissingNumber,

    /// <summary>The text ends after a number.</summary>
    MissingUnit,

    /// <summary>A number or the interval is too large.</summary>
    Overflow,

    /// <summary>The text does not have the form of the type's fields.</summary>
    UnmatchedFormat,

    /// <summary>The value of a field is out of range.</summary>
    FieldOutOfRange,
}

/// <summary>Builds the errors of interval texts.</summary>
public static class IntervalErrors
{
    private static readonly RowErrorKind EmptyKind = new("INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY", "input");
    private static readonly RowErrorKind PrefixKind = new("INVALID_INTERVAL_FORMAT.INVALID_PREFIX", "input", "prefix");
    private static readonly RowErrorKind NumberKind = new("INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER", "input", "number");
    private static readonly RowErrorKind ValueKind = new("INVALID_INTERVAL_FORMAT.INVALID_VALUE", "input", "value");
    private static readonly RowErrorKind PrecisionKind = new("INVALID_INTERVAL_FORMAT.INVALID_PRECISION", "input", "value");
    private static readonly RowErrorKind FractionKind = new("INVALID_INTERVAL_FORMAT.INVALID_FRACTION", "input", "unit");
    private static readonly RowErrorKind UnitKind = new("INVALID_INTERVAL_FORMAT.INVALID_UNIT", "input", "unit");
    private static readonly RowErrorKind MissingNumberKind = new("INVALID_INTERVAL_FORMAT.MISSING_NUMBER", "input", "word");
    private static readonly RowErrorKind MissingUnitKind = new("INVALID_INTERVAL_FORMAT.MISSING_UNIT", "input", "word");
    private static readonly RowErrorKind ArithmeticKind = new("INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", "input");
    private static readonly RowErrorKind ParsingKind = new("INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", "input", "interval");
    private static readonly RowErrorKind UnmatchedKind = new(
        "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING", "input", "intervalStr", "typeName", "supportedFormat");

    private static readonly RowErrorKind UnmatchedWithNoticeKind = new(
        "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE", "input", "intervalStr", "typeName", "supportedFormat");

    /// <summary>The error of a text that is no interval.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="text">The text.</param>
    /// <param name="position">Where in the trimmed text, as the reader told.</param>
    public static RowError Malformed(IntervalFault fault, ReadOnlySpan<byte> text, int position)
    {
        var input = Encoding.UTF8.GetString(text);
        var word = WordAt(AsciiText.TrimAll(text), position);
        return fault switch
        {
            IntervalFault.InputIsEmpty => new RowError(EmptyKind, input),
            IntervalFault.InvalidPrefix => new RowError(PrefixKind, input, word),
            IntervalFault.UnrecognizedNumber => new RowError(NumberKind, input, word),
            IntervalFault.InvalidValue => new RowError(ValueKind, input, word),
            IntervalFault.InvalidPrecision => new RowError(PrecisionKind, input, word),
            IntervalFault.InvalidFraction => new RowError(FractionKind, input, word),
            IntervalFault.InvalidUnit => new RowError(UnitKind, input, word),
            IntervalFault.MissingNumber => new RowError(MissingNumberKind, input, word),
            IntervalFault.MissingUnit => new RowError(MissingUnitKind, input, word),
            _ => new RowError(ArithmeticKind, input),
        };
    }

    /// <summary>The error of a text that is no year-month or day-time interval of a type.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="text">The text.</param>
    /// <param name="type">The type.</param>
    public static RowError Malformed(IntervalFault fault, ReadOnlySpan<byte> text, DataType type)
    {
        var input = Encoding.UTF8.GetString(text);
        var isYearMonth = type is YearMonthIntervalType;
        var kind = isYearMonth ? "year-month" : "day-time";
        if (fault != IntervalFault.UnmatchedFormat)
            return new RowError(ParsingKind, input, kind);
        return new RowError(isYearMonth ? UnmatchedKind : UnmatchedWithNoticeKind, input, kind, type.TypeName, FormsOf(type));
    }

    private static string FormsOf(DataType type)
    {
        var body = type switch
        {
            YearMonthIntervalType { Start: YearMonthField.Year, End: YearMonthField.Month } => "y-m",
            YearMonthIntervalType { Start: YearMonthField.Year } => "y",
            YearMonthIntervalType => "m",
            DayTimeIntervalType dayTime => string.Concat(
                Enumerable.Range((int)dayTime.Start, dayTime.End - dayTime.Start + 1).Select(field => FormOf(dayTime.Start, (DayTimeField)field))),
            _ => throw InternalErrors.Unreachable(type),
        };
        return $"`[+|-]{body}`, `INTERVAL [+|-]'[+|-]{body}' {type.Sql["INTERVAL ".Length..]}`";
    }

    private static string FormOf(DayTimeField start, DayTimeField field) => field switch
    {
        DayTimeField.Day => "d",
        DayTimeField.Hour => start == field ? "h" : " h",
        DayTimeField.Minute => start == field ? "m" : ":m",
        _ => start == field ? "s.n" : ":s.n",
    };

    private static string WordAt(ReadOnlySpan<byte> text, int position)
    {
        position = Math.Min(position, text.Length);
        while (position > 0 && (position == text.Length || AsciiText.IsWhitespace(text[position])))
            position--;
        var start = position;
        while (start > 0 && !AsciiText.IsWhitespace(text[start - 1]))
            start--;
        var end = position;
        while (end < text.Length && !AsciiText.IsWhitespace(text[end]))
            end++;
        return Encoding.UTF8.GetString(text[start..end]);
    }
}
