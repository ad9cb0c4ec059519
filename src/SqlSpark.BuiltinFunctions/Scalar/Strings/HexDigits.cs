using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Bytes written as hexadecimal digits, in either case.</summary>
internal static class HexDigits
{
    /// <summary>Reads digits; the first of an odd number of them is a byte of its own. False at any other character.</summary>
    public static bool TryRead(scoped ReadOnlySpan<byte> digits, ref Utf8Writer result)
    {
        if (digits.Length % 2 != 0)
        {
            if (Value(digits[0]) < 0)
                return false;
            result.Append((byte)Value(digits[0]));
            digits = digits[1..];
        }

        for (var i = 0; i < digits.Length; i += 2)
        {
            var (high, low) = (Value(digits[i]), Value(digits[i + 1]));
            if ((high | low) < 0)
                return false;
            result.Append((byte)((high << 4) | low));
        }

        return true;
    }

    /// <summary>The value of a digit, or -1.</summary>
    public static int Value(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
