using System.Numerics;

namespace SqlSpark.Core.Text;

/// <summary>The double nearest to a decimal number of few digits, without arithmetic on large integers.</summary>
/// <remarks>
/// Where digits and power of ten are doubles exactly, one product or quotient rounds once (W. Clinger: How to Read Floating Point Numbers Accurately, 1990). Elsewhere the digits are
/// multiplied with 128 bits of the power, which decides all but the subnormal and a few others (D. Lemire: Number Parsing at a Gigabyte per Second, 2021).
/// </remarks>
internal static class DecimalToDouble
{
    private const int MinPower = -342;
    private const int MaxPower = 308;
    private const int MantissaBits = 52;

    private static readonly double[] ExactPowers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads <c>[digits][.digits][e[sign]digits]</c>, whose form was checked.</summary>
    /// <returns>False where the text has more than 19 significant digits, or another way has to decide.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        ulong digits = 0;
        var digitCount = 0;
        var power = 0;
        var hasPoint = false;
        var position = 0;
        for (; position < text.Length; position++)
        {
            var digit = (uint)(text[position] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                digitCount += digitCount > 0 || digit > 0 ? 1 : 0;
                power -= hasPoint ? 1 : 0;
            }
            else if (text[position] == '.')
            {
                hasPoint = true;
            }
            else
            {
                break;
            }
        }

        value = 0;
        if (digitCount > 19)
            return false;
        if (position < text.Length)
        {
            var isNegative = text[++position] == '-';
            if (isNegative || text[position] == '+')
                position++;
            var exponent = 0;
            for (; position < text.Length; position++)
                exponent = Math.Min((exponent * 10) + text[position] - '0', 100_000);
            power += isNegative ? -exponent : exponent;
        }

        return TryConvert(digits, power, out value);
    }

    /// <summary><paramref name="digits"/> times ten to the <paramref name="power"/>.</summary>
    private static bool TryConvert(ulong digits, int power, out double value)
    {
        value = 0;
        if (digits == 0)
            return true;
        if (digits <= 1UL << (MantissaBits + 1) && power is >= -22 and <= 22)
        {
            value = power < 0 ? digits / ExactPowers[-power] : digits * ExactPowers[power];
            return true;
        }

        if (power is < MinPower or > MaxPower)
            return false;
        var (powerHigh, powerLow) = Powers.Table[power - MinPower];
        var leadingZeros = BitOperations.LeadingZeroCount(digits);
        digits <<= leadingZeros;
        var high = Math.BigMul(digits, powerHigh, out var low);
        const ulong undecided = ulong.MaxValue >> (MantissaBits + 3);
        if ((high & undecided) == undecided)
        {
            var carried = Math.BigMul(digits, powerLow, out _);
            low += carried;
            if (low < carried)
                high++;
        }

        if (low == ulong.MaxValue && power is < -27 or > 55)
            return false;
        var upperBit = (int)(high >> 63);
        var shift = upperBit + 64 - MantissaBits - 3;
        var mantissa = high >> shift;
        var exponent = ((217_706 * power) >> 16) + 63 + upperBit - leadingZeros + 1023;
        if (exponent is <= 0 or >= 2047)
            return false;

        // Exactly half way: to the even one.
        if (low <= 1 && power is >= -4 and <= 23 && (mantissa & 3) == 1 && mantissa << shift == high)
            mantissa &= ~1UL;
        mantissa = (mantissa + (mantissa & 1)) >> 1;
        if (mantissa >= 2UL << MantissaBits)
        {
            mantissa = 1UL << MantissaBits;
            if (++exponent >= 2047)
                return false;
        }

        value = BitConverter.UInt64BitsToDouble((mantissa & ~(1UL << MantissaBits)) | ((ulong)exponent << MantissaBits));
        return true;
    }

    /// <summary>Made when first asked for.</summary>
    private static class Powers
    {
        /// <summary>The first 128 bits of each power of five, from <see cref="MinPower"/> on: cut off, or one more where they are of a reciprocal.</summary>
        public static readonly (ulong High, ulong Low)[] Table = Make();

        private static (ulong High, ulong Low)[] Make()
        {
            var table = new (ulong High, ulong Low)[MaxPower - MinPower + 1];
            var five = BigInteger.One;
            for (var power = 0; power <= MaxPower; power++, five *= 5)
                table[power - MinPower] = FirstBits(five);

            five = 5;
            for (var power = -1; power >= MinPower; power--, five *= 5)
            {
                var bits = (int)five.GetBitLength();
                table[power - MinPower] = FirstBits(((BigInteger.One << (power >= -27 ? bits + 127 : (2 * bits) + 128)) / five) + 1);
            }

            return table;
        }

        private static (ulong High, ulong Low) FirstBits(BigInteger number)
        {
            var surplus = (int)number.GetBitLength() - 128;
            var first = surplus > 0 ? number >> surplus : number << -surplus;
            return ((ulong)(first >> 64), (ulong)(first & ulong.MaxValue));
        }
    }
}
