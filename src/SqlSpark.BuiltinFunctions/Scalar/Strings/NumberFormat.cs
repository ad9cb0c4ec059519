using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>
/// A format of numbers such as <c>S99G999D99</c>: an optional sign and dollar sign, groups of digits, an optional point and digits, an optional sign or angle brackets.
/// Serves one worker.
/// </summary>
/// <remarks>Spark: <c>ToNumberParser</c>.</remarks>
internal sealed class NumberFormat
{
    private readonly List<Part> _parts;
    private readonly byte[] _integral = new byte[DecimalText.MaxLength];
    private readonly byte[] _fraction = new byte[DecimalText.MaxLength];
    private readonly byte[] _read = new byte[2 * DecimalText.MaxLength];
    private readonly List<int> _groups = [];

    private NumberFormat(List<Part> parts)
    {
        _parts = parts;
        var isFraction = false;
        foreach (var part in parts)
        {
            isFraction |= part.Kind == PartKind.Point;
            var count = part.Groups.Sum(g => g.Count);
            if (isFraction)
                Scale += count;
            else
                IntegralDigits += count;
        }
    }

    private enum PartKind : byte
    {
        OpenBracket,
        OptionalSign,
        OptionalMinus,
        Dollar,
        Digits,
        Point,
        CloseBracket,
        Unknown,
    }

    /// <summary>Digits before the point.</summary>
    public int IntegralDigits { get; }

    /// <summary>Digits after the point.</summary>
    public int Scale { get; }

    /// <summary>The type of the numbers that texts in this format stand for.</summary>
    public DecimalType Type => new(IntegralDigits + Scale, Scale);

    /// <summary>The format of a text; <c>INVALID_FORMAT</c> when it is none.</summary>
    public static NumberFormat Parse(string text)
    {
        var parts = Group(Tokens(text.ToUpperInvariant()));
        Check(parts, text);
        return new NumberFormat(parts);
    }

    /// <summary>Writes a number. Digits that the format has no place for make all digits <c>#</c>.</summary>
    public void Format(Int128 unscaled, int scale, Utf8Buffer text)
    {
        Split(unscaled, scale);
        var start = text.Length;
        var isNegative = unscaled < 0;
        var isFraction = false;
        var position = 0;
        foreach (var part in _parts)
        {
            switch (part.Kind)
            {
                case PartKind.Digits:
                    AppendDigits(part, isFraction, ref position, start, text);
                    break;
                case PartKind.Point:
                    if (text.Length > start && text.Written[^1] == ' ')
                    {
                        text.Truncate(text.Length - 1);
                        text.Append((byte)'0');
                    }

                    text.Append((byte)'.');
                    isFraction = true;
                    position = 0;
                    break;
                case PartKind.Dollar:
                    text.Append((byte)'$');
                    break;
                case PartKind.OptionalSign:
                    BlankLonePoint(start, text);
                    AppendBeforeBlanks(isNegative ? (byte)'-' : (byte)'+', start, text);
                    break;
                case PartKind.OptionalMinus when isNegative:
                    BlankLonePoint(start, text);
                    AppendBeforeBlanks((byte)'-', start, text);
                    break;
                case PartKind.OptionalMinus:
                    text.Append((byte)' ');
                    break;
                case PartKind.OpenBracket when isNegative:
                    text.Append((byte)'<');
                    break;
                case PartKind.CloseBracket:
                    BlankLonePoint(start, text);
                    if (isNegative)
                        AppendBeforeBlanks((byte)'>', start, text);
                    else
                        text.Append("  "u8);
                    break;
            }
        }

        BlankLonePoint(start, text);
        var written = text.Written[start..];
        if (written.IsEmpty || written.SequenceEqual("+"u8) || written.SequenceEqual("-"u8))
        {
            text.Truncate(start);
            text.Append((byte)'0');
        }
    }

    /// <summary>Reads a number; false when the text is not of this format.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out Int128 unscaled)
    {
        unscaled = 0;
        var digits = 0;
        var fractionDigits = 0;
        var position = 0;
        var (isFraction, isNegative, isOpen, isClosed) = (false, false, false, false);
        foreach (var part in _parts)
        {
            var next = position < text.Length ? text[position] : (byte)0;
            switch (part.Kind)
            {
                case PartKind.Digits:
                    var before = digits;
                    if (!TryReadGroups(part, text, ref position, ref digits))
                        return false;
                    if (isFraction)
                        fractionDigits = digits - before;
                    break;
                case PartKind.Point when next == '.':
                    isFraction = true;
                    position++;
                    break;
                case PartKind.Dollar when next != 0:
                    if (next != '$')
                        return false;
                    position++;
                    break;
                case PartKind.OptionalSign when next is (byte)'+' or (byte)'-':
                case PartKind.OptionalMinus when next == '-':
                    isNegative ^= next == '-';
                    position++;
                    break;
                case PartKind.OpenBracket when next == '<':
                    isOpen = true;
                    position++;
                    break;
                case PartKind.CloseBracket when next == '>':
                    if (!isOpen)
                        return false;
                    isClosed = true;
                    isNegative = !isNegative;
                    position++;
                    break;
            }
        }

        if (position < text.Length || isOpen != isClosed || digits == 0)
            return false;
        for (var i = 0; i < digits; i++)
            unscaled = (unscaled * 10) + (_read[i] - '0');
        for (var i = fractionDigits; i < Scale; i++)
            unscaled *= 10;
        unscaled = isNegative ? -unscaled : unscaled;
        return true;
    }

    private static List<Part> Tokens(string text)
    {
        var tokens = new List<Part>();
        var isFraction = false;
        for (var i = 0; i < text.Length;)
        {
            switch (text[i])
            {
                case '0' or '9':
                    var start = i;
                    while (i < text.Length && text[i] is '0' or '9')
                        i++;
                    tokens.Add(new Part(PartKind.Digits, [new DigitGroup(i - start, text[start] == '0' && !isFraction)]));
                    break;
                case '.' or 'D':
                    tokens.Add(new Part(PartKind.Point, []));
                    isFraction = true;
                    i++;
                    break;
                case ',' or 'G':
                    tokens.Add(new Part(PartKind.Digits, [DigitGroup.Separator]));
                    i++;
                    break;
                case '$':
                    tokens.Add(new Part(PartKind.Dollar, []));
                    i++;
                    break;
                case 'S':
                    tokens.Add(new Part(PartKind.OptionalSign, []));
                    i++;
                    break;
                case 'M' when i + 1 < text.Length && text[i + 1] == 'I':
                    tokens.Add(new Part(PartKind.OptionalMinus, []));
                    i += 2;
                    break;
                case 'P' when i + 1 < text.Length && text[i + 1] == 'R':
                    tokens.Insert(0, new Part(PartKind.OpenBracket, []));
                    tokens.Add(new Part(PartKind.CloseBracket, []));
                    i += 2;
                    break;
                default:
                    tokens.Add(new Part(PartKind.Unknown, []) { Character = text[i] });
                    i++;
                    break;
            }
        }

        return tokens;
    }

    /// <summary>Joins digits and separators that follow each other.</summary>
    private static List<Part> Group(List<Part> tokens)
    {
        var parts = new List<Part>();
        foreach (var token in tokens)
        {
            if (token.Kind == PartKind.Digits && parts.Count > 0 && parts[^1].Kind == PartKind.Digits)
                parts[^1] = new Part(PartKind.Digits, [.. parts[^1].Groups, .. token.Groups]);
            else
                parts.Add(token);
        }

        return parts;
    }

    private static void Check(List<Part> parts, string text)
    {
        if (text.Length == 0)
            throw Invalid("EMPTY", text);
        var firstDigit = parts.FindIndex(p => p.Kind == PartKind.Digits);
        var point = parts.FindIndex(p => p.Kind == PartKind.Point);
        var dollar = parts.FindIndex(p => p.Kind == PartKind.Dollar);
        if (firstDigit < 0)
            throw Invalid("WRONG_NUM_DIGIT", text);
        if (firstDigit < dollar)
            throw Invalid("CUR_MUST_BEFORE_DIGIT", text);
        if (point >= 0 && point < dollar)
            throw Invalid("CUR_MUST_BEFORE_DEC", text);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind == PartKind.Digits && (point < 0 || i < point) && HasStraySeparator(parts[i].Groups))
                throw Invalid("CONT_THOUSANDS_SEPS", text);
        }

        if (point >= 0 && parts.Skip(point).Any(p => p.Groups.Any(g => g.IsSeparator)))
            throw Invalid("THOUSANDS_SEPS_MUST_BEFORE_DEC", text);
        foreach (var kind in (ReadOnlySpan<PartKind>)[PartKind.Point, PartKind.OptionalSign, PartKind.OptionalMinus, PartKind.Dollar, PartKind.CloseBracket])
        {
            if (parts.FindAll(p => p.Kind == kind).Count > 1)
                throw Invalid("WRONG_NUM_TOKEN", text, Name(new Part(kind, [])));
        }

        CheckOrder(parts, text);
    }

    private static void CheckOrder(List<Part> parts, string text)
    {
        var index = 0;
        foreach (var allowed in (PartKind[][])
            [
                [PartKind.OpenBracket], [PartKind.OptionalMinus, PartKind.OptionalSign], [PartKind.Dollar], [PartKind.Digits], [PartKind.Point], [PartKind.Digits],
                [PartKind.Dollar], [PartKind.OptionalMinus, PartKind.OptionalSign, PartKind.CloseBracket],
            ])
        {
            if (index < parts.Count && allowed.Contains(parts[index].Kind))
                index++;
        }

        if (index < parts.Count)
            throw Invalid("UNEXPECTED_TOKEN", text, Name(parts[index]));
    }

    private static bool HasStraySeparator(DigitGroup[] groups)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].IsSeparator && (i == 0 || i == groups.Length - 1 || groups[i - 1].IsSeparator || groups[i + 1].IsSeparator))
                return true;
        }

        return false;
    }

    private static string Name(Part part) => part.Kind switch
    {
        PartKind.OpenBracket or PartKind.CloseBracket => "PR",
        PartKind.OptionalSign => "S",
        PartKind.OptionalMinus => "MI",
        PartKind.Dollar => "$",
        PartKind.Digits => "digit sequence",
        PartKind.Point => ". or D",
        _ => $"character '{part.Character}''",
    };

    private static SqlSparkException Invalid(string subClass, string format, string? token = null) => token is null
        ? SqlSparkException.Create($"INVALID_FORMAT.{subClass}", null, ("format", ErrorFormat.SqlValue(format)))
        : SqlSparkException.Create($"INVALID_FORMAT.{subClass}", null, ("format", ErrorFormat.SqlValue(format)), ("token", token));

    /// <summary>The digits of a number in the places of the format: blanks before the point and zeros behind where it has none.</summary>
    private void Split(Int128 unscaled, int scale)
    {
        var integral = _integral.AsSpan(0, IntegralDigits);
        var fraction = _fraction.AsSpan(0, Scale);
        integral.Fill((byte)' ');
        fraction.Fill((byte)'0');
        Span<byte> text = stackalloc byte[DecimalText.MaxLength];
        var plain = text[..DecimalText.Format(unscaled, scale, text)].TrimStart((byte)'-');
        var point = plain.IndexOf((byte)'.');
        var before = (point < 0 ? plain : plain[..point]).TrimStart((byte)'0');
        var after = point < 0 ? default : plain[(point + 1)..].TrimEnd((byte)'0');
        if (before.Length > IntegralDigits || after.Length > Scale)
        {
            integral.Fill((byte)'#');
            fraction.Fill((byte)'#');
            return;
        }

        before.CopyTo(integral[(IntegralDigits - before.Length)..]);
        after.CopyTo(fraction);
    }

    private void AppendDigits(Part part, bool isFraction, ref int position, int start, Utf8Buffer text)
    {
        foreach (var group in part.Groups)
        {
            if (group.IsSeparator)
            {
                if (text.Length > start && AsciiIsDigit(text.Written[^1]))
                    text.Append((byte)',');
                else
                    AppendBlank(start, text);
                continue;
            }

            for (var i = 0; i < group.Count; i++)
            {
                var digit = isFraction ? _fraction[position] : _integral[position];
                position++;
                if (digit != ' ')
                    text.Append(digit);
                else if (group.IsExact)
                    text.Append((byte)'0');
                else
                    AppendBlank(start, text);
            }
        }
    }

    private static bool AsciiIsDigit(byte value) => char.IsAsciiDigit((char)value);

    /// <summary>Appends a character before blanks at the end.</summary>
    private static void AppendBeforeBlanks(byte character, int start, Utf8Buffer text)
    {
        var blanks = 0;
        while (text.Length - blanks > start && text.Written[^(blanks + 1)] == ' ')
            blanks++;
        text.Truncate(text.Length - blanks);
        text.Append(character);
        for (var i = 0; i < blanks; i++)
            text.Append((byte)' ');
    }

    /// <summary>Appends a blank before signs and brackets at the end.</summary>
    private static void AppendBlank(int start, Utf8Buffer text)
    {
        Span<byte> signs = stackalloc byte[2];
        var count = 0;
        while (count < signs.Length && text.Length - count > start && text.Written[^(count + 1)] is (byte)'+' or (byte)'-' or (byte)'<')
        {
            signs[count] = text.Written[^(count + 1)];
            count++;
        }

        text.Truncate(text.Length - count);
        text.Append((byte)' ');
        for (var i = count - 1; i >= 0; i--)
            text.Append(signs[i]);
    }

    /// <summary>A point that nothing follows becomes a blank.</summary>
    private static void BlankLonePoint(int start, Utf8Buffer text)
    {
        var written = text.Written[start..];
        var point = written.IndexOf((byte)'.');
        if (point < 0 || (point < written.Length - 1 && written[point + 1] != ' '))
            return;
        var rest = written.Length - point - 1;
        text.Truncate(start + point);
        for (var i = 0; i <= rest; i++)
            text.Append((byte)' ');
    }

    private bool TryReadGroups(Part part, ReadOnlySpan<byte> text, ref int position, ref int digits)
    {
        _groups.Clear();
        var current = 0;
        for (; position < text.Length; position++)
        {
            var c = text[position];
            if (AsciiIsDigit(c))
            {
                if (digits == IntegralDigits + Scale)
                    return false;
                _read[digits++] = c;
                current++;
            }
            else if (c == ',')
            {
                _groups.Add(current);
                current = 0;
            }
            else if (c is not ((byte)' ' or (>= 9 and <= 13) or (>= 28 and <= 31)))
            {
                break;
            }
        }

        _groups.Add(current);
        var expected = part.Groups.Length;
        var groupCount = 0;
        foreach (var group in part.Groups)
            groupCount += group.IsSeparator ? 0 : 1;
        if (_groups.Count > groupCount)
            return false;

        // From the right, so that groups before the first that is there may be missing.
        var actual = _groups.Count;
        while (--expected >= 0)
        {
            var group = part.Groups[expected];
            if (group.IsSeparator)
                continue;
            var count = --actual >= 0 ? _groups[actual] : 0;
            if (group.IsExact ? count != group.Count : count > group.Count)
                return false;
        }

        return true;
    }

    private readonly record struct DigitGroup(int Count, bool IsExact)
    {
        public static DigitGroup Separator => new(0, false);

        public bool IsSeparator => Count == 0;
    }

    private sealed record Part(PartKind Kind, DigitGroup[] Groups)
    {
        public char Character { get; init; }
    }
}
