using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>A pattern of numbers such as <c>#,##0.00</c> with the symbols of the United States. Serves one worker.</summary>
/// <remarks>
/// Java: <c>java.text.DecimalFormat</c>. Digits that are left out round half to even. A double is written with the digits that tell it from its neighbours, and rounded by its exact
/// value. Patterns with exponents are not read.
/// </remarks>
internal sealed class DecimalPattern
{
    private const int LongestDouble = 400;

    private readonly byte[] _positivePrefix;
    private readonly byte[] _positiveSuffix;
    private readonly byte[] _negativePrefix;
    private readonly byte[] _negativeSuffix;
    private readonly int _leastIntegral;
    private readonly int _leastFraction;
    private readonly int _mostFraction;
    private readonly int _groupLength;
    private readonly int _multiplier;
    private readonly bool _alwaysHasPoint;
    private readonly string _fixedFormat;
    private readonly byte[] _digits = new byte[LongestDouble];
    private readonly byte[] _text = new byte[LongestDouble];
    private int _count;
    private int _point;

    private DecimalPattern(Part positive, Part? negative, int multiplier)
    {
        (_positivePrefix, _positiveSuffix) = (positive.Prefix, positive.Suffix);
        (_negativePrefix, _negativeSuffix) = negative is null || (negative.Prefix.AsSpan().SequenceEqual(positive.Prefix) && negative.Suffix.AsSpan().SequenceEqual(positive.Suffix))
            ? ([(byte)'-', .. positive.Prefix], positive.Suffix)
            : (negative.Prefix, negative.Suffix);
        (_leastIntegral, _leastFraction, _mostFraction) = (positive.LeastIntegral, positive.LeastFraction, positive.MostFraction);
        _groupLength = positive.GroupLength;
        _alwaysHasPoint = positive.EndsWithPoint;
        _multiplier = multiplier;
        _fixedFormat = string.Create(CultureInfo.InvariantCulture, $"F{_mostFraction}");
    }

    /// <summary>Digits in groups of three, and as many of a fraction as asked for.</summary>
    public static DecimalPattern Grouped(int fractionDigits) => new(new Part { LeastIntegral = 1, LeastFraction = fractionDigits, MostFraction = fractionDigits, GroupLength = 3 }, null, 1);

    /// <summary>Reads a pattern.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out DecimalPattern? format)
    {
        format = null;
        var position = 0;
        var multiplier = 1;
        if (Part.TryRead(pattern, ref position, ref multiplier) is not { } positive)
            return false;
        Part? negative = null;
        if (position < pattern.Length)
        {
            position++;
            var ignored = 1;
            negative = Part.TryRead(pattern, ref position, ref ignored);
            if (negative is null || position < pattern.Length)
                return false;
        }

        format = new DecimalPattern(positive, negative, multiplier);
        return true;
    }

    /// <summary>Writes a decimal or an integer.</summary>
    public void Append(Int128 unscaled, int scale, ref Utf8Writer text)
    {
        var magnitude = unscaled < 0 ? unchecked((UInt128)(-unscaled)) : (UInt128)unscaled;
        magnitude.TryFormat(_digits, out _count, default, CultureInfo.InvariantCulture);
        _point = _count - scale + (_multiplier == 1 ? 0 : _multiplier == 100 ? 2 : 3);
        RoundHalfEven();
        Write(unscaled < 0, ref text);
    }

    /// <summary>Writes a double.</summary>
    public void Append(double value, ref Utf8Writer text)
    {
        if (double.IsNaN(value))
        {
            text.Append("NaN"u8);
            return;
        }

        var isNegative = double.IsNegative(value);
        if (double.IsInfinity(value))
        {
            text.Append(isNegative ? _negativePrefix : _positivePrefix);
            text.Append("∞"u8);
            text.Append(isNegative ? _negativeSuffix : _positiveSuffix);
            return;
        }

        var magnitude = Math.Abs(value) * _multiplier;
        ReadShortest(magnitude);
        if (_count - _point > _mostFraction)
            ReadRounded(magnitude);
        Write(isNegative, ref text);
    }

    /// <summary>The fewest digits that tell a double from its neighbours.</summary>
    private void ReadShortest(double magnitude)
    {
        magnitude.TryFormat(_text, out var length, "R", CultureInfo.InvariantCulture);
        _count = 0;
        _point = -1;
        var exponent = 0;
        for (var i = 0; i < length; i++)
        {
            if (_text[i] == '.')
            {
                _point = _count;
            }
            else if (_text[i] == 'E')
            {
                exponent = int.Parse(_text.AsSpan(i + 1, length - i - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else
            {
                _digits[_count++] = _text[i];
            }
        }

        _point = (_point < 0 ? _count : _point) + exponent;
        TrimZeros();
    }

    /// <summary>The exact value rounded to the digits of the fraction, half to even.</summary>
    private void ReadRounded(double magnitude)
    {
        magnitude.TryFormat(_text, out var length, _fixedFormat, CultureInfo.InvariantCulture);
        _count = 0;
        foreach (var character in _text.AsSpan(0, length))
        {
            if (character != '.')
                _digits[_count++] = character;
        }

        _point = _count - _mostFraction;

        // A value lies exactly between two neighbours when it is an odd multiple of a power of two; the runtime rounds those up.
        var halves = Math.ScaleB(magnitude, _mostFraction + 1);
        if (halves < (1L << 53) && halves == Math.Floor(halves) && ((long)halves & 1) != 0 && (_digits[_count - 1] & 1) != 0)
            _digits[_count - 1]--;
        TrimZeros();
    }

    private void RoundHalfEven()
    {
        var kept = _point + _mostFraction;
        if (kept < _count)
        {
            var isUp = kept >= 0 && (_digits[kept] > '5' || (_digits[kept] == '5' && (_digits.AsSpan(kept + 1, _count - kept - 1).ContainsAnyExcept((byte)'0') || (kept > 0 && (_digits[kept - 1] & 1) != 0))));
            _count = Math.Max(kept, 0);
            if (isUp)
                RoundUp();
        }

        TrimZeros();
    }

    private void RoundUp()
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (_digits[i] < '9')
            {
                _digits[i]++;
                return;
            }

            _digits[i] = (byte)'0';
        }

        // All nines, or nothing at all, became one more digit.
        _digits.AsSpan(0, _count).CopyTo(_digits.AsSpan(1));
        _digits[0] = (byte)'1';
        _count++;
        _point++;
    }

    private void TrimZeros()
    {
        while (_count > 0 && _digits[_count - 1] == '0')
            _count--;
        var leading = 0;
        while (leading < _count && _digits[leading] == '0')
            leading++;
        if (leading > 0)
            _digits.AsSpan(leading, _count - leading).CopyTo(_digits);
        _count -= leading;
        _point = _count == 0 ? 0 : _point - leading;
    }

    private void Write(bool isNegative, ref Utf8Writer text)
    {
        text.Append(isNegative ? _negativePrefix : _positivePrefix);
        var integral = Math.Max(_leastIntegral, Math.Max(_point, 0));
        var fraction = Math.Clamp(_count - _point, _leastFraction, _mostFraction);
        if (integral == 0 && (_count == 0 || fraction == 0))
            integral = fraction == 0 ? 1 : 0;
        for (var place = integral; place > 0; place--)
        {
            text.Append(DigitAt(_point - place));
            if (_groupLength > 0 && place > 1 && (place - 1) % _groupLength == 0)
                text.Append((byte)',');
        }

        if (fraction > 0 || _alwaysHasPoint)
            text.Append((byte)'.');
        for (var i = 0; i < fraction; i++)
            text.Append(DigitAt(_point + i));
        text.Append(isNegative ? _negativeSuffix : _positiveSuffix);
    }

    private byte DigitAt(int index) => index >= 0 && index < _count ? _digits[index] : (byte)'0';

    /// <summary>One half of a pattern: what stands around the digits, and how many there are.</summary>
    private sealed class Part
    {
        public byte[] Prefix { get; private set; } = [];

        public byte[] Suffix { get; private set; } = [];

        public int LeastIntegral { get; init; }

        public int LeastFraction { get; init; }

        public int MostFraction { get; init; }

        public int GroupLength { get; init; }

        public bool EndsWithPoint { get; init; }

        /// <summary>Reads up to the end or a semicolon; null when this is no pattern.</summary>
        public static Part? TryRead(string pattern, ref int position, ref int multiplier)
        {
            if (!TryReadAffix(pattern, ref position, ref multiplier, out var prefix))
                return null;
            var (optionalLeft, zeros, optionalRight, point, group) = (0, 0, 0, -1, -1);
            for (; position < pattern.Length; position++)
            {
                switch (pattern[position])
                {
                    case '#' when zeros > 0:
                        optionalRight++;
                        break;
                    case '#':
                        optionalLeft++;
                        break;
                    case '0' when optionalRight > 0:
                        return null;
                    case '0':
                        zeros++;
                        break;
                    case ',' when point < 0:
                        group = 0;
                        continue;
                    case '.' when point < 0:
                        point = optionalLeft + zeros + optionalRight;
                        continue;
                    case '.' or ',' or 'E':
                        return null;
                    default:
                        goto digitsEnd;
                }

                if (group >= 0 && point < 0)
                    group++;
            }

        digitsEnd:
            if (!TryReadAffix(pattern, ref position, ref multiplier, out var suffix) || (position < pattern.Length && pattern[position] != ';'))
                return null;
            if (zeros == 0 && optionalLeft > 0 && point >= 0)
            {
                var first = Math.Max(point, 1);
                optionalRight = optionalLeft - first;
                optionalLeft = first - 1;
                zeros = 1;
            }

            var total = optionalLeft + zeros + optionalRight;
            if ((point < 0 && optionalRight > 0) || (point >= 0 && (point < optionalLeft || point > optionalLeft + zeros)) || group == 0 || total == 0)
                return null;
            return new Part
            {
                Prefix = prefix,
                Suffix = suffix,
                LeastIntegral = (point >= 0 ? point : total) - optionalLeft,
                LeastFraction = point >= 0 ? Math.Max(0, optionalLeft + zeros - point) : 0,
                MostFraction = point >= 0 ? total - point : 0,
                GroupLength = Math.Max(group, 0),
                EndsWithPoint = point == total,
            };
        }

        private static bool TryReadAffix(string pattern, ref int position, ref int multiplier, out byte[] affix)
        {
            var text = new StringBuilder();
            var isQuoted = false;
            for (; position < pattern.Length; position++)
            {
                var character = pattern[position];
                if (character == '\'')
                {
                    if (position + 1 < pattern.Length && pattern[position + 1] == '\'')
                    {
                        text.Append('\'');
                        position++;
                    }
                    else
                    {
                        isQuoted = !isQuoted;
                    }

                    continue;
                }

                if (!isQuoted)
                {
                    if (character is '#' or '0' or ',' or '.' or ';')
                        break;
                    if (character is '%' or '‰')
                    {
                        if (multiplier != 1)
                            break;
                        multiplier = character == '%' ? 100 : 1000;
                    }
                    else if (character == '¤')
                    {
                        var isDoubled = position + 1 < pattern.Length && pattern[position + 1] == '¤';
                        text.Append(isDoubled ? "USD" : "$");
                        position += isDoubled ? 1 : 0;
                        continue;
                    }
                }

                text.Append(character);
            }

            affix = Encoding.UTF8.GetBytes(text.ToString());
            return !isQuoted;
        }
    }
}
