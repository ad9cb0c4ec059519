using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace SqlSpark.Core.Text.Json;

/// <summary>What a <see cref="JsonScanner"/> stands on.</summary>
public enum JsonKind : byte
{
    /// <summary>Nothing: before the first token, or behind the last.</summary>
    None,

    /// <summary><c>{</c>.</summary>
    StartObject,

    /// <summary><c>}</c>.</summary>
    EndObject,

    /// <summary><c>[</c>.</summary>
    StartArray,

    /// <summary><c>]</c>.</summary>
    EndArray,

    /// <summary>The name of a field; its value comes next.</summary>
    Name,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number without point and exponent.</summary>
    Integer,

    /// <summary>Any other number, NaN and the infinities too.</summary>
    Fraction,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary><c>false</c>.</summary>
    False,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary>The text is no JSON from here on.</summary>
    Fault,
}

/// <summary>Departures from JSON that a reader may allow; Jackson's features.</summary>
[Flags]
public enum JsonLeniency : byte
{
    /// <summary>JSON and nothing else.</summary>
    None = 0,

    /// <summary>Strings and names in single quotes.</summary>
    SingleQuotes = 1,

    /// <summary>Names without quotes.</summary>
    UnquotedNames = 2,

    /// <summary>Numbers such as 007.</summary>
    LeadingZeros = 4,

    /// <summary>NaN, Infinity, INF and their kin.</summary>
    NonNumbers = 8,

    /// <summary>A backslash before any character.</summary>
    AnyEscapes = 16,

    /// <summary>Control characters in strings.</summary>
    ControlCharacters = 32,

    /// <summary>Comments as in Java.</summary>
    Comments = 64,
}

/// <summary>The options that allow departures from JSON, under Spark's names.</summary>
public static class JsonLeniencies
{
    /// <summary>What options allow.</summary>
    /// <param name="flag">The value of an option that is true or false, with its default.</param>
    public static JsonLeniency Of(Func<string, bool, bool> flag)
    {
        var leniency = JsonLeniency.None;
        Add("allowSingleQuotes", true, JsonLeniency.SingleQuotes);
        Add("allowUnquotedFieldNames", false, JsonLeniency.UnquotedNames);
        Add("allowNumericLeadingZeros", false, JsonLeniency.LeadingZeros);
        Add("allowNonNumericNumbers", true, JsonLeniency.NonNumbers);
        Add("allowBackslashEscapingAnyCharacter", false, JsonLeniency.AnyEscapes);
        Add("allowUnquotedControlChars", false, JsonLeniency.ControlCharacters);
        Add("allowComments", false, JsonLeniency.Comments);
        return leniency;

        void Add(string name, bool otherwise, JsonLeniency what) => leniency |= flag(name, otherwise) ? what : JsonLeniency.None;
    }
}

/// <summary>Reads the tokens of a JSON text one by one, in the dialects that Jackson reads. Never throws and never allocates.</summary>
/// <param name="text">UTF-8.</param>
/// <param name="leniency">What is allowed beyond JSON.</param>
/// <remarks>After a value at the outermost level another may follow, as in Jackson; whoever wants none asks for <see cref="JsonKind.None"/>.</remarks>
public ref struct JsonScanner(ReadOnlySpan<byte> text, JsonLeniency leniency)
{
    /// <summary>The deepest nesting; what is deeper is a fault.</summary>
    public const int MaxDepth = 1000;

    private static readonly SearchValues<byte> StringStops = SearchValues.Create("\"\\'\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly JsonLeniency _leniency = leniency;
    private OpenLevels _levels;
    private Expectation _expectation;
    private int _position;
    private int _contentStart;
    private int _contentEnd;
    private int _fractionLength;            // of the current number; -1 where it is not known to be a short one
    private bool _hasEscapes;

    /// <summary>A scanner that goes on within an array at the outermost level: behind its start, or behind one of its elements.</summary>
    /// <param name="text">The text from the array's start on, or more.</param>
    /// <param name="leniency">What is allowed beyond JSON.</param>
    /// <param name="position">Where to go on.</param>
    /// <param name="isFirst">True behind the array's start.</param>
    public static JsonScanner InArray(ReadOnlySpan<byte> text, JsonLeniency leniency, int position, bool isFirst) => new(text, leniency)
    {
        Depth = 1,
        _position = position,
        _expectation = isFirst ? Expectation.ValueOrEnd : Expectation.CommaOrEnd,
    };

    private enum Expectation : byte
    {
        Value,
        ValueOrEnd,
        NameOrEnd,
        Name,
        CommaOrEnd,
    }

    /// <summary>The current token.</summary>
    public JsonKind Kind { get; private set; }

    /// <summary>How many objects and arrays are open; the ends of one are counted outside of it, and so are their starts inside.</summary>
    public int Depth { get; private set; }

    /// <summary>The first byte of the current token.</summary>
    public int Start { get; private set; }

    /// <summary>The byte behind the current token.</summary>
    public readonly int End => _position;

    /// <summary>The current token as it stands in the text: a number, or the inside of a string with its escapes.</summary>
    public readonly ReadOnlySpan<byte> Raw => _text[_contentStart.._contentEnd];

    /// <summary>True when the current string or name has escapes, so that <see cref="Raw"/> is not what it means.</summary>
    public readonly bool HasEscapes => _hasEscapes;

    /// <summary>Goes to the next token.</summary>
    /// <returns>False at the end of the text and at a fault, which <see cref="Kind"/> tells apart.</returns>
    public bool Read()
    {
        // A value right behind its name.
        if (Kind == JsonKind.Name && (uint)_position < (uint)_text.Length && _text[_position] > ' ' && _text[_position] != '/')
        {
            Start = _position;
            return ReadValue(_text[_position]);
        }

        if (Kind == JsonKind.Fault || !SkipBlanks())
            return Fault();
        if (_position == _text.Length)
        {
            Kind = Depth == 0 && _expectation == Expectation.Value ? JsonKind.None : JsonKind.Fault;
            return false;
        }

        if (_expectation == Expectation.CommaOrEnd)
        {
            var isObject = _levels.IsObject(Depth);
            if (_text[_position] == (isObject ? (byte)'}' : (byte)']'))
                return Close();
            if (_text[_position++] != ',' || !SkipBlanks() || _position == _text.Length)
                return Fault();
            _expectation = isObject ? Expectation.Name : Expectation.Value;
        }

        Start = _position;
        var first = _text[_position];
        if (_expectation is Expectation.Name or Expectation.NameOrEnd)
            return first == '}' && _expectation == Expectation.NameOrEnd ? Close() : ReadName(first);
        if (first == ']' && _expectation == Expectation.ValueOrEnd)
            return Close();
        return ReadValue(first);
    }

    /// <summary>Goes to the next name of an object, and on to where its value begins, if the text goes on as expected.</summary>
    /// <param name="gap">What <see cref="Gap"/> was for another object's name at the same place.</param>
    /// <param name="isFirst">Whether the name is the first one of its object; <paramref name="gap"/> may be of a later one.</param>
    /// <returns>False when the text is another; the scanner stays where it is.</returns>
    /// <remarks>The same bytes in the same state are the same tokens, so only the first name, which no comma goes before, needs care.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadName(ReadOnlySpan<byte> gap, bool isFirst)
    {
        if (isFirst && gap[0] == ',')
            gap = gap[1..];
        if (!_text[_position..].StartsWith(gap))
            return false;
        _position += gap.Length;
        _expectation = Expectation.Value;
        Kind = JsonKind.Name;
        return true;
    }

    /// <summary>What stands between a position and the current token: before a value its name, with comma, blanks and colon.</summary>
    public readonly ReadOnlySpan<byte> Gap(int position) => _text[position..Start];

    /// <summary>The digits of the current number, if it has no exponent, at most 15 digits, and was read fast.</summary>
    /// <param name="digits">All digits as an integer, with the sign.</param>
    /// <param name="scale">How many of them stand behind the point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryGetDigits(out long digits, out int scale)
    {
        digits = 0;
        scale = Math.Max(_fractionLength, 0);
        if (_fractionLength < 0)
            return false;
        var isNegative = _text[_contentStart] == '-';
        var start = isNegative ? _contentStart + 1 : _contentStart;
        var integral = _contentEnd - start - (scale > 0 ? scale + 1 : 0);
        digits = DigitText.ReadFast(_text[start..], integral);
        if (scale > 0)
            digits = (digits * DigitText.PowersOfTen[scale]) + DigitText.ReadFast(_text[(start + integral + 1)..], scale);
        if (isNegative)
            digits = -digits;
        return true;
    }

    /// <summary>From the start of an object or array to its end; elsewhere nothing.</summary>
    /// <returns>False at a fault.</returns>
    public bool Skip()
    {
        if (Kind is not (JsonKind.StartObject or JsonKind.StartArray))
            return Kind != JsonKind.Fault;
        return SkipTo(Depth - 1);
    }

    /// <summary>On to the end of what is open at more than a depth; nothing when nothing is.</summary>
    /// <returns>False at a fault.</returns>
    public bool SkipTo(int depth)
    {
        while (Depth > depth)
        {
            if (!Read())
                return false;
        }

        return Kind != JsonKind.Fault;
    }

    /// <summary>True when the current name or string means these bytes.</summary>
    public readonly bool TextEquals(ReadOnlySpan<byte> other)
    {
        if (!_hasEscapes)
            return Raw.SequenceEqual(other);
        if (Raw.Length < other.Length)
            return false;
        var room = ArrayPool<byte>.Shared.Rent(Raw.Length);
        var isEqual = room.AsSpan(0, CopyText(room)).SequenceEqual(other);
        ArrayPool<byte>.Shared.Return(room);
        return isEqual;
    }

    /// <summary>What the current name or string means; <paramref name="scratch"/> holds it when it has escapes.</summary>
    public readonly ReadOnlySpan<byte> Text(Utf8Buffer scratch)
    {
        if (!_hasEscapes)
            return Raw;
        scratch.Clear();
        scratch.Advance(CopyText(scratch.GetSpan(Raw.Length)));
        return scratch.Written;
    }

    /// <summary>Writes what the current name or string means.</summary>
    /// <param name="target">Room for as many bytes as <see cref="Raw"/> has.</param>
    /// <returns>How many bytes were written.</returns>
    public readonly int CopyText(Span<byte> target)
    {
        var raw = Raw;
        if (!_hasEscapes)
        {
            raw.CopyTo(target);
            return raw.Length;
        }

        var length = 0;
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
                plain = raw.Length;
            raw[..plain].CopyTo(target[length..]);
            length += plain;
            raw = raw[plain..];
            if (raw.IsEmpty)
                break;
            if (raw[1] != 'u')
            {
                target[length++] = raw[1] switch
                {
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    var other => other,
                };
                raw = raw[2..];
                continue;
            }

            var unit = HexUnit(raw[2..6]);
            raw = raw[6..];
            Rune rune;
            if (raw.Length >= 6 && raw[0] == '\\' && raw[1] == 'u' && Rune.TryCreate((char)unit, (char)HexUnit(raw[2..6]), out rune))
                raw = raw[6..];
            else if (!Rune.TryCreate((char)unit, out rune))
                rune = new Rune('?');           // half of a pair, as Java encodes it
            length += rune.EncodeToUtf8(target[length..]);
        }

        return length;
    }

    private static int HexUnit(ReadOnlySpan<byte> digits)
    {
        var unit = 0;
        foreach (var digit in digits)
            unit = (unit << 4) | Convert.ToInt32(char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return unit;
    }

    private readonly bool Allows(JsonLeniency what) => (_leniency & what) != JsonLeniency.None;

    private bool Fault()
    {
        Kind = JsonKind.Fault;
        return false;
    }

    private bool SkipBlanks()
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
                _position++;
            else if (c != '/' || !Allows(JsonLeniency.Comments))
                return true;
            else if (!SkipComment())
                return false;
        }

        return true;
    }

    private bool SkipComment()
    {
        var rest = _text[(_position + 1)..];
        if (rest.IsEmpty || rest[0] is not ((byte)'/' or (byte)'*'))
            return false;
        var end = rest[0] == '/' ? rest.IndexOfAny((byte)'\n', (byte)'\r') : rest[1..].IndexOf("*/"u8);
        if (end < 0 && rest[0] == '*')
            return false;
        _position = end < 0 ? _text.Length : _position + 1 + (rest[0] == '/' ? end : end + 3);
        return true;
    }

    private bool Open(JsonKind kind)
    {
        if (Depth == MaxDepth)
            return Fault();
        _position++;
        Depth++;
        _levels.Set(Depth, kind == JsonKind.StartObject);
        _expectation = kind == JsonKind.StartObject ? Expectation.NameOrEnd : Expectation.ValueOrEnd;
        Kind = kind;
        return true;
    }

    private bool Close()
    {
        Kind = _levels.IsObject(Depth) ? JsonKind.EndObject : JsonKind.EndArray;
        Start = _position++;
        Depth--;
        EndValue();
        return true;
    }

    private void EndValue() => _expectation = Depth == 0 ? Expectation.Value : Expectation.CommaOrEnd;

    private bool ReadName(byte first)
    {
        if (first == '"' || (first == '\'' && Allows(JsonLeniency.SingleQuotes)))
        {
            if (!ReadQuoted(first))
                return Fault();
        }
        else if (!Allows(JsonLeniency.UnquotedNames) || !ReadUnquoted())
        {
            return Fault();
        }

        Kind = JsonKind.Name;
        if (!SkipBlanks() || _position == _text.Length || _text[_position++] != ':')
            return Fault();
        _expectation = Expectation.Value;
        return true;
    }

    private bool ReadUnquoted()
    {
        _contentStart = _position;
        _hasEscapes = false;
        while (_position < _text.Length && IsNameByte(_text[_position]))
            _position++;
        _contentEnd = _position;
        return _contentEnd > _contentStart;
    }

    private static bool IsNameByte(byte value) =>
        value >= 0x80 || char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'$' or (byte)'@' or (byte)'#' or (byte)'*' or (byte)'-' or (byte)'+';

    private bool ReadQuoted(byte quote)
    {
        _contentStart = ++_position;
        _hasEscapes = false;
        if (quote == '"' && SkipPlain())
        {
            _contentEnd = _position++;
            return true;
        }

        while (true)
        {
            var step = _text[_position..].IndexOfAny(StringStops);
            if (step < 0)
                return false;
            _position += step;
            var c = _text[_position];
            if (c == quote)
            {
                _contentEnd = _position++;
                return true;
            }

            if (c == '\\')
            {
                if (!SkipEscape())
                    return false;
            }
            else if (c < ' ' && !Allows(JsonLeniency.ControlCharacters))
            {
                return false;
            }
            else
            {
                _position++;
            }
        }
    }

    /// <summary>Skips the plain bytes of a string in double quotes, as far as whole vectors of text reach.</summary>
    /// <returns>True at the quote that ends it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SkipPlain()
    {
        ref var start = ref MemoryMarshal.GetReference(_text);
        while (_position + Vector256<byte>.Count <= _text.Length)
        {
            var bytes = Vector256.LoadUnsafe(ref start, (nuint)_position);
            var stops = Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(bytes, Vector256.Create((byte)' '));
            var bits = stops.ExtractMostSignificantBits();
            if (bits != 0)
            {
                _position += BitOperations.TrailingZeroCount(bits);
                return _text[_position] == '"';
            }

            _position += Vector256<byte>.Count;
        }

        return false;
    }

    private bool SkipEscape()
    {
        _hasEscapes = true;
        if (_position + 1 >= _text.Length)
            return false;
        var c = _text[_position + 1];
        if (c == 'u')
        {
            if (_position + 6 > _text.Length)
                return false;
            foreach (var digit in _text[(_position + 2)..(_position + 6)])
            {
                if (!char.IsAsciiHexDigit((char)digit))
                    return false;
            }

            _position += 6;
            return true;
        }

        var isKnown = "\"\\/bfnrt"u8.Contains(c) || (c == '\'' && Allows(JsonLeniency.SingleQuotes));
        if (!isKnown && !Allows(JsonLeniency.AnyEscapes))
            return false;
        _position += 2;
        return true;
    }

    private bool ReadValue(byte first)
    {
        switch (first)
        {
            case (byte)'{':
                return Open(JsonKind.StartObject);
            case (byte)'[':
                return Open(JsonKind.StartArray);
            case (byte)'t':
                return ReadWord("true"u8, JsonKind.True);
            case (byte)'f':
                return ReadWord("false"u8, JsonKind.False);
            case (byte)'n':
                return ReadWord("null"u8, JsonKind.Null);
            case (byte)'N' or (byte)'I':
                return Allows(JsonLeniency.NonNumbers) ? ReadNonNumber() : Fault();
            case (byte)'"':
                return ReadString(first);
            case (byte)'\'' when Allows(JsonLeniency.SingleQuotes):
                return ReadString(first);
            default:
                return ReadNumber();
        }
    }

    private bool ReadString(byte quote)
    {
        if (!ReadQuoted(quote))
            return Fault();
        Kind = JsonKind.String;
        EndValue();
        return true;
    }

    private bool ReadWord(ReadOnlySpan<byte> word, JsonKind kind)
    {
        if (!_text[_position..].StartsWith(word))
            return Fault();
        return Accept(_position + word.Length, kind);
    }

    private bool ReadNonNumber()
    {
        var rest = _text[_position..];
        var sign = rest[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        foreach (var length in (ReadOnlySpan<int>)[8, 3])
        {
            var word = rest.Length >= sign + length ? rest.Slice(sign, length) : default;
            if (word.SequenceEqual("Infinity"u8) || word.SequenceEqual("INF"u8) || (sign == 0 && word.SequenceEqual("NaN"u8)))
                return Accept(_position + sign + length, JsonKind.Fraction);
        }

        return Fault();
    }

    private bool ReadNumber()
    {
        if (TryReadShortNumber())
            return true;
        var end = _position;
        if (_text[end] is (byte)'-' or (byte)'+')
        {
            if (Allows(JsonLeniency.NonNumbers) && end + 1 < _text.Length && _text[end + 1] == 'I')
                return ReadNonNumber();
            if (_text[end++] == '+')
                return Fault();
        }

        var digits = DigitCount(end);
        if (digits == 0 || (digits > 1 && _text[end] == '0' && !Allows(JsonLeniency.LeadingZeros)))
            return Fault();
        end += digits;
        var kind = JsonKind.Integer;
        if (end < _text.Length && _text[end] == '.')
        {
            kind = JsonKind.Fraction;
            digits = DigitCount(++end);
            if (digits == 0)
                return Fault();
            end += digits;
        }

        if (end < _text.Length && (_text[end] | 0x20) == 'e')
        {
            kind = JsonKind.Fraction;
            end++;
            if (end < _text.Length && _text[end] is (byte)'-' or (byte)'+')
                end++;
            digits = DigitCount(end);
            if (digits == 0)
                return Fault();
            end += digits;
        }

        return Accept(end, kind);
    }

    /// <summary>Reads a number of up to 15 characters without exponent, which another element or an end follows at once.</summary>
    /// <returns>False for all others; the scanner stays where it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadShortNumber()
    {
        if (_position + Vector128<byte>.Count > _text.Length)
            return false;
        var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(_text), (nuint)_position);
        var others = Vector128.GreaterThan(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)9)).ExtractMostSignificantBits();
        var sign = 0;
        if (_text[_position] == '-')
        {
            sign = 1;
            others &= ~1u;
        }

        var end = BitOperations.TrailingZeroCount(others);
        if (end >= Vector128<byte>.Count || end == sign || (end > sign + 1 && _text[_position + sign] == '0'))
            return false;
        var fractionLength = 0;
        if (_text[_position + end] == '.')
        {
            others &= others - 1;
            var fraction = end + 1;
            end = BitOperations.TrailingZeroCount(others);
            fractionLength = end - fraction;
            if (end >= Vector128<byte>.Count || fractionLength == 0)
                return false;
        }

        if (_text[_position + end] is not ((byte)',' or (byte)'}' or (byte)']'))
            return false;
        _contentStart = _position;
        _contentEnd = _position += end;
        _fractionLength = fractionLength;
        _hasEscapes = false;
        Kind = fractionLength > 0 ? JsonKind.Fraction : JsonKind.Integer;
        EndValue();
        return true;
    }

    private readonly int DigitCount(int start)
    {
        var end = start;
        while (end < _text.Length && char.IsAsciiDigit((char)_text[end]))
            end++;
        return end - start;
    }

    /// <summary>Ends a word or number, which no letter or digit may follow.</summary>
    private bool Accept(int end, JsonKind kind)
    {
        if (end < _text.Length && _text[end] is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)',' or (byte)']' or (byte)'}' or (byte)'/'))
            return Fault();
        _contentStart = _position;
        _contentEnd = _position = end;
        _fractionLength = -1;
        _hasEscapes = false;
        Kind = kind;
        EndValue();
        return true;
    }

    /// <summary>A bit for each open level: 1 for objects.</summary>
    [InlineArray((MaxDepth / 64) + 1)]
    private struct OpenLevels
    {
        private ulong _first;

        public readonly bool IsObject(int depth) => (this[depth >> 6] & (1UL << depth)) != 0;

        public void Set(int depth, bool isObject)
        {
            if (isObject)
                this[depth >> 6] |= 1UL << depth;
            else
                this[depth >> 6] &= ~(1UL << depth);
        }
    }
}
