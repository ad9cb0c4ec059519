using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SqlSpark.Core.Text.Regex;

/// <summary>Java's regular expressions written in .NET's syntax.</summary>
/// <remarks>
/// What is translated: ASCII classes (<c>\\d \\w \\s</c>), POSIX and <c>java.lang.Character</c> classes, unions and intersections of classes, possessive quantifiers, quotations, line ends and
/// the dot, and the numbers of named groups. Java: <c>java.util.regex.Pattern</c>.
/// </remarks>
public static class JavaRegex
{
    /// <summary>Compiles a pattern; false when it is none.</summary>
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out System.Text.RegularExpressions.Regex? regex)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        regex = null;
        try
        {
            if (new JavaRegexTranslator(pattern).TryTranslate(out var translated))
                regex = new System.Text.RegularExpressions.Regex(translated, System.Text.RegularExpressions.RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            // Not a pattern in .NET either.
        }

        return regex is not null;
    }
}

/// <summary>Walks over a pattern once and writes its translation.</summary>
internal sealed class JavaRegexTranslator(string pattern)
{
    private readonly StringBuilder _output = new();
    private readonly List<string> _groupNames = [];
    private int _position;
    private int _groupCount;
    private bool _hasNamedGroups;
    private bool _dotMatchesAll;

    /// <summary>The translation; false when the pattern ends too early or has an escape that Java does not know.</summary>
    public bool TryTranslate(out string translated)
    {
        _hasNamedGroups = pattern.Contains("(?<", StringComparison.Ordinal);
        while (_position < pattern.Length)
        {
            if (!TryTranslateItem())
            {
                translated = "";
                return false;
            }
        }

        translated = _output.ToString();
        return true;
    }

    private bool TryTranslateItem()
    {
        var start = _output.Length;
        var character = pattern[_position];
        switch (character)
        {
            case '\\':
                if (!TryTranslateEscape())
                    return false;
                break;
            case '[':
                if (!TryTranslateClass(out var set))
                    return false;
                _output.Append(set);
                break;
            case '(':
                return TryTranslateGroupStart();
            case '.':
                _position++;
                _output.Append(_dotMatchesAll ? "[\\s\\S]" : "[^\\n\\r\\u0085\\u2028\\u2029]");
                break;
            case ')':
                _position++;
                _output.Append(')');
                start = FindGroupStart(_output.Length - 1);
                break;
            case '$':
                _position++;
                _output.Append("(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?\\z)");
                return true;
            case '^' or '|':
                _position++;
                _output.Append(character);
                return true;
            default:
                _position++;
                _output.Append(character);
                if (char.IsHighSurrogate(character) && _position < pattern.Length)
                {
                    _output.Insert(start, "(?:").Append(pattern[_position++]).Append(')');
                }

                break;
        }

        return TryTranslateQuantifier(start);
    }

    /// <summary>A quantifier behind an item; a possessive one makes the item atomic.</summary>
    private bool TryTranslateQuantifier(int start)
    {
        if (_position >= pattern.Length)
            return true;
        var end = _position;
        if (pattern[end] is '*' or '+' or '?')
        {
            end++;
        }
        else if (pattern[end] == '{')
        {
            var close = pattern.IndexOf('}', end);
            if (close < 0 || end + 1 >= pattern.Length || !char.IsAsciiDigit(pattern[end + 1]))
                return false;
            end = close + 1;
        }
        else
        {
            return true;
        }

        _output.Append(pattern, _position, end - _position);
        _position = end;
        if (_position < pattern.Length && pattern[_position] == '?')
        {
            _output.Append('?');
            _position++;
        }
        else if (_position < pattern.Length && pattern[_position] == '+')
        {
            _output.Insert(start, "(?>").Append(')');
            _position++;
        }

        return true;
    }

    private int FindGroupStart(int close)
    {
        var depth = 0;
        var inClass = false;
        var starts = new Stack<int>();
        for (var i = 0; i <= close; i++)
        {
            switch (_output[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when !inClass:
                    inClass = true;
                    break;
                case '[':
                    depth++;
                    break;
                case ']' when depth > 0:
                    depth--;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    starts.Push(i);
                    break;
                case ')' when !inClass && i < close && starts.Count > 0:
                    starts.Pop();
                    break;
            }
        }

        return starts.Count > 0 ? starts.Peek() : 0;
    }

    private bool TryTranslateGroupStart()
    {
        _position++;
        if (_position >= pattern.Length || pattern[_position] != '?')
        {
            _groupCount++;
            _groupNames.Add("");
            if (_hasNamedGroups)
                _output.Append(System.Globalization.CultureInfo.InvariantCulture, $"(?<{_groupCount}>");
            else
                _output.Append('(');
            return true;
        }

        if (_position + 2 < pattern.Length && pattern[_position + 1] == '<' && pattern[_position + 2] is not ('=' or '!'))
        {
            var end = pattern.IndexOf('>', _position);
            if (end < 0)
                return false;
            _groupCount++;
            _groupNames.Add(pattern[(_position + 2)..end]);
            _output.Append(System.Globalization.CultureInfo.InvariantCulture, $"(?<{_groupCount}>");
            _position = end + 1;
            return true;
        }

        var close = _position + 1;
        while (close < pattern.Length && (char.IsAsciiLetter(pattern[close]) || pattern[close] == '-'))
            close++;
        if (close < pattern.Length && pattern[close] is ')' or ':' && close > _position + 1)
        {
            // Flags: d, u and U have no meaning here; s is the dot's.
            var flags = pattern[(_position + 1)..close];
            var off = flags.IndexOf('-', StringComparison.Ordinal);
            if (flags.Contains('s', StringComparison.Ordinal))
                _dotMatchesAll = off < 0 || flags.IndexOf('s', StringComparison.Ordinal) < off;
            var kept = new string([.. flags.Where(f => f is not ('d' or 'u' or 'U' or 's'))]).TrimEnd('-');
            _output.Append("(?").Append(kept);
            if (kept.Length == 0 && pattern[close] == ')')
                _output.Append(':');
            _output.Append(pattern[close]);
            _position = close + 1;
            return true;
        }

        var length = pattern[_position..].StartsWith("?<", StringComparison.Ordinal) ? 3 : 2;
        if (_position + length > pattern.Length)
            return false;
        _output.Append('(').Append(pattern, _position, length);
        _position += length;
        return true;
    }

    private bool TryTranslateEscape()
    {
        if (_position + 1 >= pattern.Length)
            return false;
        var letter = pattern[_position + 1];
        if (letter == 'Q')
        {
            var end = pattern.IndexOf("\\E", _position + 2, StringComparison.Ordinal);
            var text = end < 0 ? pattern[(_position + 2)..] : pattern[(_position + 2)..end];
            _output.Append("(?:").Append(System.Text.RegularExpressions.Regex.Escape(text)).Append(')');
            _position = end < 0 ? pattern.Length : end + 2;
            return true;
        }

        if (letter is >= '1' and <= '9')
        {
            // As many digits as there are groups for.
            var number = letter - '0';
            var end = _position + 2;
            while (end < pattern.Length && char.IsAsciiDigit(pattern[end]) && (number * 10) + pattern[end] - '0' <= _groupCount)
                number = (number * 10) + pattern[end++] - '0';
            _output.Append(number <= _groupCount ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"(?:\\{number})") : "(?!)");
            _position = end;
            return true;
        }

        if (letter == 'k' && _position + 2 < pattern.Length && pattern[_position + 2] == '<')
        {
            var end = pattern.IndexOf('>', _position);
            var group = end < 0 ? -1 : _groupNames.IndexOf(pattern[(_position + 3)..end]);
            if (group < 0)
                return false;
            _output.Append(System.Globalization.CultureInfo.InvariantCulture, $"(?:\\{group + 1})");
            _position = end + 1;
            return true;
        }

        switch (letter)
        {
            case 'R':
                _output.Append("(?:\\r\\n|[\\n\\x0B\\f\\r\\u0085\\u2028\\u2029])");
                _position += 2;
                return true;
            case 'b' or 'B' or 'A' or 'G' or 'z':
                _output.Append('\\').Append(letter);
                _position += 2;
                return true;
            case 'Z':
                _output.Append("(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?\\z)");
                _position += 2;
                return true;
            case 'X':
                _output.Append("(?:\\P{M}\\p{M}*)");
                _position += 2;
                return true;
        }

        if (!TryReadSet(out var set, out var isNegated))
            return false;
        _output.Append(isNegated ? "[^" : "[").Append(set).Append(']');
        return true;
    }

    /// <summary>An escape as members of a class, without brackets.</summary>
    private bool TryReadSet(out string set, out bool isNegated)
    {
        isNegated = false;
        set = "";
        if (_position + 1 >= pattern.Length)
            return false;
        var letter = pattern[_position + 1];
        _position += 2;
        switch (letter)
        {
            case 'd' or 'D':
                set = "0-9";
                isNegated = letter == 'D';
                return true;
            case 'w' or 'W':
                set = "a-zA-Z_0-9";
                isNegated = letter == 'W';
                return true;
            case 's' or 'S':
                set = " \\t\\n\\x0B\\f\\r";
                isNegated = letter == 'S';
                return true;
            case 'h' or 'H':
                set = " \\t\\u00A0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000";
                isNegated = letter == 'H';
                return true;
            case 'v' or 'V':
                set = "\\n\\x0B\\f\\r\\u0085\\u2028\\u2029";
                isNegated = letter == 'V';
                return true;
            case 'p' or 'P':
                isNegated = letter == 'P';
                return TryReadProperty(out set, ref isNegated);
            case 't' or 'n' or 'r' or 'f' or 'a' or 'e':
                set = $"\\{letter}";
                return true;
            case 'x':
                return TryReadHexadecimal(out set);
            case 'u':
                if (_position + 4 > pattern.Length)
                    return false;
                set = $"\\u{pattern.AsSpan(_position, 4)}";
                _position += 4;
                return true;
            case '0':
                return TryReadOctal(out set);
            case 'c':
                if (_position >= pattern.Length)
                    return false;
                set = $"\\u{pattern[_position++] ^ 64:x4}";
                return true;
            default:
                if (char.IsAsciiLetterOrDigit(letter))
                    return false;
                set = Quoted(letter);
                return true;
        }
    }

    private static string Quoted(char letter) => letter is '\\' or '[' or ']' or '^' or '-' ? $"\\{letter}" : letter < ' ' ? $"\\u{(int)letter:x4}" : letter.ToString();

    private bool TryReadHexadecimal(out string set)
    {
        set = "";
        var isBraced = _position < pattern.Length && pattern[_position] == '{';
        var end = isBraced ? pattern.IndexOf('}', _position) : _position + 2;
        if (end < 0 || end > pattern.Length)
            return false;
        var digits = pattern[(isBraced ? _position + 1 : _position)..end];
        if (!int.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code) || code > 0xFFFF)
            return false;
        set = $"\\u{code:x4}";
        _position = isBraced ? end + 1 : end;
        return true;
    }

    private bool TryReadOctal(out string set)
    {
        var (code, length) = (0, 0);
        while (length < 3 && _position < pattern.Length && pattern[_position] is >= '0' and <= '7' && (code * 8) + pattern[_position] - '0' <= 255)
        {
            code = (code * 8) + pattern[_position++] - '0';
            length++;
        }

        set = $"\\u{code:x4}";
        return length > 0;
    }

    private bool TryReadProperty(out string set, ref bool isNegated)
    {
        set = "";
        if (_position >= pattern.Length)
            return false;
        string name;
        if (pattern[_position] == '{')
        {
            var end = pattern.IndexOf('}', _position);
            if (end < 0)
                return false;
            name = pattern[(_position + 1)..end];
            _position = end + 1;
        }
        else
        {
            name = pattern[_position++].ToString();
        }

        set = name switch
        {
            "Lower" => "a-z",
            "Upper" => "A-Z",
            "ASCII" => "\\x00-\\x7F",
            "Alpha" => "a-zA-Z",
            "Digit" => "0-9",
            "Alnum" => "a-zA-Z0-9",
            "Punct" => "!-/:-@\\[-`{-~",
            "Graph" => "!-~",
            "Print" => " -~",
            "Blank" => " \\t",
            "Cntrl" => "\\x00-\\x1F\\x7F",
            "XDigit" => "0-9a-fA-F",
            "Space" => " \\t\\n\\x0B\\f\\r",
            "javaLowerCase" or "IsLowercase" or "IsLower" => "\\p{Ll}",
            "javaUpperCase" or "IsUppercase" or "IsUpper" => "\\p{Lu}",
            "javaWhitespace" or "IsWhite_Space" or "IsWhiteSpace" => "\\s",
            "IsAlphabetic" or "IsAlpha" => "\\p{L}\\p{Nl}",
            "IsDigit" => "\\p{Nd}",
            "IsPunctuation" or "IsPunct" => "\\p{P}",
            "IsLatin" => "A-Za-z\\u00AA\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02B8\\u1E00-\\u1EFF",
            "IsGreek" => "\\u0370-\\u03FF\\u1F00-\\u1FFF",
            "IsCyrillic" => "\\u0400-\\u052F",
            "IsHan" => "\\u2E80-\\u2FD5\\u3005\\u3007\\u3021-\\u3029\\u3038-\\u303B\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF",
            _ when name.StartsWith("Is", StringComparison.Ordinal) && name.Length <= 4 => $"\\p{{{name[2..]}}}",
            _ when name.StartsWith("In", StringComparison.Ordinal) => $"\\p{{Is{name[2..]}}}",
            _ when name.Length <= 2 => $"\\p{{{name}}}",
            _ => "",
        };
        return set.Length > 0;
    }

    /// <summary>
    /// A class in brackets. Unions go into one class, negated members and intersections become look-aheads: <c>[a-z&amp;&amp;[^b]]</c> is <c>(?:(?=[a-z])(?=[^b])[\s\S])</c>.
    /// </summary>
    private bool TryTranslateClass(out string set)
    {
        set = "";
        _position++;
        var isNegated = _position < pattern.Length && pattern[_position] == '^';
        if (isNegated)
            _position++;
        var intersected = new List<string>();
        var members = new StringBuilder();
        var others = new List<string>();
        var isFirst = true;
        while (true)
        {
            if (_position >= pattern.Length)
                return false;
            var character = pattern[_position];
            if (character == ']' && !isFirst)
            {
                _position++;
                break;
            }

            isFirst = false;
            if (character == '&' && _position + 1 < pattern.Length && pattern[_position + 1] == '&')
            {
                _position += 2;
                intersected.Add(Union(members, others));
                members.Clear();
                others.Clear();
                isFirst = true;
                if (_position < pattern.Length && pattern[_position] == ']')
                    isFirst = false;
            }
            else if (character == '[')
            {
                if (!TryTranslateClass(out var inner))
                    return false;
                others.Add(inner);
            }
            else if (character == '\\')
            {
                if (_position + 1 < pattern.Length && pattern[_position + 1] == 'Q')
                {
                    var end = pattern.IndexOf("\\E", _position + 2, StringComparison.Ordinal);
                    foreach (var quoted in end < 0 ? pattern[(_position + 2)..] : pattern[(_position + 2)..end])
                        members.Append(Quoted(quoted));
                    _position = end < 0 ? pattern.Length : end + 2;
                    continue;
                }

                if (!TryReadSet(out var escaped, out var isEscapeNegated))
                    return false;
                if (isEscapeNegated)
                    others.Add($"[^{escaped}]");
                else
                    members.Append(escaped);
            }
            else
            {
                _position++;
                members.Append(character == '-' ? "-" : Quoted(character));
            }
        }

        if (members.Length == 0 && others.Count == 0 && intersected.Count == 0)
            return false;
        if (intersected.Count == 0 && others.Count == 0)
        {
            set = $"[{(isNegated ? "^" : "")}{members}]";
            return true;
        }

        if (members.Length > 0 || others.Count > 0)
            intersected.Add(Union(members, others));
        set = isNegated
            ? $"(?:(?!{string.Concat(intersected.Select(i => $"(?={i})"))})[\\s\\S])"
            : $"(?:{string.Concat(intersected.Select(i => $"(?={i})"))}[\\s\\S])";
        return true;
    }

    private static string Union(StringBuilder members, List<string> others)
    {
        var parts = new List<string>(others);
        if (members.Length > 0)
            parts.Insert(0, $"[{members}]");
        return parts.Count == 1 ? parts[0] : $"(?:{string.Join('|', parts)})";
    }
}
