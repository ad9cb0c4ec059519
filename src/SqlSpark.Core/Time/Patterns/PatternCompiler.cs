using System.Text;
using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Time.Patterns;

/// <summary>Reads the letters of a pattern.</summary>
/// <remarks>Java: <c>DateTimeFormatterBuilder.appendPattern</c>; Spark: <c>DateTimeFormatterHelper.convertIncompatiblePattern</c> refuses some letters.</remarks>
internal sealed class PatternCompiler(string pattern, bool isForReading)
{
    private static readonly RowErrorKind IllegalKind = new("INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER", "c", "pattern");
    private static readonly RowErrorKind LengthKind = new("INVALID_DATETIME_PATTERN.LENGTH", "pattern");
    private static readonly RowErrorKind WeekKind = new("INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN", "c");
    private static readonly RowErrorKind RecognitionKind = new("INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION", "pattern")
    {
        FixedParameters = [("config", ErrorFormat.SqlConf("spark.sql.legacy.timeParserPolicy"))],
    };

    private static readonly RowErrorKind SuggestionKind = new("INVALID_DATETIME_PATTERN.WITH_SUGGESTION", "pattern");

    private readonly List<PatternItem> _items = [];
    private int _activeNumber = -1;

    /// <summary>The items, or null and the error.</summary>
    public PatternItem[]? Compile(out RowError error)
    {
        error = default;
        var depth = 0;
        for (var i = 0; i < pattern.Length;)
        {
            var letter = pattern[i];
            if (char.IsAsciiLetter(letter))
            {
                var start = i;
                while (i < pattern.Length && pattern[i] == letter)
                    i++;
                error = AddLetter(letter, i - start);
                if (!error.IsNone)
                    return null;
            }
            else if (letter == '\'')
            {
                var end = ReadQuoted(i, out var text);
                if (end < 0)
                {
                    error = Unrecognized();
                    return null;
                }

                Add(Literal(text));
                i = end;
            }
            else if (letter is '[' or ']')
            {
                depth += letter == '[' ? 1 : -1;
                if (depth < 0)
                {
                    error = Unrecognized();
                    return null;
                }

                Add(new PatternItem(letter == '[' ? PatternItemKind.OptionalStart : PatternItemKind.OptionalEnd));
                i++;
            }
            else if (letter is '{' or '}' or '#')
            {
                error = new RowError(IllegalKind, letter.ToString(), ErrorFormat.SqlValue(pattern));
                return null;
            }
            else
            {
                var length = char.IsHighSurrogate(letter) && i + 1 < pattern.Length ? 2 : 1;
                Add(Literal(pattern.Substring(i, length)));
                i += length;
            }
        }

        for (; depth > 0; depth--)
            Add(new PatternItem(PatternItemKind.OptionalEnd));
        return [.. _items];
    }

    private static PatternItem Literal(string text) => new(PatternItemKind.Literal) { Text = Encoding.UTF8.GetBytes(text) };

    /// <summary>The text between quotes; two of them are one. Returns the place behind, or -1 when the end is missing.</summary>
    private int ReadQuoted(int start, out string text)
    {
        var builder = new StringBuilder();
        var i = start + 1;
        while (i < pattern.Length)
        {
            if (pattern[i] != '\'')
            {
                builder.Append(pattern[i++]);
                continue;
            }

            if (i + 1 < pattern.Length && pattern[i + 1] == '\'')
            {
                builder.Append('\'');
                i += 2;
                continue;
            }

            text = builder.Length == 0 ? "'" : builder.ToString();
            return i + 1;
        }

        text = "";
        return -1;
    }

    private RowError AddLetter(char letter, int count)
    {
        switch (letter)
        {
            case 'Y' or 'w' or 'W' or 'u':
                return Unrecognized();
            case 'e' or 'c':
                return new RowError(WeekKind, letter.ToString());
            case 'A' or 'B' or 'n' or 'N' or 'p':
                return Illegal(letter);
            case 'F' or 'q' or 'Q' when isForReading:
                return Illegal(letter);
            case 'Q' or 'q' when count >= 5:
                return new RowError(LengthKind, ErrorFormat.SqlValue(pattern));
            case 'G' or 'M' or 'L' or 'E' when count >= 5:
                return Unrecognized();
            case 'y':
                return AddYear(count);
            case 'M' or 'L' when count <= 2:
                return AddNumber(PatternField.Month, count, 2);
            case 'Q' or 'q' when count <= 2:
                return AddNumber(PatternField.Quarter, count, 2);
            case 'M' or 'L' or 'E' or 'Q' or 'q' or 'G' or 'a':
                return AddText(letter, count);
            case 'd':
                return AddNumber(PatternField.Day, count, 2);
            case 'D' when count <= 3:
                Number(new PatternItem(PatternItemKind.Number)
                {
                    Field = PatternField.DayOfYear,
                    Least = count,
                    Most = count == 1 ? 19 : 3,
                    Sign = count == 1 ? PatternSign.Normal : PatternSign.None,
                });
                return default;
            case 'F' when count == 1:
                return AddNumber(PatternField.AlignedDayOfWeek, 1, 1);
            case 'H':
                return AddNumber(PatternField.Hour, count, 2);
            case 'k':
                return AddNumber(PatternField.HourFromOne, count, 2);
            case 'K':
                return AddNumber(PatternField.HourOfHalfDay, count, 2);
            case 'h':
                return AddNumber(PatternField.HourOfHalfDayFromOne, count, 2);
            case 'm':
                return AddNumber(PatternField.Minute, count, 2);
            case 's':
                return AddNumber(PatternField.Second, count, 2);
            case 'S' when count <= 9:
                Number(new PatternItem(PatternItemKind.Fraction) { Least = isForReading ? 1 : count, Most = count, Sign = PatternSign.None });
                return default;
            case 'V' when count == 2:
                Add(new PatternItem(PatternItemKind.ZoneId) { Letter = letter, Count = count });
                return default;
            case 'z' when count <= 4:
                Add(new PatternItem(PatternItemKind.ZoneId) { Letter = letter, Count = count });
                return default;
            case 'O' when count is 1 or 4:
                Add(new PatternItem(PatternItemKind.LocalizedOffset) { Count = count });
                return default;
            case 'Z' when count == 4:
                Add(new PatternItem(PatternItemKind.LocalizedOffset) { Count = 4 });
                return default;
            case 'X' or 'x' or 'Z' when count <= 5:
                Add(new PatternItem(PatternItemKind.Offset) { Letter = letter, Count = letter == 'Z' && count < 4 ? 2 : count });
                return default;
            case 'D' or 'F' or 'S' or 'z' or 'Z':
                return Unrecognized();
            default:
                return new RowError(SuggestionKind, ErrorFormat.SqlValue(pattern));
        }
    }

    private RowError Unrecognized() => new(RecognitionKind, ErrorFormat.SqlValue(pattern));

    private RowError Illegal(char letter) => new(IllegalKind, letter.ToString(), ErrorFormat.SqlValue(pattern));

    private RowError AddText(char letter, int count)
    {
        if (count > 4 || (letter == 'a' && count > 1))
            return Unrecognized();
        var kind = letter switch
        {
            'M' or 'L' => PatternItemKind.MonthName,
            'E' => PatternItemKind.DayName,
            'Q' or 'q' => PatternItemKind.QuarterName,
            'G' => PatternItemKind.Era,
            _ => PatternItemKind.HalfDay,
        };
        Add(new PatternItem(kind) { Letter = letter, Count = count });
        return default;
    }

    private RowError AddYear(int count)
    {
        if (count > 6)
            return Unrecognized();
        Number(count == 2
            ? new PatternItem(PatternItemKind.Number) { Field = PatternField.YearOfEra, Least = 2, Most = 2, Sign = PatternSign.None, IsReduced = true }
            : new PatternItem(PatternItemKind.Number)
            {
                Field = PatternField.YearOfEra,
                Least = count,
                Most = 19,
                Sign = count < 4 ? PatternSign.Normal : PatternSign.ExceedsPad,
            });
        return default;
    }

    private RowError AddNumber(PatternField field, int count, int most)
    {
        if (count > most)
            return Unrecognized();
        Number(new PatternItem(PatternItemKind.Number)
        {
            Field = field,
            Least = count,
            Most = count == 1 ? 19 : count,
            Sign = count == 1 ? PatternSign.Normal : PatternSign.None,
        });
        return default;
    }

    /// <summary>A number of fixed width takes its digits from the number of free width that stands right before it.</summary>
    private void Number(PatternItem item)
    {
        if (_activeNumber < 0)
        {
            _activeNumber = _items.Count;
        }
        else if (item.Least == item.Most && item.Sign == PatternSign.None)
        {
            var active = _items[_activeNumber];
            _items[_activeNumber] = active with { ReservedDigits = active.ReservedDigits + item.Most };
            item = item with { IsFixed = true };
        }
        else
        {
            _items[_activeNumber] = _items[_activeNumber] with { IsFixed = true };
            _activeNumber = _items.Count;
        }

        _items.Add(item);
    }

    private void Add(PatternItem item)
    {
        _activeNumber = -1;
        _items.Add(item);
    }
}
