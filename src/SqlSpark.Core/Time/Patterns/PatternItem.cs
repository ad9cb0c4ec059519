namespace SqlSpark.Core.Time.Patterns;

/// <summary>What one item of a pattern writes and reads.</summary>
internal enum PatternItemKind : byte
{
    Literal,
    Number,
    Fraction,
    MonthName,
    DayName,
    HalfDay,
    QuarterName,
    Era,
    Offset,
    LocalizedOffset,
    ZoneId,
    OptionalStart,
    OptionalEnd,
}

/// <summary>A number that a pattern writes.</summary>
internal enum PatternField : byte
{
    None,
    YearOfEra,
    Month,
    Day,
    DayOfYear,
    AlignedDayOfWeek,
    Quarter,
    Hour,
    HourFromOne,
    HourOfHalfDay,
    HourOfHalfDayFromOne,
    Minute,
    Second,
}

/// <summary>Which signs a number has. Java: <c>SignStyle</c>.</summary>
internal enum PatternSign : byte
{
    /// <summary>A minus before negative ones.</summary>
    Normal,

    /// <summary>No sign.</summary>
    None,

    /// <summary>A plus too where there are more digits than the least.</summary>
    ExceedsPad,
}

/// <summary>An item of a pattern.</summary>
internal sealed record PatternItem(PatternItemKind Kind)
{
    /// <summary>The text of a literal, in UTF-8.</summary>
    public byte[] Text { get; init; } = [];

    /// <summary>The field of a number.</summary>
    public PatternField Field { get; init; }

    /// <summary>How often the letter stands.</summary>
    public int Count { get; init; }

    /// <summary>The letter.</summary>
    public char Letter { get; init; }

    /// <summary>The fewest digits.</summary>
    public int Least { get; init; }

    /// <summary>The most digits.</summary>
    public int Most { get; init; }

    /// <summary>The signs.</summary>
    public PatternSign Sign { get; init; }

    /// <summary>True for the last two digits of a year of this century.</summary>
    public bool IsReduced { get; init; }

    /// <summary>Digits that numbers of fixed width right behind this one need.</summary>
    public int ReservedDigits { get; init; }

    /// <summary>True when numbers stand next to each other and the width is exact.</summary>
    public bool IsFixed { get; init; }
}
