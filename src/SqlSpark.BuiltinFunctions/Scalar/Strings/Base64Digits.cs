using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Reads base 64 as Java's decoders do.</summary>
internal static class Base64Digits
{
    /// <summary>Reads digits and passes over all else, as MIME has it, up to the padding. False when bits are left over that make no byte.</summary>
    public static bool TryReadLoosely(scoped ReadOnlySpan<byte> text, ref Utf8Writer result)
    {
        var (bits, bitCount) = (0, 0);
        foreach (var character in text)
        {
            if (character == '=')
                break;
            var value = Value(character);
            if (value < 0)
                continue;
            bits = (bits << 6) | value;
            bitCount += 6;
            if (bitCount < 8)
                continue;
            bitCount -= 8;
            result.Append((byte)(bits >> bitCount));
            bits &= (1 << bitCount) - 1;
        }

        return bitCount < 6;
    }

    /// <summary>True for groups of four digits, blanks and line ends between them, with padding at the end where the last group is short.</summary>
    public static bool IsStrict(scoped ReadOnlySpan<byte> text)
    {
        var (digitCount, paddingCount) = (0, 0);
        foreach (var character in text)
        {
            if (character == '=')
                paddingCount++;
            else if (Value(character) >= 0 && paddingCount == 0)
                digitCount++;
            else if (!AsciiText.IsWhitespace(character))
                return false;
        }

        return (digitCount % 4) switch
        {
            0 => paddingCount == 0,
            2 => paddingCount is 0 or 2,
            3 => paddingCount is 0 or 1,
            _ => false,
        };
    }

    private static int Value(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
